import { type JsonObject, type LoggedEvent, type RoomEvent, redactedContent } from "@akkoord/room";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { RoomKeyDestroyed } from "../../platform/errors.ts";
import type { RoomKeys } from "./keys.ts";
import { openContent, type RoomKey, sealContent } from "./seal-content.ts";
import { type EventFrame, type EventRow, roomTables } from "./tables.ts";

/** An event of the log with its place. */
export interface PlacedEvent extends LoggedEvent {
  readonly position: number;
  /** The event that redacted it; its content is then what redaction leaves. */
  readonly redactedBy: string | null;
}

/** The row that keeps an event, its content sealed. */
export function rowOf({ eventId, event }: LoggedEvent, key: RoomKey, thread: string | null) {
  const frame: EventFrame = {
    auth_events: event.auth_events,
    prev_events: event.prev_events,
    hashes: event.hashes,
    signatures: event.signatures,
    content: redactedContent(event.type, event.content),
  };
  return {
    room: event.room_id,
    position: event.depth,
    event_id: eventId,
    type: event.type,
    state_key: event.state_key ?? null,
    sender: event.sender,
    origin_server_ts: event.origin_server_ts,
    frame: JSON.stringify(frame),
    sealed: sealContent(event.content, key, { room: event.room_id, id: eventId }),
    key_version: key.version,
    thread,
  };
}

/** The event in a row, with the content given. */
export function eventOf(row: EventRow, content: JsonObject): RoomEvent {
  return {
    type: row.type,
    room_id: row.room,
    sender: row.sender,
    ...(row.state_key === null ? {} : { state_key: row.state_key }),
    content,
    origin_server_ts: Number(row.origin_server_ts),
    depth: row.position,
    prev_events: row.frame.prev_events,
    auth_events: row.frame.auth_events,
    hashes: row.frame.hashes,
    signatures: row.frame.signatures,
  };
}

/**
 * Opens events of a room. Of what was redacted, and of everything once the room's key is destroyed, it gives what
 * redaction leaves.
 *
 * @param rows all of one room
 */
export async function openEvents(
  database: AnyDatabase,
  keys: RoomKeys,
  rows: readonly EventRow[],
): Promise<PlacedEvent[]> {
  if (rows.length === 0) return [];
  const redactions = await redactionsOf(database, rows);
  const opened: PlacedEvent[] = [];
  let destroyed = false;
  for (const row of rows) {
    const redactedBy = redactions.get(row.event_id) ?? null;
    const content: JsonObject | null =
      redactedBy === null && !destroyed ? await contentOf(database, keys, row) : null;
    // The keys of a room are destroyed together, so the others need not be looked for.
    destroyed ||= redactedBy === null && content === null;
    opened.push({
      eventId: row.event_id,
      position: row.position,
      redactedBy,
      event: eventOf(row, content ?? row.frame.content),
      ...(content === null ? { whole: false } : {}),
    });
  }
  return opened;
}

/** The content of an event as it was said; null once the key is destroyed. */
async function contentOf(database: AnyDatabase, keys: RoomKeys, row: EventRow): Promise<JsonObject | null> {
  try {
    const key = await keys.of(database, row.room, row.key_version);
    return openContent(row.sealed, key, { room: row.room, id: row.event_id });
  } catch (error) {
    if (error instanceof RoomKeyDestroyed) return null;
    throw error;
  }
}

/** By the id of what was redacted: the id of the event that did. */
async function redactionsOf(database: AnyDatabase, rows: readonly EventRow[]): Promise<Map<string, string>> {
  const [first] = rows;
  if (first === undefined) return new Map();
  const found = await roomTables(database)
    .selectFrom("room_relation")
    .select(["target", "event_id"])
    .where("room", "=", first.room)
    .where("kind", "=", "redaction")
    .where(
      "target",
      "in",
      rows.map(({ event_id }) => event_id),
    )
    .orderBy("position", "desc")
    .execute();
  return new Map(found.map(({ target, event_id }) => [target, event_id]));
}
