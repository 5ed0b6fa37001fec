import type { MatrixApi, Surroundings } from "../matrix/api.ts";
import { failureOf } from "../matrix/error.ts";
import type { RoomEvent } from "../matrix/event.ts";
import type { Nameable } from "../model/mention.ts";
import {
  type Deed,
  type Entry,
  enqueued,
  type Queue,
  retried,
  settled,
  shown,
  removed as withoutEntry,
} from "../model/queue.ts";
import {
  eventsOf,
  type Timeline,
  toPresent,
  trimNewest,
  trimOldest,
  withNewer,
  withOlder,
  withSurroundings,
} from "../model/timeline.ts";
import { type Alone, createCourier } from "./courier.ts";
import type { KeptMessages } from "./kept-messages.ts";
import type { Network } from "./network.ts";
import { type ChatState, NOTHING_KNOWN, type RoomState, withAnswer, withPeople } from "./state.ts";
import { createSyncLoop } from "./sync-loop.ts";

/** How much of a room is here at a time. */
interface Sizes {
  /** How many events are fetched at a time. */
  readonly stretch: number;
  /** How many are here at most while reading through a room; what is further away is let go and fetched again. */
  readonly window: number;
}

const SIZES: Sizes = { stretch: 50, window: 400 };

/** For how long others see that somebody is typing without hearing it again. */
const TYPING_MS = 20_000;

/** What the client needs of the world. */
export interface ChatClientParts {
  readonly api: MatrixApi;
  readonly network: Network;
  readonly kept: KeptMessages;
  readonly alone: Alone;
  readonly now: () => number;
  readonly random: () => number;
  /** A new id, never given before. */
  readonly newId: () => string;
  /** Smaller ones let a test come to their ends. */
  readonly sizes?: Sizes;
}

/** A message that somebody is writing. */
export interface Draft {
  readonly text: string;
  /** The people that were chosen from the list of names. */
  readonly named: readonly Nameable[];
}

/**
 * The Matrix client of the page: one per tab. It keeps up with all rooms, sends what was written, and holds for each
 * room a window on its events. Screens watch its state and never ask the server themselves.
 */
