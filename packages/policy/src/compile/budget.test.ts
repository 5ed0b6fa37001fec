import { expect, test } from "vitest";
import { GENERATED_DATE, generateRuleSet } from "../testing/generate.ts";
import { CompileBudgetError, CyclicDefeatError, compile, OpenAttributeError } from "./index.ts";

const ruleSet = generateRuleSet({
  seed: 31,
  organisations: 2,
  tools: 5,
  attributes: 10,
  governmentWideRules: 30,
  rulesPerOrganisation: 5,
});

test("compiling stops with a clear error when the diagrams would become larger than allowed", () => {
  const attempt = (): unknown => compile(ruleSet, GENERATED_DATE, { nodeBudget: 100 });
  expect(attempt).toThrow(CompileBudgetError);
  expect(attempt).toThrow(
    /\(100 nodes, \d+ outcomes\); it stopped at the rules that speak of tool-\d for org-\d/,
  );
});

test("a budget that is large enough changes nothing", () => {
  const compiled = compile(ruleSet, GENERATED_DATE, { nodeBudget: 1_000_000 });
  expect(compiled.roots).toEqual(compile(ruleSet, GENERATED_DATE).roots);
});

test("rules that would give a diagram beyond all memory are stopped in time", () => {
  const [rule] = ruleSet.rules;
  const host = ruleSet.vocabulary.attributes[4];
  if (rule === undefined || host === undefined) throw new Error("there is a rule and an attribute");
  // Forty rules that each look at another attribute: two to the power of forty sets of applicable rules.
  const attributes = Array.from({ length: 40 }, (_, index) => ({ ...host, id: `switch-${index}` }));
  const exploding = {
    ...ruleSet,
    vocabulary: { ...ruleSet.vocabulary, attributes, impossible: [] },
    rules: attributes.map(({ id }, index) => ({ ...rule, id: `rule-${index}`, when: { [id]: ["own"] } })),
  };
  expect(() => compile(exploding, GENERATED_DATE, { nodeBudget: 20_000 })).toThrow(CompileBudgetError);
});

test("rules that set each other aside in a circle are refused, by name", () => {
  const [first, second] = ruleSet.rules;
  if (first === undefined || second === undefined) throw new Error("there are two rules");
  const circle = [
    { ...first, overrides: [second.id] },
    { ...second, overrides: [first.id] },
  ];
  expect(() => compile({ ...ruleSet, rules: circle }, GENERATED_DATE)).toThrow(CyclicDefeatError);
  expect(() => compile({ ...ruleSet, rules: circle }, GENERATED_DATE)).toThrow("wide-0, wide-1");
});

test("deciding with an open attribute that the rules look at is refused, and the error names it", () => {
  const compiled = compile(ruleSet, GENERATED_DATE);
  const open = new Uint8Array(10).fill(255);
  expect(() => compiled.decide(0, 0, open)).toThrow(OpenAttributeError);
  expect(() => compiled.decide(0, 0, open)).toThrow("activity");
});
