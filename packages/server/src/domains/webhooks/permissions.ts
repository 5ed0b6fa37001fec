import { type Actor, hasRole } from "../../platform/actor.ts";

/** Operators and the coordinator manage those of everyone; security officers those of their organisation. */
export function manageableWebhooks(actor: Actor): { all: true } | { organisation: string } | null {
  if (hasRole(actor, "operator", "coordinator")) return { all: true };
  if (actor.kind !== "person" || actor.organisation === null) return null;
  return hasRole(actor, "security-officer") ? { organisation: actor.organisation } : null;
}

/** Whether the actor may manage any webhooks. */
export function mayManageWebhooks(actor: Actor): boolean {
  return manageableWebhooks(actor) !== null;
}

/** Whether the actor may manage those for an organisation, or for all of them (null). */
export function mayManageFor(actor: Actor, organisation: string | null): boolean {
  const manageable = manageableWebhooks(actor);
  return manageable !== null && ("all" in manageable || manageable.organisation === organisation);
}

/** Only Akkoord itself notes how an attempt went. */
export function mayNoteAttempt(actor: Actor): boolean {
  return actor.kind === "system";
}
