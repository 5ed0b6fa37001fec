import type { RoomEvent } from "../matrix/event.ts";
import { recordOf, textOf } from "../matrix/shape.ts";
import type { JoinedRoom, SyncAnswer } from "../matrix/sync-answer.ts";
import type { Queue } from "../model/queue.ts";
import { EMPTY_TIMELINE, eventsOf, type Timeline, withArrived } from "../model/timeline.ts";

/** Whether what is shown is what the server has. */
export type Connection = "starting" | "live" | "offline" | "retrying" | "signed-out";

/** Who somebody is in a room, as its state says. */
export interface RoomPerson {
  readonly name: string | null;
  readonly organisation: string | null;
  /** Where they come from, in their sponsor's words and as an outside party; null for who works here. */
  readonly guest: { readonly organisation: string | null; readonly party: string | null } | null;
  readonly membership: string;
}

/** Up to where somebody read. */
export interface ReadMark {
  readonly event: string;
  readonly at: number;
}

/** What the page knows of a room. */
export interface RoomState {
  readonly id: string;
  readonly timeline: Timeline;
  readonly people: ReadonlyMap<string, RoomPerson>;
  readonly name: string | null;
  readonly unread: number;
  readonly mentions: number;
  readonly typing: readonly string[];
  readonly readMarks: ReadonlyMap<string, ReadMark>;
  readonly fullyRead: string | null;
  /** Goes up whenever the room's label, members, name or pause changed. */
  readonly changes: number;
  /** When something was last said, in milliseconds; null when that is not known. */
  readonly lastMessageAt: number | null;
  /** What is being fetched now. */
  readonly fetching: "older" | "newer" | "place" | null;
  /** The last fetch did not come through. */
  readonly fetchFailed: boolean;
}

/** What the page knows of all rooms. */
export interface ChatState {
  readonly connection: Connection;
  /** Null until the first answer came. */
  readonly rooms: ReadonlyMap<string, RoomState> | null;
  readonly invited: ReadonlySet<string>;
  readonly queue: Queue;
  /** False when this device has no room for what is not sent yet: then it goes when the page closes. */
  readonly keepsUnsent: boolean;
}

/** Before anything is known. */
export const NOTHING_KNOWN: ChatState = {
  connection: "starting",
  rooms: null,
  invited: new Set(),
  queue: [],
  keepsUnsent: true,
};

/** A room of which nothing is known yet. */
export function newRoom(id: string): RoomState {
  return {
    id,
    timeline: EMPTY_TIMELINE,
    people: new Map(),
    name: null,
    unread: 0,
    mentions: 0,
    typing: [],
    readMarks: new Map(),
    fullyRead: null,
    changes: 0,
    lastMessageAt: null,
    fetching: null,
    fetchFailed: false,
  };
}

/** What holds for a room changed, as opposed to something being said in it. */
const isState = (event: RoomEvent): boolean => event.stateKey !== null;

const isMessage = (event: RoomEvent): boolean => event.type === "m.room.message";

/** Who somebody is, by an event about their membership. */
function personIn(event: RoomEvent, before: RoomPerson | undefined): RoomPerson {
  const guest = event.content["nl.akkoord.guest"];
  const organisation = textOf(event.content["nl.akkoord.organisation"]);
  // Who leaves keeps the name under which they spoke.
  const name = textOf(event.content.displayname) ?? before?.name ?? null;
  return {
    name,
    organisation: organisation ?? before?.organisation ?? null,
    guest:
      guest === undefined
        ? (before?.guest ?? null)
        : { organisation: textOf(recordOf(guest).organisation), party: textOf(recordOf(guest).party) },
    membership: textOf(event.content.membership) ?? "leave",
  };
}

/**
 * Adds who people are.
 *
 * @param older whether the events lie before what is known: then what is known counts, and of these the first
 */
