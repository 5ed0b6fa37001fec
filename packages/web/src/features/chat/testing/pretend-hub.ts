/**
 * A hub in memory for tests of the client: one room, Matrix's meaning of tokens, and a line on which every question
 * and every answer can be late or lost.
 */
import { UnreachableError } from "../../../platform/http.ts";
import type { MatrixApi } from "../matrix/api.ts";
import { type RoomEvent, readEvent } from "../matrix/event.ts";
import type { Unknown } from "../matrix/shape.ts";

/** The room that the hub has. */
export const ROOM = "!room:hub";

/** What the line does with a question or an answer: resolves when it is through, rejects when it is lost. */
export type Line = (label: string) => Promise<void>;

interface HubEvent {
  readonly position: number;
  readonly event: RoomEvent;
  readonly transaction: string | null;
}

/** Makes a hub. */
export function pretendHub(options: { readonly syncLimit?: number } = {}) {
  const { syncLimit = 50 } = options;
  const events: HubEvent[] = [];
  const transactions = new Map<string, string>();
  const waiting = new Set<() => void>();
  let marked: string | null = null;

  function append(sender: string, type: string, content: Unknown, transaction: string | null = null): string {
    const position = events.length + 1;
    const event = readEvent({
      event_id: `$${position}`,
      type,
      sender,
      origin_server_ts: position * 1_000,
      content,
    });
    if (event === null) throw new Error("an event has an id, a type and a sender");
    events.push({ position, event, transaction });
    for (const wake of waiting) wake();
    waiting.clear();
    return event.id;
  }

  const positionOf = (token: string | null): number =>
    token === null ? events.length : Number(token.slice(1));
  const seenBy = (me: string, { event, transaction }: HubEvent): RoomEvent =>
    event.sender === me ? { ...event, transactionId: transaction } : event;

  /** What one client may ask, over a line of its own. */
  function apiFor(me: string, line: Line): MatrixApi {
    async function asked<T>(label: string, answer: () => T): Promise<T> {
      await line(`${label} goes`);
      const result = answer();
      await line(`${label} answers`);
      return result;
    }
    const accept = (transaction: string, type: string, content: Unknown): string => {
      const known = transactions.get(transaction);
      if (known !== undefined) return known;
      const id = append(me, type, content, transaction);
      transactions.set(transaction, id);
      return id;
    };
    return {
      async sync(since, timeoutMs, signal) {
        await line("sync goes");
        const from = positionOf(since ?? "s0");
        if (since !== null && from === events.length && timeoutMs > 0)
          await new Promise<void>((resolve, reject) => {
            waiting.add(resolve);
            signal.addEventListener("abort", () => {
              waiting.delete(resolve);
              reject(new UnreachableError(null));
            });
          });
        const limit = since === null ? 1 : syncLimit;
        const fresh = events.filter(({ position }) => position > from);
        const given = fresh.slice(-limit);
        const next = `s${events.length}`;
        await line("sync answers");
        if (signal.aborted) throw new UnreachableError(null);
        const joined = {
          timeline: {
            events: given.map((one) => seenBy(me, one)),
            limited: given.length < fresh.length,
            older: `s${(given.at(0)?.position ?? from + 1) - 1}`,
          },
          state: [],
          unread: 0,
          mentions: 0,
          typing: null,
          receipts: [],
          fullyRead: marked,
        };
        const isNews = since === null || given.length > 0;
        return { next, joined: new Map(isNews ? [[ROOM, joined]] : []), invited: new Map(), left: new Set() };
      },
      messages: (_room, from, dir, limit) =>
        asked("messages", () => {
          const at = positionOf(from);
          const all =
            dir === "b"
              ? events.filter(({ position }) => position <= at).toReversed()
              : events.filter(({ position }) => position > at);
          const given = all.slice(0, limit);
          const last = given.at(-1)?.position ?? at;
          const end = all.length <= limit ? null : dir === "b" ? `s${last - 1}` : `s${last}`;
          return { events: given.map((one) => seenBy(me, one)), end, state: [] };
        }),
      context: (_room, id, limit) =>
        asked("context", () => {
          const at = events.findIndex(({ event }) => event.id === id);
          const target = events[at];
          if (target === undefined) throw new Error(`no event ${id}`);
          const half = Math.floor(limit / 2);
          const before = events.slice(Math.max(0, at - half), at);
          const after = events.slice(at + 1, at + 1 + half);
          const first = before.at(0)?.position ?? target.position;
          return {
            event: seenBy(me, target),
            before: before.map((one) => seenBy(me, one)),
            after: after.map((one) => seenBy(me, one)),
            start: first === 1 ? null : `s${first - 1}`,
            end: `s${after.at(-1)?.position ?? target.position}`,
            state: [],
          };
        }),
      event: (_room, id) =>
        asked("event", () => {
          const found = events.find(({ event }) => event.id === id);
          if (found === undefined) throw new Error(`no event ${id}`);
          return seenBy(me, found);
        }),
      relations: (_room, id) =>
        asked("relations", () => ({
          events: events
            .map(({ event }) => event)
            .filter(({ content }) => JSON.stringify(content).includes(`"${id}"`))
            .toReversed(),
          end: null,
          state: [],
        })),
      send: (_room, type, transaction, content) =>
        asked(`send ${transaction}`, () => accept(transaction, type, content)),
      remove: (_room, id, transaction) =>
        asked(`remove ${transaction}`, () => accept(transaction, "m.room.redaction", { redacts: id })),
      markRead: (_room, id) =>
        asked("read", () => {
          marked = id;
        }),
      type: () => asked("typing", () => undefined),
    };
  }

  return {
    /** Everything in the room, in order. */
    events: (): readonly RoomEvent[] => events.map(({ event }) => event),
    /** Something is said by somebody else. */
    append,
    apiFor,
  };
}

/** Storage that lasts as long as the test. */
export function storageInMemory(): Storage {
  const values = new Map<string, string>();
  const methods = {
    getItem: (key: string) => values.get(key) ?? null,
    key: (index: number) => [...values.keys()][index] ?? null,
    clear: () => values.clear(),
  };
  return new Proxy<Storage>(Object.create(methods), {
    ownKeys: () => [...values.keys()],
    getOwnPropertyDescriptor: (_target, key) =>
      values.has(String(key))
        ? { value: values.get(String(key)), enumerable: true, configurable: true }
        : undefined,
    get: (_target, key) => {
      if (key === "getItem") return methods.getItem;
      if (key === "key") return methods.key;
      if (key === "clear") return methods.clear;
      if (key === "length") return values.size;
      if (key === "setItem") return (name: string, value: string) => values.set(name, value);
      if (key === "removeItem") return (name: string) => values.delete(name);
      return values.get(String(key));
    },
  });
}
