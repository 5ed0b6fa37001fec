import type { Actor, Person } from "../../platform/actor.ts";

/** Who works here may lead rooms; which reviews somebody sees and decides, their rooms say. */
export function mayReview(actor: Actor): actor is Person {
  return actor.kind === "person";
}

/** Only Akkoord itself begins reviews and tells of them. */
export function mayFollowReviews(actor: Actor): boolean {
  return actor.kind === "system";
}
