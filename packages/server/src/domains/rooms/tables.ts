import type { JsonObject } from "@akkoord/room";
import { type ColumnType, type Kysely, type Selectable, sql, type Updateable } from "kysely";
import type { AnyDatabase } from "../../platform/database/database.ts";
import type { Schema } from "../../platform/database/migrate.ts";
import type { History, MembershipNow } from "./model.ts";

/** Name under which PostgreSQL tells of everything new that sync can see. The message is a room or a user id. */
export const NEWS_CHANNEL = "akkoord_rooms";

/** What stands in an event besides its columns. Its content holds only what redaction leaves; the rest is sealed. */
export interface EventFrame {
  readonly auth_events: readonly string[];
  readonly prev_events: readonly string[];
  readonly hashes: { readonly sha256: string };
  readonly signatures: { readonly [server: string]: { readonly [keyId: string]: string } };
  readonly content: JsonObject;
}

/** How an event relates to another; `redaction` is what Matrix says with `redacts`. */
export const RELATIONS = ["m.annotation", "m.replace", "m.thread", "m.reference", "redaction"] as const;
export type Relation = (typeof RELATIONS)[number];

/**
 * Rooms as they are kept. What people say, and what they and their rooms are called, stands in sealed columns alone.
 * PostgreSQL gives 64-bit numbers as text.
 */
