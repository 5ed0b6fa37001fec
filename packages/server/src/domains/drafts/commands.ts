import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Actor } from "../../platform/actor.ts";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import { command } from "../../platform/command.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import {
  ChangedScenarioYourself,
  DraftChanged,
  DraftChangesNothing,
  DraftHasProblems,
  FourEyes,
  NotAllowed,
  ScenariosChanged,
  TooLarge,
  WrongDraftState,
} from "../../platform/errors.ts";
import type { Directory } from "../directory/queries.ts";
import type { Registry } from "../registry/registry.ts";
import type { Examiner } from "./examine.ts";
import { type DraftAbility, type DraftState, isPossible, needsSecondPerson } from "./model.ts";
import { actsFor, mayWriteDrafts } from "./permissions.ts";
import { draftTables, findDraft, type KeptDraft, namesFrom, rightsOf } from "./read.ts";
import { unseenChanges, versionOf } from "./scenarios/changes.ts";
import { keptText, ownerId, someText } from "./text.ts";

/** What the commands on drafts use. */
export interface DraftParts {
  readonly registry: Registry;
  readonly directory: Directory;
  readonly examiner: Examiner;
  readonly clock: Clock;
}

/** The longest text of a draft, in bytes. */
export const MOST_TEXT_BYTES = 524_288;

const title = someText(200, "must have a title");
const revision = z.int().min(1).max(1_000_000);

/** One draft, and possibly the revision that the actor looks at: then a newer one is not touched unseen. */
export const draftSeen = z.object({ id: z.uuid(), revision: revision.optional() });

/**
 * A draft, the revision of it that is approved, and the changes of scenarios that go with it: nobody approves what
 * they did not see.
 */
export const draftApproved = draftSeen.extend({
  revision,
  scenarioChanges: z.int().min(0).default(0).meta({
    description: "The version of the scenario changes that you saw in the check; 0 when there were none.",
  }),
});

/** What a new draft is made of. */
export const newDraftInput = z.object({
  owner: ownerId,
  title,
  text: keptText.default(""),
});

/** A new text for a draft, made from a revision. */
export const draftTextInput = z.object({ revision, title, text: keptText });

/** What somebody says about a draft. */
export const commentInput = z.object({
  text: someText(10_000, "must say something"),
  line: z.int().min(1).max(1_000_000).nullable().default(null),
});

/** Why a draft goes back to its writers. */
export const returnInput = z.object({ comment: someText(10_000, "must say what has to change") });

const object = (id: string) => ({ type: "draft", id });

/** An event that tells that a draft came into another stage. */
export function stateChanged(draft: string, state: DraftState) {
  return { type: "drafts.state-changed", data: { draft, state } };
}

/** Begins a draft. */
export function beginDraft({ registry }: DraftParts) {
  return command({
    name: "drafts.begin",
    on: "draft",
    input: newDraftInput,
    may: (actor, { owner }) => actsFor(actor, owner),
    async run({ input, actor, now, transaction }) {
      const base = (await registry.currentOn(dayInAmsterdam(now))).held.hash;
      const id = await insertDraft(transaction, { ...input, base, restores: null }, actor, now);
      return { output: { id }, object: object(id), events: [stateChanged(id, "draft")] };
    },
  });
}

/** Keeps a new draft with its first text, in the caller's transaction. */
export async function insertDraft(
  transaction: AnyDatabase,
  draft: {
    readonly owner: string;
    readonly title: string;
    readonly text: string;
    readonly base: string;
    readonly restores: number | null;
  },
  actor: Actor,
  now: Date,
): Promise<string> {
  const author = personId(actor);
  checkSize(draft.text);
  const id = randomUUID();
  const tables = draftTables(transaction);
  await tables
    .insertInto("draft")
    .values({
      id,
      owner: draft.owner,
      title: draft.title,
      state: "draft",
      revision: 1,
      base: draft.base,
      author,
      reviewer: null,
      planned_for: null,
      planned_by: null,
      publication: null,
      failure: null,
      restores: draft.restores,
      created_at: now,
      updated_at: now,
    })
    .execute();
  await tables
    .insertInto("draft_revision")
    .values({ draft: id, revision: 1, title: draft.title, text: draft.text, editor: author, at: now })
    .execute();
  return id;
}

