import { type Actor, hasRole, type Person } from "../../platform/actor.ts";

/** Operators and auditors see everybody (BIO2 5.18.02), security officers those of their own organisation. */
export function readablePeople(actor: Actor): { all: true } | { organisation: string } | null {
  if (hasRole(actor, "operator", "auditor")) return { all: true };
  if (actor.kind !== "person" || actor.organisation === null) return null;
  return hasRole(actor, "security-officer") ? { organisation: actor.organisation } : null;
}

/** Whether the actor may see who has which rights, and what leavers lost. */
export function mayReadPeople(actor: Actor): boolean {
  return readablePeople(actor) !== null;
}

/** Whether the actor may see people of an organisation. */
export function mayReadPeopleOf(actor: Actor, organisation: string | null): boolean {
  const readable = readablePeople(actor);
  return readable !== null && ("all" in readable || readable.organisation === organisation);
}

/** Whoever works here may ask whose manager they are; for most that is nobody's. */
export function mayReadManagedPeople(actor: Actor): actor is Person {
  return actor.kind === "person";
}

/** Whoever works here may try to read a certificate: only of their own people, or as one who may see people. */
export function mayTryToReadCertificate(actor: Actor): boolean {
  return actor.kind === "person";
}

/** Those who may see the people of an organisation see what leavers lost, and so does the manager of a leaver. */
export function mayReadCertificateOf(actor: Actor, leaver: Subordinate): boolean {
  return mayReadPeopleOf(actor, leaver.organisation) || isManagerOf(actor, leaver);
}

/** Whoever works here may look for colleagues; guests may not. */
export function mayFindColleagues(actor: Actor): boolean {
  return actor.kind === "person";
}

/** Only the sign-in itself writes down who someone is. */
export function mayRecordPerson(actor: Actor): boolean {
  return actor.kind === "system";
}

/** Whoever works here may try to end somebody: only as their manager, or as an operator. Nobody ends themselves. */
export function mayTryToEnd(actor: Actor, person: string): boolean {
  return actor.kind === "person" && actor.id !== person;
}

/** Somebody, as far as it matters to who leads them. */
interface Subordinate {
  readonly organisation: string | null;
  /** The id of a person. */
  readonly manager: string | null;
}

/** Who moved to another organisation leads nobody any more at the one before. */
export function isManagerOf(actor: Actor, { organisation, manager }: Subordinate): boolean {
  return actor.kind === "person" && manager === actor.id && organisation === actor.organisation;
}

/** Operators end anybody, managers those whose manager they are. */
export function mayEnd(actor: Actor, person: Subordinate & { readonly id: string }): boolean {
  if (actor.kind !== "person" || actor.id === person.id) return false;
  return hasRole(actor, "operator") || isManagerOf(actor, person);
}

/** Operators let somebody back in who was ended by hand. */
export function mayReinstate(actor: Actor): boolean {
  return hasRole(actor, "operator");
}

/** Operators give organisations' administrations a way in, and take it away. */
export function mayManageScimClients(actor: Actor): boolean {
  return hasRole(actor, "operator");
}

/** How an organisation's administration is known in the audit trail. */
export const scimActorId = (client: string): string => `scim:${client}`;

/** An organisation's administration acts for itself alone. */
export function mayProvision(actor: Actor, client: string): boolean {
  return actor.kind === "system" && actor.id === scimActorId(client);
}
