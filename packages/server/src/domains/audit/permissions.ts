import { type Actor, hasRole } from "../../platform/actor.ts";

/** Auditors read, check, sign and export the audit trail. */
export function mayReadAuditTrail(actor: Actor): boolean {
  return hasRole(actor, "auditor");
}

/** Only Akkoord itself notes in the trail what it found there and which key it signs with. */
export function mayWatchAuditTrail(actor: Actor): boolean {
  return actor.kind === "system";
}
