import { createHash } from "node:crypto";

/** A SHA-256 hash: 32 bytes. */
export type Hash = Uint8Array;

/** Hash of a tree without leaves: the hash of nothing (RFC 9162 §2.1.1). */
export const EMPTY_ROOT: Hash = createHash("sha256").digest();

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Hash of a leaf: SHA-256 of 0x00 and its bytes (RFC 9162 §2.1.1). A text counts as its UTF-8 bytes. */
export function leafHash(leaf: string | Uint8Array): Hash {
  return createHash("sha256").update(LEAF).update(leaf).digest();
}

/** Hash of a node: SHA-256 of 0x01 and the hashes of its left and right side (RFC 9162 §2.1.1). */
export function nodeHash(left: Hash, right: Hash): Hash {
  return createHash("sha256").update(NODE).update(left).update(right).digest();
}

/**
 * All that is needed of a tree to let it grow: the roots of its perfect subtrees, left to right. A tree of 6 leaves
 * has two: over leaves 0–3 and over 4–5.
 */
export interface Frontier {
  /** Number of leaves. */
  readonly size: number;
  readonly peaks: readonly Hash[];
}

/** The frontier of the empty tree. */
export const EMPTY_FRONTIER: Frontier = { size: 0, peaks: [] };

/** The root of a perfect subtree of 2^level leaves, of which it is the one with this index from the left. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/** A node with its hash. */
export interface HashedNode extends TreeNode {
  readonly hash: Hash;
}

/**
 * Adds a leaf: at most log₂(size) hashes, one on average.
 *
 * @returns the frontier after it, and every perfect subtree of two leaves or more that this leaf completed
 * @example append(EMPTY_FRONTIER, leafHash("a")).frontier.size // 1
 */
export function append(
  { size, peaks }: Frontier,
  leaf: Hash,
): { readonly frontier: Frontier; readonly completed: readonly HashedNode[] } {
  const left = [...peaks];
  const completed: HashedNode[] = [];
  let hash = leaf;
  let level = 0;
  for (let rest = size; rest % 2 === 1; rest = half(rest)) {
    const peak = left.pop();
    if (peak === undefined) throw new RangeError(`A tree of ${size} leaves has more peaks than were given.`);
    hash = nodeHash(peak, hash);
    level += 1;
    completed.push({ level, index: (size + 1) / 2 ** level - 1, hash });
  }
  return { frontier: { size: size + 1, peaks: [...left, hash] }, completed };
}

/** The root of the tree: what its signed checkpoint states. */
export function rootOf({ peaks }: Frontier): Hash {
  return joined(peaks);
}

/** The root over neighbouring perfect subtrees, of which each is larger than the next. */
export function joined(peaks: readonly Hash[]): Hash {
  const last = peaks.at(-1);
  if (last === undefined) return EMPTY_ROOT;
  return peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/** The perfect subtrees that make up the frontier of a tree of this size, left to right. */
export function peaksOf(size: number): TreeNode[] {
  return perfectSubtrees(0, size);
}

/** The perfect subtrees over leaves from `start` up to, not with, `end`, where a tree has a node over just those. */
export function perfectSubtrees(start: number, end: number): TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let at = start; at < end; ) {
    const level = Math.floor(Math.log2(end - at));
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

/** The number of leaves at which a subtree is complete: from then on it never changes. */
export function completeAt({ level, index }: TreeNode): number {
  return (index + 1) * 2 ** level;
}

/** Whether two hashes are the same. */
export function sameHash(one: Hash, other: Hash): boolean {
  return Buffer.compare(one, other) === 0;
}

/** A hash in lower-case hexadecimal. */
export function toHex(hash: Hash): string {
  return Buffer.from(hash).toString("hex");
}

/** The hash that 64 hexadecimal digits write; null when they do not. */
export function fromHex(text: string): Hash | null {
  return /^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, "hex") : null;
}

/** Half of it, rounded down; shifting bits would end at 2^31. */
export function half(value: number): number {
  return Math.floor(value / 2);
}
