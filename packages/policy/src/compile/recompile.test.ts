import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { RuleSet } from "../rule-set.ts";
import type { Point } from "../situation.ts";
import { arbitraryRuleSet, everyPoint } from "../testing/arbitrary-rule-set.ts";
import { GENERATED_DATE, generatePoints, generateRuleSet, withChangedRule } from "../testing/generate.ts";
import { type CompiledRuleSet, compile, readCompiled, recompile, writeCompiled } from "./index.ts";

const DATE = "2020-06-30";

test("compiling a change decides as compiling everything does", () => {
  fc.assert(
    fc.property(arbitraryRuleSet, arbitraryRuleSet, fc.nat({ max: 9 }), (before, other, at) => {
      const changes: readonly RuleSet[] = [
        withoutRule(before, at),
        withRuleOf(before, other, at),
        {
          ...before,
          rules: before.rules.toReversed().map((rule) => ({ ...rule, overrides: [], yieldsTo: [] })),
        },
        other,
      ];
      const compiled = compile(before, DATE);
      for (const after of changes) expectSame(recompile(compiled, after), compile(after, DATE));
    }),
    { numRuns: 200 },
  );
});

test("a chain of changes stays right, and what was compiled before them stays as it was", () => {
  const size = {
    organisations: 4,
    tools: 10,
    attributes: 8,
    governmentWideRules: 30,
    rulesPerOrganisation: 8,
  };
  const first = generateRuleSet({ seed: 21, ...size });
  const compiled = compile(first, GENERATED_DATE);
  const points = generatePoints(first, 40, 22);
  let latest = compiled;
  for (let step = 0; step < 12; step++) {
    latest = recompile(latest, withChangedRule(latest.ruleSet, `org-${step % 4}`));
    latest = recompile(latest, withoutRule(latest.ruleSet, 40 - step));
  }
  const again = compile(latest.ruleSet, GENERATED_DATE);
  expectSame(latest, again, points);
  expectSame(compiled, compile(first, GENERATED_DATE), points);
});

test("what earlier changes leave behind does not pile up", () => {
  const size = {
    organisations: 2,
    tools: 8,
    attributes: 8,
    governmentWideRules: 30,
    rulesPerOrganisation: 8,
  };
  let latest = compile(generateRuleSet({ seed: 26, ...size }), GENERATED_DATE);
  for (let step = 0; step < 120; step++) {
    const { rules } = latest.ruleSet;
    const at = step % rules.length;
    const { when = {} } = rules[(step * 7) % rules.length] ?? {};
    latest = recompile(latest, {
      ...latest.ruleSet,
      rules: rules.map((rule, index) => (index === at ? { ...rule, when, overrides: [] } : rule)),
    });
  }
  const fresh = compile(latest.ruleSet, GENERATED_DATE).diagrams.words.length;
  expect(latest.diagrams.words.length).toBeLessThan(fresh * 8);
});

test("a compiled form that was read from a buffer can be changed too", () => {
  const size = {
    organisations: 3,
    tools: 6,
    attributes: 8,
    governmentWideRules: 20,
    rulesPerOrganisation: 5,
  };
  const ruleSet = generateRuleSet({ seed: 23, ...size });
  const after = withoutRule(ruleSet, 3);
  const changed = recompile(readCompiled(writeCompiled(compile(ruleSet, GENERATED_DATE)), ruleSet), after);
  const points = generatePoints(ruleSet, 40, 24);
  expectSame(changed, compile(after, GENERATED_DATE), points);
  expectSame(readCompiled(writeCompiled(changed), after), changed, points);
});

test("organisations that no change touches keep their functions", () => {
  const size = {
    organisations: 3,
    tools: 6,
    attributes: 8,
    governmentWideRules: 20,
    rulesPerOrganisation: 5,
  };
  const ruleSet = generateRuleSet({ seed: 25, ...size });
  const before = compile(ruleSet, GENERATED_DATE);
  const after = recompile(before, withChangedRule(ruleSet, "org-1"));
  const rootsOf = (compiled: CompiledRuleSet, organisation: number): Int32Array =>
    compiled.roots.subarray(organisation * 6, organisation * 6 + 6);
  expect([rootsOf(after, 0), rootsOf(after, 2)]).toEqual([rootsOf(before, 0), rootsOf(before, 2)]);
  expect(rootsOf(after, 1)).not.toEqual(rootsOf(before, 1));
});

function expectSame(
  actual: CompiledRuleSet,
  expected: CompiledRuleSet,
  points: readonly Point[] = everyPoint(expected.ruleSet).slice(0, 40),
): void {
  expect(actual.ruleSetHash).toBe(expected.ruleSetHash);
  expect(actual.period).toEqual(expected.period);
  for (const point of points) {
    for (const organisation of expected.ruleSet.organisations.keys()) {
      for (const tool of expected.ruleSet.tools.keys()) {
        expect(actual.decide(organisation, tool, point)).toEqual(expected.decide(organisation, tool, point));
      }
    }
  }
}

function withoutRule(ruleSet: RuleSet, at: number): RuleSet {
  return { ...ruleSet, rules: ruleSet.rules.filter((_, index) => index !== at) };
}

/** Adds a rule of another rule set in front, as far as its organisations, tools and attributes exist here. */
function withRuleOf(ruleSet: RuleSet, other: RuleSet, at: number): RuleSet {
  const rule = other.rules[at];
  if (rule === undefined) return ruleSet;
  return { ...ruleSet, rules: [{ ...rule, id: "new", overrides: [], yieldsTo: [] }, ...ruleSet.rules] };
}
