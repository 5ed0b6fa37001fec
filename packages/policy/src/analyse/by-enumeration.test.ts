/** The findings about gaps and conflicts against their definition, point by point, with the interpreter. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../compile/index.ts";
import type { Decider } from "../decider.ts";
import { opens, side } from "../effect.ts";
import { interpret } from "../interpret.ts";
import type { Outcome } from "../outcome.ts";
import { cannotOccur, holdsAt } from "../points.ts";
import type { RuleSet } from "../rule-set.ts";
import type { Point } from "../situation.ts";
import { everyPoint } from "../testing/arbitrary-rule-set.ts";
import { arbitrarySituations, occurringPoints } from "../testing/arbitrary-situations.ts";
import { type SmallRule, smallRuleSet } from "../testing/small-rule-set.ts";
import { holdsOn } from "../valid-on.ts";
import { coalitionGaps } from "./coalition-gap.ts";
import { normConflicts } from "./norm-conflict.ts";
import { normativeGaps } from "./normative-gap.ts";
import type { RawFinding } from "./raw-finding.ts";
import { type Analysis, run } from "./run.ts";
import { Space } from "./space.ts";
import { toolGaps } from "./tool-gap.ts";

const DATE = "2020-03-15";

/** A finding as the definition gives it: its key, its points, and its causes. */
type Expected = Map<string, { readonly points: Point[]; readonly causes: Set<string> }>;

/** Looks at one point: what the definition finds there, with the rules that cause it. */
type AtPoint = (world: World, point: Point, add: (key: string, causes: readonly string[]) => void) => void;

/** A rule set with its definition, as the brute force sees it. */
interface World {
  readonly ruleSet: RuleSet;
  readonly decider: Decider;
  /** Organisations that exist on the day, by index. */
  readonly organisations: readonly number[];
  readonly activityOf: (point: Point) => string;
  readonly serving: (point: Point) => readonly number[];
  readonly canMeet: (point: Point) => boolean;
  /** Per tool that serves the activity: the organisations that it is open to. */
  readonly openTo: (point: Point) => readonly ReadonlySet<number>[];
}

/** Six organisations that may use four tools, but for what some of them refuse or permit themselves. */
const sixOrganisations: fc.Arbitrary<RuleSet> = fc
  .array(
    fc.record({
      tool: fc.constantFrom("one", "two", "three", "four"),
      bearers: fc.subarray(["a", "b", "c", "d", "e", "f"], { minLength: 1, maxLength: 2 }),
      information: fc.oneof(
        fc.constant(["public", "internal", "secret"]),
        fc.subarray(["public", "internal", "secret"], { minLength: 1 }),
      ),
      isOpening: fc.nat({ max: 5 }).map((draw) => draw === 0),
    }),
    { minLength: 4, maxLength: 16 },
  )
  .map((drafts) => {
    const closing = drafts.map(
      ({ tool, bearers, information, isOpening }, index): SmallRule => ({
        id: `own-${index}`,
        layer: "organisation",
        bearers,
        tools: [tool],
        when: { information },
        effect: isOpening ? "permitted" : "prohibited",
      }),
    );
    const everyone = ["a", "b", "c", "d", "e", "f"];
    const opening = ["one", "two", "three", "four"].map(
      (tool): SmallRule => ({
        id: `wide-${tool}`,
        bearers: everyone,
        tools: [tool],
        effect: "permitted",
        yieldsTo: ["organisation"],
      }),
    );
    const small = smallRuleSet([...opening, ...closing]);
    const [pattern] = small.organisations;
    const [tool] = small.tools;
    if (pattern === undefined || tool === undefined) throw new Error("the small rule set is empty");
    return {
      ...small,
      organisations: everyone.map((id) => ({ ...pattern, id })),
      tools: [...small.tools, { ...tool, id: "four" }],
    };
  });

