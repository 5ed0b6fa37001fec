import { PictureRefused, TemporarilyUnavailable, TooLarge } from "../../platform/errors.ts";
import { createWorkerPool } from "../../platform/worker-pool.ts";
import { PICTURE_BYTES, type PreparedPicture } from "./model.ts";

/** Makes pictures ready to be kept. */
export interface Drawing {
  /**
   * @throws TooLarge, PictureRefused when it is no picture that we keep, TemporarilyUnavailable when many wait
   * @example await drawing.prepare(await readFile("portrait.jpg"))
   */
  prepare(bytes: Uint8Array): Promise<PreparedPicture>;
  close(): Promise<void>;
}

const PATIENCE_MS = 10_000;

/** Pictures are read in a thread apart: one that is made to be slow, or to crash its reader, holds up nobody. */
export function createDrawing(): Drawing {
  const pool = createWorkerPool<Uint8Array, PreparedPicture>(
    new URL("./drawing-worker.ts", import.meta.url),
    {
      workers: 1,
      milliseconds: PATIENCE_MS,
      waiting: 16,
      valuesKept: 0,
      tooLong: () => new PictureRefused(),
    },
  );
  return {
    async prepare(bytes) {
      if (bytes.length > PICTURE_BYTES) throw new TooLarge();
      try {
        return await pool.run(bytes, new Map());
      } catch (error) {
        throw error instanceof TemporarilyUnavailable ? error : new PictureRefused(error);
      }
    },
    close: () => pool.close(),
  };
}
