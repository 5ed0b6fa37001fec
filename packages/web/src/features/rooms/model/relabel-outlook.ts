import { canBeOpen, type Decider, effectsOf, opens, outcomeOf } from "@akkoord/policy";
import type { Label, Member, Room } from "../api.ts";
import { ROOM_TOOL, situationOf } from "./workplace-matters.ts";

/** What will happen to a room with another label. */
export interface Outlook {
  /** Nothing stands still. */
  readonly fits: boolean;
  /** Who will not be able to read any more; nobody when it fits, or when it is nobody's in particular. */
  readonly losing: readonly Member[];
  /** Ids of the rules that it no longer fits. */
  readonly rules: readonly string[];
}

/** Sets of more parties than this are not tried: then nobody in particular is named. */
const MOST_LEFT_OUT = 2;

/**
 * Foretells what the server will decide when a room gets another label: by the same rules, with the same smallest set
 * of people without whom it fits; outsiders first, then who came last. The server decides anew, and knows waivers that
 * this device does not.
 */
export function outlookOf(decider: Decider, room: Room, label: Label): Outlook {
  const withMembers = (members: readonly Member[]) =>
    situationOf(decider.ruleSet, decider.date, { ...room, label, members }, room.hub, {});
  const hasRooms = decider.ruleSet.tools.some(({ id }) => id === ROOM_TOOL);
  const fits = (members: readonly Member[]) =>
    hasRooms && canBeOpen(decider, withMembers(members), ROOM_TOOL);
  if (fits(room.members)) return { fits: true, losing: [], rules: [] };

  const without = (gone: readonly string[]) =>
    room.members.filter((member) => !gone.includes(partyOf(member)));
  const outside = partiesToLeaveOut(room).filter(({ isOutside }) => isOutside);
  const sets = [...subsets(outside, outside.length), ...subsets(partiesToLeaveOut(room), MOST_LEFT_OUT)].map(
    (parties) => parties.map(({ id }) => id),
  );
  const gone = sets.find((parties) => fits(without(parties))) ?? [];
  const refusing = hasRooms ? outcomeOf(decider, withMembers(room.members), ROOM_TOOL) : null;
  return {
    fits: false,
    losing: room.members.filter((member) => gone.includes(partyOf(member))),
    rules: [
      ...new Set(
        (refusing?.participants ?? [])
          .filter((participant) => !effectsOf(participant).some(opens))
          .flatMap(({ decisive }) => decisive),
      ),
    ],
  };
}

interface Leaving {
  readonly id: string;
  readonly isOutside: boolean;
}

function partyOf(member: Member): string {
  return member.party ?? member.organisation ?? "";
}

/** Everybody but the hub, who hosts it: outsiders first, and of those alike who came last. */
function partiesToLeaveOut(room: Room): readonly Leaving[] {
  const ids = [...new Set(room.members.map(partyOf))].filter((id) => id !== room.hub).toReversed();
  const isOutside = (id: string) =>
    room.members.some((member) => partyOf(member) === id && member.kind === "guest");
  const parties = ids.map((id) => ({ id, isOutside: isOutside(id) }));
  return [...parties.filter((party) => party.isOutside), ...parties.filter((party) => !party.isOutside)];
}

/** Every set of at most so many, the smallest first. */
function subsets<Item>(items: readonly Item[], most: number): readonly (readonly Item[])[] {
  const ofSize = (from: readonly Item[], size: number): readonly (readonly Item[])[] =>
    size === 0
      ? [[]]
      : from.flatMap((item, i) => ofSize(from.slice(i + 1), size - 1).map((rest) => [item, ...rest]));
  return Array.from({ length: Math.min(most, items.length) }, (_, i) => ofSize(items, i + 1)).flat();
}
