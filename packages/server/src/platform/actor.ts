/** The roles a person can have in Akkoord. Everyone who signs in is a civil servant. */
export const ROLES = [
  "civil-servant",
  "security-officer",
  "coordinator",
  "records-manager",
  "information-officer",
  "auditor",
  "operator",
] as const;

/** A role a person can have in Akkoord. */
export type Role = (typeof ROLES)[number];

/** Someone who signed in. */
export interface Person {
  readonly kind: "person";
  readonly id: string;
  readonly name: string;
  /** The organisation they work for, or null when the identity provider does not say. */
  readonly organisation: string | null;
  readonly roles: readonly Role[];
}

/**
 * Someone from outside who was invited into one room. A kind of its own, so that whatever is for people who work
 * here is closed to guests without having to think of them.
 */
export interface Guest {
  readonly kind: "guest";
  readonly id: string;
  readonly name: string;
  /** The one room they see. */
  readonly room: string;
  /** The outside party they come from, as the rules know it. */
  readonly party: string;
  /** Last moment of their invitation, UTC. */
  readonly until: string;
}

/** Who does something: a person, a guest, someone who did not sign in, or Akkoord itself. */
export type Actor =
  | Person
  | Guest
  | { readonly kind: "anonymous" }
  | { readonly kind: "system"; readonly id: string };

/** Where a request came from. Without sign-in only the network is known, not the address. */
export interface Origin {
  readonly channel: "http" | "server";
  readonly address: string | null;
}

/** Someone who did not sign in. */
export const ANONYMOUS: Actor = { kind: "anonymous" };

/** Whether the actor has one of the roles. */
export function hasRole(actor: Actor, ...roles: readonly Role[]): boolean {
  return actor.kind === "person" && roles.some((role) => actor.roles.includes(role));
}

/**
 * What somebody said about how they work now, in values of the vocabulary; null for what they did not say. Rules look
 * at it by these names.
 */
export interface Workplace {
  readonly device: string | null;
  readonly location: string | null;
  /** Never of a guest: no rule is about the role of somebody from outside. */
  readonly role: string | null;
}

/** Nothing said yet. */
export const NOTHING_SAID: Workplace = { device: null, location: null, role: null };
