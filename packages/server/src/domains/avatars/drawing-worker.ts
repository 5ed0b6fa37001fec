/** Draws pictures anew in a thread of its own; see `drawing.ts`. */
import { parentPort } from "node:worker_threads";
import { PictureRefused } from "../../platform/errors.ts";
import type { Errand, ErrandOutcome } from "../../platform/worker-pool.ts";
import { drawAnew } from "./draw-anew.ts";
import type { PreparedPicture } from "./model.ts";

parentPort?.on("message", ({ task }: Errand<Uint8Array>) => {
  parentPort?.postMessage(outcomeOf(task));
});

function outcomeOf(bytes: Uint8Array): ErrandOutcome<PreparedPicture> {
  try {
    return { value: drawAnew(bytes) };
  } catch (error) {
    if (error instanceof PictureRefused) return { failed: { name: error.name, message: error.message } };
    // What broke off in the middle may have left its memory in disorder: this thread ends with it.
    throw error;
  }
}
