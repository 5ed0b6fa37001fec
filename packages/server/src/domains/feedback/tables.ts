import type { Situation } from "@akkoord/policy";
import { type ColumnType, type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/migrate.ts";

/** What people reported. */
export type FeedbackTables = {
  feedback: {
    id: ColumnType<string, string, never>;
    received_at: ColumnType<Date, Date, never>;
    rule_set: ColumnType<string, string, never>;
    tool: ColumnType<string | null, string | null, never>;
    reason: ColumnType<string, string, never>;
    situation: ColumnType<Situation, string, never>;
    /** The organisations that take part: their security officers may read it. */
    organisations: ColumnType<string[], readonly string[], never>;
    contact: ColumnType<string | null, string | null, never>;
  };
};

/** Reports are only ever added. */
export const feedbackSchema: Schema = {
  rights: { feedback: ["select", "insert"] },
  migrations: {
    "2026-11-21-05-feedback": {
      async up(database: Kysely<never>) {
        await sql`
          create table feedback (
            id uuid primary key,
            received_at timestamptz not null,
            rule_set text not null,
            tool text,
            reason text not null,
            situation jsonb not null,
            organisations text[] not null,
            contact uuid
          )`.execute(database);
        await sql`create index feedback_organisations on feedback using gin (organisations)`.execute(
          database,
        );
        await sql`create index feedback_received_at on feedback (received_at desc)`.execute(database);
      },
    },
  },
};
