import { type ColumnType, type GeneratedAlways, type Kysely, sql } from "kysely";
import type { Schema } from "../../../platform/database/migrate.ts";
import type { ScenarioContent } from "./model.ts";

/** Questions with the answer that must stay true. */
export type ScenarioTables = {
  scenario: {
    id: ColumnType<string, string, never>;
    owner: ColumnType<string, string, never>;
    content: ColumnType<ScenarioContent, string, string>;
    /** `folder`: it came with the policies folder. */
    origin: ColumnType<"folder" | "desk", "folder" | "desk", never>;
    /** Changed or removed at the desk: the folder leaves it alone from then on. */
    edited: boolean;
    removed: boolean;
    updated_at: Date;
    updated_by: string | null;
  };
  /** What a scenario was before somebody changed or removed it at the desk. */
  scenario_change: {
    id: GeneratedAlways<string>;
    scenario: ColumnType<string, string, never>;
    owner: ColumnType<string, string, never>;
    before: ColumnType<ScenarioContent, string, never>;
    person: ColumnType<string | null, string | null, never>;
    at: ColumnType<Date, Date, never>;
  };
};

/** A removed scenario stays as a mark, so that the folder does not bring it back. */
export const scenarioSchema: Schema = {
  rights: { scenario: ["select", "insert", "update"], scenario_change: ["select", "insert"] },
  migrations: {
    "2026-11-22-04-scenarios": {
      async up(database: Kysely<never>) {
        await sql`
          create table scenario (
            id text primary key,
            owner text not null,
            content jsonb not null,
            origin text not null check (origin in ('folder', 'desk')),
            edited boolean not null,
            removed boolean not null,
            updated_at timestamptz not null,
            updated_by uuid
          )`.execute(database);
        await sql`create index scenario_owner on scenario (owner)`.execute(database);
      },
    },
    "2026-11-22-80-scenario-changes": {
      async up(database: Kysely<never>) {
        await sql`
          create table scenario_change (
            id bigint generated always as identity primary key,
            scenario text not null references scenario,
            owner text not null,
            before jsonb not null,
            person uuid,
            at timestamptz not null
          )`.execute(database);
        await sql`create index scenario_change_owner on scenario_change (owner, id)`.execute(database);
        await sql`
          create trigger scenario_change_stays before update or delete or truncate on scenario_change
          for each statement execute function refuse_change_of_drafts()`.execute(database);
      },
    },
  },
};
