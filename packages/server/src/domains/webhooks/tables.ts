import { type ColumnType, type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/migrate.ts";

/** Webhooks and what is sent to them. */
export type WebhookTables = {
  webhook: {
    id: ColumnType<string, string, never>;
    url: ColumnType<string, string, never>;
    organisation: ColumnType<string | null, string | null, never>;
    /** Sealed: only the server can read it. */
    secret: ColumnType<string, string, never>;
    active: ColumnType<boolean, boolean, boolean>;
    created_at: ColumnType<Date, Date, never>;
  };
  webhook_delivery: {
    id: ColumnType<string, string, never>;
    webhook: ColumnType<string, string, never>;
    notice: ColumnType<string, string, never>;
    state: ColumnType<DeliveryState, DeliveryState, DeliveryState>;
    attempts: ColumnType<number, number, number>;
    next_attempt: ColumnType<Date, Date, Date>;
    last_attempt: ColumnType<Date | null, null, Date>;
    /** The status, or the kind of failure; never what the receiver wrote. */
    last_result: ColumnType<string | null, null, string>;
  };
};

/** How far a delivery is. */
export type DeliveryState = "waiting" | "delivered" | "failed";

/** Webhooks can be removed; what was sent to them goes with them. */
export const webhookSchema: Schema = {
  rights: {
    webhook: ["select", "insert", "update", "delete"],
    webhook_delivery: ["select", "insert", "update", "delete"],
  },
  migrations: {
    "2026-11-22-07-webhooks": {
      async up(database: Kysely<never>) {
        await sql`
          create table webhook (
            id uuid primary key,
            url text not null,
            organisation text,
            secret text not null,
            active boolean not null,
            created_at timestamptz not null
          )`.execute(database);
        await sql`
          create table webhook_delivery (
            id uuid primary key,
            webhook uuid not null references webhook on delete cascade,
            notice uuid not null,
            state text not null check (state in ('waiting', 'delivered', 'failed')),
            attempts integer not null,
            next_attempt timestamptz not null,
            last_attempt timestamptz,
            last_result text,
            unique (webhook, notice)
          )`.execute(database);
        await sql`
          create index webhook_delivery_waiting on webhook_delivery (next_attempt)
          where state = 'waiting'`.execute(database);
      },
    },
  },
};
