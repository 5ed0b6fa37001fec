import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeForOwner } from "../../platform/database/embedded/place.ts";
import { readCheckpoint } from "./checkpoint.ts";

/**
 * The last checkpoint that this server signed, kept in its data folder: out of reach of who owns the database, so
 * that a trail that was cut off or made anew with its checkpoints shows.
 */
export interface NotedCheckpoint {
  /** The note, or null when there is none that can be read. */
  read(): Promise<string | null>;
  write(note: string): Promise<void>;
}

/** Keeps the last checkpoint in a folder. */
export function noteCheckpointsIn(folder: string): NotedCheckpoint {
  const file = join(folder, "audit-checkpoint");
  return {
    async read() {
      const note = await readFile(file, "utf8").catch(() => "");
      return readCheckpoint(note) === null ? null : note;
    },
    async write(note) {
      await mkdir(folder, { recursive: true });
      await writeForOwner(file, note);
    },
  };
}
