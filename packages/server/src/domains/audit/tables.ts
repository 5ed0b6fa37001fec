import { type ColumnType, type Kysely, type Selectable, sql } from "kysely";
import type { Schema } from "../../platform/database/migrate.ts";
import { carryOverEarlierChain } from "./carry-over.ts";
import type { AuditEntry } from "./entry.ts";
import type { Finding, LoggedEntry } from "./log-check.ts";

/** The audit trail as it is kept. Nothing in it is ever changed; PostgreSQL gives 64-bit numbers as text. */
export type AuditTables = {
  audit_entry: {
    sequence: ColumnType<string, number, never>;
    occurred_at: ColumnType<Date, string, never>;
    action: ColumnType<string, string, never>;
    object_type: ColumnType<string, string, never>;
    object_id: ColumnType<string | null, string | null, never>;
    result: ColumnType<AuditEntry["result"], AuditEntry["result"], never>;
    reason: ColumnType<string | null, string | null, never>;
    origin: ColumnType<AuditEntry["origin"], string, never>;
    actor: ColumnType<AuditEntry["actor"], string, never>;
    trace_id: ColumnType<string | null, string | null, never>;
    leaf_hash: ColumnType<Buffer, Buffer, never>;
  };
  /** The perfect subtrees of two leaves and more: with the leaves, every frontier and every proof. */
  audit_node: {
    /** The number of leaves at which it was complete. */
    complete_at: ColumnType<string, number, never>;
    /** It has 2^level leaves. */
    level: ColumnType<number, number, never>;
    hash: ColumnType<Buffer, Buffer, never>;
  };
  audit_checkpoint: {
    size: ColumnType<string, number, never>;
    signed_at: ColumnType<Date, string, never>;
    key_id: ColumnType<string, string, never>;
    note: ColumnType<string, string, never>;
  };
  audit_key: {
    id: ColumnType<string, string, never>;
    public_key: ColumnType<Buffer, Buffer, never>;
    added_at: ColumnType<Date, Date, never>;
  };
  audit_check: {
    id: ColumnType<string, string, never>;
    checked_at: ColumnType<Date, Date, never>;
    entries: ColumnType<string, number, never>;
    /** What was wrong; null when nothing was. */
    finding: ColumnType<Finding | null, string | null, never>;
  };
};

/** The tables and what keeps them append-only: no rights to change, and triggers that refuse even the owner. */
export const auditSchema: Schema = {
  rights: {
    audit_entry: ["select", "insert"],
    audit_node: ["select", "insert"],
    audit_checkpoint: ["select", "insert"],
    audit_key: ["select", "insert"],
    audit_check: ["select", "insert"],
  },
  migrations: {
    "2026-11-21-01-audit": {
      async up(database: Kysely<never>) {
        await sql`
          create table audit_entry (
            sequence bigint primary key check (sequence > 0),
            occurred_at timestamptz not null,
            action text not null,
            object_type text not null,
            object_id text,
            result text not null check (result in ('succeeded', 'refused', 'failed')),
            reason text,
            origin jsonb not null,
            actor jsonb not null,
            trace_id text,
            previous_hash text not null,
            hash text not null unique
          )`.execute(database);
        await sql`create index audit_entry_occurred_at on audit_entry (occurred_at)`.execute(database);
        await sql`
          create function refuse_change_of_audit_trail() returns trigger language plpgsql as $$
          begin
            raise exception 'the audit trail only grows' using errcode = 'insufficient_privilege';
          end $$`.execute(database);
        await sql`
          create trigger audit_entry_append_only before update or delete or truncate on audit_entry
          for each statement execute function refuse_change_of_audit_trail()`.execute(database);
      },
    },
    "2026-11-22-02-audit-tree": {
      async up(database: Kysely<never>) {
        await sql`alter table audit_entry rename to earlier_audit_entry`.execute(database);
        await sql`
          create table audit_node (
            complete_at bigint not null,
            level smallint not null check (level > 0),
            hash bytea not null check (length(hash) = 32),
            primary key (complete_at, level)
          )`.execute(database);
        await sql`
          create table audit_checkpoint (
            size bigint primary key check (size > 0),
            signed_at timestamptz not null,
            key_id text not null,
            note text not null
          )`.execute(database);
        await sql`
          create table audit_key (
            id text primary key,
            public_key bytea not null check (length(public_key) = 32),
            added_at timestamptz not null
          )`.execute(database);
        await sql`
          create table audit_check (
            id uuid primary key,
            checked_at timestamptz not null,
            entries bigint not null,
            finding jsonb
          )`.execute(database);
        await sql`
          create table audit_entry (
            sequence bigint not null check (sequence > 0),
            occurred_at timestamptz not null,
            action text not null,
            object_type text not null,
            object_id text,
            result text not null check (result in ('succeeded', 'refused', 'failed')),
            reason text,
            origin jsonb not null,
            actor jsonb not null,
            trace_id text,
            leaf_hash bytea not null check (length(leaf_hash) = 32)
          )`.execute(database);
        await carryOverEarlierChain(database, new Date());
        await sql`drop table earlier_audit_entry`.execute(database);
        await sql`alter table audit_entry add primary key (sequence)`.execute(database);
        for (const [name, columns] of SEARCHED) {
          await sql`create index ${sql.id(`audit_entry_${name}`)} on audit_entry (${sql.raw(columns)})`.execute(
            database,
          );
        }
        await sql`create index audit_check_checked_at on audit_check (checked_at)`.execute(database);
        for (const table of Object.keys(auditSchema.rights)) {
          await sql`
            create trigger ${sql.id(`${table}_append_only`)} before update or delete or truncate
            on ${sql.table(table)} for each statement execute function refuse_change_of_audit_trail()`.execute(
            database,
          );
        }
      },
    },
  },
};

/** What auditors search by; each in the order in which pages come. */
const SEARCHED = [
  ["occurred_at", "occurred_at"],
  ["action", "action, sequence"],
  ["object", "object_type, object_id, sequence"],
  ["actor_id", "(actor->>'id'), sequence"],
  ["actor_organisation", "(actor->>'organisation'), sequence"],
  ["unsuccessful", "result, sequence) where (result <> 'succeeded'"],
] as const;

/** A row as an entry with its leaf hash. */
export function asLoggedEntry(row: Selectable<AuditTables["audit_entry"]>): LoggedEntry {
  return {
    leafHash: row.leaf_hash,
    entry: {
      sequence: Number(row.sequence),
      timestamp: row.occurred_at.toISOString(),
      action: row.action,
      object: { type: row.object_type, id: row.object_id },
      result: row.result,
      reason: row.reason,
      origin: row.origin,
      actor: row.actor,
      traceId: row.trace_id,
    },
  };
}
