/** What is shown of a room: its events as messages and notices, with everything that was said of them since. */
import { mentionsIn, type RoomEvent, relationOf, replyTargetOf } from "../matrix/event.ts";
import { recordOf, textOf, type Unknown } from "../matrix/shape.ts";
import type { Entry } from "./queue.ts";
import { indexReferences, type ReferenceIndex, UNREFERRED } from "./references.ts";
import { eventsOf, everythingKnown, type Timeline } from "./timeline.ts";

/** How many people reacted with a sign. */
export interface ReactionCount {
  readonly key: string;
  readonly count: number;
  /** The event of one's own reaction, to take it away with; null when one did not react so. */
  readonly own: string | null;
  /** Those who are known to have reacted; the server may count more. */
  readonly senders: readonly string[];
}

/** A message as it is shown. */
export interface Message {
  /** The event's id; of what is not on the server yet `~` and its transaction id. */
  readonly id: string;
  /** Stays the same when the server takes it in. */
  readonly key: string;
  readonly sender: string;
  readonly at: number;
  /** What it says now, after its last edit. */
  readonly content: Unknown;
  /** When it was last changed; null when it was not. */
  readonly editedAt: number | null;
  readonly removed: { readonly by: string; readonly at: number } | null;
  readonly replyTo: string | null;
  /** The message that the thread it is in began with. */
  readonly thread: string | null;
  readonly answers: { readonly count: number; readonly latest: RoomEvent | null } | null;
  readonly reactions: readonly ReactionCount[];
  readonly isOwn: boolean;
  readonly namesMe: boolean;
  /** Its way to the server, while it is on it; also of a change or removal of it. */
  readonly underWay: Entry | null;
}

/** Something else that happened in a room. */
export interface Notice {
  readonly event: RoomEvent;
}

/** What a room shows, in order. */
export type Item =
  | { readonly kind: "message"; readonly message: Message }
  | { readonly kind: "notice"; readonly event: RoomEvent };

/** State of which people want to know that it changed. */
const NOTICED = new Set([
  "m.room.create",
  "m.room.member",
  "m.room.name",
  "nl.akkoord.label",
  "nl.akkoord.pause",
]);

/** Everything that is needed to show the events of a room. */
export interface Shown {
  readonly timeline: Timeline;
  /** What is on its way to the server in this room. */
  readonly entries: readonly Entry[];
  /** One's own Matrix id. */
  readonly me: string;
  /** When the room was opened, in milliseconds. */
  readonly openedAt: number;
}

/** What is said of events, by those that are here and those on their way to the server. */
export function referencesIn({ timeline, entries, me }: Omit<Shown, "openedAt">): ReferenceIndex {
  return indexReferences([...everythingKnown(timeline), ...referringEchoes(entries, me)]);
}

/** What a room shows, without what stands in threads. */
export function itemsOf(shown: Shown, index: ReferenceIndex = referencesIn(shown)): readonly Item[] {
  const { timeline, entries, me, openedAt } = shown;
  const events = eventsOf(timeline.pages);
  const unsent = timeline.live ? echoesOf(entries, me, events) : [];
  const context = { index, entries, me, openedAt, counted: !timeline.live };
  return [
    ...withBefore(events).flatMap((event) => itemOf(event, context) ?? []),
    ...unsent.flatMap((event) => itemOf(event, context) ?? []),
  ];
}

/** The messages of a thread: the one it began with and its answers. */
export function threadOf(shown: Shown, root: string, loaded: readonly RoomEvent[]): readonly Message[] {
  const { timeline, entries, me, openedAt } = shown;
  const inRoom = everythingKnown(timeline);
  const known = new Map([...loaded, ...inRoom].map((event) => [event.id, event]));
  const isPart = (event: RoomEvent): boolean => {
    const relation = relationOf(event);
    return event.id === root || (relation?.kind === "thread" && relation.target === root);
  };
  const parts = [...known.values()].filter(isPart).toSorted((one, other) => one.at - other.at);
  const index = indexReferences([...known.values(), ...referringEchoes(entries, me)]);
  const context = { index, entries, me, openedAt, counted: true };
  return [...parts, ...echoesOf(entries, me, parts).filter(isPart)].map((event) => messageOf(event, context));
}

