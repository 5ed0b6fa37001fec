import { type ColumnType, type Kysely, sql } from "kysely";
import type { Role } from "../../platform/actor.ts";
import type { Schema } from "../../platform/database/migrate.ts";

/** People who signed in at least once. */
export type DirectoryTables = {
  person: {
    id: ColumnType<string, string, never>;
    issuer: ColumnType<string, string, never>;
    subject: ColumnType<string, string, never>;
    name: string;
    organisation: string | null;
    roles: ColumnType<Role[], readonly Role[], readonly Role[]>;
    first_seen: ColumnType<Date, Date, never>;
    last_seen: Date;
  };
};

/** What is known of people follows the identity provider at every sign-in. */
export const directorySchema: Schema = {
  rights: { person: ["select", "insert", "update"] },
  migrations: {
    "2026-11-21-04-directory": {
      async up(database: Kysely<never>) {
        await sql`
          create table person (
            id uuid primary key,
            issuer text not null,
            subject text not null,
            name text not null,
            organisation text,
            roles text[] not null,
            first_seen timestamptz not null,
            last_seen timestamptz not null,
            unique (issuer, subject)
          )`.execute(database);
      },
    },
  },
};
