import type { Actor } from "../../platform/actor.ts";

/** Only Akkoord itself makes notices: they follow from a publication. */
export function mayMakeNotices(actor: Actor): boolean {
  return actor.kind === "system";
}

/** Everyone reads what changed: it follows from rules that everyone may read. */
export function mayReadNotices(_actor: Actor): boolean {
  return true;
}
