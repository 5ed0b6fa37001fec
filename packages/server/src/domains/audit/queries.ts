import { type Expression, type SqlBool, sql } from "kysely";
import type { AnyDatabase } from "../../platform/database/database.ts";
import type { AuditEntry } from "./entry.ts";
import type { Finding, LoggedEntry } from "./log-check.ts";
import { type CheckpointKey, keyFromBytes } from "./signing-key.ts";
import { type AuditTables, asLoggedEntry } from "./tables.ts";

/** Which entries to list; what is left out does not matter. */
export interface AuditSearch {
  /** Only entries before this one; from the newest when left out. */
  readonly before?: number | undefined;
  /** The moment from which, included. */
  readonly since?: string | undefined;
  /** The moment up to which, not included. */
  readonly until?: string | undefined;
  readonly action?: string | undefined;
  /** Id of who did it. */
  readonly actor?: string | undefined;
  /** Organisation of who did it. */
  readonly organisation?: string | undefined;
  readonly objectType?: string | undefined;
  readonly objectId?: string | undefined;
  readonly result?: AuditEntry["result"] | undefined;
  readonly limit: number;
}

/** A checkpoint as it is kept. */
export interface KeptCheckpoint {
  readonly size: number;
  readonly signedAt: string;
  readonly keyId: string;
  /** The signed note itself. */
  readonly note: string;
}

/** What a check of the whole trail found. */
export interface KeptCheck {
  readonly checkedAt: string;
  readonly entries: number;
  readonly intact: boolean;
  readonly finding: Finding | null;
}

const tablesOf = (database: AnyDatabase) => database.$extendTables<AuditTables>();

/** Entries that fit the search, newest first. */
export async function searchEntries(database: AnyDatabase, search: AuditSearch): Promise<AuditEntry[]> {
  const conditions = conditionsOf(search);
  const rows = await tablesOf(database)
    .selectFrom("audit_entry")
    .selectAll()
    .where((where) => where.and(conditions))
    .orderBy("sequence", "desc")
    .limit(search.limit)
    .execute();
  return rows.map((row) => asLoggedEntry(row).entry);
}

function conditionsOf(search: AuditSearch): Expression<SqlBool>[] {
  const { before, since, until, action, actor, organisation, objectType, objectId, result } = search;
  return [
    ...(before === undefined ? [] : [sql<SqlBool>`sequence < ${before}`]),
    ...(since === undefined ? [] : [sql<SqlBool>`occurred_at >= ${since}`]),
    ...(until === undefined ? [] : [sql<SqlBool>`occurred_at < ${until}`]),
    ...(action === undefined ? [] : [sql<SqlBool>`action = ${action}`]),
    ...(actor === undefined ? [] : [sql<SqlBool>`actor->>'id' = ${actor}`]),
    ...(organisation === undefined ? [] : [sql<SqlBool>`actor->>'organisation' = ${organisation}`]),
    ...(objectType === undefined ? [] : [sql<SqlBool>`object_type = ${objectType}`]),
    ...(objectId === undefined ? [] : [sql<SqlBool>`object_id = ${objectId}`]),
    ...(result === undefined ? [] : [sql<SqlBool>`result = ${result}`]),
    // Says to the planner what the partial index needs to know.
    ...(result === undefined || result === "succeeded" ? [] : [sql<SqlBool>`result <> 'succeeded'`]),
  ];
}

/** Entries after one, up to and with another, in order; at most `limit`. */
export async function readStretch(
  database: AnyDatabase,
  { after, upTo, limit }: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<LoggedEntry[]> {
  const rows = await tablesOf(database)
    .selectFrom("audit_entry")
    .selectAll()
    .where("sequence", ">", String(after))
    .where("sequence", "<=", String(upTo))
    .orderBy("sequence")
    .limit(limit)
    .execute();
  return rows.map(asLoggedEntry);
}

/** One entry, or null. */
export async function findEntry(database: AnyDatabase, sequence: number): Promise<LoggedEntry | null> {
  const [logged] = await readStretch(database, { after: sequence - 1, upTo: sequence, limit: 1 });
  return logged ?? null;
}

/** The number of the last entry; 0 when there is none. */
export async function lastSequence(database: AnyDatabase): Promise<number> {
  const row = await tablesOf(database)
    .selectFrom("audit_entry")
    .select((column) => column.fn.max("sequence").as("last"))
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

/** Which checkpoints to read. */
export interface CheckpointSearch {
  readonly order: "asc" | "desc";
  /** Only those of fewer entries than this. */
  readonly before?: number | undefined;
  /** Only those of this many entries or more. */
  readonly from?: number | undefined;
  readonly limit?: number | undefined;
}

/** Checkpoints by size. */
export async function readCheckpoints(
  database: AnyDatabase,
  { order, before, from, limit }: CheckpointSearch,
): Promise<KeptCheckpoint[]> {
  let query = tablesOf(database).selectFrom("audit_checkpoint").selectAll().orderBy("size", order);
  if (before !== undefined) query = query.where("size", "<", String(before));
  if (from !== undefined) query = query.where("size", ">=", String(from));
  if (limit !== undefined) query = query.limit(limit);
  return (await query.execute()).map((row) => ({
    size: Number(row.size),
    signedAt: row.signed_at.toISOString(),
    keyId: row.key_id,
    note: row.note,
  }));
}

/** Every public key that ever signed checkpoints here, with when it came; oldest first. */
export async function readKeys(
  database: AnyDatabase,
): Promise<(CheckpointKey & { readonly addedAt: string })[]> {
  const rows = await tablesOf(database).selectFrom("audit_key").selectAll().orderBy("added_at").execute();
  return rows.flatMap((row) => {
    const key = keyFromBytes(row.public_key);
    return key === null ? [] : [{ ...key, addedAt: row.added_at.toISOString() }];
  });
}

/** What the last checks found, newest first. */
export async function readChecks(database: AnyDatabase, limit: number): Promise<KeptCheck[]> {
  const rows = await tablesOf(database)
    .selectFrom("audit_check")
    .selectAll()
    .orderBy("checked_at", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    checkedAt: row.checked_at.toISOString(),
    entries: Number(row.entries),
    intact: row.finding === null,
    finding: row.finding,
  }));
}