/**
 * Writes a new revision, made from the one that is named. The text is kept whatever stands in it. What was
 * handed in or approved is a draft again.
 */
export function editDraft({ directory }: DraftParts) {
  return command({
    name: "drafts.edit",
    on: "draft",
    input: draftTextInput.extend({ id: z.uuid() }),
    may: mayWriteDrafts,
    async run({ input, actor, now, transaction }) {
      const editor = personId(actor);
      checkSize(input.text);
      const draft = await findDraft(transaction, input.id, actor, { lock: true });
      await checkSeen(transaction, draft, input.revision, directory);
      checkAbility(draft, "edit", actor);
      const output = { id: draft.id };
      if (input.text === draft.text && input.title === draft.title)
        return { output, object: object(draft.id) };
      const next = draft.revision + 1;
      const tables = draftTables(transaction);
      await tables
        .insertInto("draft_revision")
        .values({ draft: draft.id, revision: next, title: input.title, text: input.text, editor, at: now })
        .execute();
      await tables
        .updateTable("draft")
        .set({ ...BACK_TO_DRAFT, title: input.title, revision: next, updated_at: now })
        .where("id", "=", draft.id)
        .execute();
      const events = draft.state === "draft" ? [] : [stateChanged(draft.id, "draft")];
      return { output, object: object(draft.id), events };
    },
  });
}

/** Hands a draft in for review. */
export function submitDraft({ directory, registry, examiner }: DraftParts) {
  return command({
    name: "drafts.submit",
    on: "draft",
    input: draftSeen,
    may: mayWriteDrafts,
    async run({ input, actor, now, transaction }) {
      const draft = await findDraft(transaction, input.id, actor, { lock: true });
      await checkSeen(transaction, draft, input.revision, directory);
      checkAbility(draft, "submit", actor);
      const date = dayInAmsterdam(now);
      const { held } = await registry.currentOn(date);
      const rights = await rightsOf(transaction, draft.owner);
      const { problems, changed } = await examiner.examine(held, {
        text: draft.text,
        rights,
        scenarios: [],
        date,
      });
      if (changed === null) throw new DraftHasProblems(problems);
      if (Object.values(changed).every((ids) => ids.length === 0)) throw new DraftChangesNothing();
      return moveTo(transaction, draft, "in-review", now);
    },
  });
}

/**
 * Approves a draft and what was changed in the scenarios of its owner: by somebody who wrote none of it, and who
 * changed none of those since it was begun.
 */
export function approveDraft({ directory }: DraftParts) {
  return command({
    name: "drafts.approve",
    on: "draft",
    input: draftApproved,
    may: mayWriteDrafts,
    async run({ input, actor, now, transaction }) {
      const draft = await findDraft(transaction, input.id, actor, { lock: true });
      await checkSeen(transaction, draft, input.revision, directory);
      checkAbility(draft, "approve", actor);
      const reviewer = personId(actor);
      const changed = await unseenChanges(transaction, draft.owner);
      const ownChange = changed
        .flatMap(({ changes }) => changes)
        .some(({ person, at }) => person === reviewer && at >= draft.created_at);
      if (ownChange) throw new ChangedScenarioYourself();
      const version = versionOf(changed);
      if (version !== input.scenarioChanges) throw new ScenariosChanged();
      return moveTo(transaction, draft, "approved", now, { reviewer, scenarios_seen: version });
    },
  });
}

/** Sends a draft back to its writers, with what has to change; what was planned is off. */
export function returnDraft({ directory }: DraftParts) {
  return command({
    name: "drafts.return",
    on: "draft",
    input: draftSeen.extend(returnInput.shape),
    may: mayWriteDrafts,
    async run({ input, actor, now, transaction }) {
      const draft = await findDraft(transaction, input.id, actor, { lock: true });
      await checkSeen(transaction, draft, input.revision, directory);
      checkAbility(draft, "return", actor);
      await insertComment(transaction, draft, { text: input.comment, line: null }, "return", actor, now);
      return moveTo(transaction, draft, "draft", now, BACK_TO_DRAFT);
    },
  });
}

