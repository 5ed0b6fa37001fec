import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { ask } from "./ask.ts";
import { compile } from "./compile/index.ts";
import { opens, side } from "./effect.ts";
import { interpret } from "./interpret.ts";
import { cannotOccur, holdsAt } from "./points.ts";
import type { Condition, Rule, RuleSet } from "./rule-set.ts";
import { rulesToRelax } from "./rules-to-relax.ts";
import type { Point } from "./situation.ts";
import { arbitraryDate, arbitraryRuleSet, everyPoint } from "./testing/arbitrary-rule-set.ts";
import { SMALL_DAY, type SmallRule, situationOf, smallRuleSet } from "./testing/small-rule-set.ts";
import { holdsOn } from "./valid-on.ts";
import { barOf } from "./waiver-bar.ts";
import { saysOf } from "./waiver-places.ts";
import {
  mayBeWaived,
  recompileWithWaivers,
  type Waiver,
  waiverBar,
  waiverCondition,
  waiverId,
  waiverRule,
  withWaivers,
} from "./waivers.ts";
import { clashesAt } from "./workable.ts";

const GONE: readonly Condition[] = [{ gone: ["x"] }, { information: ["gone"] }];
const YEAR = { from: "2026-01-01", to: "2026-12-31" };

function waiver(said: Partial<Waiver> = {}): Waiver {
  return {
    id: "00000000-0000-4000-8000-000000000001",
    organisation: "a",
    issuer: "a",
    tools: ["one"],
    when: {},
    relaxes: [],
    valid: YEAR,
    duties: [],
    words: { nl: "ontheffing", en: "waiver" },
    source: { title: "Ontheffing", author: "A", date: "2026-01-01", quote: "Het mag." },
    ...said,
  };
}

/** What a rule set says of tool `one` for organisation `a`, everything known. */
const HERE = situationOf({ activity: "meet", information: "internal", host: "own" }, [
  { id: "a", attributes: { device: "desk" } },
]);

function effectIn(ruleSet: RuleSet, date = SMALL_DAY) {
  const answer = ask(interpret(ruleSet, date), { ...HERE, date }, { tool: "one", help: false });
  return answer.outcomes[0];
}

function wishIn(
  rules: readonly SmallRule[],
  more: { widened?: readonly string[]; duties?: readonly string[] } = {},
) {
  const ruleSet = smallRuleSet(rules);
  const { when, own } = waiverCondition(ruleSet, HERE, "a", more.widened ?? []);
  return {
    ruleSet,
    wish: { organisation: "a", tool: "one", when, own, valid: YEAR, duties: more.duties ?? [] },
  };
}

function relaxing(rules: readonly SmallRule[], more = {}) {
  const { ruleSet, wish } = wishIn(rules, more);
  return rulesToRelax(ruleSet, wish);
}

