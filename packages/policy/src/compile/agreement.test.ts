import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../canonical-json.ts";
import type { Decider } from "../decider.ts";
import { interpret } from "../interpret.ts";
import type { Outcome } from "../outcome.ts";
import { type Point, UNKNOWN } from "../situation.ts";
import {
  arbitraryDate,
  arbitraryPoint,
  arbitraryRuleSet,
  everyPoint,
} from "../testing/arbitrary-rule-set.ts";
import { GENERATED_DATE, generatePoints, generateRuleSet } from "../testing/generate.ts";
import { seededRandom } from "../testing/random.ts";
import { compile } from "./index.ts";

test("the compiled form decides as the interpreter does, at every point of small rule sets", () => {
  const seen = { decisions: 0, contested: 0, defeated: 0, unspecified: 0 };
  fc.assert(
    fc.property(arbitraryRuleSet, arbitraryDate, (ruleSet, date) => {
      const definition = interpret(ruleSet, date);
      const compiled = compile(ruleSet, date);
      for (const point of everyPoint(ruleSet)) {
        for (const outcome of expectSameDecisions(definition, compiled, point)) {
          seen.decisions++;
          if (outcome.contested) seen.contested++;
          if (outcome.defeated.length > 0) seen.defeated++;
          if (outcome.effect === "unspecified") seen.unspecified++;
        }
      }
    }),
    { numRuns: 1500 },
  );
  expect(seen.decisions).toBeGreaterThan(100_000);
  // What is generated must be worth deciding: rules that clash, rules that fall, and silence, each often but not always.
  for (const amount of [seen.contested, seen.defeated, seen.unspecified]) {
    expect(amount).toBeGreaterThan(seen.decisions / 2_000);
    expect(amount).toBeLessThan(seen.decisions * 0.9);
  }
});

test("what is still possible is the same in both, without situations that cannot occur", () => {
  fc.assert(
    fc.property(
      arbitraryRuleSet.chain((ruleSet) => fc.tuple(fc.constant(ruleSet), arbitraryPoint(ruleSet))),
      arbitraryDate,
      ([ruleSet, point], date) => expectSamePossible(interpret(ruleSet, date), compile(ruleSet, date), point),
    ),
    { numRuns: 400 },
  );
});

test.for([
  {
    about: "a few rules per tool",
    organisations: 3,
    tools: 20,
    attributes: 20,
    wide: 40,
    own: 20,
    samples: 60,
  },
  {
    about: "more rules per tool than fit in a word",
    organisations: 2,
    tools: 3,
    attributes: 12,
    wide: 70,
    own: 30,
    samples: 400,
  },
])("it decides the same on rule sets like those of a government: $about", ({ samples, ...size }) => {
  const ruleSet = generateRuleSet({
    seed: 3,
    governmentWideRules: size.wide,
    rulesPerOrganisation: size.own,
    ...size,
  });
  const definition = interpret(ruleSet, GENERATED_DATE);
  const compiled = compile(ruleSet, GENERATED_DATE);
  for (const point of generatePoints(ruleSet, samples, 4)) expectSameDecisions(definition, compiled, point);
});

test("with unknown attributes it finds the same outcomes on a rule set like that of a government", () => {
  const ruleSet = generateRuleSet({
    seed: 5,
    organisations: 2,
    tools: 8,
    attributes: 12,
    governmentWideRules: 40,
    rulesPerOrganisation: 10,
  });
  const random = seededRandom(6);
  for (const point of generatePoints(ruleSet, 12, 7)) {
    for (const attribute of random.some([...point.keys()], 3)) point[attribute] = UNKNOWN;
    expectSamePossible(interpret(ruleSet, GENERATED_DATE), compile(ruleSet, GENERATED_DATE), point);
  }
});

function expectSameDecisions(definition: Decider, compiled: Decider, point: Point): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  for (const [organisation, { id: bearer }] of definition.ruleSet.organisations.entries()) {
    for (const [tool, { id: about }] of definition.ruleSet.tools.entries()) {
      const expected = definition.decide(organisation, tool, point);
      const actual = compiled.decide(organisation, tool, point);
      outcomes.push(actual);
      if (!isDeepStrictEqual(actual, expected)) {
        expect({ bearer, about, point, ...actual }).toEqual({ bearer, about, point, ...expected });
      }
    }
  }
  return outcomes;
}

function expectSamePossible(definition: Decider, compiled: Decider, point: Point): void {
  for (const organisation of definition.ruleSet.organisations.keys()) {
    for (const tool of definition.ruleSet.tools.keys()) {
      const expected = definition.possible(organisation, tool, point).map(canonicalJson).sort();
      const actual = compiled.possible(organisation, tool, point).map(canonicalJson).sort();
      expect(actual).toEqual(expected);
    }
  }
}
