import { type RoomEvent, readEvents } from "./event.ts";
import { listOf, numberOf, recordOf, textOf } from "./shape.ts";

/** What one answer to a sync says. */
export interface SyncAnswer {
  /** The token to ask the next one with. */
  readonly next: string;
  readonly joined: ReadonlyMap<string, JoinedRoom>;
  /** Rooms with an open invitation, with the little state that may be seen before joining. */
  readonly invited: ReadonlyMap<string, readonly RoomEvent[]>;
  /** Rooms that are not one's own any more. */
  readonly left: ReadonlySet<string>;
}

/** What happened in a room. */
export interface JoinedRoom {
  readonly timeline: RoomSlice;
  readonly state: readonly RoomEvent[];
  /** Null when the answer does not say. */
  readonly unread: number | null;
  readonly mentions: number | null;
  /** Who is typing; null when that did not change. */
  readonly typing: readonly string[] | null;
  readonly receipts: readonly Receipt[];
  /** Up to where its reader read, when that changed. */
  readonly fullyRead: string | null;
}

/** Events in a row. */
export interface RoomSlice {
  readonly events: readonly RoomEvent[];
  /** Whether events lie between the last answer and these. */
  readonly limited: boolean;
  /** The token for what came before; null when the answer has none. */
  readonly older: string | null;
}

/** Who read up to where. */
export interface Receipt {
  readonly userId: string;
  readonly event: string;
  readonly at: number;
}

/** Reads the answer to a sync. @returns null when it holds no token to go on with. */
export function readSyncAnswer(value: unknown): SyncAnswer | null {
  const answer = recordOf(value);
  const next = textOf(answer.next_batch);
  if (next === null) return null;
  const rooms = recordOf(answer.rooms);
  return {
    next,
    joined: new Map(Object.entries(recordOf(rooms.join)).map(([id, room]) => [id, readJoined(room)])),
    invited: new Map(Object.entries(recordOf(rooms.invite)).map(([id, room]) => [id, readInviteState(room)])),
    left: new Set(Object.keys(recordOf(rooms.leave))),
  };
}

/** State seen with an invitation has no id of its own. */
function readInviteState(room: unknown): readonly RoomEvent[] {
  const events = listOf(recordOf(recordOf(room).invite_state).events);
  return readEvents(events.map((event, i) => ({ event_id: `$invite-${i}`, ...recordOf(event) })));
}

function readJoined(value: unknown): JoinedRoom {
  const room = recordOf(value);
  const timeline = recordOf(room.timeline);
  const counts = recordOf(room.unread_notifications);
  const ephemeral = listOf(recordOf(room.ephemeral).events).map(recordOf);
  const typing = ephemeral.findLast(({ type }) => type === "m.typing");
  const fullyRead = listOf(recordOf(room.account_data).events)
    .map(recordOf)
    .findLast(({ type }) => type === "m.fully_read");
  return {
    timeline: {
      events: readEvents(timeline.events),
      limited: timeline.limited === true,
      older: textOf(timeline.prev_batch),
    },
    state: readEvents(recordOf(room.state).events),
    unread: numberOf(counts.notification_count),
    mentions: numberOf(counts.highlight_count),
    typing:
      typing === undefined
        ? null
        : listOf(recordOf(typing.content).user_ids).flatMap((id) => textOf(id) ?? []),
    receipts: ephemeral
      .filter(({ type }) => type === "m.receipt")
      .flatMap(({ content }) => readReceipts(content)),
    fullyRead: textOf(recordOf(fullyRead?.content).event_id),
  };
}

function readReceipts(content: unknown): readonly Receipt[] {
  return Object.entries(recordOf(content)).flatMap(([event, kinds]) =>
    ["m.read", "m.read.private"].flatMap((kind) =>
      Object.entries(recordOf(recordOf(kinds)[kind])).map(([userId, receipt]) => ({
        userId,
        event,
        at: numberOf(recordOf(receipt).ts) ?? 0,
      })),
    ),
  );
}