/** Ends a draft for good; everything that was written stays. */
export const withdrawDraft = command({
  name: "drafts.withdraw",
  on: "draft",
  input: draftSeen,
  may: mayWriteDrafts,
  async run({ input, actor, now, transaction }) {
    const draft = await findDraft(transaction, input.id, actor, { lock: true });
    checkAbility(draft, "withdraw", actor);
    return moveTo(transaction, draft, "withdrawn", now, { planned_for: null, planned_by: null });
  },
});

/** Says something about a draft, possibly about one line. */
export const commentOnDraft = command({
  name: "drafts.comment",
  on: "draft",
  input: commentInput.extend({ id: z.uuid() }),
  may: mayWriteDrafts,
  async run({ input, actor, now, transaction }) {
    const draft = await findDraft(transaction, input.id, actor);
    checkAbility(draft, "comment", actor);
    const comment = await insertComment(transaction, draft, input, "comment", actor, now);
    return {
      output: { comment },
      object: object(draft.id),
      events: [{ type: "drafts.comment-made", data: { draft: draft.id, comment } }],
    };
  },
});

/**
 * Stops what cannot be done to a draft now, or not by this person.
 *
 * @throws WrongDraftState, FourEyes
 */
export function checkAbility(draft: KeptDraft, ability: DraftAbility, actor: Actor): void {
  if (!isPossible(ability, draft.state)) throw new WrongDraftState(draft.state);
  if (needsSecondPerson(ability, draft.state) && draft.editorIds.includes(personId(actor)))
    throw new FourEyes();
}

/** @throws DraftChanged with the newest text when the actor looked at an older one */
export async function checkSeen(
  transaction: AnyDatabase,
  draft: KeptDraft,
  seen: number | undefined,
  directory: Directory,
): Promise<void> {
  if (seen === undefined || seen === draft.revision) return;
  const { editor, at } = await draftTables(transaction)
    .selectFrom("draft_revision")
    .select(["editor", "at"])
    .where("draft", "=", draft.id)
    .where("revision", "=", draft.revision)
    .executeTakeFirstOrThrow();
  const { revision, title, text } = draft;
  const updatedBy = await namesFrom(directory)(editor);
  throw new DraftChanged({ revision, title, text, updatedBy, updatedAt: at.toISOString() });
}

const BACK_TO_DRAFT = {
  state: "draft",
  reviewer: null,
  planned_for: null,
  planned_by: null,
  failure: null,
} as const;

async function moveTo(
  transaction: AnyDatabase,
  draft: KeptDraft,
  state: DraftState,
  now: Date,
  also: {
    readonly reviewer?: string | null;
    readonly planned_for?: null;
    readonly planned_by?: null;
    readonly failure?: null;
    readonly scenarios_seen?: number;
  } = {},
) {
  await draftTables(transaction)
    .updateTable("draft")
    .set({ ...also, state, updated_at: now })
    .where("id", "=", draft.id)
    .execute();
  return { output: { id: draft.id }, object: object(draft.id), events: [stateChanged(draft.id, state)] };
}

async function insertComment(
  transaction: AnyDatabase,
  draft: KeptDraft,
  { text, line }: { readonly text: string; readonly line: number | null },
  kind: "comment" | "return",
  actor: Actor,
  now: Date,
): Promise<string> {
  const id = randomUUID();
  await draftTables(transaction)
    .insertInto("draft_comment")
    .values({
      id,
      draft: draft.id,
      revision: draft.revision,
      line,
      kind,
      text,
      author: personId(actor),
      at: now,
    })
    .execute();
  return id;
}

function checkSize(text: string): void {
  if (Buffer.byteLength(text) > MOST_TEXT_BYTES) throw new TooLarge();
}

/** @throws NotAllowed for who is no person: Akkoord itself writes no drafts */
export function personId(actor: Actor): string {
  if (actor.kind !== "person") throw new NotAllowed();
  return actor.id;
}
