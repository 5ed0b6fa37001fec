import { type ColumnType, type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/migrate.ts";
import type { AuditEntry } from "./model.ts";

/** The audit trail as it is kept. */
export type AuditTables = {
  audit_entry: {
    /** PostgreSQL gives 64-bit numbers as text. */
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
    previous_hash: ColumnType<string, string, never>;
    hash: ColumnType<string, string, never>;
  };
};

/** The table and what keeps it append-only: no rights to change, and a trigger that refuses even the owner. */
export const auditSchema: Schema = {
  rights: { audit_entry: ["select", "insert"] },
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
  },
};