describe("against the definition, at every point of small rule sets", () => {
  it("tool gaps: no tool that serves the activity is open; apart where all are silent", () => {
    const seen = compareEverywhere(toolGaps, (world, point, add) => {
      for (const organisation of world.organisations) {
        const outcomes = world.serving(point).map((tool) => world.decider.decide(organisation, tool, point));
        if (outcomes.some(({ effect }) => opens(effect))) continue;
        const split = outcomes.every(({ effect }) => effect === "unspecified") ? "silent" : "refused";
        const key = keyOf(world, [organisation], { activity: world.activityOf(point), split });
        add(
          key,
          outcomes.flatMap(({ decisive }) => decisive),
        );
      }
    });
    expect(seen).toBeGreaterThan(200);
  });

  it("normative gaps: no rule speaks of a tool that serves the activity", () => {
    const seen = compareEverywhere(normativeGaps, (world, point, add) => {
      for (const organisation of world.organisations) {
        for (const tool of world.serving(point)) {
          if (world.decider.decide(organisation, tool, point).effect !== "unspecified") continue;
          add(keyOf(world, [organisation], { tool, activity: world.activityOf(point) }), []);
        }
      }
    });
    expect(seen).toBeGreaterThan(200);
  });

  it("norm conflicts: contested within, open against refused between, with the rules on both sides", () => {
    const seen = compareEverywhere(normConflicts, (world, point, add) => {
      const activity = world.activityOf(point);
      for (const tool of world.serving(point)) {
        const outcomes = new Map(
          world.organisations.map((each) => [each, world.decider.decide(each, tool, point)] as const),
        );
        for (const [organisation, outcome] of outcomes) {
          if (!outcome.contested) continue;
          add(
            keyOf(world, [organisation], { tool, activity }),
            contestingRules(world, organisation, tool, point, outcome),
          );
        }
        if (!world.canMeet(point)) continue;
        for (const [inFavour, yes] of outcomes) {
          for (const [against, no] of outcomes) {
            if (!opens(yes.effect) || (no.effect !== "discouraged" && no.effect !== "prohibited")) continue;
            const sides = { for: inFavour, against };
            const both = [inFavour, against].sort((a, b) => a - b);
            add(keyOf(world, both, { tool, activity, sides }), [...yes.decisive, ...no.decisive]);
          }
        }
      }
    });
    expect(seen).toBeGreaterThan(60);
  });

  it.for([
    {
      rules: arbitrarySituations,
      about: "three organisations, all that a rule can say",
      sizes: [],
      settings: { numRuns: 250 },
    },
    {
      rules: sixOrganisations,
      about: "six organisations, all 64 coalitions",
      sizes: [2, 3, 4],
      // Coalitions of four are rare; among these cases there are some.
      settings: { numRuns: 100, seed: 1 },
    },
  ])(
    "coalition gaps: each has a tool, smaller parts of two or more have one in common, the whole has none; $about",
    (given) => {
      const sizes = new Set<number>();
      const atPoint: AtPoint = (world, point, add) => {
        if (!world.canMeet(point)) return;
        for (const coalition of subsets(world.organisations)) {
          if (coalition.length < 2 || shares(world, coalition, point)) continue;
          if (!coalition.every((organisation) => hasSome(world, organisation, point))) continue;
          const parts = subsets(coalition).filter(({ length }) => length > 1 && length < coalition.length);
          if (!parts.every((part) => shares(world, part, point))) continue;
          sizes.add(coalition.length);
          const causes = coalition.flatMap((organisation) =>
            world.serving(point).flatMap((tool) => world.decider.decide(organisation, tool, point).decisive),
          );
          add(keyOf(world, coalition, { activity: world.activityOf(point) }), causes);
        }
      };
      compareEverywhere(coalitionGaps, atPoint, given.rules, given.settings);
      for (const size of given.sizes) expect(sizes).toContain(size);
    },
  );
});

/** Finds with the analysis and with the definition, and holds every region, count and cause against each other. */
function compareEverywhere(
  analysis: (space: Space) => Analysis<readonly RawFinding[]>,
  atPoint: AtPoint,
  rules = arbitrarySituations,
  settings: { readonly numRuns: number; readonly seed?: number } = { numRuns: 250 },
): number {
  let seen = 0;
  fc.assert(
    fc.property(rules, (ruleSet) => {
      const world = worldOf(ruleSet, DATE);
      const expected: Expected = new Map();
      for (const point of occurringPoints(ruleSet)) {
        atPoint(world, point, (key, causes) => {
          const entry = expected.get(key) ?? { points: [], causes: new Set() };
          expected.set(key, entry);
          entry.points.push(point);
          for (const cause of causes) entry.causes.add(cause);
        });
      }
      const found = run(analysis(new Space(compile(ruleSet, DATE))));
      const indexOf = (id: string): number => ruleSet.organisations.findIndex((each) => each.id === id);
      const keys = found.map((finding) =>
        keyOf(world, finding.organisations.map(indexOf), {
          ...(finding.tool === undefined
            ? {}
            : { tool: ruleSet.tools.findIndex(({ id }) => id === finding.tool) }),
          ...(finding.activity === undefined ? {} : { activity: finding.activity }),
          ...(finding.split === undefined ? {} : { split: finding.split }),
          ...(finding.sides === undefined
            ? {}
            : {
                sides: {
                  for: indexOf(finding.sides.for[0] ?? ""),
                  against: indexOf(finding.sides.against[0] ?? ""),
                },
              }),
        }),
      );
      expect(keys.toSorted()).toEqual([...expected.keys()].sort());
      for (const [index, finding] of found.entries()) {
        const entry = expected.get(keys[index] ?? "");
        const points = everyPoint(ruleSet).filter((point) => finding.region.has(point));
        expect(points).toEqual(entry?.points);
        expect(finding.situations).toBe(points.length);
        const causes = ruleSet.rules.map(({ id }) => id).filter((id) => entry?.causes.has(id));
        expect(finding.causes).toEqual(causes);
        seen++;
      }
    }),
    settings,
  );
  return seen;
}

