import { type ColumnType, type Kysely, sql } from "kysely";
import type { AnyDatabase } from "../../platform/database/database.ts";
import type { Schema } from "../../platform/database/migrate.ts";
import type { RoomScope } from "./live-rooms.ts";

/** Why rooms are decided again. */
export const CHECK_CAUSES = ["publication", "waiver", "daily"] as const;
export type CheckCause = (typeof CHECK_CAUSES)[number];

/** Decisions about many rooms, and how far they are. */
export type RoomCheckTables = {
  room_check: {
    /** Larger is later. */
    id: ColumnType<string, never, never>;
    cause: ColumnType<CheckCause, CheckCause, never>;
    scope: ColumnType<RoomScope["kind"], RoomScope["kind"], never>;
    scope_id: ColumnType<string | null, string | null, never>;
    requested_at: ColumnType<Date, Date, never>;
    started_at: ColumnType<Date | null, null, Date>;
    finished_at: ColumnType<Date | null, null, Date>;
    /** The last room that was decided; null before the first. */
    after: ColumnType<string | null, null, string>;
  };
  /** How far a check is with the rooms of one hub. */
  room_check_count: {
    check: ColumnType<string, string, never>;
    organisation: ColumnType<string, string, never>;
    rooms: number;
    done: number;
    paused: number;
    resumed: number;
  };
};

/** The tables of checks, in a transaction or without one. */
export function checkTables(database: AnyDatabase) {
  return database.$extendTables<RoomCheckTables>();
}

/** Checks are kept for as long as anybody may want to see how they went; old ones are cleared away. */
export const roomCheckSchema: Schema = {
  rights: {
    room_check: ["select", "insert", "update", "delete"],
    room_check_count: ["select", "insert", "update", "delete"],
  },
  migrations: {
    "2026-11-22-10-room-checks": {
      async up(database: Kysely<never>) {
        await sql`
          create table room_check (
            id bigint generated always as identity primary key,
            cause text not null check (cause in ('publication', 'waiver', 'daily')),
            scope text not null check (scope in ('all', 'organisation')),
            scope_id text check ((scope = 'all') = (scope_id is null)),
            requested_at timestamptz not null,
            started_at timestamptz,
            finished_at timestamptz,
            after text
          )`.execute(database);
        await sql`create index room_check_open on room_check (id) where finished_at is null`.execute(
          database,
        );
        await sql`
          create table room_check_count (
            "check" bigint not null references room_check on delete cascade,
            organisation text not null,
            rooms integer not null,
            done integer not null,
            paused integer not null,
            resumed integer not null,
            primary key ("check", organisation)
          )`.execute(database);
      },
    },
  },
};
