import type { RuleSet } from "@akkoord/policy";
import { z } from "zod";
import { dayInAmsterdam } from "../../platform/clock.ts";
import { InvalidInput, type Violation } from "../../platform/errors.ts";

const value = z.string().min(1).max(100);

/** A label as somebody gives it. */
export const labelInput = z
  .strictObject({
    information: value.meta({ description: "A value of the attribute `information`." }),
    personalData: value.meta({ description: "A value of the attribute `personalData`." }),
  })
  .meta({ id: "RoomLabel", description: "What a room may hold, in values of the vocabulary." });

/** Where the vocabulary in force stands. */
export interface VocabularySource {
  currentOn(date: string): Promise<{ readonly held: { readonly ruleSet: Pick<RuleSet, "vocabulary"> } }>;
}

/**
 * Holds values of a room against the vocabulary in force.
 *
 * @param given by attribute; null for what is not said
 * @throws InvalidInput naming the values that it may be
 */
export async function checkValues(
  registry: VocabularySource,
  given: Readonly<Record<string, string | null>>,
  now: Date,
): Promise<void> {
  const { vocabulary } = (await registry.currentOn(dayInAmsterdam(now))).held.ruleSet;
  const violations = Object.entries(given).flatMap(([attribute, named]): Violation[] => {
    const allowed =
      vocabulary.attributes.find(({ id }) => id === attribute)?.values.map(({ id }) => id) ?? [];
    return named === null || allowed.includes(named)
      ? []
      : [{ path: attribute, message: `must be one of ${allowed.join(", ")}` }];
  });
  if (violations.length > 0) throw new InvalidInput(violations);
}