/** State with what it was before, as far as that is here. */
function withBefore(events: readonly RoomEvent[]): readonly RoomEvent[] {
  const last = new Map<string, Unknown>();
  return events.map((event) => {
    if (event.stateKey === null) return event;
    const name = `${event.type} ${event.stateKey}`;
    const before = event.before ?? last.get(name) ?? null;
    last.set(name, event.content);
    return before === event.before ? event : { ...event, before };
  });
}

const NOTHING: Unknown = {};

interface Context {
  readonly index: ReferenceIndex;
  readonly entries: readonly Entry[];
  readonly me: string;
  readonly openedAt: number;
  /** Whether the server's counts say more than the events that are here. */
  readonly counted: boolean;
}

function itemOf(event: RoomEvent, context: Context): Item | null {
  if (event.stateKey !== null) return isNoticed(event, context.openedAt) ? { kind: "notice", event } : null;
  if (event.type !== "m.room.message") return null;
  const kind = relationOf(event)?.kind;
  if (kind === "edit" || kind === "thread") return null;
  return { kind: "message", message: messageOf(event, context) };
}

/** Everything that opening a room takes is one thing to people: that it was opened. */
const OPENING_MS = 5_000;

function isNoticed(event: RoomEvent, openedAt: number): boolean {
  if (!NOTICED.has(event.type) || event.stateKey?.startsWith("@akkoord:")) return false;
  if (event.at - openedAt > OPENING_MS) return true;
  return event.type !== "m.room.name" && !(event.type === "m.room.member" && event.sender === event.stateKey);
}

function messageOf(event: RoomEvent, { index, entries, me, counted }: Context): Message {
  const { edit, reactions, removed, thread } = index.get(event.id) ?? UNREFERRED;
  const content = edit?.content ?? event.content;
  const relation = relationOf(event);
  return {
    id: event.id,
    key: event.transactionId ?? event.id,
    sender: event.sender,
    at: event.at,
    content: removed === null ? content : NOTHING,
    editedAt: edit?.at ?? null,
    removed,
    replyTo: removed === null ? replyTargetOf(event.content) : null,
    thread: relation?.kind === "thread" ? relation.target : null,
    answers: thread,
    reactions: removed === null ? countReactions(reactions, event, me, counted) : [],
    isOwn: event.sender === me,
    namesMe: event.sender !== me && mentionsIn(content).includes(me),
    underWay: underWayFor(event, entries),
  };
}

/** Its own way to the server, or that of what was done with it; of a reaction only that it was refused. */
function underWayFor(event: RoomEvent, entries: readonly Entry[]): Entry | null {
  const own = entries.find(({ transactionId }) => event.id === `~${transactionId}`);
  return own ?? entries.findLast((entry) => concerns(entry) === event.id) ?? null;
}

/** The message beside which an entry shows. */
function concerns(entry: Entry): string | null {
  const { deed, state } = entry;
  if (deed.kind === "event" && deed.type === "m.reaction" && state.kind === "refused")
    return textOf(recordOf(deed.content["m.relates_to"]).event_id);
  return changedBy(entry);
}

/** Entries that were refused and of which no shown message tells: those of messages that are elsewhere. */
export function strayRefusals(items: readonly Item[], entries: readonly Entry[]): readonly Entry[] {
  const told = new Set(
    items.flatMap((item) => (item.kind === "message" ? (item.message.underWay?.transactionId ?? []) : [])),
  );
  return entries.filter(({ state, transactionId }) => state.kind === "refused" && !told.has(transactionId));
}

/** What was said in a message, in few words, to quote it. */
export interface Quoted {
  readonly sender: string;
  readonly text: string;
  readonly removed: boolean;
}

