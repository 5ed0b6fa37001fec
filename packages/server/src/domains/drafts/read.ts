import type { DraftRights } from "@akkoord/policy";
import type { Selectable } from "kysely";
import type { Actor } from "../../platform/actor.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Directory } from "../directory/queries.ts";
import { type Acknowledgement, abilitiesOn, type Draft, type DraftSummary, type Named } from "./model.ts";
import { actsFor } from "./permissions.ts";
import type { DraftTables } from "./tables.ts";

/** A draft as it is kept, with its newest text and everyone who wrote in it. */
export interface KeptDraft extends Selectable<DraftTables["draft"]> {
  readonly text: string;
  /** In the order in which they began. */
  readonly editorIds: readonly string[];
}

/** The tables of drafts. */
export function draftTables(database: AnyDatabase) {
  return database.$extendTables<DraftTables>();
}

/**
 * A draft for somebody who acts for its owner.
 *
 * @param lock keeps others from changing it until the transaction ends
 * @throws NotFound also when it is of an owner whom the actor does not act for
 */
export async function findDraft(
  database: AnyDatabase,
  id: string,
  actor: Actor,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<KeptDraft> {
  const query = draftTables(database).selectFrom("draft").selectAll().where("id", "=", id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (row === undefined || !(actor.kind === "system" || actsFor(actor, row.owner))) throw new NotFound();
  const { text } = await draftTables(database)
    .selectFrom("draft_revision")
    .select("text")
    .where("draft", "=", id)
    .where("revision", "=", row.revision)
    .executeTakeFirstOrThrow();
  return { ...row, text, editorIds: (await editorsOf(database, [id])).get(id) ?? [] };
}

/** Who wrote in each draft, in the order in which they began. */
export async function editorsOf(
  database: AnyDatabase,
  drafts: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (drafts.length === 0) return new Map();
  const rows = await draftTables(database)
    .selectFrom("draft_revision")
    .select(["draft", "editor"])
    .where("draft", "in", drafts)
    .orderBy("draft")
    .orderBy("revision")
    .execute();
  const editors = new Map<string, Set<string>>();
  for (const { draft, editor } of rows) editors.set(draft, (editors.get(draft) ?? new Set()).add(editor));
  return new Map([...editors].map(([draft, ids]) => [draft, [...ids]]));
}

/** What an owner may change besides rules: what it added to the catalogue before. */
export async function rightsOf(database: AnyDatabase, owner: string): Promise<DraftRights> {
  const rows = await draftTables(database)
    .selectFrom("catalogue_addition")
    .select(["kind", "id"])
    .where("owner", "=", owner)
    .orderBy("id")
    .execute();
  const ids = (kind: "tool" | "source") => rows.flatMap((row) => (row.kind === kind ? [row.id] : []));
  return { owner, ownTools: ids("tool"), ownSources: ids("source") };
}

/** The newest reason that was given for each conflict. */
export async function acknowledgementsOf(
  database: AnyDatabase,
  draft: string,
  names: Names,
): Promise<readonly Acknowledgement[]> {
  const rows = await draftTables(database)
    .selectFrom("draft_acknowledgement")
    .selectAll()
    .where("draft", "=", draft)
    .orderBy("id")
    .execute();
  const newest = new Map(rows.map((row) => [row.finding, row]));
  return Promise.all(
    [...newest.values()].map(async ({ finding, reason, person, at }) => ({
      finding,
      reason,
      by: await names(person),
      at: at.toISOString(),
    })),
  );
}

/** The name of a person by id. */
export type Names = (id: string) => Promise<Named>;

/** Looks up names, each once. */
export function namesFrom(directory: Directory): Names {
  const known = new Map<string, Promise<Named>>();
  return (id) => {
    const found = known.get(id) ?? directory.person(id).then((person) => ({ id, name: person?.name ?? "" }));
    known.set(id, found);
    return found;
  };
}

/** A draft as lists show it to somebody. */
export async function summaryFor(
  row: Selectable<DraftTables["draft"]>,
  editorIds: readonly string[],
  published: DraftSummary["publication"],
  actor: Actor,
  names: Names,
): Promise<DraftSummary> {
  return {
    id: row.id,
    owner: row.owner,
    title: row.title,
    state: row.state,
    revision: row.revision,
    base: row.base,
    author: await names(row.author),
    editors: await Promise.all(editorIds.map(names)),
    reviewer: row.reviewer === null ? null : await names(row.reviewer),
    plannedFor: row.planned_for,
    publication: published,
    failure: row.failure,
    restores: row.restores === null ? null : Number(row.restores),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    abilities: abilitiesOn({ owner: row.owner, state: row.state, editorIds }, actor),
  };
}

/** A draft in full, as somebody sees it. */
export async function draftFor(
  draft: KeptDraft,
  rights: DraftRights,
  published: DraftSummary["publication"],
  actor: Actor,
  names: Names,
): Promise<Draft> {
  const { text, editorIds } = draft;
  return { ...(await summaryFor(draft, editorIds, published, actor, names)), text, rights };
}
