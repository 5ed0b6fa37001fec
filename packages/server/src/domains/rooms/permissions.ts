import { type Actor, type Guest, hasRole, type Person } from "../../platform/actor.ts";

/** Whoever is signed in may be in rooms, guests too. */
export function mayUseRooms(actor: Actor): actor is Person | Guest {
  return actor.kind === "person" || actor.kind === "guest";
}

/** Who works for an organisation opens rooms: it becomes their hub. */
export function mayOpenRooms(actor: Actor): actor is Person & { readonly organisation: string } {
  return actor.kind === "person" && actor.organisation !== null;
}

/** Who works here invites and removes people; a guest does not. */
export function mayManageRooms(actor: Actor): actor is Person {
  return actor.kind === "person";
}

/** Akkoord itself decides again, removes who left and clears away. */
export function mayKeepUpRooms(actor: Actor): boolean {
  return actor.kind === "system";
}

/** Whether somebody reads the whole log of a room that they need not be in: for its archive, or to check it. */
export function mayExportWithoutMembership(actor: Actor, hub: string): boolean {
  return hasRole(actor, "auditor") || isRecordsManagerOf(actor, hub);
}

/** Whether somebody may ask for a log at all; of which rooms, is decided per room. */
export function mayAskForLog(actor: Actor): boolean {
  return actor.kind === "person";
}

/** The records manager of the hub decides that what was said is destroyed. */
export function mayDestroyKey(actor: Actor, hub: string): boolean {
  return isRecordsManagerOf(actor, hub);
}

/** Operators renew keys; so does the records manager of the hub, of a single room. */
export function mayRotateKey(actor: Actor, hub: string): boolean {
  return hasRole(actor, "operator") || isRecordsManagerOf(actor, hub);
}

/** Operators and records managers work with the keys of rooms; of which rooms, is decided per room. */
export function mayWorkWithRoomKeys(actor: Actor): boolean {
  return hasRole(actor, "operator", "records-manager");
}

/** Whose rooms without an owner somebody may give one: operators of all, records managers of their own organisation. */
export function ownerlessRoomsOf(
  actor: Actor,
): { readonly all: true } | { readonly organisation: string } | null {
  if (hasRole(actor, "operator")) return { all: true };
  if (actor.kind !== "person" || actor.organisation === null) return null;
  return hasRole(actor, "records-manager") ? { organisation: actor.organisation } : null;
}

/** Whether somebody gives rooms owners at all; which rooms, is decided per room. */
export function mayAppointOwners(actor: Actor): boolean {
  return ownerlessRoomsOf(actor) !== null;
}

/** Operators and the records manager of the hub give a room that nobody leads an owner. */
export function mayAppointOwner(actor: Actor, hub: string): boolean {
  const theirs = ownerlessRoomsOf(actor);
  return theirs !== null && ("all" in theirs || theirs.organisation === hub);
}

/** The records manager of the hub may read its rooms anyway; an operator must not get to read one this way. */
export function mayAppointThemselves(actor: Actor, hub: string): boolean {
  return isRecordsManagerOf(actor, hub);
}

/** What a room is called, who keeps its archive may know; operators read nothing of rooms. */
export function mayReadNameOfOwnerless(actor: Actor, hub: string): boolean {
  return isRecordsManagerOf(actor, hub);
}

/** Operators renew the master key. */
export function mayRotateMasterKey(actor: Actor): boolean {
  return hasRole(actor, "operator");
}

function isRecordsManagerOf(actor: Actor, hub: string): boolean {
  return actor.kind === "person" && hasRole(actor, "records-manager") && actor.organisation === hub;
}
