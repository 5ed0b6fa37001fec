import { type Kysely, sql } from "kysely";
import { chainHash, START_OF_CHAIN } from "./earlier-chain.ts";
import { type AuditEntry, leafOf } from "./entry.ts";
import { append, completeAt, EMPTY_FRONTIER } from "./merkle.ts";

interface EarlierRow {
  readonly sequence: string;
  readonly occurred_at: Date;
  readonly action: string;
  readonly object_type: string;
  readonly object_id: string | null;
  readonly result: AuditEntry["result"];
  readonly reason: string | null;
  readonly origin: AuditEntry["origin"];
  readonly actor: AuditEntry["actor"];
  readonly trace_id: string | null;
  readonly previous_hash: string;
  readonly hash: string;
}

const BATCH = 1_000;

/**
 * Carries the chain that version 1 kept over to the tree: every entry in its place, as it was. An entry that is gone
 * gets a stand-in that says so, because places are without gaps. After them one entry notes the head of the chain and
 * the first entry at which it was broken, if it was: from the entries alone that head can be worked out again.
 */
export async function carryOverEarlierChain(database: Kysely<never>, now: Date): Promise<void> {
  let frontier = EMPTY_FRONTIER;
  let head = START_OF_CHAIN;
  let brokenAt: number | null = null;

  const add = async (entries: readonly AuditEntry[]): Promise<void> => {
    const leaves = entries.map(leafOf);
    const nodes = leaves.flatMap((leaf) => {
      const grown = append(frontier, leaf);
      frontier = grown.frontier;
      return grown.completed;
    });
    await sql`
      insert into audit_entry (sequence, occurred_at, action, object_type, object_id, result, reason, origin, actor,
        trace_id, leaf_hash)
      select (entry->>'sequence')::bigint, (entry->>'timestamp')::timestamptz, entry->>'action',
        entry->'object'->>'type', entry->'object'->>'id', entry->>'result', entry->>'reason', entry->'origin',
        entry->'actor', entry->>'traceId', leaf_hash
      from unnest(${entries.map((entry) => JSON.stringify(entry))}::jsonb[], ${leaves.map((leaf) => Buffer.from(leaf))}::bytea[])
        as carried (entry, leaf_hash)`.execute(database);
    await sql`
      insert into audit_node (complete_at, level, hash)
      select * from unnest(${nodes.map(completeAt)}::bigint[], ${nodes.map(({ level }) => level)}::smallint[],
        ${nodes.map(({ hash }) => Buffer.from(hash))}::bytea[])`.execute(database);
  };

  for (let last = "0"; ; ) {
    const { rows } = await sql<EarlierRow>`
      select * from earlier_audit_entry where sequence > ${last} order by sequence limit ${BATCH}`.execute(
      database,
    );
    const entries: AuditEntry[] = [];
    for (const row of rows) {
      const entry = asEntry(row);
      for (let gone = frontier.size + entries.length + 1; gone < entry.sequence; gone++) {
        entries.push(ownEntry(gone, now, "audit.entry-missing", String(gone), "failed"));
      }
      entries.push(entry);
      const follows = row.previous_hash === head && row.hash === chainHash(entry, row.previous_hash);
      if (!follows) brokenAt ??= entry.sequence;
      head = row.hash;
      last = row.sequence;
    }
    if (entries.length > 0) await add(entries);
    if (rows.length < BATCH) break;
  }
  if (frontier.size === 0) return;
  const noted = ownEntry(frontier.size + 1, now, "audit.chain-carried-over", head, "succeeded");
  await add([
    brokenAt === null ? noted : { ...noted, result: "failed", reason: `chain-broken-at-${brokenAt}` },
  ]);
}

function asEntry(row: EarlierRow): AuditEntry {
  return {
    sequence: Number(row.sequence),
    timestamp: row.occurred_at.toISOString(),
    action: row.action,
    object: { type: row.object_type, id: row.object_id },
    result: row.result,
    reason: row.reason,
    origin: row.origin,
    actor: row.actor,
    traceId: row.trace_id,
  };
}

function ownEntry(
  sequence: number,
  now: Date,
  action: string,
  object: string,
  result: AuditEntry["result"],
): AuditEntry {
  return {
    sequence,
    timestamp: now.toISOString(),
    action,
    object: { type: "audit-trail", id: object },
    result,
    reason: null,
    origin: { channel: "server", address: null },
    actor: { type: "system", id: "upgrade", organisation: null },
    traceId: null,
  };
}
