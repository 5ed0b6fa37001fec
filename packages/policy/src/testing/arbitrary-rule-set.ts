/** Small rule sets for property tests: everything a rule can say, and counterexamples that shrink. */
import * as fc from "fast-check";
import { EFFECTS } from "../effect.ts";
import {
  type Attribute,
  type Condition,
  LAYERS,
  type Layer,
  type Rule,
  type RuleSet,
  type Vocabulary,
} from "../rule-set.ts";
import { type Point, UNKNOWN } from "../situation.ts";

const IDS = ["a", "b", "c", "d", "e", "f"];
const DATES = ["2020-01-01", "2020-06-30", "2020-07-01", "2021-01-01"];

/** Days on which the generated rules may differ in force. */
export const arbitraryDate: fc.Arbitrary<string> = fc.constantFrom(
  ...DATES,
  "2019-12-31",
  "2020-03-15",
  "2022-01-01",
);

/** A rule set with at most five attributes, three organisations, four tools and ten rules; never cyclic. */
export const arbitraryRuleSet: fc.Arbitrary<RuleSet> = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
    organisations: fc.integer({ min: 1, max: 3 }),
    tools: fc.integer({ min: 1, max: 4 }),
    duties: fc.integer({ min: 0, max: 3 }),
  })
  .chain(({ sizes, organisations, tools, duties }) => {
    const attributes = sizes.map((size, index) => attributeOf(`x${index}`, size));
    const shape = { attributes, organisations: ids("org", organisations), tools: ids("tool", tools), duties };
    return fc
      .record({
        rules: fc.array(arbitraryDraft(shape), { maxLength: 10 }),
        layers: fc.shuffledSubarray([...LAYERS], { minLength: LAYERS.length }),
        impossible: fc.array(arbitraryCondition(attributes), { maxLength: 2 }),
        constraints: fc.array(fc.option(arbitraryConstraint(attributes)), {
          minLength: duties,
          maxLength: duties,
        }),
      })
      .map(({ rules, layers, impossible, constraints }) =>
        ruleSetOf(shape, withoutCircles(rules, layers), {
          attributes,
          impossible: impossible.filter((condition) => Object.keys(condition).length > 0),
          duties: constraints.map((constraint, index) => ({
            id: `duty-${index}`,
            words: both(`duty ${index}`),
            ...(constraint === null ? {} : { constraint }),
          })),
          advice: ids("tip", duties).map((id) => ({ id, words: both(id) })),
        }),
      );
  });

/** A point of a rule set; each attribute may also be unknown. */
export function arbitraryPoint(ruleSet: RuleSet): fc.Arbitrary<Point> {
  const values = ruleSet.vocabulary.attributes.map((attribute) =>
    fc.option(fc.integer({ min: 0, max: attribute.values.length - 1 }), { nil: UNKNOWN }),
  );
  return fc.tuple(...values).map((point) => Uint8Array.from(point));
}

/** Every point of a rule set. For small ones. */
export function everyPoint(ruleSet: RuleSet): readonly Point[] {
  return ruleSet.vocabulary.attributes
    .reduce<readonly (readonly number[])[]>(
      (points, attribute) => points.flatMap((point) => attribute.values.map((_, value) => [...point, value])),
      [[]],
    )
    .map((point) => Uint8Array.from(point));
}

interface Shape {
  readonly attributes: readonly Attribute[];
  readonly organisations: readonly string[];
  readonly tools: readonly string[];
  readonly duties: number;
}

/** A rule before it is known which others it may set aside. */
interface Draft {
  readonly rule: Omit<Rule, "id" | "overrides" | "yieldsTo">;
  readonly yieldsTo: readonly Layer[];
  /** Places of rules it would override. */
  readonly overrides: readonly number[];
}

