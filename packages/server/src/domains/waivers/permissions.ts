import { type Actor, hasRole, type Person } from "../../platform/actor.ts";
import { ownersOf } from "../drafts/permissions.ts";

/** Everyone who works for an organisation may ask, for that organisation. */
export function mayRequestWaiver(actor: Actor): actor is Person & { readonly organisation: string } {
  return actor.kind === "person" && actor.organisation !== null;
}

/** Whether somebody asks for their own organisation: the first who takes part in the situation. */
export function asksForOwn(
  actor: Person & { readonly organisation: string },
  { participants }: { readonly participants: readonly (string | { readonly id: string })[] },
): boolean {
  const [first] = participants;
  return first === undefined || actor.organisation === (typeof first === "string" ? first : first.id);
}

/** Whether somebody decides on any waivers: who makes rules also decides who may deviate from them. */
export function mayDecideWaivers(actor: Actor): boolean {
  return ownersOf(actor).length > 0;
}

/** Whoever signed in sees a list; which waivers are in it, {@link visibleWaivers} says. */
export function mayReadWaivers(actor: Actor): actor is Person {
  return actor.kind === "person";
}

/** Whose waivers somebody sees: their own requests, those they decide on, and those of their organisation. */
export function visibleWaivers(
  actor: Person,
): { readonly all: true } | { asker: string; owners: readonly string[]; organisation: string | null } {
  if (hasRole(actor, "auditor")) return { all: true };
  return {
    asker: actor.id,
    owners: ownersOf(actor),
    organisation: hasRole(actor, "security-officer") ? actor.organisation : null,
  };
}

/** A waiver, as far as it matters to who may do what. */
interface WaiverParties {
  readonly asker: string;
  readonly organisation: string;
  readonly owners: readonly string[];
}

/** The owners that somebody may sign for: never on a request of their own. */
export function signsFor(actor: Actor, { asker, owners }: WaiverParties): readonly string[] {
  if (actor.kind !== "person" || actor.id === asker) return [];
  const decided = ownersOf(actor);
  return owners.filter((owner) => decided.includes(owner));
}

/** A waiver is withdrawn by who decides on it, by who asked, or by a security officer of the asker's organisation. */
export function mayWithdraw(actor: Actor, waiver: WaiverParties): boolean {
  if (actor.kind !== "person") return false;
  const ofTheirs = hasRole(actor, "security-officer") && actor.organisation === waiver.organisation;
  return actor.id === waiver.asker || ofTheirs || signsFor(actor, waiver).length > 0;
}

/** Akkoord itself looks every day which waivers are about to expire. */
export function mayNoteExpiring(actor: Actor): boolean {
  return actor.kind === "system";
}
