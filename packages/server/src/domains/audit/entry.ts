import { canonicalJson } from "@akkoord/policy";
import { z } from "zod";
import type { AuditRecord } from "../../platform/command.ts";
import { type Hash, leafHash } from "./merkle.ts";

const actorShape = z.strictObject({
  type: z.enum(["person", "guest", "anonymous", "system"]),
  id: z.string().nullable(),
  organisation: z.string().nullable(),
});

/** An entry as JSON, in the API and in exports. */
export const entryShape = z
  .strictObject({
    sequence: z.int().positive().meta({ description: "1 for the first entry; without gaps." }),
    timestamp: z.iso.datetime().meta({ description: "UTC, to the millisecond." }),
    action: z.string(),
    object: z.strictObject({ type: z.string(), id: z.string().nullable() }),
    result: z.enum(["succeeded", "refused", "failed"]),
    reason: z.string().nullable().meta({ description: "Code of the problem when it did not succeed." }),
    origin: z.strictObject({ channel: z.string(), address: z.string().nullable() }),
    actor: actorShape,
    traceId: z.string().nullable(),
  })
  .meta({
    id: "AuditEntry",
    description: "Who did what to what, from where, when, and how it ended (BIO2 8.15.01).",
  });

/** An entry of the audit trail: action, object, result, origin, actor and time (BIO2 8.15.01), and its place. */
export type AuditEntry = z.infer<typeof entryShape>;

/** Who did something, as the trail keeps it. */
export type AuditedActor = z.infer<typeof actorShape>;

/** The entry that a record becomes at its place in the trail. */
export function entryOf(record: AuditRecord, sequence: number): AuditEntry {
  return {
    sequence,
    timestamp: record.at.toISOString(),
    action: record.action,
    object: { type: record.object.type, id: record.object.id },
    result: record.result,
    reason: record.reason,
    origin: { channel: record.origin.channel, address: record.origin.address },
    actor: auditedActor(record),
    traceId: record.traceId,
  };
}

/** The leaf of an entry in the tree: the hash of its canonical JSON (RFC 8785, RFC 9162 §2.1.1). */
export function leafOf(entry: AuditEntry): Hash {
  return leafHash(canonicalJson(entry));
}

function auditedActor({ actor }: AuditRecord): AuditedActor {
  if (actor.kind === "person") return { type: "person", id: actor.id, organisation: actor.organisation };
  return { type: actor.kind, id: actor.kind === "anonymous" ? null : actor.id, organisation: null };
}
