import { TYPES } from "@akkoord/room";
import { sql } from "kysely";
import type { Caller } from "../../platform/command.ts";
import type { AnyDatabase, Database } from "../../platform/database/database.ts";
import { NotFound } from "../../platform/errors.ts";
import { type AccessParts, type Seat, seatToRead } from "./access.ts";
import { asClientEvent, type Looker, type ShowParts, showEvents } from "./client-events.ts";
import { passes } from "./filter.ts";
import {
  type ClientEvent,
  type EventContext,
  type EventFilter,
  MOST_EVENTS,
  RELATIONS_DEPTH,
  type RelationsPage,
  type TimelinePage,
} from "./model.ts";
import type { Standing } from "./standing.ts";
import { type EventRow, RELATIONS, roomTables } from "./tables.ts";
import { placeToken, readPlaceToken } from "./tokens.ts";

/** What reading the log needs. */
export type TimelineParts = AccessParts & ShowParts & { readonly database: Database };

/** Who looks, with what. */
export function lookerOf(parts: Pick<AccessParts, "now">, caller: Caller, seat: Pick<Seat, "me">): Looker {
  return { userId: seat.me, device: caller.deviceId ?? "", now: parts.now() };
}

/** Reads the log of rooms for their members. */
export function createTimeline(parts: TimelineParts) {
  const { database } = parts;
  const seated = (caller: Caller, roomId: string) => seatToRead(parts, database.use(), caller, roomId);

  return {
    async timeline(
      caller: Caller,
      roomId: string,
      page: {
        readonly from: string | null;
        readonly to?: string | null;
        readonly dir: "b" | "f";
        readonly limit: number;
        readonly filter?: EventFilter;
      },
    ): Promise<TimelinePage> {
      const seat = await seated(caller, roomId);
      const tables = database.use();
      const lowest = seat.member.sees_from - 1;
      const after = async (token: string | null | undefined): Promise<number | null> =>
        typeof token === "string" ? positionOf(tables, roomId, token) : null;
      const backwards = page.dir === "b";
      const start = (await after(page.from)) ?? (backwards ? seat.room.head_position : lowest);
      const stop = await after(page.to);
      const found = await readRows(tables, roomId, {
        from: Math.max(start, lowest),
        backwards,
        limit: Math.min(page.limit, page.filter?.limit ?? MOST_EVENTS, MOST_EVENTS),
        lowest: Math.max(lowest, backwards ? (stop ?? lowest) : lowest),
        highest: backwards ? Number.MAX_SAFE_INTEGER : (stop ?? Number.MAX_SAFE_INTEGER),
        ...(page.filter === undefined ? {} : { filter: page.filter }),
      });
      const chunk = (await showEvents(parts, tables, found.rows, lookerOf(parts, caller, seat))).filter(
        (event) => passes(page.filter, event),
      );
      return {
        start: placeToken(start),
        ...(found.end === null ? {} : { end: placeToken(found.end) }),
        chunk,
        state: page.filter?.lazy_load_members === true ? speakers(seat.standing, chunk) : [],
      };
    },

    async event(caller: Caller, roomId: string, eventId: string): Promise<ClientEvent> {
      const seat = await seated(caller, roomId);
      const row = await visibleRow(database.use(), seat, eventId);
      const [event] = await showEvents(parts, database.use(), [row], lookerOf(parts, caller, seat));
      if (event === undefined) throw new NotFound();
      return event;
    },

    async context(
      caller: Caller,
      roomId: string,
      eventId: string,
      { limit, filter }: { readonly limit: number; readonly filter?: EventFilter },
    ): Promise<EventContext> {
      const seat = await seated(caller, roomId);
      const tables = database.use();
      const row = await visibleRow(tables, seat, eventId);
      const lowest = seat.member.sees_from - 1;
      const around = Math.min(limit, MOST_EVENTS);
      const look = { lowest, highest: Number.MAX_SAFE_INTEGER, ...(filter === undefined ? {} : { filter }) };
      const before = await readRows(tables, roomId, {
        ...look,
        from: row.position - 1,
        backwards: true,
        limit: Math.floor(around / 2),
      });
      const later = await readRows(tables, roomId, {
        ...look,
        from: row.position,
        backwards: false,
        limit: Math.ceil(around / 2),
      });
      const looker = lookerOf(parts, caller, seat);
      const events_before = await showEvents(parts, tables, before.rows, looker);
      const [event] = await showEvents(parts, tables, [row], looker);
      const events_after = await showEvents(parts, tables, later.rows, looker);
      if (event === undefined) throw new NotFound();
      const wanted = (events: readonly ClientEvent[]) => events.filter((one) => passes(filter, one));
      const all = [...wanted(events_before), event, ...wanted(events_after)];
      return {
        event,
        events_before: wanted(events_before),
        events_after: wanted(events_after),
        start: placeToken(before.rows.at(-1) === undefined ? row.position - 1 : (before.end ?? lowest)),
        end: placeToken(later.rows.at(-1)?.position ?? row.position),
        state:
          filter?.lazy_load_members === true
            ? speakers(seat.standing, all)
            : seat.standing.events.map((logged) => asClientEvent(logged, {})),
      };
    },

    async relations(
      caller: Caller,
      roomId: string,
      eventId: string,
      options: {
        readonly relType: string | null;
        readonly eventType: string | null;
        readonly from: string | null;
        readonly to?: string | null;
        readonly dir: "b" | "f";
        readonly limit: number;
        readonly recurse?: boolean;
      },
    ): Promise<RelationsPage> {
      const seat = await seated(caller, roomId);
      const tables = database.use();
      await visibleRow(tables, seat, eventId);
      const kind = RELATIONS.find((one) => one === options.relType) ?? null;
      if (options.relType !== null && (kind === null || kind === "redaction")) return { chunk: [] };
      const backwards = options.dir === "b";
      const limit = Math.min(options.limit, MOST_EVENTS);
      const from = options.from === null ? null : await positionOf(tables, roomId, options.from);
      let wanted = roomTables(tables)
        .selectFrom("room_relation")
        .innerJoin("room_event", "room_event.event_id", "room_relation.event_id")
        .selectAll("room_event")
        .where("room_relation.room", "=", roomId)
        .where("room_relation.redacted", "=", false)
        .where("room_event.position", ">=", seat.member.sees_from);
      wanted =
        options.recurse === true
          ? wanted.where("room_relation.target", "in", reachedFrom(roomId, eventId))
          : wanted.where("room_relation.target", "=", eventId);
      wanted =
        kind === null
          ? wanted.where("room_relation.kind", "<>", "redaction")
          : wanted.where("room_relation.kind", "=", kind);
      if (options.eventType !== null) wanted = wanted.where("room_event.type", "=", options.eventType);
      if (from !== null) wanted = wanted.where("room_event.position", backwards ? "<=" : ">", from);
      const to = typeof options.to === "string" ? await positionOf(tables, roomId, options.to) : null;
      if (to !== null) wanted = wanted.where("room_event.position", backwards ? ">" : "<=", to);
      const rows = await wanted
        .orderBy("room_event.position", backwards ? "desc" : "asc")
        .limit(limit + 1)
        .execute();
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      const chunk = await showEvents(parts, tables, page, lookerOf(parts, caller, seat));
      const more = rows.length > limit && last !== undefined;
      return {
        chunk,
        ...(more ? { next_batch: placeToken(backwards ? last.position - 1 : last.position) } : {}),
        ...(options.from === null ? {} : { prev_batch: options.from }),
      };
    },

    async threads(
      caller: Caller,
      roomId: string,
      options: {
        readonly include: "all" | "participated";
        readonly from: string | null;
        readonly limit: number;
      },
    ): Promise<RelationsPage> {
      const seat = await seated(caller, roomId);
      const tables = database.use();
      const limit = Math.min(options.limit, MOST_EVENTS);
      const from = options.from === null ? null : await positionOf(tables, roomId, options.from);
      let grouped = roomTables(tables)
        .selectFrom("room_relation")
        .innerJoin("room_event as root", "root.event_id", "room_relation.target")
        .select((columns) => ["room_relation.target", columns.fn.max("room_relation.position").as("latest")])
        .where("room_relation.room", "=", roomId)
        .where("room_relation.kind", "=", "m.thread")
        .where("room_relation.redacted", "=", false)
        .where("root.position", ">=", seat.member.sees_from)
        .groupBy(["room_relation.target", "root.sender"]);
      if (options.include === "participated")
        grouped = grouped.having((where) =>
          where.or([
            where("root.sender", "=", seat.me),
            where(where.fn.agg<boolean>("bool_or", [where("room_relation.sender", "=", seat.me)]), "=", true),
          ]),
        );
      if (from !== null)
        grouped = grouped.having((where) => where(where.fn.max("room_relation.position"), "<=", from));
      const found = await grouped
        .orderBy("latest", "desc")
        .limit(limit + 1)
        .execute();
      const page = found.slice(0, limit);
      const rows = await rowsByIds(
        tables,
        roomId,
        page.map(({ target }) => target),
      );
      const inOrder = page.flatMap(({ target }) => rows.get(target) ?? []);
      const last = page.at(-1);
      return {
        chunk: await showEvents(parts, tables, inOrder, lookerOf(parts, caller, seat)),
        ...(found.length > limit && last !== undefined
          ? { next_batch: placeToken(Number(last.latest) - 1) }
          : {}),
      };
    },
  };
}

