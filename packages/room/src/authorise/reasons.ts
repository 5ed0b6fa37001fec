/**
 * Why the rules of the log do not allow an event. Those of room version 11 first, then those of a room with one hub.
 */
export type AuthReason =
  // Creating
  | "no-room"
  | "room-exists"
  | "creator-elsewhere"
  | "room-version"
  | "federated"
  // The sender
  | "sender-elsewhere"
  | "sender-not-joined"
  | "too-little-power"
  | "state-of-another"
  // Membership
  | "no-membership"
  | "unknown-membership"
  | "member-elsewhere"
  | "join-for-another"
  | "banned"
  | "not-invited"
  | "already-member"
  | "not-in-room"
  | "target-as-powerful"
  | "knock"
  | "restricted-join"
  | "third-party-invite"
  | "join-rule"
  // Power levels
  | "power-not-a-number"
  | "power-above-own"
  | "power-of-equal"
  // State of Akkoord
  | "malformed-state"
  // Redaction
  | "nothing-to-redact"
  | "redaction-of-state"
  | "redaction-of-another";

/** Whether an event is allowed. */
export type Authorisation =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: AuthReason };

/** The event is allowed. */
export const ALLOWED: Authorisation = { allowed: true };

/** The event is not allowed. */
export function refused(reason: AuthReason): Authorisation {
  return { allowed: false, reason };
}
