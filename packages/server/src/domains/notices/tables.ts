import { type ColumnType, type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/migrate.ts";
import type { NoticeContent } from "./model.ts";

/** Notices as they are kept. */
export type NoticeTables = {
  notice: {
    id: ColumnType<string, string, never>;
    publication: ColumnType<string, number, never>;
    organisation: ColumnType<string, string, never>;
    rule_set: ColumnType<string, string, never>;
    before: ColumnType<string, string, never>;
    valid_from: ColumnType<string, string, never>;
    made_at: ColumnType<Date, Date, never>;
    content: ColumnType<NoticeContent, string, never>;
  };
  /** Publications that were looked at, also when they changed nothing for anybody. */
  noticed_publication: {
    publication: ColumnType<string, number, never>;
    looked_at: ColumnType<Date, Date, never>;
  };
};

/** Notices are only ever added. */
export const noticeSchema: Schema = {
  rights: { notice: ["select", "insert"], noticed_publication: ["select", "insert"] },
  migrations: {
    "2026-11-22-06-notices": {
      async up(database: Kysely<never>) {
        await sql`
          create table notice (
            id uuid primary key,
            publication bigint not null,
            organisation text not null,
            rule_set text not null,
            before text not null,
            valid_from text not null,
            made_at timestamptz not null,
            content jsonb not null,
            unique (publication, organisation)
          )`.execute(database);
        await sql`create index notice_made_at on notice (made_at desc, id)`.execute(database);
        await sql`
          create table noticed_publication (
            publication bigint primary key,
            looked_at timestamptz not null
          )`.execute(database);
      },
    },
  },
};
