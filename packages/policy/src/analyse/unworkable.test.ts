import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../compile/index.ts";
import { strictness } from "../effect.ts";
import { interpret } from "../interpret.ts";
import type { Outcome } from "../outcome.ts";
import { cannotOccur } from "../points.ts";
import type { Rule, RuleSet } from "../rule-set.ts";
import type { Point } from "../situation.ts";
import { arbitraryPeople } from "../testing/arbitrary-people.ts";
import { occurringPoints } from "../testing/arbitrary-situations.ts";
import { SMALL_DAY, smallRuleSet } from "../testing/small-rule-set.ts";
import { holdsOn } from "../valid-on.ts";
import { excludes, exclusions } from "../workable.ts";
import { run } from "./run.ts";
import { Space } from "./space.ts";
import { unworkable } from "./unworkable.ts";

const DATE = "2020-03-15";

/** Rule sets in which refusals do not hide what duties do, and organisations have duties of their own about the situation. */
const mostlyPermitted = arbitraryPeople.map((ruleSet): RuleSet => {
  const { attributes, duties } = ruleSet.vocabulary;
  return {
    ...ruleSet,
    vocabulary: {
      ...ruleSet.vocabulary,
      attributes: attributes.map((attribute) =>
        attribute.scope === "participant" ? { ...attribute, scope: "situation" } : attribute,
      ),
    },
    rules: ruleSet.rules.map((rule, index): Rule => {
      if (index % 5 === 0) return rule;
      const bearer = ruleSet.organisations[index % ruleSet.organisations.length]?.id ?? "";
      const duty = duties[index % Math.max(1, duties.length)];
      const own = { bearers: [bearer], duties: duty === undefined ? [] : [duty.id] };
      return { ...rule, ...own, effect: "permitted", when: {}, valid: { from: null, to: null } };
    }),
  };
});

describe("unworkable tools", () => {
  it("are found where the definition says, for the duties it says, at exactly those points", () => {
    const seen = { clash: 0, tip: 0, outOfReach: 0, between: 0 };
    fc.assert(
      fc.property(fc.oneof(arbitraryPeople, mostlyPermitted), (ruleSet) => {
        const found = run(unworkable(new Space(compile(ruleSet, DATE))));
        const points = occurringPoints(ruleSet);
        const regions = new Map(
          found.map(({ organisations, tool, activity, duties, advice, region }) => [
            `${organisations.join("+")} ${tool} ${activity} ${duties?.join("+")} ${advice ?? ""}`,
            points.filter((point) => region.has(point)).map(String),
          ]),
        );
        expect(regions.size).toBe(found.length);
        expect([...regions].sort()).toEqual([...byEnumeration(ruleSet, points)].sort());
        for (const { organisations, duties = [], advice } of found) {
          if (organisations.length > 1) seen.between++;
          else if (advice !== undefined) seen.tip++;
          else if (duties.length > 1) seen.clash++;
          else seen.outOfReach++;
        }
      }),
      // The same cases every time, because below it counts what came by.
      { numRuns: 500, seed: 20201102 },
    );
    for (const [what, amount] of Object.entries(seen)) expect([what, amount > 0]).toEqual([what, true]);
  });

  it("are caused by the rules that bring the duties, and by those that refuse where they could be met", () => {
    const ruleSet = smallRuleSet([
      { id: "permits", bearers: ["a"], tools: ["one"] },
      { id: "desk", bearers: ["a"], tools: ["one"], effect: null, duties: ["at-desk"] },
      { id: "other-duty", bearers: ["a"], tools: ["one"], effect: null, duties: ["take-care"] },
      {
        id: "not-at-desk",
        bearers: ["a"],
        tools: ["one"],
        effect: "prohibited",
        overrides: ["permits"],
        when: { device: ["desk"] },
      },
    ]);
    const found = run(unworkable(new Space(compile(ruleSet, SMALL_DAY))));
    expect(found.map(({ duties, causes, activity }) => ({ duties, causes, activity }))).toEqual([
      { duties: ["at-desk"], causes: ["desk", "not-at-desk"], activity: "meet" },
      { duties: ["at-desk"], causes: ["desk", "not-at-desk"], activity: "share" },
    ]);
  });

  it("count between organisations only for what is the same for both", () => {
    const rules = (first: string, second: string) =>
      smallRuleSet([
        { id: "ours", bearers: ["a"], tools: ["one"], duties: [first], when: { activity: ["meet"] } },
        { id: "theirs", bearers: ["b"], tools: ["one"], duties: [second], when: { activity: ["meet"] } },
      ]);
    const between = (ruleSet: RuleSet) =>
      run(unworkable(new Space(compile(ruleSet, SMALL_DAY)))).filter(
        ({ organisations }) => organisations.length > 1,
      );
    expect(between(rules("at-desk", "on-phone"))).toEqual([]);
    expect(between(rules("invite", "be-invited")).map(({ duties, causes }) => ({ duties, causes }))).toEqual([
      { duties: ["invite", "be-invited"], causes: ["ours", "theirs"] },
    ]);
  });
});

