import type { AvatarTone } from "../../../primitives/avatar.tsx";
import { fold } from "../../rule-sets/model/names.ts";
import { type Member, POWER, type Room } from "../api.ts";

/** The tones in which organisations stand apart; the hub has the first. */
const TONES = ["brand", "split", "go", "none"] as const;

/** Who is in a room, as people look for them: owners, colleagues, guests, then who is only invited; by name. */
export function inOrder(members: readonly Member[]): readonly Member[] {
  const rank = (member: Member) => {
    if (member.membership === "invite") return 3;
    if (member.owner) return 0;
    return member.kind === "person" ? 1 : 2;
  };
  return members.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, "nl"));
}

/** The colour of everybody's initials: one per organisation, in the order in which they are in the room; guests their own. */
export function tonesIn(room: Pick<Room, "hub" | "members">): (member: Member) => AvatarTone {
  const organisations = [...new Set([room.hub, ...room.members.flatMap((one) => one.organisation ?? [])])];
  const tones = new Map(organisations.map((id, place) => [id, TONES[place % TONES.length]]));
  return (member) => (member.kind === "guest" ? "care" : (tones.get(member.organisation ?? "") ?? "none"));
}

/** Members whose name holds what was typed. */
export function findMembers(members: readonly Member[], typed: string): readonly Member[] {
  const wanted = fold(typed);
  return wanted === "" ? members : members.filter((member) => fold(member.name).includes(wanted));
}

/** Whether somebody is the one owner of a room that others are in too, so that leaving needs a successor. */
export function mustHandOver(room: Room): boolean {
  const owners = room.members.filter((member) => member.owner && member.membership === "join");
  return owners.length === 1 && owners[0]?.userId === room.you.userId && successors(room).length > 0;
}

/** Who can take a room over: people who came in. Guests lead no rooms. */
export function successors(room: Room): readonly Member[] {
  return inOrder(room.members).filter(
    (member) => member.kind === "person" && member.membership === "join" && member.userId !== room.you.userId,
  );
}

/** The organisations and outside parties that take part: the hub first, then in the order in which they came. */
export function partiesIn(room: Pick<Room, "hub" | "members">): readonly string[] {
  return [
    ...new Set([room.hub, ...room.members.flatMap((member) => member.organisation ?? member.party ?? [])]),
  ];
}

/** Whether whoever looks may make somebody an owner: an owner may, of people who are in. */
export function mayLead(room: Room, member: Member): boolean {
  return (
    room.you.abilities.includes("manage") &&
    room.you.power >= POWER.owner &&
    member.kind === "person" &&
    member.membership === "join" &&
    !member.owner
  );
}

/** Whether whoever looks may remove somebody: only who has less to say than they have. */
export function mayRemove(room: Room, member: Member): boolean {
  return (
    room.you.abilities.includes("manage") &&
    member.userId !== room.you.userId &&
    member.power < room.you.power
  );
}

/**
 * A moment on the last day that somebody has access: an end at midnight is the end of the day before.
 *
 * @example lastMoment("2027-01-31T23:00:00.000Z") // "2027-01-31T22:59:59.999Z", in the Netherlands still 31 January
 */
export function lastMoment(until: string): string {
  return new Date(Date.parse(until) - 1).toISOString();
}
