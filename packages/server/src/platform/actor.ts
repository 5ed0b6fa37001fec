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

/** Who does something: a person, someone who did not sign in, or Akkoord itself. */
export type Actor =
  | Person
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
