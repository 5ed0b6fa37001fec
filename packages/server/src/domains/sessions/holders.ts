import type { Actor, Guest, Person, Workplace } from "../../platform/actor.ts";
import type { HolderKind } from "./tables.ts";

/** Somebody who can be signed in. */
export type Holder = Person | Guest;

/** Finds who a session or token belongs to. Null for whoever is not welcome any more. */
export interface Holders {
  person(id: string): Promise<Person | null>;
  guest(id: string): Promise<Guest | null>;
}

/** Somebody who is signed in, and what they said about where they work. */
export interface SignedIn {
  readonly actor: Holder;
  readonly workplace: Workplace;
}

/** Whether the actor is somebody who can be signed in. */
export function isHolder(actor: Actor): actor is Holder {
  return actor.kind === "person" || actor.kind === "guest";
}

/** The holder that a row names. */
export function holderOf(
  holders: Holders,
  row: { readonly holder_kind: HolderKind; readonly holder_id: string },
): Promise<Holder | null> {
  return row.holder_kind === "guest" ? holders.guest(row.holder_id) : holders.person(row.holder_id);
}
