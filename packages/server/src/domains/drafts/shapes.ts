import type { DraftChanges, DraftRights, Finding, RuleProblem } from "@akkoord/policy";
import { z } from "zod";
import { describes, ruleSetHash } from "../../platform/http/shapes.ts";
import {
  type Block,
  DRAFT_ABILITIES,
  DRAFT_STATES,
  type Draft,
  type DraftCheck,
  type DraftComment,
  type DraftRevision,
  type DraftSummary,
} from "./model.ts";
import { expectationShape, scenarioDifferenceShape } from "./scenarios/shapes.ts";

const named = z.object({ id: z.string(), name: z.string() });
const strings = z.array(z.string());
const words = z.object({ nl: z.string(), en: z.string() });

const problem = describes<RuleProblem>(
  z
    .object({
      code: z.string(),
      file: z.string(),
      line: z.int(),
      column: z.int(),
      key: z
        .string()
        .nullable()
        .meta({ description: "The key that is missing, unknown or wrong, when it is about one key." }),
      message: z.string().meta({ description: "In English." }),
      remedy: z.string().meta({ description: "In English." }),
      inDutch: z.object({ message: z.string(), remedy: z.string() }),
    })
    .meta({ id: "DraftProblem", description: "Something wrong in a text: where, what, and what to do." }),
);

const block = describes<Block>(
  z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("problems") }),
      z.object({ kind: z.literal("no-change") }),
      z.object({ kind: z.literal("not-approved") }),
      z.object({ kind: z.literal("analysis-failed"), code: z.string() }),
      z.object({ kind: z.literal("red-scenario"), scenario: z.string() }),
      z.object({ kind: z.literal("changed-scenario"), scenario: z.string() }),
      z.object({ kind: z.literal("new-conflict"), finding: z.string() }),
    ])
    .meta({ id: "DraftBlock", description: "What keeps a draft from being published." }),
);

const changes = describes<DraftChanges>(
  z
    .object({
      rules: strings,
      withdrawn: strings,
      untranslatables: strings,
      tools: strings,
      sources: strings,
      duties: strings,
      advice: strings,
    })
    .meta({ id: "DraftChanges", description: "Ids of what a draft makes different." }),
);

const rights = describes<DraftRights>(
  z
    .object({ owner: z.string(), ownTools: strings, ownSources: strings })
    .meta({ description: "What its owner may change: its rules, and what it added to the catalogue." }),
);

const summary = z.object({
  id: z.uuid(),
  owner: z.string().meta({ description: "An organisation, or `rijk`." }),
  title: z.string(),
  state: z.enum(DRAFT_STATES),
  revision: z.int(),
  base: ruleSetHash.meta({ description: "The rules that were in force when it was begun." }),
  author: named,
  editors: z.array(named),
  reviewer: named.nullable().meta({ description: "Who approved this revision." }),
  plannedFor: z.iso.date().nullable(),
  publication: z.object({ id: z.int(), hash: z.string(), validFrom: z.iso.date().nullable() }).nullable(),
  failure: z
    .object({ at: z.iso.datetime(), blockedBy: z.array(block), problems: z.array(problem) })
    .nullable()
    .meta({ description: "Why it was not published on its day." }),
  restores: z.int().nullable().meta({ description: "The publication whose rules it brings back." }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  abilities: z.array(z.enum(DRAFT_ABILITIES)).meta({ description: "What you may do with it now." }),
});

/** A draft in a list. */
export const draftSummaryShape = describes<DraftSummary>(summary.meta({ id: "DraftSummary" }));

/** A draft in full. */
export const draftShape = describes<Draft>(
  summary
    .extend({ text: z.string(), rights })
    .meta({ id: "Draft", description: "New and changed rules of an owner, on their way to publication." }),
);

const revision = z.object({
  revision: z.int(),
  title: z.string(),
  editor: named,
  at: z.iso.datetime(),
});

/** One text that a draft has had, in a list. */
export const draftRevisionShape = describes<DraftRevision>(revision.meta({ id: "DraftRevision" }));

/** One text that a draft has had. */
export const draftRevisionTextShape = describes<DraftRevision & { readonly text: string }>(
  revision.extend({ text: z.string() }).meta({ id: "DraftRevisionText" }),
);

/** What somebody said about a draft. */
export const draftCommentShape = describes<DraftComment>(
  z
    .object({
      id: z.uuid(),
      author: named,
      at: z.iso.datetime(),
      line: z.int().nullable(),
      revision: z.int(),
      text: z.string(),
      kind: z.enum(["comment", "return"]),
    })
    .meta({ id: "DraftComment" }),
);

const scenarioSays = z.object({ title: words, expected: expectationShape }).meta({ id: "ScenarioSays" });

const scenarioChanges = z.object({
  version: z
    .int()
    .meta({ description: "Name it when you approve: so you confirm these changes. 0 when there are none." }),
  scenarios: z.array(
    z.object({
      id: z.string(),
      what: z.enum(["changed", "removed"]),
      before: scenarioSays,
      now: scenarioSays.nullable(),
      by: z.array(named),
      at: z.iso.datetime(),
    }),
  ),
});

const colour = z.enum(["green", "red"]);

/** What follows from a draft. */
export const draftCheckShape = describes<DraftCheck>(
  z
    .object({
      revision: z.int(),
      ruleSet: ruleSetHash.meta({ description: "The rules in force, which the draft was held against." }),
      date: z.iso.date(),
      problems: z.array(problem),
      changed: changes.nullable(),
      scenarios: z.array(
        z.object({
          id: z.string(),
          owner: z.string(),
          title: words,
          state: colour,
          stateBefore: colour,
          expected: expectationShape,
          got: expectationShape.nullable(),
          differences: strings.meta({ description: "In English." }),
          details: z.array(scenarioDifferenceShape),
        }),
      ),
      scenarioChanges: scenarioChanges.meta({
        description: "Scenarios of the owner that were changed or removed since its last publication.",
      }),
      newConflicts: z.array(
        describes<Finding>(
          z
            .looseObject({ id: z.string(), kind: z.string(), organisations: strings, sentence: words })
            .meta({ id: "NewConflict", description: "A finding that there is not without the draft." }),
        ),
      ),
      acknowledgements: z.array(
        z.object({ finding: z.string(), reason: z.string(), by: named, at: z.iso.datetime() }),
      ),
      mayPublish: z.boolean(),
      blockedBy: z.array(block),
      rooms: z
        .object({
          pauses: z.int(),
          resumes: z.int(),
          organisations: z.array(z.object({ organisation: z.string(), pauses: z.int(), resumes: z.int() })),
          own: z.object({ pauses: strings, resumes: strings }).meta({
            description: "Ids of rooms that your own organisation hosts, the first of them.",
          }),
        })
        .nullable()
        .meta({
          description:
            "How many open rooms would be paused, or fit again; by organisation as far as you may know. Null when unknown.",
        }),
    })
    .meta({
      id: "DraftCheck",
      description: "What follows from a draft, and what keeps it from publication.",
    }),
);
