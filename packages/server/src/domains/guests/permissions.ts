import type { Actor, Person } from "../../platform/actor.ts";

/** A person who works for an organisation that we know. */
export type Colleague = Person & { readonly organisation: string };

/** Who works here may invite; which rooms and which guests, rooms and rules decide. */
export function mayInviteGuests(actor: Actor): actor is Colleague {
  return actor.kind === "person" && actor.organisation !== null;
}

/** Who works here sees the guests that they answer for, and those of their rooms. */
export function mayReadGuests(actor: Actor): boolean {
  return actor.kind === "person";
}

/** Whoever holds a link may open it, and whoever may have an invitation may ask for one: the link is the proof. */
export function mayUseLink(_actor: Actor): boolean {
  return true;
}

/** Only Akkoord itself ends guests whose time is over, reminds sponsors and sends links. */
export function mayLookAfterGuests(actor: Actor): boolean {
  return actor.kind === "system";
}

/** Only the sponsor renews and sends the invitation again. */
export function answersFor(actor: Actor, guest: { readonly sponsor: string }): boolean {
  return actor.kind === "person" && actor.id === guest.sponsor;
}
