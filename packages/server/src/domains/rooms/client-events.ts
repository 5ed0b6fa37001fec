import { isState, type JsonObject, type LoggedEvent, TYPES } from "@akkoord/room";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { openEvents, type PlacedEvent } from "./events.ts";
import type { RoomKeys } from "./keys.ts";
import type { ClientEvent, StrippedEvent } from "./model.ts";
import { annotationKey, redactedBy } from "./relations.ts";
import { type EventRow, roomTables } from "./tables.ts";

/** Who looks at events. */
export interface Looker {
  readonly userId: string;
  /** The application that they look with; empty for our page. */
  readonly device: string;
  readonly now: Date;
}

/** What showing events needs. */
export interface ShowParts {
  readonly keys: RoomKeys;
}

/**
 * Events as clients get them: with what was said of them since (edits, reactions, threads), why they were redacted, and
 * for who sent them the transaction id that they sent them with.
 *
 * @param rows all of one room
 */
export async function showEvents(
  { keys }: ShowParts,
  database: AnyDatabase,
  rows: readonly EventRow[],
  looker: Looker,
): Promise<ClientEvent[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const events = await openEvents(database, keys, rows);
  const ids = events.map(({ eventId }) => eventId);
  const redactors = events.flatMap((event) => event.redactedBy ?? []);
  // One after the other: this may be one connection, that of a transaction.
  const said = await saidOf(keys, database, first.room, events, looker);
  const redactions = await openByIds(keys, database, first.room, redactors);
  const transactions = await transactionsOf(database, first.room, ids, looker);
  return events.map((placed) => {
    const redaction = placed.redactedBy === null ? undefined : redactions.get(placed.redactedBy);
    const relations = placed.redactedBy === null ? said.get(placed.eventId) : undefined;
    const transaction = transactions.get(placed.eventId);
    return asClientEvent(placed, {
      age: Math.max(0, looker.now.getTime() - placed.event.origin_server_ts),
      ...(transaction === undefined ? {} : { transaction_id: transaction }),
      ...(redaction === undefined ? {} : { redacted_because: { ...asClientEvent(redaction, {}) } }),
      ...(relations === undefined ? {} : { "m.relations": relations }),
    });
  });
}

/** An event of the log in the format for clients. */
export function asClientEvent({ eventId, event }: LoggedEvent, unsigned: JsonObject): ClientEvent {
  const redacts = redactedBy(event);
  return {
    event_id: eventId,
    type: event.type,
    room_id: event.room_id,
    sender: event.sender,
    origin_server_ts: event.origin_server_ts,
    content: event.content,
    ...(isState(event) ? { state_key: event.state_key } : {}),
    // Where older clients look for it.
    ...(redacts === null ? {} : { redacts }),
    ...(Object.keys(unsigned).length === 0 ? {} : { unsigned }),
  };
}

/** A state event without what only members see of it. */
export function asStripped({ event }: LoggedEvent): StrippedEvent {
  return {
    type: event.type,
    sender: event.sender,
    content: event.content,
    state_key: event.state_key ?? "",
  };
}

async function openByIds(
  keys: RoomKeys,
  database: AnyDatabase,
  room: string,
  ids: readonly string[],
): Promise<Map<string, PlacedEvent>> {
  if (ids.length === 0) return new Map();
  const rows = await roomTables(database)
    .selectFrom("room_event")
    .selectAll()
    .where("room", "=", room)
    .where("event_id", "in", ids)
    .execute();
  return new Map((await openEvents(database, keys, rows)).map((placed) => [placed.eventId, placed]));
}

async function transactionsOf(
  database: AnyDatabase,
  room: string,
  ids: readonly string[],
  looker: Looker,
): Promise<Map<string, string>> {
  const rows = await roomTables(database)
    .selectFrom("room_transaction")
    .select(["event_id", "transaction_id"])
    .where("user_id", "=", looker.userId)
    .where("device", "=", looker.device)
    .where("room", "=", room)
    .where("event_id", "in", ids)
    .execute();
  return new Map(rows.map(({ event_id, transaction_id }) => [event_id, transaction_id]));
}

/** What was said of events since, by the id of each. */
async function saidOf(
  keys: RoomKeys,
  database: AnyDatabase,
  room: string,
  events: readonly PlacedEvent[],
  looker: Looker,
): Promise<Map<string, JsonObject>> {
  const relations = await roomTables(database)
    .selectFrom("room_relation")
    .select(["target", "kind", "event_id", "sender", "position"])
    .where("room", "=", room)
    .where("redacted", "=", false)
    .where("kind", "<>", "redaction")
    .where(
      "target",
      "in",
      events.map(({ eventId }) => eventId),
    )
    .orderBy("position")
    .execute();
  if (relations.length === 0) return new Map();
  const byTarget = Map.groupBy(relations, ({ target }) => target);
  const senders = new Map(events.map(({ eventId, event }) => [eventId, event.sender]));
  // Only the newest edit and the newest message of a thread are shown; reactions are counted by their character.
  const shown = [...byTarget].flatMap(([target, all]) => [
    ...all.filter(({ kind }) => kind === "m.annotation"),
    ...all.filter(({ kind, sender }) => kind === "m.replace" && sender === senders.get(target)).slice(-1),
    ...all.filter(({ kind }) => kind === "m.thread").slice(-1),
  ]);
  const opened = await openByIds(
    keys,
    database,
    room,
    shown.map(({ event_id }) => event_id),
  );
  return new Map(
    [...byTarget].map(([target, all]) => {
      const of = (kind: string) => all.filter((relation) => relation.kind === kind);
      const edits = of("m.replace").filter(({ sender }) => sender === senders.get(target));
      const edit = opened.get(edits.at(-1)?.event_id ?? "");
      const thread = of("m.thread");
      const latest = opened.get(thread.at(-1)?.event_id ?? "");
      const reactions = of("m.annotation").flatMap(({ event_id }) => opened.get(event_id) ?? []);
      const references = of("m.reference");
      const took =
        thread.some(({ sender }) => sender === looker.userId) || senders.get(target) === looker.userId;
      return [
        target,
        {
          ...(edit === undefined ? {} : { "m.replace": { ...asClientEvent(edit, {}) } }),
          ...(reactions.length === 0 ? {} : { "m.annotation": { chunk: counted(reactions, looker) } }),
          ...(latest === undefined
            ? {}
            : {
                "m.thread": {
                  latest_event: { ...asClientEvent(latest, {}) },
                  count: thread.length,
                  current_user_participated: took,
                },
              }),
          ...(references.length === 0
            ? {}
            : { "m.reference": { chunk: references.map(({ event_id }) => ({ event_id })) } }),
        },
      ];
    }),
  );
}

/** Reactions by their character, those given first before others. */
function counted(reactions: readonly PlacedEvent[], looker: Looker): JsonObject[] {
  const byKey = Map.groupBy(
    reactions.filter(({ event }) => event.type === TYPES.reaction),
    ({ event }) => annotationKey(event.content),
  );
  return [...byKey].map(([key, given]) => ({
    type: TYPES.reaction,
    key,
    count: given.length,
    // Not of Matrix: so that a page need not have seen every reaction to take its own back.
    "nl.akkoord.own": given.find(({ event }) => event.sender === looker.userId)?.eventId ?? null,
  }));
}
