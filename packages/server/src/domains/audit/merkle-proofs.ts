import { EMPTY_ROOT, type Hash, half, nodeHash, sameHash } from "./merkle.ts";

/** A stretch of leaves whose hash is one step of a proof: from `start` up to, not with, `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * The steps of an inclusion proof, from the leaf to the root (RFC 9162 §2.1.3.1).
 *
 * @param index of the leaf, from 0
 * @param size of the tree
 * @example inclusionSteps(2, 3) // [{ start: 0, end: 2 }]
 */
export function inclusionSteps(index: number, size: number): Stretch[] {
  if (!(Number.isInteger(index) && index >= 0 && index < size)) {
    throw new RangeError(`A tree of ${size} leaves has no leaf ${index}.`);
  }
  const steps: Stretch[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      steps.push({ start: middle, end });
      end = middle;
    } else {
      steps.push({ start, end: middle });
      start = middle;
    }
  }
  return steps.reverse();
}

/**
 * The steps of a consistency proof: that a tree of `second` leaves begins with the tree of `first` leaves
 * (RFC 9162 §2.1.4.1).
 */
export function consistencySteps(first: number, second: number): Stretch[] {
  if (!(Number.isInteger(first) && first >= 0 && first <= second)) {
    throw new RangeError(`A tree of ${second} leaves cannot continue one of ${first}.`);
  }
  if (first === 0 || first === second) return [];
  const steps: Stretch[] = [];
  let [start, end] = [0, second];
  // Whether the part of the first tree in view is the whole first tree, whose root the verifier has.
  let whole = true;
  while (end !== first) {
    const middle = start + splitOf(end - start);
    if (first <= middle) {
      steps.push({ start: middle, end });
      end = middle;
    } else {
      steps.push({ start, end: middle });
      start = middle;
      whole = false;
    }
  }
  if (!whole) steps.push({ start, end });
  return steps.reverse();
}

/** What an inclusion proof proves: that this leaf stands there in the tree with this root. */
export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leaf: Hash;
  readonly root: Hash;
}

/** Checks an inclusion proof with the algorithm of RFC 9162 §2.1.3.2. */
export function verifyInclusion({ index, size, leaf, root }: InclusionClaim, path: readonly Hash[]): boolean {
  if (!(Number.isInteger(index) && index >= 0 && index < size)) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const step of path) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      hash = nodeHash(step, hash);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      hash = nodeHash(hash, step);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameHash(hash, root);
}

/** What a consistency proof proves: that the second tree begins with the first. */
export interface ConsistencyClaim {
  readonly first: number;
  readonly firstRoot: Hash;
  readonly second: number;
  readonly secondRoot: Hash;
}

/**
 * Checks a consistency proof with the algorithm of RFC 9162 §2.1.4.2. Two trees of one size are consistent when
 * they are the same, and any tree continues the empty one; both need no steps.
 */
export function verifyConsistency(claim: ConsistencyClaim, path: readonly Hash[]): boolean {
  const { first, firstRoot, second, secondRoot } = claim;
  if (first === second) return path.length === 0 && sameHash(firstRoot, secondRoot);
  if (first === 0) return path.length === 0 && sameHash(firstRoot, EMPTY_ROOT);
  if (!(first > 0 && first < second) || path.length === 0) return false;
  const [seed, ...steps] = isPowerOfTwo(first) ? [firstRoot, ...path] : path;
  if (seed === undefined) return false;
  let [at, last] = [first - 1, second - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  let [inFirst, inSecond] = [seed, seed];
  for (const step of steps) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      inFirst = nodeHash(step, inFirst);
      inSecond = nodeHash(step, inSecond);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else {
      inSecond = nodeHash(inSecond, step);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && sameHash(inFirst, firstRoot) && sameHash(inSecond, secondRoot);
}

/** The largest power of two below a number of leaves: where a tree splits. */
function splitOf(leaves: number): number {
  return 2 ** Math.ceil(Math.log2(leaves) - 1);
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function isPowerOfTwo(value: number): boolean {
  return 2 ** Math.round(Math.log2(value)) === value;
}