function arbitraryDraft(shape: Shape): fc.Arbitrary<Draft> {
  const marks = (prefix: string) => fc.subarray(ids(prefix, shape.duties));
  return fc.record({
    rule: fc.record({
      issuer: fc.constant("issuer"),
      layer: fc.constantFrom(...LAYERS),
      force: fc.constantFrom("defeasible" as const, "strict" as const),
      bearers: fc.subarray([...shape.organisations], { minLength: 1 }),
      bearersNamed: fc.constant(["issuer"]),
      valid: fc.record({ from: arbitraryEnd, to: arbitraryEnd }),
      when: arbitraryCondition(shape.attributes),
      tools: fc.subarray([...shape.tools], { minLength: 1 }).map((toolIds) => ({
        ids: toolIds,
        named: { ids: toolIds, tags: [], facts: [], except: [], all: false },
      })),
      effect: fc.constantFrom(...EFFECTS, null),
      duties: marks("duty"),
      advice: marks("tip"),
      words: fc.constant(null),
      source: fc.constant({ document: "generated", quote: "generated" }),
      reading: fc.constant(null),
    }),
    yieldsTo: fc.subarray([...LAYERS]),
    overrides: fc.array(fc.nat({ max: 9 }), { maxLength: 2 }),
  });
}

const arbitraryEnd: fc.Arbitrary<string | null> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(...DATES) },
);

function arbitraryCondition(attributes: readonly Attribute[]): fc.Arbitrary<Condition> {
  return fc
    .array(fc.option(fc.nat({ max: 14 }), { freq: 2 }), {
      minLength: attributes.length,
      maxLength: attributes.length,
    })
    .map((masks) =>
      Object.fromEntries(
        attributes.flatMap((attribute, index) => {
          const mask = masks[index] ?? null;
          if (mask === null) return [];
          // A mask of values that must not hold: zero leaves all of them.
          return [
            [
              attribute.id,
              attribute.values.filter((_, value) => ((mask >> value) & 1) === 0).map(({ id }) => id),
            ],
          ];
        }),
      ),
    );
}

function arbitraryConstraint(
  attributes: readonly Attribute[],
): fc.Arbitrary<{ readonly attribute: string; readonly values: readonly string[] }> {
  return fc.constantFrom(...attributes).chain((attribute) =>
    fc
      .subarray(
        attribute.values.map((value) => value.id),
        { minLength: 1 },
      )
      .map((values) => ({ attribute: attribute.id, values })),
  );
}

/**
 * Keeps of every draft what cannot make a circle: layers attack in one random direction, and within a layer a
 * rule overrides earlier ones only. A strict rule yields to nothing and is not overridden from a lower layer.
 */
function withoutCircles(drafts: readonly Draft[], layers: readonly Layer[]): readonly Rule[] {
  const rankOf = (layer: Layer): number => layers.indexOf(layer);
  const mayOverride = (attacker: number, target: number): boolean => {
    const from = drafts[attacker]?.rule;
    const to = drafts[target]?.rule;
    if (from === undefined || to === undefined) return false;
    if (to.force === "strict" && LAYERS.indexOf(to.layer) < LAYERS.indexOf(from.layer)) return false;
    const difference = rankOf(from.layer) - rankOf(to.layer);
    return difference > 0 || (difference === 0 && attacker > target);
  };
  return drafts.map(({ rule, yieldsTo, overrides }, index) => ({
    ...rule,
    id: `rule-${index}`,
    yieldsTo: rule.force === "strict" ? [] : yieldsTo.filter((layer) => rankOf(layer) > rankOf(rule.layer)),
    overrides: [...new Set(overrides)]
      .filter((target) => mayOverride(index, target))
      .map((target) => `rule-${target}`),
  }));
}

function ruleSetOf(shape: Shape, rules: readonly Rule[], vocabulary: Vocabulary): RuleSet {
  return {
    format: 1,
    name: "arbitrary",
    vocabulary,
    organisations: shape.organisations.map((id) => ({
      id,
      name: id,
      abbreviation: id,
      kind: "fictional",
      tooi: null,
      period: { from: null, to: null },
      names: [],
    })),
    outsideParties: [],
    groups: [],
    tools: shape.tools.map((id) => ({
      id,
      name: id,
      supplier: null,
      supplierCountry: null,
      activities: [],
      tags: [],
      facts: {},
      description: null,
      sources: [],
    })),
    sources: [],
    rules,
    untranslatables: [],
  };
}

function attributeOf(id: string, size: number): Attribute {
  return {
    id,
    scope: "situation",
    ordered: true,
    values: IDS.slice(0, size).map((value) => ({ id: value, label: both(value) })),
    label: both(id),
    question: both(id),
    given: false,
  };
}

function ids(prefix: string, amount: number): string[] {
  return Array.from({ length: amount }, (_, index) => `${prefix}-${index}`);
}

function both(text: string): { readonly nl: string; readonly en: string } {
  return { nl: text, en: text };
}
