/** Rule sets for property tests of analysis: with an activity, an audience, tools that serve some activities, and periods. */
import * as fc from "fast-check";
import { cannotOccur } from "../points.ts";
import type { Attribute, RuleSet } from "../rule-set.ts";
import type { Point } from "../situation.ts";
import { arbitraryRuleSet, everyPoint } from "./arbitrary-rule-set.ts";

/**
 * The same small rule sets, in which one attribute is the activity, sometimes one is the audience, every tool serves
 * some activities, and an organisation may not exist on the day.
 */
export const arbitrarySituations: fc.Arbitrary<RuleSet> = arbitraryRuleSet.chain((ruleSet) => {
  const { attributes } = ruleSet.vocabulary;
  return fc
    .record({
      activity: fc.nat({ max: attributes.length - 1 }),
      audience: fc.option(fc.nat({ max: attributes.length - 1 }), { freq: 4 }),
      doesNotServe: fc.array(fc.nat({ max: 6 }), {
        minLength: ruleSet.tools.length,
        maxLength: ruleSet.tools.length,
      }),
      missing: fc.option(fc.nat({ max: 2 }), { freq: 2 }),
    })
    .map(({ activity, audience, doesNotServe, missing }) =>
      withSituations(ruleSet, activity, audience, doesNotServe, missing),
    );
});

/** The points of a small rule set that can occur. */
export function occurringPoints(ruleSet: RuleSet): readonly Point[] {
  return everyPoint(ruleSet).filter((point) => !cannotOccur(ruleSet.vocabulary, point));
}

function withSituations(
  ruleSet: RuleSet,
  activity: number,
  audience: number | null,
  doesNotServe: readonly number[],
  missing: number | null,
): RuleSet {
  const { attributes } = ruleSet.vocabulary;
  const activityId = attributes[activity]?.id ?? "";
  const rename = (id: string): string => (id === activityId ? "activity" : id);
  const renamed = attributes.map(
    (attribute, index): Attribute => ({
      ...attribute,
      id: rename(attribute.id),
      scope: index === audience && index !== activity ? "derived" : attribute.scope,
    }),
  );
  const condition = (when: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(Object.entries(when).map(([id, values]) => [rename(id), values]));
  const activities = renamed[activity]?.values.map(({ id }) => id) ?? [];
  const constrained = <
    T extends { readonly constraint?: { readonly attribute: string; readonly values: readonly string[] } },
  >(
    mark: T,
  ): T =>
    mark.constraint === undefined
      ? mark
      : { ...mark, constraint: { ...mark.constraint, attribute: rename(mark.constraint.attribute) } };
  return {
    ...ruleSet,
    vocabulary: {
      attributes: renamed,
      impossible: ruleSet.vocabulary.impossible.map(condition),
      duties: ruleSet.vocabulary.duties.map(constrained),
      advice: ruleSet.vocabulary.advice.map(constrained),
    },
    organisations: ruleSet.organisations.map((organisation, index) =>
      index === missing ? { ...organisation, period: { from: "2040-01-01", to: null } } : organisation,
    ),
    tools: ruleSet.tools.map((tool, index) => ({
      ...tool,
      activities: activities.filter((_, value) => (((doesNotServe[index] ?? 0) >> value) & 1) === 0),
    })),
    rules: ruleSet.rules.map((rule, index) => ({
      ...rule,
      // Most rules hold, so that the few there are meet each other.
      valid: index % 4 === 0 ? rule.valid : { from: null, to: null },
      when: condition(
        Object.fromEntries(Object.entries(rule.when).filter(([, allowed]) => allowed.length > 0)),
      ),
    })),
  };
}