/** The events that say who speaks in a stretch of the log. */
export function speakers(standing: Standing, events: readonly ClientEvent[]): ClientEvent[] {
  const senders = new Set(events.map(({ sender }) => sender));
  return [...senders].flatMap((userId) => {
    const logged = standing.state.get(TYPES.member, userId);
    return logged === undefined ? [] : [asClientEvent(logged, {})];
  });
}

/**
 * The position just after which a token points.
 *
 * @throws InvalidInput for a token that is none of ours
 */
export async function positionOf(database: AnyDatabase, room: string, token: string): Promise<number> {
  const place = readPlaceToken(token);
  if (place.kind === "position") return place.after;
  const last = await roomTables(database)
    .selectFrom("room_feed")
    .select("position")
    .where("room", "=", room)
    .where("kind", "=", "event")
    .where("stream", "<=", String(place.stream))
    .orderBy("stream", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.position ?? 0;
}

/** Which stretch of a log to read: after or up to a position, in a direction. */
export interface Stretch {
  /** Backwards: the newest that may be given. Forwards: after this. */
  readonly from: number;
  readonly backwards: boolean;
  readonly limit: number;
  /** After this one alone. */
  readonly lowest: number;
  readonly highest: number;
  readonly filter?: EventFilter;
}

/** Rows of a stretch, and after which position it goes on; null when there is no more. */
export async function readRows(
  database: AnyDatabase,
  room: string,
  { from, backwards, limit, lowest, highest, filter }: Stretch,
): Promise<{ rows: EventRow[]; end: number | null }> {
  let wanted = roomTables(database)
    .selectFrom("room_event")
    .selectAll()
    .where("room", "=", room)
    .where("position", ">", lowest)
    .where("position", backwards ? "<=" : ">", from)
    .where("position", "<=", Math.min(highest, 2_147_483_647));
  const senders = filter?.senders;
  if (senders !== undefined) wanted = wanted.where("sender", "in", ["", ...senders]);
  const notSenders = filter?.not_senders ?? [];
  if (notSenders.length > 0) wanted = wanted.where("sender", "not in", notSenders);
  const types = filter?.types;
  if (types !== undefined)
    wanted = wanted.where((where) => where.or(types.map((type) => where("type", "like", asPattern(type)))));
  for (const type of filter?.not_types ?? []) wanted = wanted.where("type", "not like", asPattern(type));
  const rows = await wanted
    .orderBy("position", backwards ? "desc" : "asc")
    .limit(limit + 1)
    .execute();
  const given = rows.slice(0, limit);
  const last = given.at(-1);
  if (rows.length <= limit || last === undefined) return { rows: given, end: null };
  return { rows: given, end: backwards ? last.position - 1 : last.position };
}

/** A pattern of Matrix, in which only `*` stands for something else, as one of SQL. */
function asPattern(type: string): string {
  return type.replaceAll(/[\\%_]/g, "\\$&").replaceAll("*", "%");
}

/** The event itself, and what relates to it directly or through others: all that something can relate to in turn. */
function reachedFrom(room: string, eventId: string) {
  return sql<string>`(
    with recursive reached (event_id, depth) as (
      select ${eventId}::text, 1
      union
      select related.event_id, reached.depth + 1
      from room_relation as related join reached on related.target = reached.event_id
      where related.room = ${room} and not related.redacted and related.kind <> 'redaction'
        and reached.depth < ${RELATIONS_DEPTH}
    )
    select event_id from reached
  )`;
}

async function visibleRow(database: AnyDatabase, seat: Seat, eventId: string): Promise<EventRow> {
  const row = (await rowsByIds(database, seat.room.id, [eventId])).get(eventId);
  if (row === undefined || row.position < seat.member.sees_from) throw new NotFound();
  return row;
}

async function rowsByIds(
  database: AnyDatabase,
  room: string,
  ids: readonly string[],
): Promise<Map<string, EventRow>> {
  if (ids.length === 0) return new Map();
  const rows = await roomTables(database)
    .selectFrom("room_event")
    .selectAll()
    .where("room", "=", room)
    .where("event_id", "in", ids)
    .execute();
  return new Map(rows.map((row) => [row.event_id, row]));
}
