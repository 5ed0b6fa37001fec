import type { Actor } from "../../platform/actor.ts";

/** Everyone who can be in a room may have a picture: people, and guests. */
export function mayHavePicture(actor: Actor): boolean {
  return actor.kind === "person" || actor.kind === "guest";
}
