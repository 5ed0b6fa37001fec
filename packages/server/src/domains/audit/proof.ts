import type { AnyDatabase } from "../../platform/database/database.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { type AuditEntry, leafOf } from "./entry.ts";
import type { LoggedEntry } from "./log-check.ts";
import { sameHash, toHex } from "./merkle.ts";
import { verifyInclusion } from "./merkle-proofs.ts";
import { readCheckpoints } from "./queries.ts";
import { readInclusionPath, TreeIncomplete } from "./tree.ts";

/** The proof that an entry is in the tree that a checkpoint states (RFC 9162 §2.1.3). */
export interface InclusionProof {
  /** Place of the leaf, from 0. */
  readonly index: number;
  /** Size of the tree. */
  readonly size: number;
  /** Hashes from the leaf to the root, in hexadecimal. */
  readonly path: readonly string[];
  /** Root of the tree, in hexadecimal. */
  readonly root: string;
  /** The signed note that states size and root. */
  readonly checkpoint: string;
}

/** An entry and how far it can be trusted. */
export interface ProvenEntry {
  readonly entry: AuditEntry;
  readonly leafHash: string;
  /**
   * `proven`: the newest checkpoint covers it. `not-yet`: it is newer than that. `broken`: it was changed, or the
   * checkpoint does not cover what stands here now.
   */
  readonly standing: "proven" | "not-yet" | "broken";
  readonly proof: InclusionProof | null;
}

/** Proves an entry against the newest checkpoint, in as many rows as the tree is high. */
export async function readProof(database: AnyDatabase, logged: LoggedEntry): Promise<ProvenEntry> {
  const { entry, leafHash } = logged;
  const shown = { entry, leafHash: toHex(leafHash) };
  const whole = sameHash(leafOf(entry), leafHash);
  const [newest] = await readCheckpoints(database, { order: "desc", limit: 1 });
  if (newest === undefined || newest.size < entry.sequence) {
    return { ...shown, standing: whole ? "not-yet" : "broken", proof: null };
  }
  const checkpoint = readCheckpoint(newest.note);
  if (checkpoint === null) return { ...shown, standing: "broken", proof: null };
  const index = entry.sequence - 1;
  const { size, root } = checkpoint;
  const path =
    index < size ? await readInclusionPath(database, index, size).catch(nothingWhenIncomplete) : null;
  if (path === null) return { ...shown, standing: "broken", proof: null };
  const proven = whole && verifyInclusion({ index, size, leaf: leafHash, root }, path);
  const proof = { index, size, path: path.map(toHex), root: toHex(root), checkpoint: newest.note };
  return { ...shown, standing: proven ? "proven" : "broken", proof };
}

function nothingWhenIncomplete(error: unknown): null {
  if (error instanceof TreeIncomplete) return null;
  throw error;
}
