import { createHash } from "node:crypto";
import { canonicalJson } from "@akkoord/policy";
import type { AuditRecord, AuditResult } from "../../platform/command.ts";

/** Who did something, as the trail keeps it. */
export interface AuditedActor {
  readonly type: "person" | "anonymous" | "system";
  readonly id: string | null;
  readonly organisation: string | null;
}

/** An entry of the audit trail: what happened, and its place in the chain. */
export interface AuditEntry {
  /** 1 for the first entry; without gaps. */
  readonly sequence: number;
  /** UTC, to the millisecond. */
  readonly timestamp: string;
  readonly action: string;
  readonly object: { readonly type: string; readonly id: string | null };
  readonly result: AuditResult;
  readonly reason: string | null;
  readonly origin: { readonly channel: string; readonly address: string | null };
  readonly actor: AuditedActor;
  readonly traceId: string | null;
  /** Hash of the entry before; 64 zeros for the first. */
  readonly previousHash: string;
  /** SHA-256 of everything above as canonical JSON (RFC 8785). */
  readonly hash: string;
}

/** The hash that the first entry continues from. */
export const START_OF_CHAIN = "0".repeat(64);

/** The entry that follows another one in the chain. */
export function nextEntry(record: AuditRecord, last: { sequence: number; hash: string } | null): AuditEntry {
  const content = {
    sequence: (last?.sequence ?? 0) + 1,
    timestamp: record.at.toISOString(),
    action: record.action,
    object: { type: record.object.type, id: record.object.id },
    result: record.result,
    reason: record.reason,
    origin: { channel: record.origin.channel, address: record.origin.address },
    actor: auditedActor(record),
    traceId: record.traceId,
    previousHash: last?.hash ?? START_OF_CHAIN,
  };
  return { ...content, hash: hashOf(content) };
}

/** Whether an entry is whole and follows the one before. */
export function continuesChain(entry: AuditEntry, last: { sequence: number; hash: string } | null): boolean {
  const { hash, ...content } = entry;
  return (
    entry.sequence === (last?.sequence ?? 0) + 1 &&
    entry.previousHash === (last?.hash ?? START_OF_CHAIN) &&
    hash === hashOf(content)
  );
}

function hashOf(content: Omit<AuditEntry, "hash">): string {
  return createHash("sha256").update(canonicalJson(content)).digest("hex");
}

function auditedActor({ actor }: AuditRecord): AuditedActor {
  if (actor.kind === "person") return { type: "person", id: actor.id, organisation: actor.organisation };
  return { type: actor.kind, id: actor.kind === "system" ? actor.id : null, organisation: null };
}
