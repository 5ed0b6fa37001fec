import type { Selectable } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import { type AuditEntry, continuesChain } from "./model.ts";
import type { AuditTables } from "./tables.ts";

/** Which entries to list. */
export interface AuditPage {
  /** Only entries before this one; from the newest when left out. */
  readonly before?: number | undefined;
  /** Only entries of this action. */
  readonly action?: string | undefined;
  readonly limit: number;
}

/** What checking the whole chain found. */
export interface ChainReport {
  readonly entries: number;
  readonly intact: boolean;
  /** The first entry that is changed, missing or out of place. */
  readonly brokenAt: number | null;
  /** Hash of the last entry, to compare with one noted elsewhere. */
  readonly head: string | null;
}

const BATCH = 1_000;

/** Reads the audit trail. */
export function createAuditQueries(database: Database) {
  const tables = () => database.use().$extendTables<AuditTables>();
  return {
    /** Entries, newest first. */
    async list({ before, action, limit }: AuditPage): Promise<AuditEntry[]> {
      let query = tables().selectFrom("audit_entry").selectAll().orderBy("sequence", "desc").limit(limit);
      if (before !== undefined) query = query.where("sequence", "<", String(before));
      if (action !== undefined) query = query.where("action", "=", action);
      return (await query.execute()).map(asEntry);
    },

    /** Checks every entry against the one before it. */
    async verify(): Promise<ChainReport> {
      let last: AuditEntry | null = null;
      for (;;) {
        const rows: Selectable<AuditTables["audit_entry"]>[] = await tables()
          .selectFrom("audit_entry")
          .selectAll()
          .where("sequence", ">", String(last?.sequence ?? 0))
          .orderBy("sequence")
          .limit(BATCH)
          .execute();
        for (const entry of rows.map(asEntry)) {
          if (!continuesChain(entry, last)) {
            return {
              entries: last?.sequence ?? 0,
              intact: false,
              brokenAt: (last?.sequence ?? 0) + 1,
              head: null,
            };
          }
          last = entry;
        }
        if (rows.length < BATCH) {
          return { entries: last?.sequence ?? 0, intact: true, brokenAt: null, head: last?.hash ?? null };
        }
      }
    },
  };
}

/** Reads the audit trail. */
export type AuditQueries = ReturnType<typeof createAuditQueries>;

function asEntry(row: Selectable<AuditTables["audit_entry"]>): AuditEntry {
  return {
    sequence: Number(row.sequence),
    timestamp: row.occurred_at.toISOString(),
    action: row.action,
    object: { type: row.object_type, id: row.object_id },
    result: row.result,
    reason: row.reason,
    origin: row.origin,
    actor: row.actor,
    traceId: row.trace_id,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