describe("a waiver", () => {
  const closed = smallRuleSet([{ id: "no", effect: "prohibited" }]);

  it("opens the tool it names, as a rule of its own with its source and its duties", () => {
    const opened = withWaivers(closed, [waiver({ relaxes: ["no"], duties: ["take-care"] })]);
    const outcome = effectIn(opened);
    expect(outcome).toMatchObject({ effect: "permitted", contested: false });
    expect(outcome?.participants[0]?.decisive).toEqual([waiverId(waiver())]);
    expect(outcome?.duties.map(({ id }) => id)).toEqual(["take-care"]);
    expect(opened.sources.at(-1)).toMatchObject({ id: waiverId(waiver()), title: "Ontheffing" });
  });

  it("opens nothing for another organisation, another tool or another situation", () => {
    const opened = withWaivers(closed, [waiver({ relaxes: ["no"], when: { information: ["public"] } })]);
    expect(effectIn(opened)?.effect).toBe("prohibited");
    const elsewhere = withWaivers(closed, [waiver({ relaxes: ["no"], organisation: "b" })]);
    expect(effectIn(elsewhere)?.effect).toBe("prohibited");
  });

  it("expires by itself after its last day, and has not begun before its first", () => {
    const opened = withWaivers(closed, [waiver({ relaxes: ["no"] })]);
    expect(effectIn(opened, "2025-12-31")?.effect).toBe("prohibited");
    expect(effectIn(opened, "2026-12-31")?.effect).toBe("permitted");
    expect(effectIn(opened, "2027-01-01")?.effect).toBe("prohibited");
  });

  it("withdrawn leaves the very rule set that there was", () => {
    expect(withWaivers(closed, [])).toBe(closed);
  });

  it("leaves a rule it does not name in force, such as one that was made later", () => {
    const later = smallRuleSet([
      { id: "no", effect: "prohibited" },
      { id: "later", effect: "discouraged" },
    ]);
    expect(effectIn(withWaivers(later, [waiver({ relaxes: ["no"] })]))).toMatchObject({
      effect: "discouraged",
      contested: true,
    });
  });

  it("falls when what it relaxes has become strict, or what it names is gone", () => {
    const strict = smallRuleSet([{ id: "no", effect: "prohibited", force: "strict" }]);
    expect(withWaivers(strict, [waiver({ relaxes: ["no"] })])).toBe(strict);
    for (const gone of [{ tools: ["four"] }, { organisation: "z" }, { duties: ["gone"] }])
      expect(withWaivers(closed, [waiver({ relaxes: ["no"], ...gone })])).toBe(closed);
    for (const when of GONE) expect(withWaivers(closed, [waiver({ relaxes: ["no"], when })])).toBe(closed);
  });

  it("falls when it would bring back a rule that sets a law aside", () => {
    const ruleSet = smallRuleSet([
      { id: "law", layer: "law", effect: "prohibited" },
      { id: "exception", overrides: ["law"] },
      { id: "no", effect: "discouraged", overrides: ["exception"] },
    ]);
    expect(effectIn(ruleSet)?.effect).toBe("prohibited");
    expect(withWaivers(ruleSet, [waiver({ relaxes: ["no"] })])).toBe(ruleSet);
  });

  it("compiles into the published rules for any day of their period, though it starts within it", () => {
    const published = compile(closed, "2020-01-01");
    const half = waiver({ relaxes: ["no"], valid: { from: "2026-07-01", to: "2026-12-31" } });
    for (const date of ["2026-06-30", "2026-07-01", "2027-01-01"]) {
      const answer = ask(recompileWithWaivers(published, [half], date), { ...HERE, date }, { tool: "one" });
      expect(answer.outcomes[0]?.effect).toBe(date === "2026-07-01" ? "permitted" : "prohibited");
    }
    expect(recompileWithWaivers(published, [], "2026-07-01")).toBe(published);
  });
});

describe("whether a rule may be waived", () => {
  const ruleSet = smallRuleSet([
    { id: "plain", effect: "prohibited" },
    { id: "strict", effect: "prohibited", force: "strict" },
    { id: "law", effect: "prohibited", layer: "law" },
    { id: "treaty", effect: "prohibited", layer: "treaty" },
  ]);
  it.each(["strict", "law", "treaty"] as const)("a %s rule may not, and says why", (id) => {
    expect(mayBeWaived(ruleSet, id)).toBe(false);
    expect(waiverBar(ruleSet, id)).toBe(id);
  });
  it("a defeasible one may", () => expect(mayBeWaived(ruleSet, "plain")).toBe(true));
  it("an unknown one is an error", () => expect(() => mayBeWaived(ruleSet, "gone")).toThrow(RangeError));
});

