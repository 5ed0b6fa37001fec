import { checkSituation, type RuleSet, type Situation, SituationError } from "@akkoord/policy";
import { z } from "zod";
import { WrongSituation } from "../../platform/errors.ts";
import { ruleSetHash } from "../../platform/http/shapes.ts";

const LONGEST_ID = 100;
const MOST_ATTRIBUTES = 50;
/** More participants than any meeting needs; keeps one question within milliseconds. */
const MOST_PARTICIPANTS = 40;

const id = z.string().min(1).max(LONGEST_ID);
const attributeValues = z
  .record(id, id)
  .refine((values) => Object.keys(values).length <= MOST_ATTRIBUTES, { error: "has too many attributes" });

/** What to say when a key is not one of ours: a misspelt key must not quietly make its value unknown. */
function unknownKey(hint: string): z.core.$ZodErrorMap {
  return (issue) =>
    issue.code === "unrecognized_keys"
      ? `does not know ${(issue.keys as string[]).map((key) => `"${key.slice(0, 60)}"`).join(", ")}; ${hint}`
      : undefined;
}

/** A situation as callers send it: participants may be given as ids alone. */
export const situationInput = z
  .strictObject(
    {
      date: z
        .string()
        .max(10)
        .optional()
        .meta({ format: "date", description: "Today in Amsterdam when left out." }),
      attributes: attributeValues.default({}),
      participants: z
        .array(z.union([id, z.object({ id, attributes: attributeValues.default({}) })]))
        .max(MOST_PARTICIPANTS)
        .default([])
        .meta({ description: "Organisations and outside parties; the first is the asker's organisation." }),
    },
    { error: unknownKey("values of attributes go in `attributes`") },
  )
  .meta({ id: "AskedSituation", description: "What you ask about. What you leave out counts as unknown." });

/** A question as callers send it. */
export const questionInput = z.strictObject({
  situation: situationInput,
  ruleSet: ruleSetHash.optional().meta({ description: "The current rule set of the day when left out." }),
  tool: id
    .optional()
    .meta({ description: "Ask about this tool alone, whatever activity it usually serves." }),
});

/**
 * A situation checked against the rules.
 *
 * @throws WrongSituation naming what is unknown, with the nearest valid value
 */
export function checked(
  ruleSet: RuleSet,
  situation: z.output<typeof situationInput>,
  today: string,
): Situation {
  try {
    return checkSituation(ruleSet, { ...situation, date: situation.date ?? today });
  } catch (error) {
    if (error instanceof SituationError) throw new WrongSituation(error.problems);
    throw error;
  }
}
