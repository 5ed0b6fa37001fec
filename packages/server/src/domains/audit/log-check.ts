import { type AuditEntry, leafOf } from "./entry.ts";
import {
  append,
  EMPTY_FRONTIER,
  type Frontier,
  type Hash,
  type HashedNode,
  rootOf,
  sameHash,
} from "./merkle.ts";

/** What can be wrong with an audit trail. */
export const FINDING_KINDS = [
  // An entry is not there, or stands elsewhere than its number says.
  "missing",
  // An entry is not what its leaf hash was made of.
  "changed",
  // Entries and their leaf hashes are not what the tree over them was made of.
  "tree-differs",
  // Entries are not what a signed checkpoint says they were.
  "root-differs",
  // There are fewer entries than a checkpoint or the tree says there were.
  "cut-off",
  // Entries that no signed checkpoint covers, in a file that should hold one.
  "not-covered",
  "checkpoint-unreadable",
  "checkpoint-unknown-key",
  "checkpoint-wrong-signature",
  // A checkpoint that is filed under another size or name than it states.
  "checkpoint-misplaced",
  // The trail is not the one of which somebody kept a checkpoint.
  "noted-checkpoint-differs",
  // An entry cannot be read at all.
  "unreadable",
] as const;

/** What is wrong with an audit trail. */
export type FindingKind = (typeof FINDING_KINDS)[number];

/** The first thing that is wrong. */
export interface Finding {
  readonly kind: FindingKind;
  /** The first entry that fails. */
  readonly sequence: number;
  /** The last of the entries among which the fault lies; the same as `sequence` when it is that one. */
  readonly upTo: number;
}

/** An entry with the leaf hash that was kept beside it. */
export interface LoggedEntry {
  readonly entry: AuditEntry;
  readonly leafHash: Hash;
}

/** A root that the trail must have had at a size, or why what stands there says nothing. */
export interface ExpectedRoot {
  readonly size: number;
  readonly root: Hash | null;
  /** What it means when the root is another, or that there is none. */
  readonly otherwise: FindingKind;
}

/** Goes through a trail from front to back and stops at the first thing that is wrong. */
export interface LogCheck {
  /**
   * @param keptNodes the nodes that were kept when this entry completed them, where they are known; one that is
   *   missing counts as wrong
   * @returns what is wrong, or null
   */
  add(logged: LoggedEntry, keptNodes?: readonly HashedNode[]): Finding | null;
  /** To call after the last entry: whether something is missing after it. */
  end(): Finding | null;
  /** The tree over everything that was right so far. */
  readonly frontier: Frontier;
}

/**
 * Makes a check.
 *
 * @param expected roots at sizes, from low to high
 * @param start the frontier before the first entry that will be added; the empty one for a whole trail
 */
export function createLogCheck(expected: readonly ExpectedRoot[], start = EMPTY_FRONTIER): LogCheck {
  let frontier = start;
  let next = 0;
  // Up to here a root said that all is well.
  let sure = start.size;

  const atRoots = (): Finding | null => {
    for (let one = expected[next]; one !== undefined && one.size <= frontier.size; one = expected[next]) {
      if (one.root === null) return { kind: one.otherwise, sequence: one.size, upTo: one.size };
      // Sizes before the start of a stretch of the trail cannot be compared with it.
      if (one.size === frontier.size) {
        if (!sameHash(one.root, rootOf(frontier))) {
          return { kind: one.otherwise, sequence: Math.min(sure + 1, one.size), upTo: one.size };
        }
        sure = frontier.size;
      }
      next += 1;
    }
    return null;
  };
  return {
    get frontier() {
      return frontier;
    },
    add({ entry, leafHash }, keptNodes) {
      // Roots at the very start are held against it before the first entry.
      const before = atRoots();
      if (before !== null) return before;
      const sequence = frontier.size + 1;
      if (entry.sequence !== sequence) return { kind: "missing", sequence, upTo: sequence };
      if (!sameHash(leafOf(entry), leafHash)) return { kind: "changed", sequence, upTo: sequence };
      const { frontier: grown, completed } = append(frontier, leafHash);
      if (keptNodes !== undefined) {
        for (const node of completed) {
          const kept = keptNodes.find(({ level }) => level === node.level);
          if (kept === undefined || !sameHash(kept.hash, node.hash)) {
            return { kind: "tree-differs", sequence: sequence - 2 ** node.level + 1, upTo: sequence };
          }
        }
      }
      frontier = grown;
      return atRoots();
    },
    end() {
      const found = atRoots();
      if (found !== null) return found;
      const beyond = expected.at(-1);
      if (beyond === undefined || next >= expected.length) return null;
      return { kind: "cut-off", sequence: frontier.size + 1, upTo: beyond.size };
    },
  };
}
