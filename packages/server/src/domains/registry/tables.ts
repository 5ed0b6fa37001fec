import { type ColumnType, type GeneratedAlways, type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/migrate.ts";
import type { AcknowledgedConflict, PublicationOrigin, RuleSetSummary } from "./model.ts";

/** Published rule sets, and when each was published. */
export type RegistryTables = {
  rule_set: {
    hash: ColumnType<string, string, never>;
    /** Canonical JSON: its SHA-256 is the hash. */
    content: ColumnType<string, string, never>;
    summary: ColumnType<RuleSetSummary, string, never>;
  };
  publication: {
    id: GeneratedAlways<string>;
    hash: ColumnType<string, string, never>;
    /** `YYYY-MM-DD`, or null for every day. */
    valid_from: ColumnType<string | null, string | null, never>;
    published_at: ColumnType<Date, Date, never>;
    published_by: ColumnType<string, string, never>;
    origin: ColumnType<PublicationOrigin, PublicationOrigin, never>;
    owner: ColumnType<string | null, string | null, never>;
    draft: ColumnType<string | null, string | null, never>;
    reason: ColumnType<string | null, string | null, never>;
    acknowledgements: ColumnType<AcknowledgedConflict[], string, never>;
  };
};

/** Rule sets and publications are only ever added. */
export const registrySchema: Schema = {
  rights: { rule_set: ["select", "insert"], publication: ["select", "insert"] },
  migrations: {
    "2026-11-21-02-registry": {
      async up(database: Kysely<never>) {
        await sql`
          create table rule_set (
            hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
            content text not null,
            summary jsonb not null
          )`.execute(database);
        await sql`
          create table publication (
            id bigint generated always as identity primary key,
            hash text not null,
            valid_from text check (valid_from ~ '^\\d{4}-\\d{2}-\\d{2}$'),
            published_at timestamptz not null,
            published_by text not null
          )`.execute(database);
      },
    },
    "2026-11-22-02-publication-origin": {
      async up(database: Kysely<never>) {
        await sql`
          alter table publication
            add column origin text not null default 'folder' check (origin in ('folder', 'desk', 'restore')),
            add column owner text,
            add column draft uuid unique,
            add column reason text,
            add column acknowledgements jsonb not null default '[]',
            add check ((origin = 'folder') = (draft is null))`.execute(database);
        await sql`
          create function refuse_change_of_publications() returns trigger language plpgsql as $$
          begin
            raise exception 'what was published stays' using errcode = 'insufficient_privilege';
          end $$`.execute(database);
        for (const table of ["rule_set", "publication"]) {
          await sql`
            create trigger ${sql.id(`${table}_stays`)} before update or delete or truncate on ${sql.table(table)}
            for each statement execute function refuse_change_of_publications()`.execute(database);
        }
      },
    },
  },
};
