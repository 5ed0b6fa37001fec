import type { Clock } from "../../platform/clock.ts";
import type { AnyDatabase, Database } from "../../platform/database/database.ts";
import { type Checkpoint, originOf, readCheckpoint, signCheckpoint } from "./checkpoint.ts";
import { addStretch } from "./full-check.ts";
import { createLogCheck, type ExpectedRoot } from "./log-check.ts";
import { type Frontier, rootOf } from "./merkle.ts";
import type { NotedCheckpoint } from "./noted-checkpoint.ts";
import { findEntry, type KeptCheckpoint, lastSequence, readCheckpoints } from "./queries.ts";
import type { SigningKey } from "./signing-key.ts";
import type { AuditTables } from "./tables.ts";
import { readFrontier, TreeIncomplete } from "./tree.ts";

/** The trail does not continue what an earlier checkpoint says, so it is not signed. A full check says more. */
export class TrailNotContinued extends Error {
  override readonly name = "TrailNotContinued";
  readonly code = "audit-trail-not-continued";
  constructor(cause?: unknown) {
    super("The audit trail does not continue its earlier checkpoint.", cause === undefined ? {} : { cause });
  }
}

/** What writing checkpoints needs. */
export interface CheckpointParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly key: SigningKey;
  readonly noted: NotedCheckpoint;
}

/**
 * Signs the trail as it is now and keeps the checkpoint, unless nothing was added since the last one. What was added
 * is checked first, so that nothing is signed unseen; what came before is left to the check of the whole trail.
 *
 * @returns the newest checkpoint; null when there are no entries yet
 * @throws TrailNotContinued when the trail is not what it was at the checkpoint before
 */
export async function writeCheckpoint(parts: CheckpointParts): Promise<KeptCheckpoint | null> {
  const { database, clock, key, noted } = parts;
  const use = database.use();
  const [newest] = await readCheckpoints(use, { order: "desc", limit: 1 });
  const notedCheckpoint = readCheckpoint((await noted.read()) ?? "");
  // Last, so that no checkpoint is ahead of it.
  const size = await lastSequence(use);
  const frontier = await checkedFrontier(use, size, newest, notedCheckpoint);
  if (newest?.size === size) return newest;
  const first = await findEntry(use, 1);
  if (first === null) return null;
  const now = clock.now().toISOString();
  const checkpoint = { origin: originOf(first.leafHash), size, root: rootOf(frontier), time: now };
  const kept: KeptCheckpoint = {
    size,
    signedAt: now,
    keyId: key.public.id,
    note: signCheckpoint(checkpoint, key),
  };
  await use
    .$extendTables<AuditTables>()
    .insertInto("audit_checkpoint")
    .values({ size, signed_at: now, key_id: kept.keyId, note: kept.note })
    // Another process may have signed the same at the same moment.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await noted.write(kept.note);
  return kept;
}

/** The frontier at this size, after a check of everything since the newest checkpoint. */
async function checkedFrontier(
  database: AnyDatabase,
  size: number,
  newest: KeptCheckpoint | undefined,
  noted: Checkpoint | null,
): Promise<Frontier> {
  const start = newest?.size ?? 0;
  const known: ExpectedRoot[] = [];
  if (newest !== undefined) {
    const root = readCheckpoint(newest.note)?.root ?? null;
    known.push({ size: start, root, otherwise: "root-differs" });
  }
  if (noted !== null && noted.size >= start) {
    known.push({ size: noted.size, root: noted.root, otherwise: "noted-checkpoint-differs" });
  }
  try {
    const check = createLogCheck(known, await readFrontier(database, start));
    const finding = (await addStretch(database, check, size)) ?? check.end();
    if (finding !== null || start > size) throw new TrailNotContinued();
    return check.frontier;
  } catch (error) {
    throw error instanceof TreeIncomplete ? new TrailNotContinued(error) : error;
  }
}
