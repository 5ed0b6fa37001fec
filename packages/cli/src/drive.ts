import { setImmediate as turn } from "node:timers/promises";
import type { Analysis } from "@akkoord/policy";
import type { CliWords } from "./words/index.ts";

/** Somebody pressed Ctrl-C while something was worked out. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** How long is worked on before signals get a turn. */
const STRETCH_MS = 50;

/**
 * Drives an analysis to its end, showing how far it is when people look at stderr in a terminal.
 *
 * @throws {Stopped} when the process is asked to stop.
 */
export async function drive<T>(analysis: Analysis<T>, words: CliWords): Promise<T> {
  let stopping = false;
  const stop = (): void => {
    stopping = true;
  };
  const progress = new Progress(words);
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    let since = performance.now();
    for (;;) {
      const step = analysis.next();
      if (step.done === true) return step.value;
      if (performance.now() - since > STRETCH_MS) {
        progress.show(step.value.what, step.value.done / Math.max(1, step.value.of));
        await turn();
        if (stopping) throw new Stopped(words.analysis.stopped);
        since = performance.now();
      }
    }
  } finally {
    progress.clear();
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}

/** One line on stderr that is written over; nothing when stderr is no terminal. */
class Progress {
  readonly #words: CliWords;
  #isShown = false;

  constructor(words: CliWords) {
    this.#words = words;
  }

  show(kind: string, part: number): void {
    if (process.stderr.isTTY !== true) return;
    const kinds: Readonly<Record<string, string>> = this.#words.analysis.kinds;
    const what = (kinds[kind] ?? kind).toLowerCase();
    process.stderr.write(`\r\u001b[K${this.#words.analysis.working(what, Math.floor(part * 100))}`);
    this.#isShown = true;
  }

  clear(): void {
    if (this.#isShown) process.stderr.write("\r\u001b[K");
  }
}
