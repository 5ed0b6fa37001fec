import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  append,
  completeAt,
  EMPTY_FRONTIER,
  EMPTY_ROOT,
  type Frontier,
  fromHex,
  type Hash,
  joined,
  leafHash,
  peaksOf,
  perfectSubtrees,
  rootOf,
  toHex,
} from "./merkle.ts";
import {
  consistencySteps,
  inclusionSteps,
  type Stretch,
  verifyConsistency,
  verifyInclusion,
} from "./merkle-proofs.ts";

const MOST = 70;
const sha256 = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();

/** The definition of RFC 9162 §2.1.1, word for word: what everything else is held against. */
function rootByDefinition(leaves: readonly Uint8Array[]): Hash {
  if (leaves.length === 0) return sha256();
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return sha256(Uint8Array.of(0), only);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sha256(
    Uint8Array.of(1),
    rootByDefinition(leaves.slice(0, split)),
    rootByDefinition(leaves.slice(split)),
  );
}

/** The tree that the reference implementations of RFC 6962 are tested with. */
const REFERENCE = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((hex) => Buffer.from(hex, "hex"));
const LEAVES = Array.from({ length: MOST }, (_, index) => Buffer.from(`leaf ${index}`));

function grown(leaves: readonly Uint8Array[]): { frontiers: Frontier[]; nodes: Map<string, Hash> } {
  const nodes = new Map<string, Hash>();
  const frontiers = [EMPTY_FRONTIER];
  leaves.forEach((leaf, index) => {
    const hash = leafHash(leaf);
    nodes.set(`0/${index}`, hash);
    const { frontier, completed } = append(frontiers[index] ?? EMPTY_FRONTIER, hash);
    for (const node of completed) nodes.set(`${node.level}/${node.index}`, node.hash);
    frontiers.push(frontier);
  });
  return { frontiers, nodes };
}

const { frontiers, nodes } = grown(LEAVES);
const rootAt = (size: number) => rootOf(frontiers[size] ?? EMPTY_FRONTIER);
const leafAt = (index: number) => leafHash(LEAVES[index] ?? Buffer.alloc(0));
const pathOf = (steps: readonly Stretch[]) =>
  steps.map(({ start, end }) =>
    joined(
      perfectSubtrees(start, end).map(({ level, index }) => nodes.get(`${level}/${index}`) ?? EMPTY_ROOT),
    ),
  );
const sizes = Array.from({ length: MOST }, (_, index) => index + 1);

/** The same with one bit turned. */
function withBitTurned(hash: Hash, bit: number): Hash {
  const turned = Buffer.from(hash);
  turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return turned;
}
const aBit = fc.nat(255);
const aTree = fc
  .integer({ min: 1, max: MOST })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }));
const twoTrees = fc
  .integer({ min: 2, max: MOST })
  .chain((second) =>
    fc.record({ second: fc.constant(second), first: fc.integer({ min: 1, max: second - 1 }) }),
  );

