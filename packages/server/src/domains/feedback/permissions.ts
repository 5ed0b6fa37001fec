import { type Actor, hasRole } from "../../platform/actor.ts";

/** Everyone may report; only who is signed in can leave their name. */
export function maySendFeedback(actor: Actor, { contact }: { readonly contact: boolean }): boolean {
  return !contact || actor.kind === "person";
}

/**
 * Whose reports the actor may read: all for the coordinator, those their organisation takes part in for a
 * security officer, none for others.
 */
export function readableFeedback(actor: Actor): { all: true } | { organisation: string } | null {
  if (hasRole(actor, "coordinator")) return { all: true };
  if (actor.kind !== "person" || actor.organisation === null) return null;
  return hasRole(actor, "security-officer") ? { organisation: actor.organisation } : null;
}

/** Whether the actor may read any reports. */
export function mayReadFeedback(actor: Actor): boolean {
  return readableFeedback(actor) !== null;
}

/** Only Akkoord itself works out where a report lands. */
export function mayFindCauses(actor: Actor): boolean {
  return actor.kind === "system";
}
