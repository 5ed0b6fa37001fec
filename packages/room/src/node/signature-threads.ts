import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { SignatureClaim } from "../signing.ts";

/** More threads than this wait for the one that reads. */
const MOST_THREADS = 6;

/** Threads that check signatures, which is most of the work of checking a log. */
export interface SignatureThreads {
  /** How many work at the same time. */
  readonly count: number;
  /** Whether each signature is right. Answers come in the order of asking. */
  check(claims: readonly SignatureClaim[]): Promise<readonly boolean[]>;
  end(): Promise<void>;
}

/** Starts the threads: as many as there are processors. */
export function startSignatureThreads(): SignatureThreads {
  const count = Math.min(availableParallelism(), MOST_THREADS);
  const url = new URL("./signature-worker.ts", import.meta.url);
  const workers = Array.from({ length: count }, () => ({
    thread: new Worker(url),
    last: Promise.resolve<readonly boolean[]>([]),
  }));
  let turn = 0;
  return {
    count,
    check(claims) {
      const worker = workers[turn++ % count];
      if (worker === undefined) throw new RangeError("there is at least one processor");
      const ask = async (): Promise<readonly boolean[]> => {
        const answer = once(worker.thread, "message");
        worker.thread.postMessage(claims);
        const [signed] = await answer;
        return signed;
      };
      worker.last = worker.last.then(ask);
      return worker.last;
    },
    async end() {
      await Promise.all(workers.map(({ thread }) => thread.terminate()));
    },
  };
}
