import type { Clock } from "../../platform/clock.ts";
import type { Caller, Commands } from "../../platform/command.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Log } from "../../platform/log.ts";
import type { Schedule } from "../../platform/schedule.ts";
import { TrailNotContinued, writeCheckpoint } from "./checkpoints.ts";
import { announceKey, noteCheck, noteTampering } from "./commands.ts";
import { checkTrail } from "./full-check.ts";
import type { NotedCheckpoint } from "./noted-checkpoint.ts";
import { type KeptCheck, type KeptCheckpoint, readChecks, readKeys } from "./queries.ts";
import type { SigningKey } from "./signing-key.ts";

/** What watching over the audit trail needs. */
export interface TrailParts {
  readonly database: Database;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly log: Log;
  readonly key: SigningKey;
  readonly noted: NotedCheckpoint;
}

/** Watches over the audit trail: signs it, checks it, says what was found. */
export interface AuditTrail {
  /** Notes the key of this server in the trail, when it is new. To call once the database is there. */
  announceKey(): Promise<void>;
  /**
   * Signs the trail as it is now.
   *
   * @returns the newest checkpoint; null when there are no entries, or when the trail does not continue the
   *   checkpoint before: it is then checked from front to back, and not signed
   */
  sign(signal?: AbortSignal): Promise<KeptCheckpoint | null>;
  /** Checks the whole trail, and notes in it what was found. */
  check(signal?: AbortSignal): Promise<KeptCheck>;
  /** Whether the last check found something wrong. */
  isDamaged(): Promise<boolean>;
}

const ITSELF: Caller = {
  actor: { kind: "system", id: "audit" },
  origin: { channel: "server", address: null },
  traceId: null,
};

/** Makes the watch over the trail. */
export function createAuditTrail(parts: TrailParts): AuditTrail {
  const { database, commands, log, key } = parts;
  const noted: NotedCheckpoint = {
    read: () => parts.noted.read(),
    // The checkpoint itself is in the database: without the copy outside it the trail goes on, less well guarded.
    write: (note) =>
      parts.noted
        .write(note)
        .catch((error) => log.warn({ error }, "the last checkpoint could not be kept in the data folder")),
  };
  const trail: AuditTrail = {
    async announceKey() {
      const known = await readKeys(database.use());
      if (known.some(({ id }) => id === key.public.id)) return;
      await commands.execute(announceKey(key.public), {}, ITSELF);
    },
    async sign(signal) {
      try {
        return await writeCheckpoint({ ...parts, noted });
      } catch (error) {
        if (!(error instanceof TrailNotContinued)) throw error;
        log.error({ error }, "the audit trail does not continue its last checkpoint and is not signed");
        await trail.check(signal);
        return null;
      }
    },
    async check(signal) {
      const outcome = await checkTrail(database.use(), {
        ownKey: key.public,
        noted: await noted.read(),
        signal,
      });
      const { finding } = outcome;
      if (finding === null) return commands.execute(noteCheck, outcome, ITSELF);
      log.error({ finding }, "the audit trail was tampered with");
      return commands.execute(noteTampering, { ...outcome, finding }, ITSELF);
    },
    async isDamaged() {
      const [last] = await readChecks(database.use(), 1);
      return last !== undefined && !last.intact;
    },
  };
  return trail;
}

/** Has the trail signed every so many minutes and checked every night. */
export function scheduleAudit(schedule: Schedule, trail: AuditTrail, checkpointMinutes: number): void {
  schedule.every("audit.checkpoint", checkpointMinutes, async ({ signal }) => {
    await trail.sign(signal);
  });
  schedule.every("audit.check", "15 3 * * *", async ({ signal }) => {
    await trail.check(signal);
  });
}
