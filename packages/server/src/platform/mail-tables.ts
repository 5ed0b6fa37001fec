import { type ColumnType, type Kysely, sql } from "kysely";
import type { Schema } from "./database/migrate.ts";

/**
 * How far a mail is: still to be sent; taken over by the mail server; refused by it for good; not worth sending any
 * more; kept to be read here, because there is no mail server.
 */
export type MailState = "waiting" | "sent" | "failed" | "discarded" | "kept";

/** Mail that leaves, or is kept to be read here. */
export type MailTables = {
  outbox_mail: {
    id: ColumnType<string, string, never>;
    /** What it is about, such as `guests.invitation`. */
    kind: ColumnType<string, string, never>;
    /** Address, subject and text, sealed; gone when it was sent or never will be. */
    sealed: ColumnType<string | null, string, null>;
    state: ColumnType<MailState, MailState, MailState>;
    made_at: ColumnType<Date, Date, never>;
    /** When it is of no use any more. */
    discard_after: ColumnType<Date | null, Date | null, never>;
    attempts: ColumnType<number, number, number>;
    next_attempt: ColumnType<Date, Date, Date>;
    last_attempt: ColumnType<Date | null, null, Date>;
    /** The status of the mail server or the kind of failure; never its words, which repeat addresses. */
    last_result: ColumnType<string | null, null, string>;
  };
};

/** Mail is cleared away some time after it ended. */
export const mailSchema: Schema = {
  rights: { outbox_mail: ["select", "insert", "update", "delete"] },
  migrations: {
    "2026-11-22-30-mail": {
      async up(database: Kysely<never>) {
        await sql`
          create table outbox_mail (
            id uuid primary key,
            kind text not null,
            sealed text,
            state text not null check (state in ('waiting', 'sent', 'failed', 'discarded', 'kept')),
            made_at timestamptz not null,
            discard_after timestamptz,
            attempts integer not null,
            next_attempt timestamptz not null,
            last_attempt timestamptz,
            last_result text
          )`.execute(database);
        await sql`
          create index outbox_mail_waiting on outbox_mail (next_attempt) where state = 'waiting'`.execute(
          database,
        );
        await sql`create index outbox_mail_made_at on outbox_mail (made_at)`.execute(database);
      },
    },
  },
};
