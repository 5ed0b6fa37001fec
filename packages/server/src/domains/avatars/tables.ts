import { type ColumnType, type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/migrate.ts";
import type { KeptType, Wearer } from "./model.ts";

/** Pictures of people and guests. */
export type AvatarTables = {
  avatar: {
    id: ColumnType<string, string, never>;
    wearer_kind: ColumnType<Wearer["kind"], Wearer["kind"], never>;
    wearer_id: ColumnType<string, string, never>;
    media_type: ColumnType<KeptType, KeptType, never>;
    large: ColumnType<Buffer, Buffer, never>;
    small: ColumnType<Buffer, Buffer, never>;
    kept_at: ColumnType<Date, Date, never>;
    /** Whether it is the one that others see. At most one of a wearer is. */
    worn: boolean;
  };
};

/** A picture that is not worn goes when another is kept; the one that was worn goes when another is put on. */
export const avatarSchema: Schema = {
  rights: { avatar: ["select", "insert", "update", "delete"] },
  migrations: {
    "2026-11-22-40-avatars": {
      async up(database: Kysely<never>) {
        await sql`
          create table avatar (
            id uuid primary key,
            wearer_kind text not null check (wearer_kind in ('person', 'guest')),
            wearer_id uuid not null,
            media_type text not null,
            large bytea not null,
            small bytea not null,
            kept_at timestamptz not null,
            worn boolean not null default false
          )`.execute(database);
        await sql`create index avatar_wearer on avatar (wearer_id)`.execute(database);
        await sql`create unique index avatar_worn on avatar (wearer_kind, wearer_id) where worn`.execute(
          database,
        );
      },
    },
  },
};
