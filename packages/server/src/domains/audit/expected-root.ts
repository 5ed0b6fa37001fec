import { type Checkpoint, checkCheckpoint } from "./checkpoint.ts";
import type { ExpectedRoot } from "./log-check.ts";
import type { CheckpointKey } from "./signing-key.ts";

/** What a kept checkpoint says of the trail, and who signed it. */
export type SignedRoot = ExpectedRoot &
  (
    | { readonly checkpoint: Checkpoint; readonly keyId: string }
    | { readonly checkpoint: null; readonly keyId: null }
  );

/**
 * The root that a signed checkpoint says the trail had, or why it says nothing.
 *
 * @param kept the note and the size that it is kept under
 * @param keys that may have signed it
 * @param origin of the trail
 */
export function expectedRoot(
  { size, note }: { readonly size: number; readonly note: string },
  keys: readonly CheckpointKey[],
  origin: string,
): SignedRoot {
  const nothing = { size, root: null, checkpoint: null, keyId: null } as const;
  const { checkpoint, key, problem } = checkCheckpoint(note, keys);
  if (problem !== null) return { ...nothing, otherwise: `checkpoint-${problem}` };
  if (checkpoint.size !== size || checkpoint.origin !== origin) {
    return { ...nothing, otherwise: "checkpoint-misplaced" };
  }
  return { size, root: checkpoint.root, otherwise: "root-differs", checkpoint, keyId: key.id };
}
