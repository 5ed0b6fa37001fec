import { type Actor, hasRole } from "../../platform/actor.ts";

/** The coordinator and operators publish; so does Akkoord itself when it starts. */
export function mayPublish(actor: Actor): boolean {
  return actor.kind === "system" || hasRole(actor, "coordinator", "operator");
}

/** Only Akkoord itself keeps rule sets that nobody published. */
export function mayKeep(actor: Actor): boolean {
  return actor.kind === "system";
}
