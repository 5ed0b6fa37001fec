import type { Situation } from "@akkoord/policy";
import { z } from "zod";
import { ruleSetHash } from "../../platform/http/shapes.ts";
import { situationInput } from "../advice/model.ts";

/** "Dit werkt niet voor mij": a situation and why the answer does not work there. */
export const feedbackInput = z
  .strictObject({
    ruleSet: ruleSetHash,
    situation: situationInput,
    tool: z.string().max(100).nullable().default(null),
    reason: z
      .string()
      .trim()
      .min(1, { error: "must say why it does not work" })
      .max(2_000, { error: "must be at most 2,000 characters" }),
    contact: z
      .boolean()
      .default(false)
      .meta({ description: "Show my name to the security officers. Only when signed in." }),
  })
  .meta({ id: "NewFeedback" });

/** A report as those who may read it see it. */
export interface Feedback {
  readonly id: string;
  /** UTC. */
  readonly receivedAt: string;
  readonly ruleSet: string;
  readonly tool: string | null;
  readonly reason: string;
  readonly situation: Situation;
  /** Who sent it, when they wanted that known. */
  readonly contact: { readonly name: string; readonly organisation: string | null } | null;
}
