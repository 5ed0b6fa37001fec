import type { Condition, Situation, Waiver } from "@akkoord/policy";
import { type ColumnType, type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/migrate.ts";
import type { Cover, WaiverState } from "./model.ts";

/** Requests for waivers, the people they cover, and the signatures they need. */
export type WaiverTables = {
  waiver: {
    id: ColumnType<string, string, never>;
    organisation: ColumnType<string, string, never>;
    tool: ColumnType<string, string, never>;
    asker: ColumnType<string, string, never>;
    requested_at: ColumnType<Date, Date, never>;
    rule_set: ColumnType<string, string, never>;
    situation: ColumnType<Situation, string, never>;
    widened: ColumnType<string[], readonly string[], never>;
    condition: ColumnType<Condition, string, never>;
    relaxes: ColumnType<string[], readonly string[], never>;
    reason: ColumnType<string, string, never>;
    /** `YYYY-MM-DD`. */
    valid_from: string;
    valid_to: string;
    cover_kind: Cover["kind"];
    /** Of a team. */
    cover_name: string | null;
    duties: ColumnType<string[], readonly string[], readonly string[]>;
    state: Exclude<WaiverState, "expired">;
    /** What was granted, as answers apply it. */
    granted: ColumnType<Waiver | null, null, string>;
    ended_at: ColumnType<Date | null, null, Date>;
    /** Null when nobody ended it: everybody whom it covered had left. */
    ended_by: ColumnType<string | null, null, string | null>;
    ended_reason: ColumnType<string | null, null, string>;
    /** When its deciders and those covered were told that it is about to expire. */
    expiry_noted_at: ColumnType<Date | null, null, Date>;
  };
  waiver_person: {
    waiver: ColumnType<string, string, never>;
    person: ColumnType<string, string, never>;
  };
  waiver_signature: {
    waiver: ColumnType<string, string, never>;
    owner: ColumnType<string, string, never>;
    verdict: ColumnType<"agreed" | "refused" | null, null, "agreed" | "refused">;
    decided_by: ColumnType<string | null, null, string>;
    decided_at: ColumnType<Date | null, null, Date>;
    reason: ColumnType<string | null, null, string>;
  };
};

/** A request is never removed; people may be taken out of its cover. */
export const waiverSchema: Schema = {
  rights: {
    waiver: ["select", "insert", "update"],
    waiver_person: ["select", "insert", "delete"],
    waiver_signature: ["select", "insert", "update"],
  },
  migrations: {
    "2026-11-22-06-waivers": {
      async up(database: Kysely<never>) {
        await sql`
          create table waiver (
            id uuid primary key,
            organisation text not null,
            tool text not null,
            asker uuid not null,
            requested_at timestamptz not null,
            rule_set text not null,
            situation jsonb not null,
            widened text[] not null,
            condition jsonb not null,
            relaxes text[] not null,
            reason text not null,
            valid_from text not null check (valid_from ~ '^\\d{4}-\\d{2}-\\d{2}$'),
            valid_to text not null check (valid_to ~ '^\\d{4}-\\d{2}-\\d{2}$' and valid_from <= valid_to),
            cover_kind text not null check (cover_kind in ('organisation', 'people', 'team')),
            cover_name text check ((cover_kind = 'team') = (cover_name is not null)),
            duties text[] not null,
            state text not null
              check (state in ('requested', 'partly-agreed', 'granted', 'refused', 'withdrawn')),
            granted jsonb,
            ended_at timestamptz,
            ended_by uuid,
            ended_reason text,
            expiry_noted_at timestamptz
          )`.execute(database);
        await sql`create index waiver_organisation on waiver (organisation, valid_to)`.execute(database);
        await sql`create index waiver_asker on waiver (asker)`.execute(database);
        await sql`
          create table waiver_person (
            waiver uuid not null references waiver,
            person uuid not null,
            primary key (waiver, person)
          )`.execute(database);
        await sql`
          create table waiver_signature (
            waiver uuid not null references waiver,
            owner text not null,
            verdict text check (verdict in ('agreed', 'refused')),
            decided_by uuid,
            decided_at timestamptz,
            reason text,
            primary key (waiver, owner),
            check ((verdict is null) = (decided_by is null))
          )`.execute(database);
        await sql`create index waiver_signature_owner on waiver_signature (owner)`.execute(database);
      },
    },
  },
};
