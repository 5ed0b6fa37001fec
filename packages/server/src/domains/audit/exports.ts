import type { AnyDatabase } from "../../platform/database/database.ts";
import { type Checkpoint, readCheckpoint } from "./checkpoint.ts";
import { EXPORT_FORMAT, type ExportHeader, type ExportTrailer, HASHING } from "./export-format.ts";
import { append, EMPTY_ROOT, type Frontier, peaksOf, rootOf, toHex } from "./merkle.ts";
import { type KeptCheckpoint, readCheckpoints, readKeys, readStretch } from "./queries.ts";
import { readConsistencyPath, readFrontier, TreeIncomplete } from "./tree.ts";

/** What to export. */
export interface ExportRequest {
  readonly from: number;
  /** The last entry; everything that the covering checkpoint covers when left out. */
  readonly to?: number | undefined;
  /** The checkpoint that covers the export. */
  readonly cover: KeptCheckpoint;
  readonly now: Date;
}

const BATCH = 1_000;

/**
 * Writes an export line by line: a header that says how to check it, the entries, and a trailer. Entries are read in
 * batches as fast as they are taken, so memory does not grow with the trail. What is wrong in the trail goes along as
 * it is, for `akkoord verify` to find.
 */
export async function* exportLines(
  database: AnyDatabase,
  { from, to: asked, cover, now }: ExportRequest,
): AsyncGenerator<string> {
  const covered = readCheckpoint(cover.note);
  const to = Math.max(from, Math.min(asked ?? cover.size, cover.size));
  const start = await frontierOrNothing(database, from - 1);
  yield line(await headerOf(database, { from, to, cover, covered, start, now }));
  let frontier = start;
  let entries = 0;
  for (let after = from - 1; after < to; ) {
    const batch = await readStretch(database, { after, upTo: to, limit: BATCH });
    if (batch.length === 0) break;
    for (const { entry, leafHash } of batch) {
      frontier = append(frontier, leafHash).frontier;
      yield line({ leafHash: toHex(leafHash), entry });
    }
    entries += batch.length;
    after = batch.at(-1)?.entry.sequence ?? to;
  }
  yield line({ end: true, entries, root: toHex(rootOf(frontier)) } satisfies ExportTrailer);
}

async function headerOf(
  database: AnyDatabase,
  parts: {
    readonly from: number;
    readonly to: number;
    readonly cover: KeptCheckpoint;
    readonly covered: Checkpoint | null;
    readonly start: Frontier;
    readonly now: Date;
  },
): Promise<ExportHeader> {
  const { from, to, cover, covered, start, now } = parts;
  const keys = await readKeys(database);
  const checkpoints = await readCheckpoints(database, {
    order: "asc",
    from: Math.max(1, from - 1),
    before: to + 1,
  });
  return {
    format: EXPORT_FORMAT,
    version: 1,
    hashing: HASHING,
    origin: [cover, ...checkpoints].flatMap(({ note }) => readCheckpoint(note)?.origin ?? [])[0] ?? "",
    exportedAt: now.toISOString(),
    from,
    to,
    start: start.peaks.map(toHex),
    keys: keys.map(({ id, bytes }) => ({
      id,
      algorithm: "Ed25519",
      publicKey: Buffer.from(bytes).toString("base64"),
    })),
    checkpoints: checkpoints.map(({ size, note }) => ({ size, note })),
    cover: { note: cover.note, consistency: await consistency(database, to, covered?.size ?? to) },
  };
}

/** A trail of which hashes are missing is exported all the same: the check of the file then says that it is broken. */
async function frontierOrNothing(database: AnyDatabase, size: number): Promise<Frontier> {
  try {
    return await readFrontier(database, size);
  } catch (error) {
    if (error instanceof TreeIncomplete) return { size, peaks: peaksOf(size).map(() => EMPTY_ROOT) };
    throw error;
  }
}

async function consistency(database: AnyDatabase, to: number, size: number): Promise<string[]> {
  if (size < to) return [];
  try {
    return (await readConsistencyPath(database, to, size)).map(toHex);
  } catch (error) {
    if (error instanceof TreeIncomplete) return [];
    throw error;
  }
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
