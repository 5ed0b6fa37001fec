import { type ColumnType, type GeneratedAlways, type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/migrate.ts";
import type { DraftState, Failure } from "./model.ts";

/** Drafts with all that was ever written in them and said about them. */
export type DraftTables = {
  draft: {
    id: ColumnType<string, string, never>;
    owner: ColumnType<string, string, never>;
    title: string;
    state: DraftState;
    /** The newest revision. */
    revision: number;
    base: ColumnType<string, string, never>;
    author: ColumnType<string, string, never>;
    reviewer: string | null;
    /** `YYYY-MM-DD`. */
    planned_for: string | null;
    planned_by: string | null;
    publication: ColumnType<string | null, null, string | number | null>;
    failure: ColumnType<Failure | null, null, string | null>;
    restores: ColumnType<string | null, number | null, never>;
    /** Up to which change of scenarios its approver saw; 0 before there was one. */
    scenarios_seen: ColumnType<string, number | undefined, number>;
    created_at: ColumnType<Date, Date, never>;
    updated_at: Date;
  };
  draft_revision: {
    draft: ColumnType<string, string, never>;
    revision: ColumnType<number, number, never>;
    title: ColumnType<string, string, never>;
    text: ColumnType<string, string, never>;
    editor: ColumnType<string, string, never>;
    at: ColumnType<Date, Date, never>;
  };
  draft_comment: {
    id: ColumnType<string, string, never>;
    draft: ColumnType<string, string, never>;
    revision: ColumnType<number, number, never>;
    line: ColumnType<number | null, number | null, never>;
    kind: ColumnType<"comment" | "return", "comment" | "return", never>;
    text: ColumnType<string, string, never>;
    author: ColumnType<string, string, never>;
    at: ColumnType<Date, Date, never>;
  };
  draft_acknowledgement: {
    id: GeneratedAlways<string>;
    draft: ColumnType<string, string, never>;
    finding: ColumnType<string, string, never>;
    reason: ColumnType<string, string, never>;
    person: ColumnType<string, string, never>;
    at: ColumnType<Date, Date, never>;
  };
  /** Tools and sources that an organisation added: it may change them later, others may not. */
  catalogue_addition: {
    kind: ColumnType<"tool" | "source", "tool" | "source", never>;
    id: ColumnType<string, string, never>;
    owner: ColumnType<string, string, never>;
    draft: ColumnType<string, string, never>;
  };
};

/** A draft moves from stage to stage; what was written or said stays as it was. */
export const draftSchema: Schema = {
  rights: {
    draft: ["select", "insert", "update"],
    draft_revision: ["select", "insert"],
    draft_comment: ["select", "insert"],
    draft_acknowledgement: ["select", "insert"],
    catalogue_addition: ["select", "insert"],
  },
  migrations: {
    "2026-11-22-03-drafts": {
      async up(database: Kysely<never>) {
        await sql`
          create table draft (
            id uuid primary key,
            owner text not null,
            title text not null,
            state text not null check (state in
              ('draft', 'in-review', 'approved', 'planned', 'published', 'failed', 'withdrawn')),
            revision integer not null check (revision > 0),
            base text not null,
            author uuid not null,
            reviewer uuid,
            planned_for text check (planned_for ~ '^\\d{4}-\\d{2}-\\d{2}$'),
            planned_by uuid,
            publication bigint,
            failure jsonb,
            restores bigint,
            created_at timestamptz not null,
            updated_at timestamptz not null,
            check ((state = 'planned') = (planned_for is not null)),
            check ((state = 'published') = (publication is not null))
          )`.execute(database);
        await sql`create index draft_owner on draft (owner, updated_at desc)`.execute(database);
        await sql`create index draft_planned_for on draft (planned_for) where state = 'planned'`.execute(
          database,
        );
        await sql`
          create table draft_revision (
            draft uuid not null references draft,
            revision integer not null check (revision > 0),
            title text not null,
            text text not null,
            editor uuid not null,
            at timestamptz not null,
            primary key (draft, revision)
          )`.execute(database);
        await sql`
          create table draft_comment (
            id uuid primary key,
            draft uuid not null references draft,
            revision integer not null,
            line integer check (line > 0),
            kind text not null check (kind in ('comment', 'return')),
            text text not null,
            author uuid not null,
            at timestamptz not null
          )`.execute(database);
        await sql`create index draft_comment_draft on draft_comment (draft, at)`.execute(database);
        await sql`
          create table draft_acknowledgement (
            id bigint generated always as identity primary key,
            draft uuid not null references draft,
            finding text not null,
            reason text not null,
            person uuid not null,
            at timestamptz not null
          )`.execute(database);
        await sql`create index draft_acknowledgement_draft on draft_acknowledgement (draft)`.execute(
          database,
        );
        await sql`
          create table catalogue_addition (
            kind text not null check (kind in ('tool', 'source')),
            id text not null,
            owner text not null,
            draft uuid not null references draft,
            primary key (kind, id)
          )`.execute(database);
        await sql`
          create function refuse_change_of_drafts() returns trigger language plpgsql as $$
          begin
            raise exception 'what was written stays' using errcode = 'insufficient_privilege';
          end $$`.execute(database);
        for (const table of ["draft_revision", "draft_comment", "draft_acknowledgement"]) {
          await sql`
            create trigger ${sql.id(`${table}_stays`)} before update or delete or truncate on ${sql.table(table)}
            for each statement execute function refuse_change_of_drafts()`.execute(database);
        }
      },
    },
    "2026-11-22-80-drafts-scenarios-seen": {
      async up(database: Kysely<never>) {
        await sql`alter table draft add column scenarios_seen bigint not null default 0`.execute(database);
      },
    },
  },
};
