import type { Situation } from "@akkoord/policy";
import { type ColumnType, type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/migrate.ts";
import type { CauseKind } from "./model.ts";

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
  /** Where each report lands: what stood in the way by the rules that it names. */
  feedback_cause: {
    feedback: ColumnType<string, string, never>;
    cause: ColumnType<CauseKind, CauseKind, never>;
    /** For a cause of kind `rule`. */
    rule: ColumnType<string | null, string | null, never>;
    tool: ColumnType<string | null, string | null, never>;
    /** The organisations whose rules these are, or that lack one. */
    organisations: ColumnType<string[], readonly string[], never>;
  };
};

/** Reports and where they land are only ever added. */
export const feedbackSchema: Schema = {
  rights: { feedback: ["select", "insert"], feedback_cause: ["select", "insert"] },
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
    "2026-11-22-06-feedback-causes": {
      async up(database: Kysely<never>) {
        await sql`
          create table feedback_cause (
            feedback uuid not null references feedback,
            cause text not null check (cause in ('rule', 'gap', 'none')),
            rule text,
            tool text,
            organisations text[] not null,
            check ((cause = 'rule') = (rule is not null)),
            unique nulls not distinct (feedback, cause, rule, tool)
          )`.execute(database);
        await sql`create index feedback_cause_rule on feedback_cause (rule, tool)`.execute(database);
      },
    },
  },
};