export function createChatClient(parts: ChatClientParts) {
  const { api, network, kept, alone, now, random, newId, sizes = SIZES } = parts;
  const listeners = new Set<() => void>();
  const anchors = new Map<string, string>();
  const fetches = new Map<string, Promise<boolean>>();
  let state: ChatState = NOTHING_KNOWN;
  let round = 0;
  let lastAt = 0;

  function put(next: ChatState): void {
    if (next === state) return;
    const { queue } = state;
    state = next;
    // What left the queue, also because another device showed that it came through, need not be kept any more.
    for (const { transactionId } of gone(queue, next.queue)) kept.drop(transactionId);
    for (const listener of listeners) listener();
  }

  function changeQueue(change: (queue: Queue) => Queue): void {
    const queue = change(state.queue);
    if (queue !== state.queue) put({ ...state, queue });
  }

  function changeRoom(id: string, change: (room: RoomState) => RoomState): void {
    const room = state.rooms?.get(id);
    if (room === undefined) return;
    const next = change(room);
    if (next !== room) put({ ...state, rooms: new Map(state.rooms).set(id, next) });
  }

  const changeTimeline = (id: string, change: (timeline: Timeline) => Timeline): void =>
    changeRoom(id, (room) => {
      const timeline = change(room.timeline);
      return timeline === room.timeline ? room : { ...room, timeline };
    });

  const loop = createSyncLoop({
    api,
    network,
    random,
    onAsk: (number) => {
      round = number;
    },
    onAnswer: (answer, since, number) => {
      const before = state.rooms;
      const next = withAnswer(state, answer, since, (id) => anchors.has(id));
      let { queue } = next;
      for (const [id, { timeline }] of answer.joined) queue = shown(queue, id, timeline.events);
      put({ ...next, queue: settled(queue, number) });
      for (const [id, { timeline }] of answer.joined) {
        // Where nobody reads back, a conversation that goes on for days takes no more room than one of today.
        const isLive = state.rooms?.get(id)?.timeline.live ?? true;
        if (isLive && !anchors.has(id)) client.letGo(id, "oldest");
        const wasLive = before?.get(id)?.timeline.live ?? true;
        if (timeline.limited && wasLive && !isLive) void refresh(id);
      }
    },
    onConnection: (connection) => {
      if (connection !== state.connection) put({ ...state, connection });
    },
  });

  const signedOut = (): void => {
    loop.stop();
    put({ ...state, connection: "signed-out" });
  };

  const courier = createCourier({
    api,
    network,
    random,
    alone,
    kept,
    queue: () => state.queue,
    change: changeQueue,
    round: () => round,
    onSignedOut: signedOut,
  });

  /** Puts what was fetched in its place. What was on its way and lies in it, is there. */
  function fetched(
    id: string,
    {
      events,
      state: people,
    }: { readonly events: readonly RoomEvent[]; readonly state: readonly RoomEvent[] },
    change: (timeline: Timeline) => Timeline,
  ): void {
    changeRoom(id, (room) => ({
      ...room,
      timeline: change(room.timeline),
      people: withPeople(room.people, [...people, ...events], true),
    }));
    changeQueue((queue) => shown(queue, id, events));
  }

  /** Fetches into a room, one thing at a time. To go somewhere waits for what is under way; reading on does not. */
  async function fetchInto(
    id: string,
    what: NonNullable<RoomState["fetching"]>,
    run: () => Promise<void>,
  ): Promise<boolean> {
    const busy = fetches.get(id);
    if (busy !== undefined) {
      if (what !== "place") return false;
      await busy;
      return fetchInto(id, what, run);
    }
    if (state.rooms?.has(id) !== true) return false;
    const fetching = fetchNow(id, what, run).finally(() => fetches.delete(id));
    fetches.set(id, fetching);
    return fetching;
  }

  async function fetchNow(
    id: string,
    what: NonNullable<RoomState["fetching"]>,
    run: () => Promise<void>,
  ): Promise<boolean> {
    changeRoom(id, (now) => ({ ...now, fetching: what, fetchFailed: false }));
    try {
      await run();
      changeRoom(id, (now) => ({ ...now, fetching: null }));
      return true;
    } catch (error) {
      if (failureOf(error).kind === "signed-out") signedOut();
      changeRoom(id, (now) => ({ ...now, fetching: null, fetchFailed: true }));
      return false;
    }
  }

  /** What was skipped may have changed what is shown: fetched again around where somebody reads. */
  async function refresh(id: string): Promise<void> {
    const anchor = anchors.get(id);
    if (anchor === undefined) return;
    await fetchInto(id, "place", async () => {
      const around = await api.context(id, anchor, sizes.stretch);
      fetched(id, inOne(around), (timeline) => withSurroundings({ ...timeline, pages: [] }, around));
    });
  }

  function remember(entry: Entry): void {
    const isKept = kept.keep(entry);
    if (isKept) courier.remember(entry.transactionId);
    put({
      ...state,
      queue: enqueued(state.queue, entry),
      keepsUnsent: isKept,
    });
  }

  const unwatchTabs = kept.watch((transactionId, entry) => {
    const known = state.queue.find((one) => one.transactionId === transactionId);
    if (entry === null) {
      if (known?.state.kind === "waiting" || known?.state.kind === "refused")
        changeQueue((queue) => withoutEntry(queue, transactionId));
      return;
    }
    if (known !== undefined) return;
    courier.remember(transactionId);
    changeQueue((queue) => enqueued(queue, entry));
    courier.nudge();
  });

  const typed = new Map<string, number>();
  let lastTyping: Promise<void> = Promise.resolve();
  const read = new Map<string, string>();

  const client = {
    /** What is known now; a new object whenever it changed. */
    state: () => state,
    /** Calls after every change. */
    watch(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    /** Begins to keep up, and to send what an earlier page could not. */
    start(): void {
      for (const entry of kept.all()) {
        courier.remember(entry.transactionId);
        changeQueue((queue) => enqueued(queue, entry));
        lastAt = Math.max(lastAt, entry.at);
      }
      if (state.connection === "signed-out") put({ ...state, connection: "starting" });
      loop.start();
      courier.nudge();
    },

    /** Stops keeping up; what is on its way may still arrive. A later start goes on where it was. */
    stop(): void {
      loop.stop();
    },

    /** Lets go of everything: another is signed in now, or nobody. */
    end(): void {
      loop.stop();
      courier.stop();
      unwatchTabs();
      // Signing out empties the device; after a session that ran out, what was not sent waits for its writer.
      const { queue } = state;
      client.drafts.clear();
      put({ ...NOTHING_KNOWN, queue, connection: "signed-out" });
    },

    /** Puts something on its way. @returns its transaction id */
    send(room: string, deed: Deed): string {
      // Also where the clock of the device was put back, what is written later goes later.
      lastAt = Math.max(lastAt + 1, now());
      const transactionId = newId();
      remember({ transactionId, room, deed, at: lastAt, tried: false, state: { kind: "waiting" } });
      courier.nudge();
      return transactionId;
    },

    /** Tries again what was refused. */
    retry(transactionId: string): void {
      changeQueue((queue) => retried(queue, transactionId));
      courier.nudge();
    },

    /** Lets go of what did not get to the server. */
    discard(transactionId: string): void {
      changeQueue((queue) => withoutEntry(queue, transactionId));
    },

    /** Fetches what comes before; of a room that was not opened before, its newest events. */
    loadOlder(id: string): Promise<boolean> {
      const from = state.rooms?.get(id)?.timeline.pages.at(0)?.older ?? null;
      if (from === null) return Promise.resolve(false);
      return fetchInto(id, "older", async () => {
        const answer = await api.messages(id, from, "b", sizes.stretch);
        fetched(id, answer, (timeline) => withOlder(timeline, from, answer));
      });
    },

    /** Fetches what comes after, where the window ends in the past. */
    loadNewer(id: string): Promise<boolean> {
      const timeline = state.rooms?.get(id)?.timeline;
      const last = timeline?.pages.at(-1);
      if (timeline === undefined || timeline.live || last === undefined) return Promise.resolve(false);
      const from = last.newer;
      if (from === null) {
        changeTimeline(id, toPresent);
        return Promise.resolve(true);
      }
      return fetchInto(id, "newer", async () => {
        const answer = await api.messages(id, from, "f", sizes.stretch);
        fetched(id, answer, (timeline) => withNewer(timeline, from, answer));
      });
    },

    /** Moves the window to an event. @returns whether it is there now */
    async goTo(id: string, eventId: string): Promise<boolean> {
      const timeline = state.rooms?.get(id)?.timeline;
      if (timeline === undefined) return false;
      if (eventsOf(timeline.pages).some((event) => event.id === eventId)) return true;
      return fetchInto(id, "place", async () => {
        const around = await api.context(id, eventId, sizes.stretch);
        fetched(id, inOne(around), (timeline) => withSurroundings(timeline, around));
      });
    },

    /** Returns the window to the newest events. */
    goToPresent(id: string): void {
      anchors.delete(id);
      changeTimeline(id, toPresent);
    },

    /** Says where somebody reads back, or that they look at the newest (null). */
    readsAt(id: string, eventId: string | null): void {
      if (eventId === null) anchors.delete(id);
      else anchors.set(id, eventId);
    },

    /** Lets go of events far from where somebody reads, so that a long way through a room does not fill the device. */
    letGo(id: string, away: "oldest" | "newest"): void {
      changeTimeline(id, (timeline) => {
        if (eventsOf(timeline.pages).length <= sizes.window) return timeline;
        return away === "oldest"
          ? trimOldest(timeline, sizes.window - sizes.stretch)
          : trimNewest(timeline, sizes.window - sizes.stretch);
      });
    },

    /** Notes that everything up to an event was read. */
    async markRead(id: string, event: RoomEvent): Promise<void> {
      if (event.id.startsWith("~") || read.get(id) === event.id) return;
      const before = read.get(id);
      read.set(id, event.id);
      try {
        await api.markRead(id, event.id);
        changeRoom(id, (room) => ({ ...room, unread: 0, mentions: 0 }));
      } catch {
        // Read again means noted again; nothing is lost but a line in the wrong place.
        if (before === undefined) read.delete(id);
        else read.set(id, before);
      }
    },

    /**
     * Notes that one types, or stopped; others hear it at most every few seconds.
     *
     * @param me one's own Matrix id
     */
    async typing(id: string, me: string, isTyping: boolean): Promise<void> {
      const last = typed.get(id) ?? 0;
      if (isTyping ? now() - last < TYPING_MS / 2 : last === 0) return;
      typed.set(id, isTyping ? now() : 0);
      // One after the other, or what was said first may arrive last. Without a network it is let go.
      lastTyping = lastTyping.then(() => api.type(id, me, isTyping, TYPING_MS)).catch(() => undefined);
      await lastTyping;
    },

    /** What is being written, by room and thread, for as long as the page is open. */
    drafts: new Map<string, Draft>(),

    /** What somebody asks for once: a thread, earlier versions, who reacted. */
    api,
  };
  return client;
}

/** What was in a queue and is not any more. */
function gone(before: Queue, after: Queue): Queue {
  if (before === after) return [];
  const left = new Set(after.map(({ transactionId }) => transactionId));
  return before.filter(({ transactionId }) => !left.has(transactionId));
}

function inOne({ event, before, after, state }: Surroundings) {
  return { events: [...before, event, ...after], state };
}

/** The Matrix client of the page. */
export type ChatClient = ReturnType<typeof createChatClient>;
