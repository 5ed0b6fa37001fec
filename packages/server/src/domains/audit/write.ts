import { sql } from "kysely";
import type { AuditWriter } from "../../platform/command.ts";
import { nextEntry } from "./model.ts";
import type { AuditTables } from "./tables.ts";

/** Writes the audit trail: one chain for the whole database, one entry at a time. */
export const auditWriter: AuditWriter = {
  async append(transaction, record) {
    const tables = transaction.$extendTables<AuditTables>();
    // Held until the transaction ends, so that no two entries follow the same one.
    await sql`select pg_advisory_xact_lock(hashtext('akkoord-audit-trail'))`.execute(tables);
    const last = await tables
      .selectFrom("audit_entry")
      .select(["sequence", "hash"])
      .orderBy("sequence", "desc")
      .limit(1)
      .executeTakeFirst();
    const entry = nextEntry(
      record,
      last === undefined ? null : { sequence: Number(last.sequence), hash: last.hash },
    );
    await tables
      .insertInto("audit_entry")
      .values({
        sequence: entry.sequence,
        occurred_at: entry.timestamp,
        action: entry.action,
        object_type: entry.object.type,
        object_id: entry.object.id,
        result: entry.result,
        reason: entry.reason,
        origin: JSON.stringify(entry.origin),
        actor: JSON.stringify(entry.actor),
        trace_id: entry.traceId,
        previous_hash: entry.previousHash,
        hash: entry.hash,
      })
      .execute();
  },
};
