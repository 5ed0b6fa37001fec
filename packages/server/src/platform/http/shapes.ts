import type { Answer, Group, Organisation, OutsideParty, Receipt, RuleSet, Tool } from "@akkoord/policy";
import { z } from "zod";

/** Hash of a rule set: SHA-256 in lower-case hexadecimal. */
export const ruleSetHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { error: "must be the hash of a rule set: 64 hexadecimal digits" });

/** A stretch of days, ends included; null is open. */
export const period = z
  .object({ from: z.iso.date().nullable(), to: z.iso.date().nullable() })
  .meta({ description: "A stretch of days, ends included; null is open." });

/**
 * A shape that describes values of a type of the policy package. Those types are read-only through and
 * through, which zod cannot say; the tests hold answers against these shapes.
 */
export function describes<Type>(shape: z.ZodType): z.ZodType<Type> {
  return shape as z.ZodType<Type>;
}

const words = z
  .object({ nl: z.string(), en: z.string() })
  .meta({ id: "Words", description: "A text for people in Dutch and English." });
const effect = z.enum(["required", "recommended", "permitted", "discouraged", "prohibited", "unspecified"]);
const effects = z
  .union([effect, z.array(effect)])
  .meta({ description: "One effect, or every effect still possible while attributes are unknown." });
const values = z.record(z.string(), z.string());
const citation = z.object({ document: z.string(), quote: z.string(), place: z.string().optional() });

/** A situation as answers give it back. */
export const situationShape = z
  .object({
    date: z.iso.date(),
    attributes: values,
    participants: z.array(z.object({ id: z.string(), attributes: values })),
  })
  .meta({ id: "Situation", description: "What was asked about. An attribute left out is unknown." });

const outcome = z.object({
  effect,
  contested: z.boolean(),
  decisive: z.array(z.string()),
  defeated: z.array(z.object({ rule: z.string(), by: z.string(), because: z.enum(["overrides", "yields"]) })),
  duties: z.array(z.string()),
  advice: z.array(z.string()),
});

/** What the rules of everyone who takes part say of a tool. */
export const toolOutcomeShape = z
  .object({
    tool: z.string(),
    effect: effects,
    contested: z.boolean(),
    unworkable: z.boolean(),
    clashes: z.array(z.object({ duties: z.array(z.string()), attribute: z.string() })),
    duties: z.array(
      z.object({
        id: z.string(),
        status: z.enum(["met", "open", "impossible"]),
        certain: z.boolean(),
        rules: z.array(z.string()),
      }),
    ),
    advice: z.array(
      z.object({ id: z.string(), rules: z.array(z.string()), atOddsWith: z.string().nullable() }),
    ),
    participants: z.array(
      z.object({
        participant: z.string(),
        effect: effects,
        contested: z.boolean(),
        decisive: z.array(z.string()),
        defeated: outcome.shape.defeated,
        outcomes: z.array(outcome),
      }),
    ),
  })
  .meta({ id: "ToolOutcome", description: "What the rules of everyone who takes part say of one tool." });

/** One answer. */
export const answerShape = describes<Answer>(
  z
    .object({
      ruleSet: ruleSetHash,
      date: z.iso.date(),
      situation: situationShape,
      audience: z.string().nullable(),
      outcomes: z.array(toolOutcomeShape),
      common: z.array(z.string()).meta({ description: "Tools that everyone may use, best first." }),
      lastResort: z.array(z.string()),
      nextQuestion: z.object({ attribute: z.string(), values: z.array(z.string()) }).nullable(),
      untranslatables: z.array(z.string()),
      whatWouldHelp: z.array(
        z.object({
          tool: z.string(),
          effect,
          changes: z.array(
            z.union([
              z.object({
                kind: z.literal("attribute"),
                attribute: z.string(),
                from: z.string().nullable(),
                to: z.string(),
              }),
              z.object({ kind: z.literal("without-participant"), participant: z.string() }),
            ]),
          ),
        }),
      ),
    })
    .meta({ id: "Answer", description: "What you may use in a situation, under which conditions, and why." }),
);

/** The record of a decision. */
export const receiptShape = describes<Receipt>(
  z
    .object({
      format: z.literal(1),
      id: z.string().meta({ description: "SHA-256 of the rest as canonical JSON." }),
      ruleSet: ruleSetHash,
      date: z.iso.date(),
      situation: situationShape,
      tool: z.string().nullable(),
      outcomes: z.array(toolOutcomeShape),
      common: z.array(z.string()),
    })
    .meta({ id: "Receipt", description: "The record of a decision: enough to make it again." }),
);

/** A tool of the catalogue. */
export const toolShape = describes<Tool>(
  z
    .object({
      id: z.string(),
      name: z.string(),
      supplier: z.string().nullable(),
      supplierCountry: z.string().nullable(),
      activities: z.array(z.string()),
      tags: z.array(z.string()),
      facts: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())])),
      description: words.nullable(),
      sources: z.array(citation),
    })
    .meta({ id: "Tool", description: "An application or means to work together." }),
);

/** An organisation that makes or follows rules. */
export const organisationShape = describes<Organisation>(
  z
    .object({
      id: z.string(),
      name: z.string(),
      abbreviation: z.string(),
      kind: z.string(),
      tooi: z.string().nullable(),
      period,
      names: z.array(
        z.looseObject({ name: z.string(), from: z.iso.date().nullable(), to: z.iso.date().nullable() }),
      ),
      note: words.optional(),
    })
    .meta({ id: "Organisation" }),
);

/** An outside party without rules of its own. */
export const outsidePartyShape = describes<OutsideParty>(
  z.object({ id: z.string(), label: words, audience: z.string() }).meta({ id: "OutsideParty" }),
);

/** A named group of organisations. */
export const groupShape = describes<Group>(
  z.object({ id: z.string(), label: words, members: z.array(z.string()) }).meta({ id: "Group" }),
);

/** A complete rule set. */
export const ruleSetShape = describes<RuleSet>(
  z
    .looseObject({ format: z.literal(1), name: z.string() })
    .meta({ id: "RuleSet", description: "Vocabulary, organisations, tools, rules and their sources." }),
);