export type RoomTables = {
  room: {
    id: ColumnType<string, string, never>;
    hub: ColumnType<string, string, never>;
    information: string;
    personal_data: string;
    category: string | null;
    history: ColumnType<History, History, never>;
    created_at: ColumnType<Date, Date, never>;
    closed_at: Date | null;
    /** Code of the pause it is in. */
    paused: string | null;
    head_event: string | null;
    head_position: number;
    /** Milliseconds since 1970, of the last event. */
    head_at: ColumnType<string, number, number>;
    /** Position at which what holds in the room last changed. */
    state_position: number;
    /** Version of the key that new events are sealed with. */
    key_version: number;
    destroyed_at: Date | null;
  };
  /** The log. Rows are never changed; what is destroyed is the key. */
  room_event: {
    room: ColumnType<string, string, never>;
    /** Depth, from 1. */
    position: ColumnType<number, number, never>;
    event_id: ColumnType<string, string, never>;
    type: ColumnType<string, string, never>;
    state_key: ColumnType<string | null, string | null, never>;
    sender: ColumnType<string, string, never>;
    origin_server_ts: ColumnType<string, number, never>;
    frame: ColumnType<EventFrame, string, never>;
    sealed: ColumnType<Buffer, Buffer, never>;
    key_version: ColumnType<number, number, never>;
    /** The event that its thread began with. */
    thread: ColumnType<string | null, string | null, never>;
  };
  /** Which state event holds. */
  room_state: {
    room: ColumnType<string, string, never>;
    type: ColumnType<string, string, never>;
    state_key: ColumnType<string, string, never>;
    position: number;
    /** Position at which it last looked different: its own, or that of a redaction. */
    changed: number;
  };
  room_member: {
    room: ColumnType<string, string, never>;
    user_id: ColumnType<string, string, never>;
    kind: ColumnType<"person" | "guest" | "akkoord", "person" | "guest" | "akkoord", never>;
    /** Id of the person or guest. */
    holder: ColumnType<string | null, string | null, never>;
    membership: MembershipNow;
    organisation: string | null;
    /** Of the event that says so. */
    position: number;
    /** By which they came, as invited or joined. */
    since: number;
    /** The first position that they may see, by the history of the room. */
    sees_from: number;
    /** The position from which they could read without a break: of joining, or of the end of a pause. */
    reads_since: number;
    /** Their access stands still. */
    shut: boolean;
    reviewed_at: Date | null;
  };
  room_relation: {
    room: ColumnType<string, string, never>;
    /** Of the event that relates. */
    position: ColumnType<number, number, never>;
    event_id: ColumnType<string, string, never>;
    target: ColumnType<string, string, never>;
    kind: ColumnType<Relation, Relation, never>;
    type: ColumnType<string, string, never>;
    sender: ColumnType<string, string, never>;
    /** It was redacted since, and counts no more. */
    redacted: ColumnType<boolean, never, boolean>;
  };
  /** What counts as unread. */
  room_notable: {
    room: ColumnType<string, string, never>;
    position: ColumnType<number, number, never>;
    event_id: ColumnType<string, string, never>;
    sender: ColumnType<string, string, never>;
    thread: ColumnType<string | null, string | null, never>;
    /** Everyone was named. */
    names_all: ColumnType<boolean, boolean, never>;
    /** User ids of who was named. */
    names: ColumnType<string[], readonly string[], never>;
  };
  room_receipt: {
    room: ColumnType<string, string, never>;
    user_id: ColumnType<string, string, never>;
    type: ColumnType<"m.read" | "m.read.private", "m.read" | "m.read.private", never>;
    /** Empty: for everything; else `main`, or the event that a thread began with. */
    thread: ColumnType<string, string, never>;
    event_id: string;
    position: number;
    at: Date;
  };
  /** Room empty: for everywhere. */
  room_account_data: {
    user_id: ColumnType<string, string, never>;
    room: ColumnType<string, string, never>;
    type: ColumnType<string, string, never>;
    sealed: Buffer;
    /** Null where it is not sealed with a room's key. */
    key_version: number | null;
  };
  room_transaction: {
    user_id: ColumnType<string, string, never>;
    device: ColumnType<string, string, never>;
    room: ColumnType<string, string, never>;
    transaction_id: ColumnType<string, string, never>;
    event_id: ColumnType<string, string, never>;
    at: ColumnType<Date, Date, never>;
  };
  room_key: {
    room: ColumnType<string, string, never>;
    version: ColumnType<number, number, never>;
    /** Null once it is destroyed. */
    wrapped: Buffer | null;
    /** Version of the master key. */
    wrapped_by: string | null;
    made_at: ColumnType<Date, Date, never>;
    destroyed_at: ColumnType<Date | null, null, Date>;
  };
  /**
   * Everything that sync can see, in the order in which it was committed: PostgreSQL fills it when a transaction ends.
   * What changes in place, such as a receipt, has one row that moves on.
   */
  room_feed: {
    stream: ColumnType<string, never, never>;
    kind: ColumnType<"event" | "receipt" | "account", never, never>;
    room: ColumnType<string, never, never>;
    /** Of an event. */
    position: ColumnType<number | null, never, never>;
    /** Who alone may see it; null for all members. */
    user_id: ColumnType<string | null, never, never>;
    /** Of what changes in place. */
    subject: ColumnType<string | null, never, never>;
  };
  room_server: {
    single: ColumnType<boolean, boolean, never>;
    name: ColumnType<string, string, never>;
  };
  /** Every public key that events were ever signed with, in base64. */
  room_signing_key: {
    key_id: ColumnType<string, string, never>;
    public_key: ColumnType<string, string, never>;
    added_at: ColumnType<Date, Date, never>;
    /** When the server began to sign with another; null for the one of now. */
    retired_at: Date | null;
  };
};

/** What may change of a room. */
export type RoomChange = Updateable<RoomTables["room"]>;
export type RoomRow = Selectable<RoomTables["room"]>;
export type EventRow = Selectable<RoomTables["room_event"]>;
export type MemberRow = Selectable<RoomTables["room_member"]>;

/** The tables of this domain, in a transaction or without one. */
export function roomTables(database: AnyDatabase) {
  return database.$extendTables<RoomTables>();
}

