import type { Actor } from "../../platform/actor.ts";

/** Whom a user id names. */
export type Known =
  | { readonly kind: "person"; readonly id: string }
  | { readonly kind: "guest"; readonly id: string }
  | { readonly kind: "akkoord" };

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const USER_ID = new RegExp(`^@(?:([ug])-(${UUID})|akkoord):(.+)$`);

/**
 * The user id of a person.
 *
 * @example personUserId("4f0c…", "akkoord.example.nl") // "@u-4f0c…:akkoord.example.nl"
 */
export function personUserId(person: string, server: string): string {
  return `@u-${person}:${server}`;
}

/** The user id of a guest. */
export function guestUserId(guest: string, server: string): string {
  return `@g-${guest}:${server}`;
}

/** The user id of Akkoord itself: in every room, visible, with the highest power. */
export function akkoordUserId(server: string): string {
  return `@akkoord:${server}`;
}

/** The user id by which somebody takes part in rooms; null for who did not sign in. */
export function userIdOf(actor: Actor, server: string): string | null {
  switch (actor.kind) {
    case "person":
      return personUserId(actor.id, server);
    case "guest":
      return guestUserId(actor.id, server);
    case "system":
      return akkoordUserId(server);
    case "anonymous":
      return null;
  }
}

/** Whom a user id names; null when it is none of this server. */
export function whoIs(userId: string, server: string): Known | null {
  const [, kind, id, host] = USER_ID.exec(userId) ?? [];
  if (host !== server) return null;
  if (id === undefined) return { kind: "akkoord" };
  return { kind: kind === "g" ? "guest" : "person", id };
}
