import { randomUUID } from "node:crypto";
import { z } from "zod";
import { command } from "../../platform/command.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { InvalidInput, NotFound } from "../../platform/errors.ts";
import { FINDING_KINDS, type Finding } from "./log-check.ts";
import { mayReadAuditTrail, mayWatchAuditTrail } from "./permissions.ts";
import { readProof } from "./proof.ts";
import {
  findEntry,
  type KeptCheck,
  lastSequence,
  readCheckpoints,
  readChecks,
  searchEntries,
} from "./queries.ts";
import type { CheckpointKey } from "./signing-key.ts";
import type { AuditTables } from "./tables.ts";

const word = z.string().min(1).max(200);
const sequence = z.coerce.number().int().positive();

/** Which entries to read. */
export const auditSearch = z.object({
  before: sequence
    .optional()
    .meta({ description: "Only entries before this one; from the newest when left out." }),
  since: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: "The moment from which, included." }),
  until: z.iso
    .datetime({ offset: true })
    .optional()
    .meta({ description: "The moment up to which, not included." }),
  action: word.optional(),
  actor: word.optional().meta({ description: "Id of who did it." }),
  organisation: word.optional().meta({ description: "Organisation of who did it." }),
  objectType: word.optional(),
  objectId: word.optional(),
  result: z.enum(["succeeded", "refused", "failed"]).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const trailItself = { type: "audit-trail", id: null } as const;

/** Reads the trail. Who watches is watched: reading is an entry too. */
export const readAuditTrail = command({
  name: "audit.read",
  on: "audit-trail",
  input: auditSearch,
  may: mayReadAuditTrail,
  async run({ input, transaction }) {
    const found = await searchEntries(transaction, { ...input, limit: input.limit + 1 });
    const auditEntries = found.slice(0, input.limit);
    const next = found.length > input.limit ? (auditEntries.at(-1)?.sequence ?? null) : null;
    return { output: { auditEntries, next }, object: trailItself };
  },
});

/** Reads one entry with the proof that the newest checkpoint covers it. */
export const readAuditEntry = command({
  name: "audit.read-entry",
  on: "audit-entry",
  input: z.object({ sequence }),
  may: mayReadAuditTrail,
  async run({ input, transaction }) {
    const logged = await findEntry(transaction, input.sequence);
    if (logged === null) throw new NotFound();
    return {
      output: await readProof(transaction, logged),
      object: { type: "audit-entry", id: String(input.sequence) },
    };
  },
});

/** Which checkpoints to read. */
export const checkpointPage = z.object({
  before: sequence.optional().meta({ description: "Only those of fewer entries than this." }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Reads the signed checkpoints, newest first. */
export const readAuditCheckpoints = command({
  name: "audit.read-checkpoints",
  on: "audit-trail",
  input: checkpointPage,
  may: mayReadAuditTrail,
  async run({ input, transaction }) {
    const found = await readCheckpoints(transaction, { ...input, order: "desc", limit: input.limit + 1 });
    const auditCheckpoints = found.slice(0, input.limit);
    const next = found.length > input.limit ? (auditCheckpoints.at(-1)?.size ?? null) : null;
    return { output: { auditCheckpoints, next }, object: trailItself };
  },
});

/** Reads what the last checks found. */
export const readAuditChecks = command({
  name: "audit.read-checks",
  on: "audit-trail",
  input: z.object({ limit: z.coerce.number().int().min(1).max(200).default(30) }),
  may: mayReadAuditTrail,
  run: async ({ input, transaction }) => ({
    output: await readChecks(transaction, input.limit),
    object: trailItself,
  }),
});

/** An auditor has the trail signed now. The signing itself comes after, so that it covers this entry. */
export const askForCheckpoint = command({
  name: "audit.sign",
  on: "audit-trail",
  input: z.object({}),
  may: mayReadAuditTrail,
  run: async () => ({ output: null, object: trailItself }),
});

/** An auditor has the whole trail checked. What it finds is an entry of its own. */
export const askForCheck = command({
  name: "audit.verify",
  on: "audit-trail",
  input: z.object({}),
  may: mayReadAuditTrail,
  run: async () => ({ output: null, object: trailItself }),
});

/** Which part of the trail to export. */
export const exportRange = z.object({
  from: sequence.default(1).meta({ description: "First entry; the very first when left out." }),
  to: sequence.optional().meta({ description: "Last entry; the newest when left out." }),
});

/** An auditor takes entries out of the system. */
export const askForExport = command({
  name: "audit.export",
  on: "audit-trail",
  input: exportRange,
  may: mayReadAuditTrail,
  async run({ input: { from, to }, transaction }) {
    const last = await lastSequence(transaction);
    if (from > last) throw outside("from", `must be an entry that is there: ${last} is the last`);
    if (to !== undefined && to < from) throw outside("to", "must not be before from");
    return { output: null, object: { type: "audit-trail", id: `${from}-${to ?? ""}` } };
  },
});

function outside(path: string, message: string): InvalidInput {
  return new InvalidInput([{ path, message }]);
}

/** Notes in the trail that a key signs from now on. */
export function announceKey(key: CheckpointKey) {
  return command({
    name: "audit.key-added",
    on: "audit-key",
    input: z.object({}),
    may: mayWatchAuditTrail,
    async run({ now, transaction }) {
      await transaction
        .$extendTables<AuditTables>()
        .insertInto("audit_key")
        .values({ id: key.id, public_key: Buffer.from(key.bytes), added_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return { output: null, object: { type: "audit-key", id: key.id } };
    },
  });
}

const finding = z.object({ kind: z.enum(FINDING_KINDS), sequence: z.int(), upTo: z.int() });

/** Notes that the whole trail was checked and is intact. */
export const noteCheck = command({
  name: "audit.check",
  on: "audit-trail",
  input: z.object({ entries: z.int() }),
  may: mayWatchAuditTrail,
  async run({ input, now, transaction }) {
    return { output: await keepCheck(transaction, now, input.entries, null), object: trailItself };
  },
});

/** Notes that the trail was tampered with, and the first entry that fails. */
export const noteTampering = command({
  name: "audit.tampering-found",
  on: "audit-trail",
  input: z.object({ entries: z.int(), finding }),
  may: mayWatchAuditTrail,
  async run({ input, now, transaction }) {
    const output = await keepCheck(transaction, now, input.entries, input.finding);
    return { output, object: { type: "audit-entry", id: String(input.finding.sequence) } };
  },
});

async function keepCheck(
  transaction: AnyDatabase,
  now: Date,
  entries: number,
  found: Finding | null,
): Promise<KeptCheck> {
  await transaction
    .$extendTables<AuditTables>()
    .insertInto("audit_check")
    .values({
      id: randomUUID(),
      checked_at: now,
      entries,
      finding: found === null ? null : JSON.stringify(found),
    })
    .execute();
  return { checkedAt: now.toISOString(), entries, intact: found === null, finding: found };
}