function worldOf(ruleSet: RuleSet, date: string): World {
  const { attributes } = ruleSet.vocabulary;
  const activity = attributes.findIndex(({ id }) => id === "activity");
  const audience = attributes.findIndex(({ scope }) => scope === "derived");
  const activityOf = (point: Point): string => attributes[activity]?.values[point[activity] ?? 0]?.id ?? "";
  const decider = interpret(ruleSet, date);
  const organisations = [...ruleSet.organisations.entries()].flatMap(([index, { period }]) =>
    holdsOn(period, date) ? [index] : [],
  );
  const serving = (point: Point): readonly number[] =>
    [...ruleSet.tools.keys()].filter((tool) => ruleSet.tools[tool]?.activities.includes(activityOf(point)));
  const known = new Map<Point, readonly ReadonlySet<number>[]>();
  return {
    ruleSet,
    decider,
    organisations,
    activityOf,
    serving,
    canMeet: (point) => audience === -1 || (point[audience] ?? 0) > 0,
    openTo: (point) => {
      const isOpen = (tool: number) => (organisation: number) =>
        opens(decider.decide(organisation, tool, point).effect);
      const open =
        known.get(point) ?? serving(point).map((tool) => new Set(organisations.filter(isOpen(tool))));
      known.set(point, open);
      return open;
    },
  };
}

/** Whether some tool that serves the activity is open to all of them. */
function shares(world: World, coalition: readonly number[], point: Point): boolean {
  return world.openTo(point).some((open) => coalition.every((organisation) => open.has(organisation)));
}

/** Whether some tool is open to an organisation: at the point, or without the others where only they make the audience. */
function hasSome(world: World, organisation: number, point: Point): boolean {
  const { vocabulary } = world.ruleSet;
  const audience = vocabulary.attributes.findIndex(({ scope }) => scope === "derived");
  const amongOwn = point.slice();
  if (audience !== -1 && point[audience] === 1) amongOwn[audience] = 0;
  return [point, amongOwn].some(
    (there) => !cannotOccur(vocabulary, there) && shares(world, [organisation], there),
  );
}

/** Of the rules that apply: those that nothing defeated, are defeasible and have an effect on this tool. */
function contestingRules(
  { ruleSet }: World,
  organisation: number,
  tool: number,
  point: Point,
  { defeated }: Outcome,
): readonly string[] {
  const fallen = new Set(defeated.map(({ rule }) => rule));
  const bearer = ruleSet.organisations[organisation]?.id ?? "";
  const about = ruleSet.tools[tool]?.id ?? "";
  const applying = ruleSet.rules.filter(
    (rule) =>
      rule.bearers.includes(bearer) &&
      holdsOn(rule.valid, DATE) &&
      !fallen.has(rule.id) &&
      rule.force === "defeasible" &&
      rule.effect !== null &&
      (rule.tools.ids.includes(about) || rule.effect === "required") &&
      holdsAt(ruleSet.vocabulary, rule.when, point) === "holds",
  );
  const sides = new Set(
    applying.map(({ effect, tools }) =>
      effect === null || tools.ids.includes(about) ? effect !== null && side(effect) : "against",
    ),
  );
  expect(sides).toEqual(new Set(["for", "against"]));
  return applying.map(({ id }) => id);
}

function keyOf(
  { ruleSet }: World,
  organisations: readonly number[],
  parts: {
    readonly tool?: number;
    readonly activity?: string;
    readonly split?: string;
    readonly sides?: { readonly for: number; readonly against: number };
  },
): string {
  const who = organisations.map((index) => ruleSet.organisations[index]?.id).join("+");
  const tool = parts.tool === undefined ? "" : ruleSet.tools[parts.tool]?.id;
  return [who, tool, parts.activity, parts.split, parts.sides?.for, parts.sides?.against].join(" ");
}

function subsets(items: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: 2 ** items.length }, (_, bits) =>
    items.filter((_, place) => ((bits >> place) & 1) === 1),
  );
}
