import { statfs } from "node:fs/promises";
import type { Clock } from "./clock.ts";
import type { Database } from "./database/database.ts";

/** How one part is doing. */
export type HealthState = "ok" | "down";

/** How everything is doing that answering needs. */
export interface Health {
  readonly ready: boolean;
  /** What somebody must look at, though answering goes on. */
  readonly warnings: readonly string[];
  readonly checks: {
    readonly database: HealthState;
    readonly ruleSet: HealthState;
    readonly storage: HealthState;
  };
}

/** Watches what the server depends on. */
export interface HealthWatch {
  check(): Promise<Health>;
  /** Notes how a write went: a full disk shows there first. */
  noteWrite(outcome: "done" | "disk-full"): void;
}

/** With less room than this PostgreSQL may stop at any moment. */
const LEAST_FREE_BYTES = 64 * 1024 * 1024;
const FULL_REMEMBERED_MS = 60_000;

/** What health is judged by. */
export interface HealthParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly hasRuleSet: () => boolean;
  /** What somebody must look at; only asked while the database answers. */
  readonly warnings: () => Promise<readonly string[]>;
  /** The folder of the embedded database; null when the database is elsewhere. */
  readonly dataFolder: string | null;
}

/** Makes the watch. */
export function createHealthWatch(parts: HealthParts): HealthWatch {
  const { database, clock, hasRuleSet, dataFolder } = parts;
  let fullSince: number | null = null;
  const storage = async (): Promise<HealthState> => {
    const free = dataFolder === null ? null : await freeBytes(dataFolder);
    if (free !== null && free < LEAST_FREE_BYTES) return "down";
    const remembered = fullSince !== null && clock.now().getTime() - fullSince < FULL_REMEMBERED_MS;
    // The disk under a database elsewhere cannot be seen: a failed write counts for a while.
    return remembered && free === null ? "down" : "ok";
  };
  return {
    async check() {
      const [answers, disk] = await Promise.all([database.answers(), storage()]);
      const checks = {
        database: answers ? "ok" : "down",
        ruleSet: hasRuleSet() ? "ok" : "down",
        storage: disk,
      } as const;
      // Before the tables are there, and when the database goes just now, nothing can be said.
      const warnings = answers ? await parts.warnings().catch(() => []) : [];
      return { ready: Object.values(checks).every((state) => state === "ok"), warnings, checks };
    },
    noteWrite(outcome) {
      fullSince = outcome === "disk-full" ? clock.now().getTime() : null;
    },
  };
}

async function freeBytes(folder: string): Promise<number | null> {
  return statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
}
