import { FINDING_KINDS, type Finding, type Repair, type RuleSetChange } from "@akkoord/policy";
import { z } from "zod";
import { describes, period } from "../../platform/http/shapes.ts";
import {
  type FindingFamily,
  WORKLIST_EVENTS,
  WORKLIST_STATES,
  type WorklistEvent,
  type WorklistItem,
} from "./model.ts";

const words = z
  .object({ nl: z.string(), en: z.string() })
  .meta({ description: "A text for people in Dutch and English." });
const strings = z.array(z.string());
const box = z
  .record(z.string(), strings)
  .meta({ description: "Values per attribute; one that is left out may have any value." });
const kind = z.enum(FINDING_KINDS);
const effect = z.enum(["required", "recommended", "permitted", "discouraged", "prohibited", "unspecified"]);
const outcome = z.object({
  effect,
  contested: z.boolean(),
  decisive: strings,
  defeated: z.array(z.object({ rule: z.string(), by: z.string(), because: z.enum(["overrides", "yields"]) })),
  duties: strings,
  advice: strings,
});

const findingSummary = {
  id: z.string(),
  family: z.string().meta({ description: "The same for findings that differ only in their organisations." }),
  kind,
  organisations: strings,
  sides: z
    .object({ for: strings, against: strings })
    .optional()
    .meta({ description: "Who allows and who refuses, for a conflict between organisations." }),
  tool: z.string().optional(),
  rule: z.string().optional().meta({ description: "The rule that is dead." }),
  situations: z.number().meta({ description: "How many situations the region holds." }),
  causes: strings.meta({ description: "Rules that cause it." }),
  sentence: words,
  weight: z.number().meta({ description: "Situations × people affected × (1 + reports)." }),
};

/** Where more of a finding is. */
export interface FindingLinks {
  readonly links: { readonly self: string; readonly repairs: string };
}

const links = z.object({ self: z.string(), repairs: z.string() });

/** A finding in a list: without its region. */
export const findingSummaryShape = describes<Omit<Finding, "boxes" | "example"> & FindingLinks>(
  z.object({ ...findingSummary, links }).meta({
    id: "FindingSummary",
    description: "A place where the rules fail; its region is one link away.",
  }),
);

/** A finding, complete. */
export const findingShape = describes<Finding & FindingLinks>(
  z
    .object({
      ...findingSummary,
      boxes: z
        .array(box)
        .meta({ description: "Together exactly the region, largest first. They may overlap." }),
      example: z.object({
        situation: z.object({
          date: z.iso.date(),
          attributes: z.record(z.string(), z.string()),
          participants: strings,
        }),
        outcomes: z.array(z.object({ organisation: z.string(), tool: z.string(), outcome })),
      }),
      links,
    })
    .meta({ id: "Finding", description: "A place where the rules fail, with the whole region." }),
);

const familyMembers = {
  family: z.string(),
  kind,
  tool: z.string().nullable(),
  rule: z.string().nullable(),
  organisations: strings,
  causes: strings,
  finding: z.string().meta({ description: "The heaviest finding." }),
  findings: z.int(),
  sentence: words,
  situations: z.number().meta({ description: "Situations of the largest finding." }),
  people: z.number().meta({ description: "How many people work for the organisations." }),
  weight: z.number(),
  reports: z.int().meta({ description: "How many reports of people fall in it." }),
};

/** Findings that differ only in their organisations. */
export const familyShape = describes<FindingFamily>(z.object(familyMembers).meta({ id: "FindingFamily" }));

/** What would end a finding. */
export const repairShape = describes<Repair>(
  z
    .object({
      finding: z.string(),
      steps: z.array(
        z.union([
          z.object({ kind: z.literal("change-rule"), rule: z.string(), owner: z.string() }),
          z.object({
            kind: z.literal("admit-tool"),
            tool: z.string(),
            organisation: z.string(),
            owner: z.string(),
            overrides: strings,
          }),
        ]),
      ),
      owners: strings.meta({ description: "Everyone whose signature is needed." }),
      sentence: words,
    })
    .meta({ id: "Repair", description: "A smallest set of steps that ends a finding." }),
);

const fromTo = <Shape extends z.ZodType>(shape: Shape) => z.object({ from: shape, to: shape });

/** A region that another rule set decides otherwise. */
export const changeShape = describes<RuleSetChange>(
  z
    .object({
      tool: z.string(),
      organisation: z.string(),
      from: effect,
      to: effect,
      contested: fromTo(z.boolean()),
      duties: z.object({ added: strings, removed: strings }),
      advice: z.object({ added: strings, removed: strings }),
      period,
      situations: z.number(),
      boxes: z.array(box),
      causes: fromTo(strings),
      sentence: words,
      weight: z.number().meta({ description: "Situations × people affected." }),
    })
    .meta({ id: "RuleSetChange", description: "A region that another rule set decides otherwise." }),
);

const seen = z.object({ publication: z.int(), at: z.iso.datetime() });
const itemMembers = {
  ...familyMembers,
  firstSeen: seen,
  lastSeen: seen,
  state: z.enum(WORKLIST_STATES),
  returned: z.boolean().meta({ description: "It was solved before and came back." }),
  solvedIn: z.int().nullable().meta({ description: "The publication in which it was gone." }),
  reason: z.string().nullable(),
  reviewDate: z.iso.date().nullable().meta({ format: "date" }),
  owner: z.string().meta({ description: "Who deals with it: an organisation, or `rijk`." }),
  abilities: z
    .array(z.enum(["accept", "assign", "reopen"]))
    .meta({ description: "What you may do with it." }),
};

/** Something to deal with. */
export const worklistItemShape = describes<WorklistItem>(z.object(itemMembers).meta({ id: "WorklistItem" }));

/** Something to deal with, and what became of it so far. */
export const worklistItemWithHistoryShape = describes<
  WorklistItem & { readonly history: readonly WorklistEvent[] }
>(
  z
    .object({
      ...itemMembers,
      history: z.array(
        z.object({
          event: z.enum(WORKLIST_EVENTS),
          at: z.iso.datetime(),
          publication: z.int().nullable(),
          actor: z.string().nullable(),
          reason: z.string().nullable(),
          reviewDate: z.iso.date().nullable().meta({ format: "date" }),
          owner: z.string().nullable(),
        }),
      ),
    })
    .meta({ id: "WorklistItemWithHistory" }),
);

/** How many there are of each kind. */
export const kindCountsShape = z.record(kind, z.int());

/** How many items there are, by what lists are filtered on. */
export const worklistCountsShape = z
  .object({
    states: z.object({ open: z.int(), accepted: z.int(), solved: z.int() }),
    kinds: kindCountsShape.meta({ description: "Those not solved." }),
  })
  .meta({ id: "WorklistCounts" });