/** The log only grows; projections follow it; PostgreSQL alone writes the feed. */
export const roomSchema: Schema = {
  rights: {
    room: ["select", "insert", "update"],
    room_event: ["select", "insert"],
    room_state: ["select", "insert", "update"],
    room_member: ["select", "insert", "update"],
    room_relation: ["select", "insert", "update"],
    room_notable: ["select", "insert", "delete"],
    room_receipt: ["select", "insert", "update"],
    room_account_data: ["select", "insert", "update"],
    room_transaction: ["select", "insert", "delete"],
    room_key: ["select", "insert", "update"],
    room_feed: ["select"],
    room_server: ["select", "insert"],
    room_signing_key: ["select", "insert", "update"],
  },
  migrations: {
    "2026-11-22-01-rooms": {
      async up(database: Kysely<never>) {
        await sql`
          create table room (
            id text primary key,
            hub text not null,
            information text not null,
            personal_data text not null,
            category text,
            history text not null check (history in ('shared', 'invited', 'joined')),
            created_at timestamptz not null,
            closed_at timestamptz,
            paused text,
            head_event text,
            head_position integer not null,
            head_at bigint not null,
            state_position integer not null,
            key_version integer not null,
            destroyed_at timestamptz
          )`.execute(database);
        await sql`
          create table room_event (
            room text not null references room,
            position integer not null check (position > 0),
            event_id text not null,
            type text not null,
            state_key text,
            sender text not null,
            origin_server_ts bigint not null,
            frame jsonb not null,
            sealed bytea not null,
            key_version integer not null,
            thread text,
            primary key (room, position),
            unique (event_id)
          )`.execute(database);
        await sql`
          create function refuse_change_of_room_log() returns trigger language plpgsql as $$
          begin
            raise exception 'the log of a room only grows' using errcode = 'insufficient_privilege';
          end $$`.execute(database);
        await sql`
          create trigger room_event_append_only before update or delete or truncate on room_event
          for each statement execute function refuse_change_of_room_log()`.execute(database);
        await sql`create index room_event_sender on room_event (room, sender, position)`.execute(database);
        await sql`
          create table room_state (
            room text not null references room,
            type text not null,
            state_key text not null,
            position integer not null,
            changed integer not null,
            primary key (room, type, state_key)
          )`.execute(database);
        await sql`create index room_state_changed on room_state (room, changed)`.execute(database);
        await sql`
          create table room_member (
            room text not null references room,
            user_id text not null,
            kind text not null check (kind in ('person', 'guest', 'akkoord')),
            holder uuid,
            membership text not null check (membership in ('join', 'invite', 'leave', 'ban')),
            organisation text,
            position integer not null,
            since integer not null,
            sees_from integer not null,
            reads_since integer not null,
            shut boolean not null,
            reviewed_at timestamptz,
            primary key (room, user_id)
          )`.execute(database);
        await sql`create index room_member_user on room_member (user_id, membership)`.execute(database);
        await sql`
          create table room_relation (
            room text not null references room,
            position integer not null,
            event_id text not null,
            target text not null,
            kind text not null
              check (kind in ('m.annotation', 'm.replace', 'm.thread', 'm.reference', 'redaction')),
            type text not null,
            sender text not null,
            redacted boolean not null default false,
            primary key (room, position)
          )`.execute(database);
        await sql`create index room_relation_target on room_relation (room, target, kind, position)`.execute(
          database,
        );
        await sql`create index room_relation_event on room_relation (event_id)`.execute(database);
        await sql`
          create table room_notable (
            room text not null references room,
            position integer not null,
            event_id text not null unique,
            sender text not null,
            thread text,
            names_all boolean not null,
            names text[] not null,
            primary key (room, position)
          )`.execute(database);
        await sql`create index room_notable_sender on room_notable (room, sender, position)`.execute(
          database,
        );
        await sql`
          create table room_receipt (
            room text not null references room,
            user_id text not null,
            type text not null check (type in ('m.read', 'm.read.private')),
            thread text not null,
            event_id text not null,
            position integer not null,
            at timestamptz not null,
            primary key (room, user_id, type, thread)
          )`.execute(database);
        await sql`
          create table room_account_data (
            user_id text not null,
            room text not null,
            type text not null,
            sealed bytea not null,
            key_version integer,
            primary key (user_id, room, type)
          )`.execute(database);
        await sql`
          create table room_transaction (
            user_id text not null,
            device text not null,
            room text not null references room,
            transaction_id text not null,
            event_id text not null,
            at timestamptz not null,
            primary key (user_id, device, room, transaction_id)
          )`.execute(database);
        await sql`create index room_transaction_event on room_transaction (event_id)`.execute(database);
        await sql`create index room_transaction_at on room_transaction (at)`.execute(database);
        await sql`
          create table room_key (
            room text not null references room,
            version integer not null,
            wrapped bytea,
            wrapped_by text,
            made_at timestamptz not null,
            destroyed_at timestamptz,
            primary key (room, version),
            check ((wrapped is null) = (destroyed_at is not null)),
            check ((wrapped is null) = (wrapped_by is null))
          )`.execute(database);
        await sql`create index room_key_wrapped_by on room_key (wrapped_by)`.execute(database);
        await sql`
          create table room_server (single boolean primary key check (single), name text not null)`.execute(
          database,
        );
        await sql`
          create table room_signing_key (
            key_id text primary key,
            public_key text not null,
            added_at timestamptz not null
          )`.execute(database);
      },
    },
    "2026-11-22-02-room-feed": {
      async up(database: Kysely<never>) {
        await sql`
          create table room_feed (
            stream bigint generated always as identity primary key,
            kind text not null,
            room text not null,
            position integer,
            user_id text,
            subject text
          )`.execute(database);
        await sql`create unique index room_feed_event on room_feed (room, position) where position is not null`.execute(
          database,
        );
        await sql`create unique index room_feed_subject on room_feed (room, subject) where subject is not null`.execute(
          database,
        );
        await sql`create index room_feed_room on room_feed (room, stream)`.execute(database);
        await sql`create index room_feed_user on room_feed (user_id, stream) where user_id is not null`.execute(
          database,
        );
        // Runs when a transaction ends, after everything else in it: so nobody waits for this lock while holding it,
        // and numbers become visible in their own order. A reader that saw one has seen all before it.
        await sql`
          create function note_in_room_feed() returns trigger language plpgsql
          security definer set search_path = public, pg_temp as $$
          declare
            only_for text;
          begin
            perform pg_advisory_xact_lock(hashtext('akkoord-room-feed'));
            if tg_table_name = 'room_event' then
              insert into room_feed (kind, room, position) values ('event', new.room, new.position);
              -- Who is invited does not listen to the room yet.
              if new.type = 'm.room.member' then
                perform pg_notify(${sql.lit(NEWS_CHANNEL)}, new.state_key);
              end if;
            elsif tg_table_name = 'room_receipt' then
              if new.type = 'm.read.private' then only_for := new.user_id; end if;
              insert into room_feed (kind, room, user_id, subject)
              values ('receipt', new.room, only_for, new.type || ' ' || new.user_id || ' ' || new.thread)
              on conflict (room, subject) where subject is not null
              do update set stream = default;
            else
              only_for := new.user_id;
              insert into room_feed (kind, room, user_id, subject)
              values ('account', new.room, only_for, 'account ' || new.user_id || ' ' || new.type)
              on conflict (room, subject) where subject is not null
              do update set stream = default;
            end if;
            perform pg_notify(${sql.lit(NEWS_CHANNEL)}, coalesce(only_for, new.room));
            return null;
          end $$`.execute(database);
        await sql`
          create constraint trigger room_event_news after insert on room_event
          deferrable initially deferred for each row execute function note_in_room_feed()`.execute(database);
        for (const table of ["room_receipt", "room_account_data"]) {
          await sql`
            create constraint trigger ${sql.id(`${table}_news`)} after insert or update on ${sql.table(table)}
            deferrable initially deferred for each row execute function note_in_room_feed()`.execute(
            database,
          );
        }
      },
    },
    "2026-11-22-03-room-signing-keys": {
      async up(database: Kysely<never>) {
        await sql`alter table room_signing_key add column retired_at timestamptz`.execute(database);
      },
    },
  },
};
