import { sql } from "kysely";
import type { AnyDatabase } from "../../platform/database/database.ts";
import {
  completeAt,
  type Frontier,
  type Hash,
  joined,
  peaksOf,
  perfectSubtrees,
  type TreeNode,
} from "./merkle.ts";
import { consistencySteps, inclusionSteps, type Stretch } from "./merkle-proofs.ts";

/** Hashes of the tree that should be there are not: somebody removed them. A full check says where. */
export class TreeIncomplete extends Error {
  override readonly name = "TreeIncomplete";
  readonly code = "audit-tree-incomplete";
  constructor() {
    super("Hashes of the audit trail are missing.");
  }
}

/**
 * The frontier of the tree when it had this size, in at most log₂(size) rows.
 *
 * @throws TreeIncomplete
 */
export async function readFrontier(database: AnyDatabase, size: number): Promise<Frontier> {
  const peaks = peaksOf(size);
  const hashes = await readNodes(database, peaks);
  return { size, peaks: peaks.map((node) => hashes(node)) };
}

/** The inclusion proof of a leaf, from 0, in the tree of this size. @throws TreeIncomplete */
export async function readInclusionPath(database: AnyDatabase, index: number, size: number): Promise<Hash[]> {
  return readSteps(database, inclusionSteps(index, size));
}

/** The proof that the tree of one size begins with that of another. @throws TreeIncomplete */
export async function readConsistencyPath(
  database: AnyDatabase,
  first: number,
  second: number,
): Promise<Hash[]> {
  return readSteps(database, consistencySteps(first, second));
}

async function readSteps(database: AnyDatabase, steps: readonly Stretch[]): Promise<Hash[]> {
  const subtrees = steps.map(({ start, end }) => perfectSubtrees(start, end));
  const hashes = await readNodes(database, subtrees.flat());
  return subtrees.map((nodes) => joined(nodes.map(hashes)));
}

async function readNodes(
  database: AnyDatabase,
  nodes: readonly TreeNode[],
): Promise<(node: TreeNode) => Hash> {
  const { rows } = await sql<{ complete_at: string; level: number; hash: Buffer }>`
    select complete_at, level, hash
    from unnest(${nodes.map(completeAt)}::bigint[], ${nodes.map(({ level }) => level)}::smallint[])
      as wanted (complete_at, level)
    join audit_node using (complete_at, level)
    union all
    select sequence, 0, leaf_hash from audit_entry
    where sequence = any(${nodes.filter(({ level }) => level === 0).map(completeAt)}::bigint[])`.execute(
    database,
  );
  const found = new Map(rows.map((row) => [`${row.complete_at}/${row.level}`, row.hash]));
  return (node) => {
    const hash = found.get(`${completeAt(node)}/${node.level}`);
    if (hash === undefined) throw new TreeIncomplete();
    return hash;
  };
}