describe("the root of a tree", () => {
  test.each([
    [0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    [1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
    [2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    [3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"],
    [4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
    [5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"],
    [6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"],
    [7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"],
    [8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"],
  ])("of the first %i reference leaves is the known one", (size, root) => {
    const { frontiers: known } = grown(REFERENCE.slice(0, size));
    expect(toHex(rootOf(known[size] ?? EMPTY_FRONTIER))).toBe(root);
    expect(toHex(rootByDefinition(REFERENCE.slice(0, size)))).toBe(root);
  });

  test("is what the definition says, at every size", () => {
    for (const size of [0, ...sizes]) {
      expect(toHex(rootAt(size))).toBe(toHex(rootByDefinition(LEAVES.slice(0, size))));
    }
  });

  test("needs no more hashes than the tree is high", () => {
    for (const size of sizes) {
      expect(frontiers[size]?.peaks.length).toBe(peaksOf(size).length);
      expect(peaksOf(size).length).toBeLessThanOrEqual(Math.ceil(Math.log2(size + 1)));
    }
  });

  test("is the same from the subtrees that are kept", () => {
    for (const size of sizes) {
      const peaks = peaksOf(size);
      expect(peaks.every((node) => completeAt(node) <= size)).toBe(true);
      expect(joined(peaks.map(({ level, index }) => nodes.get(`${level}/${index}`) ?? EMPTY_ROOT))).toEqual(
        rootAt(size),
      );
    }
  });

  test("cannot be grown from a frontier that lacks a part", () => {
    expect(() => append({ size: 3, peaks: [leafAt(0)] }, leafAt(3))).toThrow(RangeError);
  });
});

describe("an inclusion proof", () => {
  test("holds for every leaf of every tree", () => {
    for (const size of sizes) {
      for (let index = 0; index < size; index++) {
        const path = pathOf(inclusionSteps(index, size));
        expect(verifyInclusion({ index, size, leaf: leafAt(index), root: rootAt(size) }, path)).toBe(true);
      }
    }
  });

  test("does not hold when any bit of it is another", () => {
    fc.assert(
      fc.property(aTree, aBit, fc.nat(), ({ size, index }, bit, which) => {
        const path = pathOf(inclusionSteps(index, size));
        const claim = { index, size, leaf: leafAt(index), root: rootAt(size) };
        expect(verifyInclusion({ ...claim, leaf: withBitTurned(claim.leaf, bit) }, path)).toBe(false);
        expect(verifyInclusion({ ...claim, root: withBitTurned(claim.root, bit) }, path)).toBe(false);
        if (path.length > 0) {
          const changed = path.map((hash, at) =>
            at === which % path.length ? withBitTurned(hash, bit) : hash,
          );
          expect(verifyInclusion(claim, changed)).toBe(false);
        }
      }),
    );
  });

  test("does not hold for another place, another size, or with a step more or less", () => {
    fc.assert(
      fc.property(aTree, fc.integer({ min: 0, max: MOST }), ({ size, index }, other) => {
        const path = pathOf(inclusionSteps(index, size));
        const claim = { index, size, leaf: leafAt(index), root: rootAt(size) };
        if (other !== index) expect(verifyInclusion({ ...claim, index: other }, path)).toBe(false);
        expect(verifyInclusion(claim, [...path, EMPTY_ROOT])).toBe(false);
        if (path.length > 0) expect(verifyInclusion(claim, path.slice(0, -1))).toBe(false);
        expect(verifyInclusion({ ...claim, index: -1 }, path)).toBe(false);
        expect(verifyInclusion({ ...claim, index: 0.5 }, path)).toBe(false);
      }),
    );
  });

  test("is not made for a leaf that is not there", () => {
    expect(() => inclusionSteps(3, 3)).toThrow(RangeError);
    expect(() => inclusionSteps(0, 0)).toThrow(RangeError);
  });
});

describe("a consistency proof", () => {
  test("holds between all pairs of sizes", () => {
    for (const second of sizes) {
      for (let first = 0; first <= second; first++) {
        const path = pathOf(consistencySteps(first, second));
        const claim = { first, firstRoot: rootAt(first), second, secondRoot: rootAt(second) };
        expect(verifyConsistency(claim, path)).toBe(true);
      }
    }
  });

  test("does not hold when any bit of it is another", () => {
    fc.assert(
      fc.property(twoTrees, aBit, fc.nat(), ({ first, second }, bit, which) => {
        const path = pathOf(consistencySteps(first, second));
        const claim = { first, firstRoot: rootAt(first), second, secondRoot: rootAt(second) };
        expect(verifyConsistency({ ...claim, firstRoot: withBitTurned(claim.firstRoot, bit) }, path)).toBe(
          false,
        );
        expect(verifyConsistency({ ...claim, secondRoot: withBitTurned(claim.secondRoot, bit) }, path)).toBe(
          false,
        );
        const changed = path.map((hash, at) =>
          at === which % path.length ? withBitTurned(hash, bit) : hash,
        );
        expect(verifyConsistency(claim, changed)).toBe(false);
      }),
    );
  });

  test("does not hold for a tree whose beginning was changed", () => {
    fc.assert(
      fc.property(twoTrees, fc.nat(), ({ first, second }, which) => {
        const changed = LEAVES.slice(0, second).map((leaf, at) =>
          at === which % first ? Buffer.from("x") : leaf,
        );
        const other = grown(changed);
        const path = consistencySteps(first, second).map(({ start, end }) =>
          joined(
            perfectSubtrees(start, end).map(
              ({ level, index }) => other.nodes.get(`${level}/${index}`) ?? EMPTY_ROOT,
            ),
          ),
        );
        const secondRoot = rootOf(other.frontiers[second] ?? EMPTY_FRONTIER);
        expect(verifyConsistency({ first, firstRoot: rootAt(first), second, secondRoot }, path)).toBe(false);
      }),
    );
  });

  test("does not hold with a step more or less, or the wrong way round", () => {
    fc.assert(
      fc.property(twoTrees, ({ first, second }) => {
        const path = pathOf(consistencySteps(first, second));
        const claim = { first, firstRoot: rootAt(first), second, secondRoot: rootAt(second) };
        expect(verifyConsistency(claim, [...path, EMPTY_ROOT])).toBe(false);
        expect(verifyConsistency(claim, path.slice(0, -1))).toBe(false);
        expect(verifyConsistency({ ...claim, first: second, second: first }, path)).toBe(false);
      }),
    );
    expect(() => consistencySteps(4, 3)).toThrow(RangeError);
  });
});

test("a hash is read from 64 hexadecimal digits and nothing else", () => {
  expect(fromHex(toHex(EMPTY_ROOT))).toEqual(EMPTY_ROOT);
  expect(fromHex("e3b0")).toBeNull();
  expect(fromHex(toHex(EMPTY_ROOT).toUpperCase())).toBeNull();
});
