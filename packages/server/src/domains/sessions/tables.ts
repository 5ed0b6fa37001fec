import { type ColumnType, type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/migrate.ts";

/** Who is signed in. */
export type SessionTables = {
  session: {
    /** SHA-256 of the token in the cookie: whoever reads the database cannot sign in with it. */
    token_hash: ColumnType<string, string, never>;
    person_id: ColumnType<string, string, never>;
    started_at: ColumnType<Date, Date, never>;
    expires_at: ColumnType<Date, Date, never>;
  };
};

/** Sessions end by being removed. */
export const sessionSchema: Schema = {
  rights: { session: ["select", "insert", "delete"] },
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
  },
};
