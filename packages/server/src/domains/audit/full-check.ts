import { sql } from "kysely";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { expectedRoot } from "./expected-root.ts";
import { createLogCheck, type ExpectedRoot, type Finding, type LogCheck } from "./log-check.ts";
import type { HashedNode } from "./merkle.ts";
import { type KeptCheckpoint, lastSequence, readCheckpoints, readKeys, readStretch } from "./queries.ts";
import type { CheckpointKey } from "./signing-key.ts";

/** What a full check found. */
export interface CheckOutcome {
  /** How many entries there are. */
  readonly entries: number;
  /** The first thing that is wrong; null when nothing is. */
  readonly finding: Finding | null;
}

/** What the trail is held against. */
export interface CheckBasis {
  /** The key of this server, which counts whatever the table of keys says. */
  readonly ownKey: CheckpointKey;
  /** The last checkpoint that this server noted outside the database, as a note. */
  readonly noted: string | null;
  readonly signal?: AbortSignal | undefined;
}

/** So few that other requests get their turn in between. */
const BATCH = 250;

/**
 * Checks the whole trail: every entry against its leaf hash, the tree over all of them against the hashes that were
 * kept, and every signed checkpoint. Reads in batches, so memory does not grow with the trail.
 *
 * @throws the signal's reason when it is told to leave off
 */
export async function checkTrail(
  database: AnyDatabase,
  { ownKey, noted, signal }: CheckBasis,
): Promise<CheckOutcome> {
  const keys = [ownKey, ...(await readKeys(database))];
  // Before the last entry is looked up, so that no checkpoint is ahead of it.
  const checkpoints = await readCheckpoints(database, { order: "asc" });
  const size = await lastSequence(database);
  const check = createLogCheck(expectedRoots(checkpoints, keys, noted));
  const finding = (await addStretch(database, check, size, signal)) ?? check.end();
  return { entries: size, finding: finding ?? (await beyondTheLast(database)) };
}

/**
 * Adds the entries that come after what was checked so far, in batches, with the hashes that were kept of the tree.
 *
 * @returns the first thing that is wrong; null when nothing is
 */
export async function addStretch(
  database: AnyDatabase,
  check: LogCheck,
  upTo: number,
  signal?: AbortSignal,
): Promise<Finding | null> {
  while (check.frontier.size < upTo) {
    signal?.throwIfAborted();
    const after = check.frontier.size;
    const entries = await readStretch(database, { after, upTo, limit: BATCH });
    if (entries.length === 0) return { kind: "missing", sequence: after + 1, upTo };
    const nodes = await readCompleted(database, after, entries.at(-1)?.entry.sequence ?? after);
    for (const logged of entries) {
      const finding = check.add(logged, nodes.get(logged.entry.sequence) ?? []);
      if (finding !== null) return finding;
    }
  }
  return null;
}

function expectedRoots(
  checkpoints: readonly KeptCheckpoint[],
  keys: readonly CheckpointKey[],
  noted: string | null,
): ExpectedRoot[] {
  const notedCheckpoint = noted === null ? null : readCheckpoint(noted);
  const origin =
    notedCheckpoint?.origin ?? checkpoints.flatMap(({ note }) => readCheckpoint(note)?.origin ?? [])[0] ?? "";
  const kept = checkpoints.map((one): ExpectedRoot => {
    const expected = expectedRoot(one, keys, origin);
    const filedAsSigned =
      expected.checkpoint === null ||
      (expected.keyId === one.keyId && expected.checkpoint.time === one.signedAt);
    return filedAsSigned ? expected : { size: one.size, root: null, otherwise: "checkpoint-misplaced" };
  });
  const own: ExpectedRoot[] =
    notedCheckpoint === null
      ? []
      : [{ size: notedCheckpoint.size, root: notedCheckpoint.root, otherwise: "noted-checkpoint-differs" }];
  return [...kept, ...own].sort((one, other) => one.size - other.size);
}

async function readCompleted(
  database: AnyDatabase,
  after: number,
  upTo: number,
): Promise<Map<number, HashedNode[]>> {
  const { rows } = await sql<{ complete_at: string; level: number; hash: Buffer }>`
    select complete_at, level, hash from audit_node
    where complete_at > ${after} and complete_at <= ${upTo}`.execute(database);
  const byEntry = new Map<number, HashedNode[]>();
  for (const { complete_at, level, hash } of rows) {
    const completeAt = Number(complete_at);
    const node = { level, index: completeAt / 2 ** level - 1, hash };
    byEntry.set(completeAt, [...(byEntry.get(completeAt) ?? []), node]);
  }
  return byEntry;
}

/** Hashes over entries that are no longer there show that the end was cut off. */
async function beyondTheLast(database: AnyDatabase): Promise<Finding | null> {
  const { rows } = await sql<{ last: string | null; highest: string | null }>`
    select (select max(sequence) from audit_entry) as last, (select max(complete_at) from audit_node) as highest`.execute(
    database,
  );
  const last = Number(rows[0]?.last ?? 0);
  const highest = Number(rows[0]?.highest ?? 0);
  return highest > last ? { kind: "cut-off", sequence: last + 1, upTo: highest } : null;
}
