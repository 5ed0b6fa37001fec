import { canBeOpen, type Decider, effectsOf, opens, outcomeOf } from "@akkoord/policy";
import type { Label, Member, Room } from "../api.ts";
import { partiesIn } from "./people.ts";
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
    situationOf(
      decider.ruleSet,
      decider.date,
      { label, parties: partiesIn({ hub: room.hub, members }) },
      room.hub,
      {},
    );
  const hasRooms = decider.ruleSet.tools.some(({ id }) => id === ROOM_TOOL);
  // Of somebody whom nobody knows to belong anywhere the rules cannot say anything.
  const fits = (members: readonly Member[]) =>
    hasRooms &&
    members.every((member) => partyOf(member) !== UNKNOWN) &&
    canBeOpen(decider, withMembers(members), ROOM_TOOL);
  if (fits(room.members)) return { fits: true, losing: [], rules: [] };

  const without = (gone: readonly string[]) =>
    room.members.filter((member) => !gone.includes(partyOf(member)));
  const parties = partiesToLeaveOut(room);
  const outside = parties.filter(({ isOutside }) => isOutside);
  const sets = [...subsets(outside, outside.length), ...subsets(parties, MOST_LEFT_OUT)].map((set) =>
    set.map(({ id }) => id),
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
  readonly people: number;
}

/** The party of who belongs to none that is known. */
const UNKNOWN = "";

function partyOf(member: Member): string {
  return member.party ?? member.organisation ?? UNKNOWN;
}

/** Everybody but the hub, who hosts it: outsiders first, and of those alike who came last. */
function partiesToLeaveOut(room: Room): readonly Leaving[] {
  const parties = [...Map.groupBy(room.members, partyOf)]
    .filter(([id]) => id !== room.hub)
    .map(([id, members]) => ({
      id,
      isOutside: id === UNKNOWN || members.some(({ kind }) => kind === "guest"),
      people: members.length,
    }))
    .toReversed();
  return [...parties.filter((party) => party.isOutside), ...parties.filter((party) => !party.isOutside)];
}

/** Every set of at most so many: the smallest first, and of those alike the one with the fewest people. */
function subsets(parties: readonly Leaving[], most: number): readonly (readonly Leaving[])[] {
  const ofSize = (from: readonly Leaving[], size: number): readonly (readonly Leaving[])[] =>
    size === 0
      ? [[]]
      : from.flatMap((party, i) => ofSize(from.slice(i + 1), size - 1).map((rest) => [party, ...rest]));
  const people = (set: readonly Leaving[]) => set.reduce((sum, party) => sum + party.people, 0);
  return Array.from({ length: Math.min(most, parties.length) }, (_, i) =>
    ofSize(parties, i + 1).toSorted((a, b) => people(a) - people(b)),
  ).flat();
}
