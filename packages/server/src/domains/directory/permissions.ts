import { type Actor, hasRole } from "../../platform/actor.ts";

/** Operators and auditors see who has which rights (BIO2 5.18.02). */
export function mayReadPeople(actor: Actor): boolean {
  return hasRole(actor, "operator", "auditor");
}

/** Only the sign-in itself writes down who someone is. */
export function mayRecordPerson(actor: Actor): boolean {
  return actor.kind === "system";
}
