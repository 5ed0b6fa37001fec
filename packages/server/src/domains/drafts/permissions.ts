import { GOVERNMENT_WIDE_OWNER } from "@akkoord/policy";
import { type Actor, hasRole } from "../../platform/actor.ts";
import { NotAllowed, NotSignedIn } from "../../platform/errors.ts";

export { GOVERNMENT_WIDE_OWNER, ownerOf } from "@akkoord/policy";

/**
 * For whom the actor makes rules: a security officer for the own organisation, a coordinator for `rijk`.
 *
 * @example ownersOf(fatima) // ["rijk"]
 */
export function ownersOf(actor: Actor): readonly string[] {
  if (actor.kind !== "person") return [];
  const { organisation } = actor;
  return [
    ...(hasRole(actor, "security-officer") && organisation !== null ? [organisation] : []),
    ...(hasRole(actor, "coordinator") ? [GOVERNMENT_WIDE_OWNER] : []),
  ];
}

/** Whether the actor makes rules for an owner: an organisation, or `rijk`. */
export function actsFor(actor: Actor, owner: string): boolean {
  return ownersOf(actor).includes(owner);
}

/** Whether the actor makes rules at all. */
export function mayWriteDrafts(actor: Actor): boolean {
  return ownersOf(actor).length > 0;
}

/** Only Akkoord itself carries out what was planned. */
export function mayCarryOutPlans(actor: Actor): boolean {
  return actor.kind === "system";
}

/**
 * Stops who makes no rules.
 *
 * @throws NotSignedIn, NotAllowed
 */
export function needRuleMaker(actor: Actor): void {
  if (mayWriteDrafts(actor)) return;
  throw actor.kind === "anonymous" ? new NotSignedIn() : new NotAllowed();
}
