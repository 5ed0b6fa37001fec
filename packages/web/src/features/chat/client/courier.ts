import type { MatrixApi } from "../matrix/api.ts";
import { failureOf } from "../matrix/error.ts";
import {
  acknowledged,
  type Entry,
  nextIn,
  type Queue,
  refused,
  removed,
  roomsWaiting,
  started,
  unanswered,
} from "../model/queue.ts";
import type { KeptMessages } from "./kept-messages.ts";
import { delayAfter, type Network } from "./network.ts";

/** Runs something while nobody else in this browser does what has the same name. */
export type Alone = <T>(name: string, run: () => Promise<T>) => Promise<T>;

/** Tabs of this browser take turns, where the browser can arrange it. */
export const inTurns: Alone = (name, run) =>
  "locks" in navigator ? navigator.locks.request(name, run) : run();

interface CourierParts {
  readonly api: Pick<MatrixApi, "send" | "remove">;
  readonly network: Network;
  readonly random: () => number;
  readonly alone: Alone;
  readonly kept: KeptMessages;
  readonly queue: () => Queue;
  readonly change: (change: (queue: Queue) => Queue) => void;
  /** The number of the sync that went out last. */
  readonly round: () => number;
  readonly onSignedOut: () => void;
}

/** What came of a turn. */
type Turn = "nothing" | "stop" | { readonly wait: number; readonly failed: boolean };

/** After how long a device that says it has no network is not believed. */
const OFFLINE_DOUBT_MS = 30_000;

/** Brings what waits to the server: per room one at a time and in order, each until there is an answer. */
export function createCourier(parts: CourierParts) {
  const { api, network, random, alone, kept, queue, change, round, onSignedOut } = parts;
  const underWay = new Set<string>();
  let stopped = new AbortController();

  /** Sends the next of a room, and says how long to wait before the one after. */
  async function sendNext(room: string, failures: number, signal: AbortSignal): Promise<Turn> {
    const entry = nextIn(queue(), room);
    if (entry === null) return "nothing";
    if (signal.aborted) return "stop";
    const id = entry.transactionId;
    change((now) => started(now, id));
    // Known before it goes: a page that closes now must not take it for one that was never tried.
    const isKept = kept.keep({ ...entry, tried: true, state: { kind: "waiting" } });
    try {
      const event = await deliver(entry);
      kept.drop(id);
      change((now) => acknowledged(now, id, event, round()));
      return { wait: 0, failed: false };
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === "refused") {
        const { code, refusal } = failure;
        change((now) => refused(now, id, { code, refusal }));
        if (isKept) kept.keep({ ...entry, tried: false, state: { kind: "refused", why: { code, refusal } } });
        return { wait: 0, failed: false };
      }
      change((now) => unanswered(now, id));
      if (failure.kind === "signed-out") {
        onSignedOut();
        return "stop";
      }
      return { wait: Math.max(failure.afterMs, delayAfter(failures + 1, random())), failed: true };
    }
  }

  function deliver({ room, deed, transactionId }: Entry): Promise<string> {
    return deed.kind === "event"
      ? api.send(room, deed.type, transactionId, deed.content)
      : api.remove(room, deed.target, transactionId);
  }

  /** Brings what waits in a room. @returns whether nothing waits any more. */
  async function serve(room: string, signal: AbortSignal): Promise<boolean> {
    let failures = 0;
    while (!signal.aborted) {
      // A device may be wrong about having no network: after a while it is tried all the same.
      if (!network.online()) await network.pause(OFFLINE_DOUBT_MS, signal);
      if (signal.aborted) return false;
      const done = await alone(`akkoord.send.${room}`, () => {
        forgetWhatOthersSent(room);
        return sendNext(room, failures, signal);
      });
      if (done === "nothing") return true;
      if (done === "stop") return false;
      failures = done.failed ? failures + 1 : 0;
      if (done.wait > 0) await network.pause(done.wait, signal);
    }
    return false;
  }

  /** Another tab may have sent what this one was about to. */
  function forgetWhatOthersSent(room: string): void {
    const entry = nextIn(queue(), room);
    if (entry === null || !remembered.has(entry.transactionId) || kept.has(entry.transactionId)) return;
    remembered.delete(entry.transactionId);
    change((now) => removed(now, entry.transactionId));
    forgetWhatOthersSent(room);
  }

  const remembered = new Set<string>();

  return {
    /** Notes that an entry stands on the device too. */
    remember(transactionId: string): void {
      remembered.add(transactionId);
    },
    /** Sees whether something waits. */
    nudge(): void {
      const { signal } = stopped;
      for (const room of roomsWaiting(queue())) {
        if (underWay.has(room)) continue;
        underWay.add(room);
        void serve(room, signal).then((isDone) => {
          underWay.delete(room);
          // Something may have come while the last turn ended.
          if (isDone && nextIn(queue(), room) !== null) this.nudge();
        });
      }
    },
    /** Stops; what is on its way may still arrive. */
    stop(): void {
      stopped.abort();
      stopped = new AbortController();
    },
  };
}
