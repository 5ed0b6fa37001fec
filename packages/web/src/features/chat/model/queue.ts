/**
 * What was written and is not yet known to be on the server. Each message has one transaction id from the moment it
 * is sent: however often it goes over the line, the server makes one event of it. In a room one goes at a time, in the
 * order in which they were written.
 */
import type { Unknown } from "../matrix/shape.ts";
import type { Refusal } from "./refusal.ts";

/** What is sent: an event, or the removal of one. */
export type Deed =
  | { readonly kind: "event"; readonly type: string; readonly content: Unknown }
  | { readonly kind: "removal"; readonly target: string };

/** Why the server did not take it. */
export interface Refused {
  readonly code: string;
  /** The rules behind it, when that is why. */
  readonly refusal: Refusal | null;
}

/** Where something stands on its way to the server. */
export type SendState =
  | { readonly kind: "waiting" }
  | { readonly kind: "sending" }
  /** The server has it; until the room shows it. */
  | { readonly kind: "sent"; readonly event: string; readonly round: number }
  | { readonly kind: "refused"; readonly why: Refused };

/** Something on its way to the server. */
export interface Entry {
  readonly transactionId: string;
  readonly room: string;
  readonly deed: Deed;
  /** When it was written, in milliseconds; entries of a room go in this order. */
  readonly at: number;
  /** Whether it went over the line without an answer: then the server may have it. */
  readonly tried: boolean;
  readonly state: SendState;
}

/** Everything on its way, oldest first. */
export type Queue = readonly Entry[];

const inOrder = (one: Entry, other: Entry): number =>
  one.at - other.at || (one.transactionId < other.transactionId ? -1 : 1);

/** Puts something in the queue; what is in it already stays as it is. */
export function enqueued(queue: Queue, entry: Entry): Queue {
  return queue.some(({ transactionId }) => transactionId === entry.transactionId)
    ? queue
    : [...queue, entry].toSorted(inOrder);
}

/** What goes next in a room, or null: nothing waits, or something is on its way. */
export function nextIn(queue: Queue, room: string): Entry | null {
  const own = queue.filter((entry) => entry.room === room);
  if (own.some(({ state }) => state.kind === "sending")) return null;
  return own.find(({ state }) => state.kind === "waiting") ?? null;
}

/** The rooms in which something waits. */
export function roomsWaiting(queue: Queue): readonly string[] {
  return [...new Set(queue.filter(({ state }) => state.kind === "waiting").map(({ room }) => room))];
}

function changed(queue: Queue, transactionId: string, change: (entry: Entry) => Entry): Queue {
  return queue.map((entry) => (entry.transactionId === transactionId ? change(entry) : entry));
}

/** It goes over the line. */
export function started(queue: Queue, transactionId: string): Queue {
  return changed(queue, transactionId, (entry) => ({ ...entry, tried: true, state: { kind: "sending" } }));
}

/**
 * The server has it, under an event id.
 *
 * @param round the number of the sync that was running then: what is asked after it will show the event
 */
export function acknowledged(queue: Queue, transactionId: string, event: string, round: number): Queue {
  return changed(queue, transactionId, (entry) => ({ ...entry, state: { kind: "sent", event, round } }));
}

/** The server understood it and does not take it. */
export function refused(queue: Queue, transactionId: string, why: Refused): Queue {
  return changed(queue, transactionId, (entry) => ({ ...entry, state: { kind: "refused", why } }));
}

/** No answer came: it waits to go again, under the same id. */
export function unanswered(queue: Queue, transactionId: string): Queue {
  return changed(queue, transactionId, (entry) => ({ ...entry, state: { kind: "waiting" } }));
}

/** Tries a refused one again, as it is. */
export function retried(queue: Queue, transactionId: string): Queue {
  return changed(queue, transactionId, (entry) =>
    entry.state.kind === "refused" ? { ...entry, tried: false, state: { kind: "waiting" } } : entry,
  );
}

/** Lets go of one. */
export function removed(queue: Queue, transactionId: string): Queue {
  return queue.filter((entry) => entry.transactionId !== transactionId);
}

/** The room shows these events now: what was on its way is there. */
export function shown(
  queue: Queue,
  room: string,
  events: readonly { readonly id: string; readonly transactionId: string | null }[],
): Queue {
  const ids = new Set(events.map(({ id }) => id));
  const transactions = new Set(events.map(({ transactionId }) => transactionId));
  const rest = queue.filter(
    (entry) =>
      entry.room !== room ||
      (!transactions.has(entry.transactionId) &&
        !(entry.state.kind === "sent" && ids.has(entry.state.event))),
  );
  return rest.length === queue.length ? queue : rest;
}

/**
 * A sync that was asked later than the acknowledgement came back: whatever the server has is here or lies in a part that
 * is not loaded, so nothing needs to be shown in its place.
 */
export function settled(queue: Queue, round: number): Queue {
  const rest = queue.filter(({ state }) => state.kind !== "sent" || state.round >= round);
  return rest.length === queue.length ? queue : rest;
}
