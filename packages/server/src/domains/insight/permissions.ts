import { GOVERNMENT_WIDE_OWNER } from "@akkoord/policy";
import { type Actor, hasRole } from "../../platform/actor.ts";

/** What decides who deals with a finding. */
export interface Concerned {
  readonly organisations: readonly string[];
  readonly owner: string;
}

/** Findings follow from public rules, so everyone may see them. */
export function mayReadFindings(_actor: Actor): boolean {
  return true;
}

/** Security officers and the coordinator work on findings. */
export function mayWorkOnFindings(actor: Actor): boolean {
  return workOf(actor) !== null;
}

/**
 * Whose findings the actor deals with: all for the coordinator; for a security officer those that concern their
 * organisation or that it owns.
 */
export function workOf(actor: Actor): { all: true } | { organisation: string } | null {
  if (hasRole(actor, "coordinator")) return { all: true };
  if (actor.kind !== "person" || actor.organisation === null) return null;
  return hasRole(actor, "security-officer") ? { organisation: actor.organisation } : null;
}

/** Whether the actor may decide about this finding. */
export function mayDecideOn(actor: Actor, { organisations, owner }: Concerned): boolean {
  const work = workOf(actor);
  if (work === null) return false;
  return "all" in work || owner === work.organisation || organisations.includes(work.organisation);
}

/** Only Akkoord itself brings the worklist up to date. */
export function mayFollowPublications(actor: Actor): boolean {
  return actor.kind === "system";
}

/** Who can own a finding: an organisation of the rule set, or `rijk`. */
export function canOwn(organisations: readonly { readonly id: string }[], owner: string): boolean {
  return owner === GOVERNMENT_WIDE_OWNER || organisations.some(({ id }) => id === owner);
}
