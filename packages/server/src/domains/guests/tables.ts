import { type ColumnType, type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/migrate.ts";
import type { GuestEnding, GuestParty, LinkKind } from "./model.ts";

/** Guests, the links in their mails, and questions for a new link. */
export type GuestTables = {
  guest: {
    id: ColumnType<string, string, never>;
    room: ColumnType<string, string, never>;
    /** Name, where they come from, why they are here, and their address until the end. */
    sealed: ColumnType<string, string, string>;
    /** By which the address is found; gone after the end. */
    address_index: ColumnType<string | null, string, null>;
    party: ColumnType<GuestParty, GuestParty, never>;
    /** Id of the person who answers for them. */
    sponsor: ColumnType<string, string, never>;
    invited_at: ColumnType<Date, Date, never>;
    /** The first moment at which they have no access any more. */
    until: ColumnType<Date, Date, Date>;
    verified_at: ColumnType<Date | null, null, Date>;
    reminded_at: ColumnType<Date | null, null, Date | null>;
    /** The last mail to them. */
    mail: ColumnType<string | null, string | null, string>;
    ended_at: ColumnType<Date | null, null, Date>;
    ending: ColumnType<GuestEnding | null, null, GuestEnding>;
  };
  guest_link: {
    /** SHA-256 of the token: whoever reads the database cannot come in with it. */
    token_hash: ColumnType<string, string, never>;
    guest: ColumnType<string, string, never>;
    kind: ColumnType<LinkKind, LinkKind, never>;
    made_at: ColumnType<Date, Date, never>;
    expires_at: ColumnType<Date, Date, never>;
    used_at: ColumnType<Date | null, null, Date>;
    /** SHA-256 of the mark of the browser that asked for it; null when it works in any. */
    browser_hash: ColumnType<string | null, string | null, never>;
  };
  guest_link_question: {
    id: ColumnType<string, string, never>;
    /** The address that was typed, sealed: whether it is known is looked up later, so that nobody can time it. */
    address: ColumnType<string, string, never>;
    browser_hash: ColumnType<string, string, never>;
    asked_at: ColumnType<Date, Date, never>;
  };
};

/** Guests stay known after their end, without their address: who was in a room must be findable. */
export const guestSchema: Schema = {
  rights: {
    guest: ["select", "insert", "update"],
    guest_link: ["select", "insert", "update", "delete"],
    guest_link_question: ["select", "insert", "delete"],
  },
  migrations: {
    "2026-11-22-31-guests": {
      async up(database: Kysely<never>) {
        await sql`
          create table guest (
            id uuid primary key,
            room text not null,
            sealed text not null,
            address_index text,
            party text not null check (party in ('external', 'public-sector', 'international')),
            sponsor uuid not null,
            invited_at timestamptz not null,
            until timestamptz not null,
            verified_at timestamptz,
            reminded_at timestamptz,
            mail uuid,
            ended_at timestamptz,
            ending text,
            check ((ended_at is null) = (ending is null)),
            check ((ended_at is null) = (address_index is not null))
          )`.execute(database);
        // One invitation into a room for an address, however it is tried.
        await sql`create unique index guest_address on guest (address_index, room)`.execute(database);
        await sql`create index guest_room on guest (room)`.execute(database);
        await sql`create index guest_sponsor on guest (sponsor)`.execute(database);
        await sql`create index guest_until on guest (until) where ended_at is null`.execute(database);
        await sql`
          create table guest_link (
            token_hash text primary key,
            guest uuid not null references guest,
            kind text not null check (kind in ('invitation', 'sign-in')),
            made_at timestamptz not null,
            expires_at timestamptz not null,
            used_at timestamptz,
            browser_hash text
          )`.execute(database);
        await sql`create index guest_link_guest on guest_link (guest)`.execute(database);
        await sql`
          create table guest_link_question (
            id uuid primary key,
            address text not null,
            browser_hash text not null,
            asked_at timestamptz not null
          )`.execute(database);
      },
    },
  },
};
