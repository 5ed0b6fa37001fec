import { type Actor, hasRole } from "../../platform/actor.ts";

/** Auditors read and check the audit trail. */
export function mayReadAuditTrail(actor: Actor): boolean {
  return hasRole(actor, "auditor");
}