describe("the rules to relax", () => {
  it("are those against the tool that close it here, and no others", () => {
    expect(
      relaxing([
        { id: "yes" },
        { id: "no", effect: "prohibited" },
        { id: "rather-not", effect: "discouraged" },
        { id: "other-tool", effect: "prohibited", tools: ["two"] },
        { id: "other-people", effect: "prohibited", bearers: ["b"] },
        { id: "elsewhere", effect: "prohibited", when: { information: ["secret"] } },
        { id: "then", effect: "prohibited", valid: { from: null, to: "2025-12-31" } },
      ]),
    ).toEqual({ kind: "relaxes", rules: ["no", "rather-not"] });
  });

  it("include the one that requires another tool", () => {
    expect(relaxing([{ id: "use-two", tools: ["two"], effect: "required" }])).toEqual({
      kind: "relaxes",
      rules: ["use-two"],
    });
  });

  it("are none where no rule speaks", () => {
    expect(relaxing([])).toEqual({ kind: "relaxes", rules: [] });
  });

  it("include one that comes up when another is set aside", () => {
    expect(
      relaxing([
        { id: "hard", effect: "prohibited" },
        { id: "soft", effect: "discouraged", overrides: ["hard"] },
      ]),
    ).toEqual({ kind: "relaxes", rules: ["hard", "soft"] });
  });

  it("are the fewest: setting one aside may bring back another that settles the rest", () => {
    expect(
      relaxing([
        { id: "no", effect: "prohibited" },
        { id: "exception", overrides: ["no"] },
        { id: "no-exception", effect: "discouraged", overrides: ["exception"] },
      ]),
    ).toEqual({ kind: "relaxes", rules: ["no-exception"] });
  });

  it("include those that start during the period", () => {
    expect(
      relaxing([
        { id: "now", effect: "prohibited", valid: { from: null, to: "2026-06-30" } },
        { id: "then", effect: "discouraged", valid: { from: "2026-07-01", to: null } },
      ]),
    ).toEqual({ kind: "relaxes", rules: ["now", "then"] });
  });

  it("include those of the wider situations that were asked for", () => {
    const rules: readonly SmallRule[] = [
      { id: "no", effect: "prohibited" },
      { id: "not-on-phone", effect: "prohibited", when: { device: ["phone"] } },
      { id: "not-public", effect: "prohibited", when: { information: ["public"] } },
      { id: "not-secret", effect: "prohibited", when: { information: ["secret"] } },
    ];
    expect(relaxing(rules)).toEqual({ kind: "relaxes", rules: ["no"] });
    expect(relaxing(rules, { widened: ["device", "information"] })).toEqual({
      kind: "relaxes",
      rules: ["no", "not-on-phone", "not-public"],
    });
  });

  it("include one whose duty cannot be met here", () => {
    expect(relaxing([{ id: "on-phone-only", duties: ["on-phone"] }])).toEqual({
      kind: "relaxes",
      rules: ["on-phone-only"],
    });
  });

  it("are not looked for where the tool is open", () => {
    expect(relaxing([{ id: "yes" }])).toEqual({ kind: "open-already" });
  });

  it.each([
    ["strict", { force: "strict" }],
    ["law", { layer: "law" }],
    ["treaty", { layer: "treaty" }],
  ] as const)("do not exist where a %s rule closes the tool, and that rule is named", (because, what) => {
    expect(
      relaxing([
        { id: "floor", effect: "prohibited", ...what },
        { id: "no", effect: "prohibited" },
      ]),
    ).toEqual({ kind: "blocked", by: [{ rule: "floor", because }] });
  });

  it("do not exist where a law comes up when the rule that stands before it is set aside", () => {
    expect(
      relaxing([
        { id: "law", layer: "law", effect: "prohibited" },
        { id: "soft", effect: "discouraged", overrides: ["law"] },
      ]),
    ).toEqual({ kind: "blocked", by: [{ rule: "law", because: "law" }] });
  });

  it("leave out wider situations that a strict rule closes", () => {
    expect(
      relaxing(
        [
          { id: "no", effect: "prohibited" },
          { id: "floor", effect: "prohibited", force: "strict", when: { device: ["phone"] } },
        ],
        { widened: ["device"] },
      ),
    ).toEqual({ kind: "relaxes", rules: ["no"] });
  });

  it("do not exist with a compensating duty that cannot be met here", () => {
    expect(relaxing([{ id: "no", effect: "prohibited" }], { duties: ["on-phone"] })).toEqual({
      kind: "unworkable",
      duties: ["on-phone"],
    });
  });

  it("are many and still the right ones", () => {
    const rules = Array.from({ length: 14 }, (_, i): SmallRule => ({ id: `no-${i}`, effect: "prohibited" }));
    expect(relaxing([...rules, { id: "yes" }])).toEqual({
      kind: "relaxes",
      rules: rules.map(({ id }) => id),
    });
  });
});

describe("the condition of a waiver", () => {
  const ruleSet = smallRuleSet([]);
  it("is the situation's own values", () => {
    expect(waiverCondition(ruleSet, HERE, "a", [])).toMatchObject({
      when: {
        activity: ["meet"],
        information: ["internal"],
        audience: ["own-organisation"],
        host: ["own"],
        device: ["desk"],
      },
      open: [],
    });
  });
  it("takes every device, and less sensitive information too, only when that is said", () => {
    const { when } = waiverCondition(ruleSet, HERE, "a", ["device", "information"]);
    expect(when).toEqual({
      activity: ["meet"],
      information: ["public", "internal"],
      audience: ["own-organisation"],
      host: ["own"],
    });
  });
  it("names what must be filled in first", () => {
    const vague = situationOf({ activity: "meet" }, ["a"]);
    expect(waiverCondition(ruleSet, vague, "a", ["device", "information"]).open).toEqual([
      "information",
      "host",
    ]);
  });
});

