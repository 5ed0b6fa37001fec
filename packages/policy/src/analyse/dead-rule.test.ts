import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../compile/index.ts";
import { interpret } from "../interpret.ts";
import { holdsAt } from "../points.ts";
import type { Rule, RuleSet } from "../rule-set.ts";
import { arbitrarySituations, occurringPoints } from "../testing/arbitrary-situations.ts";
import { smallRuleSet } from "../testing/small-rule-set.ts";
import { holdsOn } from "../valid-on.ts";
import { deadRules } from "./dead-rule.ts";
import { run } from "./run.ts";
import { Space } from "./space.ts";

const DATE = "2020-03-15";

describe("dead rules", () => {
  it("are those in force that never decide, or whose duties never join; with what settles it instead", () => {
    const seen = { dead: 0, silent: 0, settled: 0 };
    fc.assert(
      fc.property(arbitrarySituations, (ruleSet) => {
        const found = run(deadRules(new Space(compile(ruleSet, DATE))));
        const expected = ruleSet.rules
          .filter((rule) => holdsOn(rule.valid, DATE) && !isAlive(ruleSet, rule))
          .map((rule) => rule.id);
        expect(found.map(({ rule }) => rule)).toEqual(expected);
        for (const { rule: id, region, causes, organisations } of found) {
          const rule = ruleSet.rules.find((candidate) => candidate.id === id);
          if (rule === undefined) throw new Error("a dead rule exists");
          const where = occurringPoints(ruleSet).filter(
            (point) => holdsAt(ruleSet.vocabulary, rule.when, point) === "holds",
          );
          expect(occurringPoints(ruleSet).filter((point) => region.has(point))).toEqual(where);
          expect(causes).toEqual(settlingInstead(ruleSet, rule));
          expect(organisations).toEqual(
            ruleSet.organisations
              .filter(({ period }) => holdsOn(period, DATE))
              .map((organisation) => organisation.id)
              .filter((organisation) => rule.bearers.includes(organisation)),
          );
          seen.dead++;
          if (rule.effect === null) seen.silent++;
          if (causes.length > 0) seen.settled++;
        }
      }),
      { numRuns: 400 },
    );
    expect(seen.dead).toBeGreaterThan(20);
    expect(seen.silent).toBeGreaterThan(5);
    expect(seen.settled).toBeGreaterThan(5);
  });

  it("include a rule without effect that is always set aside, and not one that joins beside another with its duty", () => {
    const ruleSet = smallRuleSet([
      { id: "permits" },
      { id: "joins", effect: null, duties: ["take-care"] },
      { id: "alike", effect: null, duties: ["take-care"] },
      { id: "aside", effect: null, duties: ["at-desk"] },
      { id: "overrider", effect: null, overrides: ["aside"], duties: ["invite"] },
    ]);
    const found = run(deadRules(new Space(compile(ruleSet, "2026-01-01"))));
    expect(found.map(({ rule, causes }) => [rule, causes])).toEqual([["aside", ["permits", "overrider"]]]);
  });
});

/** Every outcome of a bearer and a tool at points where the tool serves the activity. */
function outcomesAt(ruleSet: RuleSet, rule: Rule, holds: boolean) {
  const definition = interpret(ruleSet, DATE);
  const { vocabulary } = ruleSet;
  const place = vocabulary.attributes.findIndex(({ id }) => id === "activity");
  return [...ruleSet.organisations.entries()]
    .filter(([, { id, period }]) => rule.bearers.includes(id) && holdsOn(period, DATE))
    .flatMap(([organisation]) =>
      [...ruleSet.tools.entries()].flatMap(([index, tool]) =>
        occurringPoints(ruleSet)
          .filter((point) =>
            tool.activities.includes(vocabulary.attributes[place]?.values[point[place] ?? 0]?.id ?? ""),
          )
          .filter((point) => !holds || holdsAt(vocabulary, rule.when, point) === "holds")
          .filter(() => rule.effect === "required" || rule.tools.ids.includes(tool.id) || !holds)
          .map((point) => ({ tool, outcome: definition.decide(organisation, index, point) })),
      ),
    );
}

function isAlive(ruleSet: RuleSet, rule: Rule): boolean {
  if (rule.effect !== null)
    return outcomesAt(ruleSet, rule, false).some(({ outcome }) => outcome.decisive.includes(rule.id));
  return outcomesAt(ruleSet, rule, true).some(
    ({ tool, outcome }) =>
      rule.tools.ids.includes(tool.id) && !outcome.defeated.some((defeat) => defeat.rule === rule.id),
  );
}

function settlingInstead(ruleSet: RuleSet, rule: Rule): readonly string[] {
  const settling = new Set(
    outcomesAt(ruleSet, rule, true).flatMap(({ outcome }) => [
      ...outcome.decisive,
      ...outcome.defeated.filter((defeat) => defeat.rule === rule.id).map(({ by }) => by),
    ]),
  );
  return ruleSet.rules.map(({ id }) => id).filter((id) => settling.has(id));
}
