import { type ColumnType, type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/migrate.ts";

/** Whose session or token it is: somebody who works here, or somebody invited into one room. */
export type HolderKind = "person" | "guest";

/** Who is signed in, on our page and in other applications. */
export type SessionTables = {
  session: {
    /** SHA-256 of the token in the cookie: whoever reads the database cannot sign in with it. */
    token_hash: ColumnType<string, string, never>;
    /** To name the session by, without saying anything of its token. */
    id: ColumnType<string, never, never>;
    holder_kind: ColumnType<HolderKind, HolderKind, never>;
    holder_id: ColumnType<string, string, never>;
    /** What they said about how they work now; null for what they did not say. */
    workplace_device: ColumnType<string | null, null | undefined, string | null>;
    workplace_location: ColumnType<string | null, null | undefined, string | null>;
    workplace_role: ColumnType<string | null, null | undefined, string | null>;
    started_at: ColumnType<Date, Date, never>;
    expires_at: ColumnType<Date, Date, never>;
  };
  access_token: {
    /** SHA-256 of the token. */
    token_hash: ColumnType<string, string, never>;
    id: ColumnType<string, never, never>;
    holder_kind: ColumnType<HolderKind, HolderKind, never>;
    holder_id: ColumnType<string, string, never>;
    /** The application's own name for itself. A holder has one token for each. */
    device_id: ColumnType<string, string, never>;
    workplace_device: ColumnType<string | null, string | null, string | null>;
    workplace_location: ColumnType<string | null, string | null, string | null>;
    workplace_role: ColumnType<string | null, string | null, string | null>;
    issued_at: ColumnType<Date, Date, never>;
    expires_at: ColumnType<Date, Date, never>;
  };
};

/** Sessions and access tokens end by being removed. */
export const sessionSchema: Schema = {
  rights: {
    session: ["select", "insert", "update", "delete"],
    access_token: ["select", "insert", "update", "delete"],
  },
  migrations: {
    "2026-11-21-06-sessions": {
      async up(database: Kysely<never>) {
        await sql`
          create table session (
            token_hash text primary key,
            person_id uuid not null,
            started_at timestamptz not null,
            expires_at timestamptz not null
          )`.execute(database);
        await sql`create index session_expires_at on session (expires_at)`.execute(database);
      },
    },
    "2026-11-22-20-session-holders": {
      async up(database: Kysely<never>) {
        await sql`alter table session rename column person_id to holder_id`.execute(database);
        await sql`
          alter table session
            add column id uuid not null default gen_random_uuid() unique,
            add column holder_kind text not null default 'person' check (holder_kind in ('person', 'guest')),
            add column workplace_device text,
            add column workplace_location text`.execute(database);
        await sql`create index session_holder on session (holder_id)`.execute(database);
        await sql`
          create table access_token (
            token_hash text primary key,
            id uuid not null default gen_random_uuid() unique,
            holder_kind text not null check (holder_kind in ('person', 'guest')),
            holder_id uuid not null,
            device_id text not null,
            workplace_device text,
            workplace_location text,
            issued_at timestamptz not null,
            expires_at timestamptz not null,
            unique (holder_id, holder_kind, device_id)
          )`.execute(database);
        await sql`create index access_token_expires_at on access_token (expires_at)`.execute(database);
      },
    },
    "2026-11-22-60-workplace-role": {
      async up(database: Kysely<never>) {
        await sql`alter table session add column workplace_role text`.execute(database);
        await sql`alter table access_token add column workplace_role text`.execute(database);
      },
    },
  },
};