/** A generated rule set with a wish in it, and the waivers that may be granted for it. */
const arbitraryWaived = arbitraryRuleSet.chain((ruleSet) => {
  const { attributes, duties } = ruleSet.vocabulary;
  const some = <T>(items: readonly T[]) => fc.constantFrom(...items);
  const condition: fc.Arbitrary<Condition> = fc
    .tuple(
      ...attributes.map(({ values }) =>
        fc.option(
          fc.subarray(
            values.map(({ id }) => id),
            { minLength: 1 },
          ),
        ),
      ),
    )
    .map((choices) =>
      Object.fromEntries(
        attributes.flatMap(({ id }, i) => {
          const chosen = choices[i] ?? null;
          return chosen === null ? [] : [[id, chosen]];
        }),
      ),
    );
  const wish = fc.record({
    organisation: some(ruleSet.organisations.map(({ id }) => id)),
    tool: some(ruleSet.tools.map(({ id }) => id)),
    when: condition,
    days: fc.tuple(arbitraryDate, arbitraryDate),
    duties: fc.subarray(duties.map(({ id }) => id)),
    /** What an officer might name by mistake: any rules that may be waived. */
    named: fc.option(fc.subarray(ruleSet.rules.flatMap((rule) => (barOf(rule) === null ? [rule.id] : [])))),
  });
  return fc.record({ ruleSet: fc.constant(ruleSet), wishes: fc.array(wish, { minLength: 1, maxLength: 2 }) });
});

interface Waived {
  readonly ruleSet: RuleSet;
  readonly waivers: readonly Waiver[];
}

function granted({
  ruleSet,
  wishes,
}: typeof arbitraryWaived extends fc.Arbitrary<infer T> ? T : never): Waived {
  const waivers = wishes.flatMap(({ days, named, ...wish }, index): Waiver[] => {
    const [from = "", to = ""] = days.toSorted();
    const relaxation = rulesToRelax(ruleSet, { ...wish, own: wish.when, valid: { from, to } });
    const relaxes = named ?? (relaxation.kind === "relaxes" ? relaxation.rules : null);
    if (relaxes === null) return [];
    const { organisation, tool, when, duties } = wish;
    return [
      waiver({ id: `w${index}`, organisation, tools: [tool], when, duties, relaxes, valid: { from, to } }),
    ];
  });
  return { ruleSet, waivers };
}

const DAYS = ["2019-12-31", "2020-01-01", "2020-06-30", "2020-07-01", "2021-01-01", "2022-01-01"];

function* everywhere(ruleSet: RuleSet): Generator<{ organisation: number; tool: number; point: Point }> {
  for (const point of everyPoint(ruleSet).slice(0, 60))
    for (const organisation of ruleSet.organisations.keys())
      for (const tool of ruleSet.tools.keys()) yield { organisation, tool, point };
}

function covers(
  ruleSet: RuleSet,
  { organisation, tools, when, valid }: Waiver,
  at: { organisation: number; tool: number; point: Point },
  date: string,
): boolean {
  return (
    ruleSet.organisations[at.organisation]?.id === organisation &&
    tools.includes(ruleSet.tools[at.tool]?.id ?? "") &&
    holdsOn(valid, date) &&
    holdsAt(ruleSet.vocabulary, when, at.point) === "holds"
  );
}

/** The rules against a tool that count at a point and cannot be waived. */
function floorsAt(ruleSet: RuleSet, date: string, at: { organisation: number; tool: number; point: Point }) {
  const { defeated } = interpret(ruleSet, date).decide(at.organisation, at.tool, at.point);
  const organisation = ruleSet.organisations[at.organisation]?.id ?? "";
  return ruleSet.rules.filter((rule: Rule) => {
    const says = saysOf(rule, ruleSet.tools[at.tool]?.id ?? "");
    return (
      barOf(rule) !== null &&
      says !== null &&
      side(says) === "against" &&
      rule.bearers.includes(organisation) &&
      holdsOn(rule.valid, date) &&
      holdsAt(ruleSet.vocabulary, rule.when, at.point) === "holds" &&
      !defeated.some((defeat) => defeat.rule === rule.id)
    );
  });
}