/** Quotes an event that is here. @returns null when it is not, or is no message */
export function quoteFrom(
  known: ReadonlyMap<string, RoomEvent>,
  index: ReferenceIndex,
  eventId: string,
): Quoted | null {
  const event = known.get(eventId);
  if (event === undefined) return null;
  const { edit, removed } = index.get(eventId) ?? UNREFERRED;
  return {
    sender: event.sender,
    text: removed === null ? bodyOf(edit?.content ?? event.content) : "",
    removed: removed !== null,
  };
}

/** The message that an entry changes or removes. */
export function changedBy({ deed }: Entry): string | null {
  if (deed.kind === "removal") return deed.target;
  const relation = recordOf(deed.content["m.relates_to"]);
  return relation.rel_type === "m.replace" ? textOf(relation.event_id) : null;
}

function countReactions(
  known: ReadonlyMap<string, readonly { readonly id: string; readonly sender: string }[]>,
  event: RoomEvent,
  me: string,
  counted: boolean,
): readonly ReactionCount[] {
  const bundled = counted ? event.bundled.reactions : [];
  const keys = new Set([...bundled.map(({ key }) => key), ...known.keys()]);
  return [...keys].map((key) => {
    const given = known.get(key) ?? [];
    const byServer = bundled.find((one) => one.key === key);
    return {
      key,
      count: Math.max(given.length, byServer?.count ?? 0),
      own: given.find(({ sender }) => sender === me)?.id ?? byServer?.own ?? null,
      senders: given.map(({ sender }) => sender),
    };
  });
}

/** Messages that are not on the server yet, as events after all others. */
function echoesOf(
  entries: readonly Entry[],
  me: string,
  present: readonly RoomEvent[],
): readonly RoomEvent[] {
  const ids = new Set(present.map(({ id }) => id));
  return entries.flatMap((entry) => {
    // Acknowledged and shown meanwhile: it must not stand there twice.
    if (entry.state.kind === "sent" && ids.has(entry.state.event)) return [];
    if (entry.deed.kind !== "event" || entry.deed.type !== "m.room.message" || changedBy(entry) !== null)
      return [];
    return [echoOf(entry, me, entry.deed.type, entry.deed.content)];
  });
}

/** Edits, reactions and removals that are not on the server yet; those that were refused say nothing. */
function referringEchoes(entries: readonly Entry[], me: string): readonly RoomEvent[] {
  return entries.flatMap((entry) => {
    if (entry.state.kind === "refused") return [];
    const { deed } = entry;
    if (deed.kind === "removal") return [echoOf(entry, me, "m.room.redaction", { redacts: deed.target })];
    return changedBy(entry) !== null || deed.type === "m.reaction"
      ? [echoOf(entry, me, deed.type, deed.content)]
      : [];
  });
}

function echoOf({ transactionId, at }: Entry, me: string, type: string, content: Unknown): RoomEvent {
  return {
    id: `~${transactionId}`,
    type,
    sender: me,
    at,
    content,
    stateKey: null,
    before: null,
    transactionId,
    removed: null,
    bundled: { edit: null, thread: null, reactions: [] },
  };
}

/** Whether two messages show the same. */
export function sameMessage(one: Message, other: Message): boolean {
  return (
    one.id === other.id &&
    one.content === other.content &&
    one.editedAt === other.editedAt &&
    one.underWay === other.underWay &&
    one.removed?.at === other.removed?.at &&
    one.answers?.count === other.answers?.count &&
    one.answers?.latest?.id === other.answers?.latest?.id &&
    sameReactions(one.reactions, other.reactions)
  );
}

function sameReactions(one: readonly ReactionCount[], other: readonly ReactionCount[]): boolean {
  return (
    one.length === other.length &&
    one.every((reaction, i) => {
      const now = other[i];
      return (
        reaction.key === now?.key &&
        reaction.count === now.count &&
        reaction.own === now.own &&
        reaction.senders.join() === now.senders.join()
      );
    })
  );
}

/** The plain text of a message. */
export function bodyOf(content: Unknown): string {
  return textOf(content.body) ?? "";
}
