import { createHash } from "node:crypto";
import { canonicalJson } from "@akkoord/policy";
import type { AuditEntry } from "./entry.ts";

/** The hash that the first entry of an earlier chain continued from. */
export const START_OF_CHAIN = "0".repeat(64);

/**
 * The hash of an entry in the chain that version 1 kept: SHA-256 of its fields and the hash before it as canonical
 * JSON. It follows from the entries alone, so the head that was noted when the chain was carried over can be worked
 * out again at any time.
 */
export function chainHash(entry: AuditEntry, previousHash: string): string {
  return createHash("sha256")
    .update(canonicalJson({ ...entry, previousHash }))
    .digest("hex");
}