describe("laws of waivers, over generated rules", () => {
  test("nothing changes outside the organisation, tools, condition and period", () => {
    fc.assert(
      fc.property(arbitraryWaived, fc.constantFrom(...DAYS), (made, date) => {
        const { ruleSet, waivers } = granted(made);
        const before = interpret(ruleSet, date);
        const after = interpret(withWaivers(ruleSet, waivers), date);
        for (const at of everywhere(ruleSet)) {
          if (waivers.some((one) => covers(ruleSet, one, at, date))) continue;
          const decide = (decider: typeof before) => decider.decide(at.organisation, at.tool, at.point);
          expect(decide(after)).toEqual(decide(before));
        }
      }),
      { numRuns: 150 },
    );
  });

  test("what a strict rule, a law or a treaty closes stays closed, whatever the waivers name", () => {
    fc.assert(
      fc.property(arbitraryWaived, fc.constantFrom(...DAYS), (made, date) => {
        const { ruleSet, waivers } = granted(made);
        const before = interpret(ruleSet, date);
        const after = interpret(withWaivers(ruleSet, waivers), date);
        for (const at of everywhere(ruleSet)) {
          // Nobody can be in a situation that cannot occur, so nothing is looked at there.
          if (cannotOccur(ruleSet.vocabulary, at.point)) continue;
          const opened =
            opens(after.decide(at.organisation, at.tool, at.point).effect) &&
            !opens(before.decide(at.organisation, at.tool, at.point).effect);
          if (opened) expect(floorsAt(ruleSet, date, at)).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("both implementations decide alike with waivers, also when compiled into what was published", () => {
    fc.assert(
      fc.property(arbitraryWaived, fc.constantFrom(...DAYS), (made, date) => {
        const { ruleSet, waivers } = granted(made);
        const waived = withWaivers(ruleSet, waivers);
        const reference = interpret(waived, date);
        const deciders = [compile(waived, date), recompileWithWaivers(compile(ruleSet, date), waivers, date)];
        for (const { organisation, tool, point } of everywhere(ruleSet))
          for (const decider of deciders)
            expect(decider.decide(organisation, tool, point)).toEqual(
              reference.decide(organisation, tool, point),
            );
      }),
      { numRuns: 100 },
    );
  });

  test("the rules to relax open the tool, no smaller set does, and where there are none a bar is named", () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(arbitraryRuleSet, fc.nat(), fc.constantFrom(...DAYS), (ruleSet, choice, date) => {
        const points = everyPoint(ruleSet);
        const point = points[choice % points.length];
        const organisation = ruleSet.organisations[0]?.id ?? "";
        const tool = ruleSet.tools[0]?.id ?? "";
        if (point === undefined || cannotOccur(ruleSet.vocabulary, point)) return;
        const when = Object.fromEntries(
          ruleSet.vocabulary.attributes.map(({ id, values }, i) => [id, [values[point[i] ?? 0]?.id ?? ""]]),
        );
        const valid = { from: date, to: date };
        const isOpen = (rules: RuleSet) => {
          const { effect, duties } = interpret(rules, date).decide(0, 0, point);
          return opens(effect) && clashesAt(ruleSet.vocabulary, duties, point).length === 0;
        };
        const opensWith = (relaxes: readonly string[]) => {
          const rule = waiverRule(waiver({ organisation, tools: [tool], when, valid, relaxes }));
          return isOpen({ ...ruleSet, rules: [...ruleSet.rules, rule] });
        };
        const floors = floorsAt(ruleSet, date, { organisation: 0, tool: 0, point });
        const mayRelax = ruleSet.rules.flatMap((rule) => (barOf(rule) === null ? [rule.id] : []));

        const found = rulesToRelax(ruleSet, { organisation, tool, when, own: when, valid, duties: [] });
        met.add(found.kind);
        if (found.kind === "open-already") expect(isOpen(ruleSet)).toBe(true);
        if (found.kind === "relaxes") {
          expect(floors).toEqual([]);
          expect(opensWith(found.rules)).toBe(true);
          for (const fewer of subsetsBelow(mayRelax, found.rules.length))
            expect(opensWith(fewer)).toBe(false);
        }
        if (found.kind === "blocked") {
          expect(found.by.length).toBeGreaterThan(0);
          for (const { rule, because } of found.by) expect(waiverBar(ruleSet, rule)).toBe(because);
          if (floors.length === 0 && mayRelax.length <= 7)
            for (const any of subsetsBelow(mayRelax, mayRelax.length + 1)) expect(opensWith(any)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
    expect([...met]).toEqual(expect.arrayContaining(["open-already", "relaxes", "blocked"]));
  });
});

function subsetsBelow(items: readonly string[], size: number): readonly (readonly string[])[] {
  return items
    .reduce<readonly (readonly string[])[]>(
      (sets, item) => sets.flatMap((set) => (set.length + 1 < size ? [set, [...set, item]] : [set])),
      [[]],
    )
    .filter((set) => set.length < size);
}
