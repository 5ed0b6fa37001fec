import type { MatrixApi } from "../matrix/api.ts";
import { failureOf } from "../matrix/error.ts";
import type { SyncAnswer } from "../matrix/sync-answer.ts";
import { delayAfter, type Network } from "./network.ts";
import type { Connection } from "./state.ts";

/** How long the server may hold a question when there is nothing new. */
const HOLD_MS = 25_000;

/** After how long a device that says it has no network is not believed. */
const OFFLINE_DOUBT_MS = 30_000;

interface SyncLoopParts {
  readonly api: Pick<MatrixApi, "sync">;
  readonly network: Network;
  readonly random: () => number;
  /** A question goes out; they are numbered from one. */
  readonly onAsk: (round: number) => void;
  readonly onAnswer: (answer: SyncAnswer, since: string | null, round: number) => void;
  readonly onConnection: (connection: Connection) => void;
}

/** Asks the server over and over what is new, and goes on where it was after the network was away. */
export function createSyncLoop({ api, network, random, onAsk, onAnswer, onConnection }: SyncLoopParts) {
  let running: AbortController | null = null;
  let since: string | null = null;
  let round = 0;

  async function run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      const question = new AbortController();
      const unwatch = network.watch((online) => {
        // What is under way goes over a line that is gone.
        if (!online) question.abort();
      });
      try {
        round += 1;
        onAsk(round);
        const asked = since;
        // After a failure the server answers at once, so that it is known again whether it does.
        const hold = failures > 0 || asked === null ? 0 : HOLD_MS;
        const answer = await api.sync(asked, hold, AbortSignal.any([signal, question.signal]));
        if (signal.aborted) return;
        since = answer.next;
        failures = 0;
        onAnswer(answer, asked, round);
      } catch (error) {
        if (signal.aborted) return;
        const failure = failureOf(error);
        if (failure.kind === "signed-out") {
          onConnection("signed-out");
          return;
        }
        // A token that the server does not know, such as after it was put back from a copy: begin afresh.
        if (failure.kind === "refused") since = null;
        failures += 1;
        const online = network.online();
        onConnection(online ? "retrying" : "offline");
        const delay = online ? delayAfter(failures, random()) : OFFLINE_DOUBT_MS;
        await network.pause(Math.max(delay, failure.kind === "again" ? failure.afterMs : 0), signal);
      } finally {
        unwatch();
      }
    }
  }

  return {
    /** Begins, or goes on. */
    start(): void {
      if (running !== null) return;
      running = new AbortController();
      void run(running.signal);
    },
    /** Stops; a later start goes on where it was. */
    stop(): void {
      running?.abort();
      running = null;
    },
  };
}
