/** Rule sets for property tests of analysis, in which people differ and duties and tips get in each other's way. */
import * as fc from "fast-check";
import type { Attribute, RuleSet } from "../rule-set.ts";
import { arbitrarySituations } from "./arbitrary-situations.ts";

/**
 * The same small rule sets, in which some attributes belong to participants, some of those are given (like a role), and duties
 * and tips often ask for one value of the same few attributes.
 */
export const arbitraryPeople: fc.Arbitrary<RuleSet> = arbitrarySituations.chain((ruleSet) => {
  const { attributes, duties, advice } = ruleSet.vocabulary;
  const wish = fc.option(fc.record({ attribute: fc.nat({ max: 1 }), value: fc.nat({ max: 3 }) }), {
    freq: 3,
  });
  return fc
    .record({
      people: fc.array(fc.constantFrom("nobody" as const, "anybody" as const, "given" as const), {
        minLength: attributes.length,
        maxLength: attributes.length,
      }),
      duties: fc.array(wish, { minLength: duties.length, maxLength: duties.length }),
      advice: fc.array(wish, { minLength: advice.length, maxLength: advice.length }),
    })
    .map(({ people, duties: dutyWishes, advice: tipWishes }) => ({
      ...ruleSet,
      vocabulary: {
        ...ruleSet.vocabulary,
        attributes: attributes.map((attribute, index): Attribute => {
          const whose = people[index] ?? "nobody";
          if (attribute.id === "activity" || attribute.scope === "derived" || whose === "nobody")
            return attribute;
          return { ...attribute, scope: "participant", given: whose === "given" };
        }),
        duties: duties.map((duty, index) => asking(duty, attributes, dutyWishes[index] ?? null)),
        advice: advice.map((tip, index) => asking(tip, attributes, tipWishes[index] ?? null)),
      },
    }));
});

function asking<
  T extends { readonly constraint?: { readonly attribute: string; readonly values: readonly string[] } },
>(
  mark: T,
  attributes: readonly Attribute[],
  wish: { readonly attribute: number; readonly value: number } | null,
): T {
  if (wish === null) return mark;
  const about = attributes[(attributes.length - 1 + wish.attribute) % attributes.length];
  const value = about?.values[wish.value % about.values.length];
  if (about === undefined || value === undefined) return mark;
  return { ...mark, constraint: { attribute: about.id, values: [value.id] } };
}
