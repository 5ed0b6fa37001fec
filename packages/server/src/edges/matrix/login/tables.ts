import { type ColumnType, type Kysely, sql } from "kysely";
import type { HolderKind } from "../../../domains/sessions/tables.ts";
import type { Schema } from "../../../platform/database/migrate.ts";

/** Sign-ins of applications that are under way. */
export type LoginTables = {
  matrix_login_token: {
    /** SHA-256 of the token. */
    token_hash: ColumnType<string, string, never>;
    holder_kind: ColumnType<HolderKind, HolderKind, never>;
    holder_id: ColumnType<string, string, never>;
    workplace_device: ColumnType<string | null, string | null, never>;
    workplace_location: ColumnType<string | null, string | null, never>;
    workplace_role: ColumnType<string | null, string | null, never>;
    expires_at: ColumnType<Date, Date, never>;
  };
};

/** A token is removed when it is used. */
export const matrixLoginSchema: Schema = {
  rights: { matrix_login_token: ["select", "insert", "delete"] },
  migrations: {
    "2026-11-22-41-matrix-login": {
      async up(database: Kysely<never>) {
        await sql`
          create table matrix_login_token (
            token_hash text primary key,
            holder_kind text not null check (holder_kind in ('person', 'guest')),
            holder_id uuid not null,
            workplace_device text,
            workplace_location text,
            expires_at timestamptz not null
          )`.execute(database);
        await sql`create index matrix_login_token_expires_at on matrix_login_token (expires_at)`.execute(
          database,
        );
      },
    },
    "2026-11-22-60-matrix-login-role": {
      async up(database: Kysely<never>) {
        await sql`alter table matrix_login_token add column workplace_role text`.execute(database);
      },
    },
  },
};
