import type { RoomMember } from "./model.ts";

/** Somebody in a room, as far as the rules look at them. */
export type PartyMember = Pick<RoomMember, "kind" | "id" | "organisation"> & {
  readonly guest: { readonly party: string } | null;
};

/** Everybody in a room who counts as one participant to the rules: an organisation, or an outside party. */
export interface Party {
  /** Null for people of whom nobody knows for whom they work. */
  readonly id: string | null;
  readonly members: readonly PartyMember[];
}

/** The participant that somebody belongs to; null when nobody knows. */
export function partyOf(member: PartyMember): string | null {
  return member.kind === "guest" ? (member.guest?.party ?? null) : member.organisation;
}

/**
 * Who takes part in a room: the hub first, because it hosts the room also when none of its people are in it, then the
 * others in an order of their own.
 *
 * @example partiesOf("bzk", members).map(({ id }) => id) // ["bzk", "external", "szw"]
 */
export function partiesOf(hub: string, members: readonly PartyMember[]): readonly Party[] {
  const byId = Map.groupBy(members, partyOf);
  const others = [...byId.keys()].filter((id) => id !== hub);
  others.sort((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1));
  return [hub, ...others].map((id) => ({ id, members: byId.get(id) ?? [] }));
}
