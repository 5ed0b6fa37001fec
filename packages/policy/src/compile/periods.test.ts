import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Period, RuleSet } from "../rule-set.ts";
import { arbitraryDate, arbitraryRuleSet, everyPoint } from "../testing/arbitrary-rule-set.ts";
import { generateRuleSet } from "../testing/generate.ts";
import { compile, periods } from "./index.ts";

test("without dated rules there is one period: all of time", () => {
  expect(periods(withValidity([{ from: null, to: null }]))).toEqual([{ from: null, to: null }]);
});

test("a period starts where a rule starts and on the day after a rule ends, also across months and years", () => {
  const ruleSet = withValidity([
    { from: "2020-11-01", to: "2020-12-31" },
    { from: "2020-03-01", to: null },
    { from: null, to: "2020-10-31" },
  ]);
  expect(periods(ruleSet)).toEqual([
    { from: null, to: "2020-02-29" },
    { from: "2020-03-01", to: "2020-10-31" },
    { from: "2020-11-01", to: "2020-12-31" },
    { from: "2021-01-01", to: null },
  ]);
});

test("on the first and the last day of its period a compiled rule set decides as on its own day", () => {
  fc.assert(
    fc.property(arbitraryRuleSet, arbitraryDate, (ruleSet, date) => {
      const compiled = compile(ruleSet, date);
      for (const day of [compiled.period.from, compiled.period.to]) {
        if (day === null) continue;
        const other = compile(ruleSet, day);
        expect(other.period).toEqual(compiled.period);
        for (const point of everyPoint(ruleSet).slice(0, 20)) {
          expect(other.decide(0, 0, point)).toEqual(compiled.decide(0, 0, point));
        }
      }
    }),
  );
});

function withValidity(valid: readonly Period[]): RuleSet {
  const size = {
    organisations: 1,
    tools: 2,
    attributes: 2,
    governmentWideRules: valid.length,
    rulesPerOrganisation: 0,
  };
  const ruleSet = generateRuleSet({ seed: 1, ...size });
  return {
    ...ruleSet,
    rules: ruleSet.rules.map((rule, index) => ({ ...rule, valid: valid[index] ?? { from: null, to: null } })),
  };
}
