import { sql } from "kysely";
import type { AuditWriter } from "../../platform/command.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { entryOf, leafOf } from "./entry.ts";
import { completeAt, type Hash, type HashedNode, half, nodeHash, type TreeNode } from "./merkle.ts";
import type { AuditTables } from "./tables.ts";

/**
 * Writes the audit trail: one tree for the whole database, one entry at a time. However long the trail, an entry
 * costs two rows on average and reads at most as many hashes as the tree is high.
 */
export const auditWriter: AuditWriter = {
  async append(transaction, record) {
    const tables = transaction.$extendTables<AuditTables>();
    // Held until the transaction ends, so that no two entries take the same place.
    await sql`select pg_advisory_xact_lock(hashtext('akkoord-audit-trail'))`.execute(tables);
    const last = await tables
      .selectFrom("audit_entry")
      .select(["sequence", "leaf_hash"])
      .orderBy("sequence", "desc")
      .limit(1)
      .executeTakeFirst();
    const size = Number(last?.sequence ?? 0);
    const entry = entryOf(record, size + 1);
    const leaf = leafOf(entry);
    await tables
      .insertInto("audit_entry")
      .values({
        sequence: entry.sequence,
        occurred_at: entry.timestamp,
        action: entry.action,
        object_type: entry.object.type,
        object_id: entry.object.id,
        result: entry.result,
        reason: entry.reason,
        origin: JSON.stringify(entry.origin),
        actor: JSON.stringify(entry.actor),
        trace_id: entry.traceId,
        leaf_hash: Buffer.from(leaf),
      })
      .execute();
    if (last === undefined || size % 2 === 0) return;
    const nodes = await completedBy(transaction, size, last.leaf_hash, leaf);
    await tables
      .insertInto("audit_node")
      .values(
        nodes.map((node) => ({
          complete_at: completeAt(node),
          level: node.level,
          hash: Buffer.from(node.hash),
        })),
      )
      // Only a trail that was cut off has these already. The check finds that; it must not stop all other work.
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  },
};

/** The subtrees that a leaf completes after an odd number of others: it and each finished neighbour on its left. */
async function completedBy(
  database: AnyDatabase,
  size: number,
  lastLeaf: Hash,
  leaf: Hash,
): Promise<HashedNode[]> {
  const neighbours: TreeNode[] = [];
  for (let level = 1, rest = half(size); rest % 2 === 1; level += 1, rest = half(rest)) {
    neighbours.push({ level, index: rest - 1 });
  }
  const found =
    neighbours.length === 0
      ? []
      : await database
          .$extendTables<AuditTables>()
          .selectFrom("audit_node")
          .select(["complete_at", "level", "hash"])
          .where(
            "complete_at",
            "in",
            neighbours.map((node) => String(completeAt(node))),
          )
          .execute();
  let hash = nodeHash(lastLeaf, leaf);
  const completed: HashedNode[] = [{ level: 1, index: half(size), hash }];
  for (const node of neighbours) {
    const { level } = node;
    const neighbour = found.find(
      (one) => one.level === level && Number(one.complete_at) === completeAt(node),
    );
    // Gone from the table: what lies above cannot be made. The check finds that.
    if (neighbour === undefined) break;
    hash = nodeHash(neighbour.hash, hash);
    completed.push({ level: level + 1, index: (size + 1) / 2 ** (level + 1) - 1, hash });
  }
  return completed;
}