function byEnumeration(ruleSet: RuleSet, points: readonly Point[]): ReadonlyMap<string, readonly string[]> {
  const definition = interpret(ruleSet, DATE);
  const { vocabulary } = ruleSet;
  const place = vocabulary.attributes.findIndex(({ id }) => id === "activity");
  const audience = vocabulary.attributes.findIndex(({ scope }) => scope === "derived");
  const existing = [...ruleSet.organisations.entries()].filter(([, { period }]) => holdsOn(period, DATE));
  const found = new Map<string, string[]>();
  const add = (who: string, tool: string, activity: string, what: string, point: Point): void => {
    const key = `${who} ${tool} ${activity} ${what}`;
    found.set(key, [...(found.get(key) ?? []), String(point)]);
  };
  for (const [index, tool] of ruleSet.tools.entries()) {
    for (const point of points) {
      const activity = vocabulary.attributes[place]?.values[point[place] ?? 0]?.id ?? "";
      if (!tool.activities.includes(activity)) continue;
      const usable = existing.flatMap(([organisation, { id }]) => {
        const outcome = definition.decide(organisation, index, point);
        return isUsable(outcome) ? [{ organisation, id, outcome }] : [];
      });
      for (const { organisation, id, outcome } of usable) {
        for (const what of troublesOf(ruleSet, outcome)) add(id, tool.id, activity, what, point);
        for (const duty of vocabulary.duties) {
          if (!outcome.duties.includes(duty.id) || duty.constraint === undefined) continue;
          const { attribute, values } = duty.constraint;
          const at = vocabulary.attributes.findIndex((candidate) => candidate.id === attribute);
          const reachable = vocabulary.attributes[at]?.values.some((value, number) => {
            const moved = point.slice();
            moved[at] = number;
            return (
              values.includes(value.id) &&
              !cannotOccur(vocabulary, moved) &&
              isUsable(definition.decide(organisation, index, moved))
            );
          });
          if (reachable !== true) add(id, tool.id, activity, `${duty.id} `, point);
        }
      }
      if (audience !== -1 && (point[audience] ?? 0) === 0) continue;
      for (const [n, one] of usable.entries())
        for (const other of usable.slice(n + 1))
          for (const what of troublesBetween(ruleSet, one.outcome, other.outcome))
            add(`${one.id}+${other.id}`, tool.id, activity, what, point);
    }
  }
  return found;
}

function isUsable({ effect }: Outcome): boolean {
  return strictness(effect) <= strictness("discouraged");
}

function troublesOf({ vocabulary }: RuleSet, outcome: Outcome): readonly string[] {
  const duties = vocabulary.duties.filter(({ id }) => outcome.duties.includes(id));
  return [
    ...exclusions(vocabulary, duties).map((clash) => `${clash.duties.join("+")} `),
    ...vocabulary.advice
      .filter(({ id }) => outcome.advice.includes(id))
      .flatMap((tip) => duties.filter((duty) => excludes(duty, tip)).map((duty) => `${duty.id} ${tip.id}`)),
  ];
}

function troublesBetween({ vocabulary }: RuleSet, one: Outcome, other: Outcome): readonly string[] {
  const shared = vocabulary.duties.filter(
    ({ constraint }) =>
      constraint !== undefined &&
      vocabulary.attributes.some(({ id, scope }) => id === constraint.attribute && scope !== "participant"),
  );
  const of = (ids: readonly string[]) => shared.filter(({ id }) => ids.includes(id));
  const texts = (ids: readonly string[]) =>
    exclusions(vocabulary, of(ids)).map((clash) => `${clash.duties.join("+")} `);
  const alone = [...texts(one.duties), ...texts(other.duties)];
  return texts([...one.duties, ...other.duties]).filter((text) => !alone.includes(text));
}