export function withPeople(
  people: RoomState["people"],
  events: readonly RoomEvent[],
  older = false,
): RoomState["people"] {
  const members = events.filter(
    (event) =>
      event.type === "m.room.member" && event.stateKey !== null && !(older && people.has(event.stateKey)),
  );
  if (members.length === 0) return people;
  const next = new Map(people);
  for (const event of members) {
    const id = event.stateKey ?? "";
    if (older && next.has(id)) continue;
    next.set(id, personIn(event, next.get(id)));
  }
  return next;
}

/** A room after what a sync brought of it. */
export function withSynced(
  room: RoomState,
  brought: JoinedRoom,
  asked: { readonly since: string | null; readonly next: string; readonly reading: boolean },
): RoomState {
  const { events } = brought.timeline;
  const state = [...brought.state, ...events.filter(isState)];
  const name = state.findLast(({ type }) => type === "m.room.name")?.content.name;
  const marks = new Map(room.readMarks);
  for (const { userId, event, at } of brought.receipts) marks.set(userId, { event, at });
  const timeline = withArrived(room.timeline, { ...brought.timeline, ...asked }, asked.reading);
  return {
    ...room,
    timeline: withBumpedThreads(timeline, room.timeline, events),
    people: withPeople(room.people, state),
    name: textOf(name) ?? room.name,
    unread: brought.unread ?? room.unread,
    mentions: brought.mentions ?? room.mentions,
    typing: brought.typing ?? room.typing,
    readMarks: brought.receipts.length === 0 ? room.readMarks : marks,
    fullyRead: brought.fullyRead ?? room.fullyRead,
    changes: room.changes + (state.length > 0 ? 1 : 0),
    lastMessageAt: events.findLast(isMessage)?.at ?? room.lastMessageAt,
  };
}

/**
 * Counts answers in threads that came in after the server counted them. Of messages that came along just now it already
 * counted what came with them.
 */
function withBumpedThreads(timeline: Timeline, before: Timeline, arrived: readonly RoomEvent[]): Timeline {
  const known = new Set([...eventsOf(before.pages), ...eventsOf(before.tail)].map(({ id }) => id));
  const answers = new Map<string, RoomEvent[]>();
  for (const event of arrived) {
    const relation = recordOf(event.content["m.relates_to"]);
    const root = relation.rel_type === "m.thread" ? textOf(relation.event_id) : null;
    if (root !== null && known.has(root) && !known.has(event.id))
      answers.set(root, [...(answers.get(root) ?? []), event]);
  }
  if (answers.size === 0) return timeline;
  const bump = (event: RoomEvent): RoomEvent => {
    const added = answers.get(event.id);
    if (added === undefined) return event;
    const count = (event.bundled.thread?.count ?? 0) + added.length;
    return { ...event, bundled: { ...event.bundled, thread: { count, latest: added.at(-1) ?? null } } };
  };
  const inPages = (pages: Timeline["pages"]) =>
    pages.map((page) =>
      page.events.some(({ id }) => answers.has(id)) ? { ...page, events: page.events.map(bump) } : page,
    );
  return { ...timeline, pages: inPages(timeline.pages), tail: inPages(timeline.tail) };
}

/** Everything after an answer to a sync. */
export function withAnswer(
  state: ChatState,
  answer: SyncAnswer,
  since: string | null,
  isReading: (roomId: string) => boolean,
): ChatState {
  const rooms = new Map(state.rooms ?? []);
  // A first answer names every room: what it does not name is not one's own any more.
  if (since === null) for (const id of rooms.keys()) if (!answer.joined.has(id)) rooms.delete(id);
  for (const id of answer.left) rooms.delete(id);
  for (const [id, brought] of answer.joined)
    rooms.set(
      id,
      withSynced(rooms.get(id) ?? newRoom(id), brought, {
        since,
        next: answer.next,
        reading: isReading(id),
      }),
    );
  const invited = new Set(since === null ? [] : state.invited);
  for (const id of answer.invited.keys()) invited.add(id);
  for (const id of [...answer.joined.keys(), ...answer.left]) invited.delete(id);
  const isSame = invited.size === state.invited.size && [...invited].every((id) => state.invited.has(id));
  return { ...state, connection: "live", rooms, invited: isSame ? state.invited : invited };
}
