import type { FindingKind, Words } from "@akkoord/policy";
import { type ColumnType, type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/migrate.ts";
import type { WorklistEventKind, WorklistState } from "./model.ts";

/** What there is to do about findings. */
export type InsightTables = {
  worklist_item: {
    /** Identity over time: the family of the findings. */
    family: ColumnType<string, string, never>;
    kind: ColumnType<FindingKind, FindingKind, never>;
    tool: ColumnType<string | null, string | null, never>;
    rule: ColumnType<string | null, string | null, never>;
    organisations: ColumnType<string[], readonly string[], readonly string[]>;
    causes: ColumnType<string[], readonly string[], readonly string[]>;
    /** The heaviest finding of the family when last seen. */
    finding: string;
    findings: number;
    sentence: ColumnType<Words, string, string>;
    situations: number;
    people: number;
    weight: number;
    reports: number;
    /** Ids of publications. */
    first_seen_in: ColumnType<string, number, never>;
    first_seen_at: ColumnType<Date, Date, never>;
    last_seen_in: ColumnType<string, number, number>;
    last_seen_at: Date;
    state: WorklistState;
    /** It was solved before and came back. */
    returned: boolean;
    solved_in: ColumnType<string | null, number | null, number | null>;
    reason: string | null;
    /** `YYYY-MM-DD`. */
    review_date: string | null;
    owner: string;
    /** Somebody chose the owner: it no longer follows the rules that cause it. */
    assigned: boolean;
  };
  worklist_event: {
    id: ColumnType<string, string, never>;
    family: ColumnType<string, string, never>;
    at: ColumnType<Date, Date, never>;
    /** Order of events of one moment. */
    sequence: ColumnType<string, never, never>;
    event: ColumnType<WorklistEventKind, WorklistEventKind, never>;
    publication: ColumnType<string | null, number | null, never>;
    actor: ColumnType<string | null, string | null, never>;
    reason: ColumnType<string | null, string | null, never>;
    review_date: ColumnType<string | null, string | null, never>;
    owner: ColumnType<string | null, string | null, never>;
  };
  /** Up to where the worklist follows the publications: one row. */
  worklist_followed: {
    one: ColumnType<boolean, boolean, never>;
    publication: ColumnType<string, number, number>;
    day: string;
    /** What the findings were made from: publication, stretch of days, reports. */
    version: string;
  };
};

/** Items change; their history is only ever added to. */
export const insightSchema: Schema = {
  rights: {
    worklist_item: ["select", "insert", "update"],
    worklist_event: ["select", "insert"],
    worklist_followed: ["select", "insert", "update"],
  },
  migrations: {
    "2026-11-22-05-insight": {
      async up(database: Kysely<never>) {
        await sql`
          create table worklist_item (
            family text primary key,
            kind text not null,
            tool text,
            rule text,
            organisations text[] not null,
            causes text[] not null,
            finding text not null,
            findings integer not null,
            sentence jsonb not null,
            situations double precision not null,
            people double precision not null,
            weight double precision not null,
            reports integer not null,
            first_seen_in bigint not null,
            first_seen_at timestamptz not null,
            last_seen_in bigint not null,
            last_seen_at timestamptz not null,
            state text not null check (state in ('open', 'accepted', 'solved')),
            returned boolean not null,
            solved_in bigint,
            reason text,
            review_date text check (review_date ~ '^\\d{4}-\\d{2}-\\d{2}$'),
            owner text not null,
            assigned boolean not null,
            check ((state = 'solved') = (solved_in is not null)),
            check ((state = 'accepted') = (reason is not null and review_date is not null))
          )`.execute(database);
        await sql`create index worklist_item_weight on worklist_item (weight desc, family)`.execute(database);
        await sql`create index worklist_item_organisations on worklist_item using gin (organisations)`.execute(
          database,
        );
        await sql`
          create table worklist_event (
            id uuid primary key,
            family text not null references worklist_item,
            at timestamptz not null,
            sequence bigint generated always as identity,
            event text not null,
            publication bigint,
            actor text,
            reason text,
            review_date text,
            owner text
          )`.execute(database);
        await sql`create index worklist_event_family on worklist_event (family, sequence)`.execute(database);
        await sql`
          create table worklist_followed (
            one boolean primary key check (one),
            publication bigint not null,
            day text not null,
            version text not null
          )`.execute(database);
      },
    },
  },
};
