import { type ColumnType, type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/migrate.ts";
import type { ReviewReason, ReviewVerdict } from "./model.ts";

/** Reviews of who is in a room. */
export type ReviewTables = {
  /** What was last seen of a room. */
  reviewed_room: {
    room: ColumnType<string, string, never>;
    /** Ids of the people who led it. */
    owners: ColumnType<string[], readonly string[], readonly string[]>;
    reviewed_at: ColumnType<Date | null, null, Date>;
  };
  review: {
    id: ColumnType<string, string, never>;
    room: ColumnType<string, string, never>;
    hub: ColumnType<string, string, never>;
    reason: ColumnType<ReviewReason, ReviewReason, never>;
    opened_at: ColumnType<Date, Date, never>;
    due_at: ColumnType<Date, Date, never>;
    told_at: ColumnType<Date | null, null, Date | null>;
    overdue_told_at: ColumnType<Date | null, null, Date>;
    escalated_at: ColumnType<Date | null, null, Date>;
    /** Who was told that it is long overdue. */
    escalated_to: ColumnType<string[], readonly string[], readonly string[]>;
    ended_at: ColumnType<Date | null, null, Date>;
    /** Who finished it; null when the room was closed meanwhile. */
    ended_by: ColumnType<string | null, null, string>;
  };
  review_verdict: {
    review: ColumnType<string, string, never>;
    user_id: ColumnType<string, string, never>;
    verdict: ColumnType<ReviewVerdict, ReviewVerdict, ReviewVerdict>;
    decided_at: ColumnType<Date, Date, Date>;
    decided_by: ColumnType<string, string, string>;
  };
};

/** Reviews are kept: they show that access was looked after. */
export const reviewSchema: Schema = {
  rights: {
    reviewed_room: ["select", "insert", "update"],
    review: ["select", "insert", "update"],
    review_verdict: ["select", "insert", "update"],
  },
  migrations: {
    "2026-11-22-32-reviews": {
      async up(database: Kysely<never>) {
        await sql`
          create table reviewed_room (
            room text primary key,
            owners text[] not null,
            reviewed_at timestamptz
          )`.execute(database);
        await sql`
          create table review (
            id uuid primary key,
            room text not null,
            hub text not null,
            reason text not null check (reason in ('time', 'owner-changed')),
            opened_at timestamptz not null,
            due_at timestamptz not null,
            told_at timestamptz,
            overdue_told_at timestamptz,
            escalated_at timestamptz,
            escalated_to text[] not null,
            ended_at timestamptz,
            ended_by uuid
          )`.execute(database);
        // One at a time, however many processes look.
        await sql`create unique index review_open on review (room) where ended_at is null`.execute(database);
        await sql`create index review_room on review (room, ended_at)`.execute(database);
        await sql`
          create table review_verdict (
            review uuid not null references review,
            user_id text not null,
            verdict text not null check (verdict in ('keep', 'remove')),
            decided_at timestamptz not null,
            decided_by uuid not null,
            primary key (review, user_id)
          )`.execute(database);
      },
    },
  },
};
