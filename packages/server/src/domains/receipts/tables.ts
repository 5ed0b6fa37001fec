import { type ColumnType, type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/migrate.ts";

/** Receipts that people asked for. */
export type ReceiptTables = {
  receipt: {
    id: ColumnType<string, string, never>;
    created_at: ColumnType<Date, Date, never>;
    /** Canonical JSON, so that it comes back byte for byte. */
    content: ColumnType<string, string, never>;
  };
};

/** Receipts are only ever added. */
export const receiptSchema: Schema = {
  rights: { receipt: ["select", "insert"] },
  migrations: {
    "2026-11-21-03-receipts": {
      async up(database: Kysely<never>) {
        await sql`
          create table receipt (
            id uuid primary key,
            created_at timestamptz not null,
            content text not null
          )`.execute(database);
      },
    },
  },
};
