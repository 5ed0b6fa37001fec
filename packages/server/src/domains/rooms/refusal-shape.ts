import { z } from "zod";
import { describes } from "../../platform/http/shapes.ts";
import type { Refusal, RefusingRule } from "./model.ts";

const words = z.object({ nl: z.string(), en: z.string() });

/** A rule with where it is written. */
export const refusingRuleShape = describes<RefusingRule>(
  z
    .object({
      id: z.string(),
      words: words.meta({ description: "What it says, in one sentence." }),
      source: z.object({
        document: z.string(),
        title: z.string(),
        quote: z.string(),
        place: z.string().nullable(),
        url: z.string().nullable(),
      }),
    })
    .meta({ id: "RoomRule", description: "A rule that counts in a room, with where it is written." }),
);

/** Why something is refused in a room. */
export const refusalShape = describes<Refusal>(
  z
    .object({
      code: z.enum([
        "rules-refuse",
        "state-secret",
        "workplace-needed",
        "room-paused",
        "access-shut",
        "not-a-member",
        "power",
      ]),
      sentence: words,
      organisation: z.string().nullable().meta({ description: "Whose rules refuse it." }),
      rules: z.array(refusingRuleShape),
      alternatives: z
        .array(z.object({ tool: z.string(), name: z.string(), effect: z.string() }))
        .meta({ description: "What may be used instead, best first." }),
      changes: z
        .array(
          z.discriminatedUnion("kind", [
            z.object({
              kind: z.literal("attribute"),
              attribute: z.string(),
              from: z.string().nullable(),
              to: z.string(),
            }),
            z.object({ kind: z.literal("without-participant"), participant: z.string() }),
          ]),
        )
        .meta({ description: "What would make it possible: any of them, or both where it takes two." }),
      referral: words.nullable().meta({ description: "Where state secrets go." }),
      missing: z
        .array(z.string())
        .meta({ description: "What you did not say about where you work, by attribute." }),
      resolvers: z
        .array(z.object({ userId: z.string(), name: z.string() }))
        .meta({ description: "Who can resolve it." }),
    })
    .meta({ id: "RoomRefusal", description: "Why something is refused in a room, and what to do instead." }),
);
