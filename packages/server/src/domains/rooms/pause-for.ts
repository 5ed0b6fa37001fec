import type { PauseContent, RoomFacts, RoomMember } from "./model.ts";
import { culpritsIn, isStateSecret, resolversOf } from "./refusal.ts";
import type { RulesNow, Verdicts } from "./verdict.ts";
import { partyOf } from "./verdict-parties.ts";

/**
 * The pause that the rules give a room as it is now; null when it fits. A closed room stays as it is.
 *
 * @param rules with the waivers of every organisation in the room
 */
export function pauseFor(room: RoomFacts, rules: RulesNow, verdicts: Verdicts): PauseContent | null {
  if (room.closedAt !== null) return room.pause;
  const decision = verdicts.decide({ ...room, acting: null }, rules);
  if (decision.kind === "fits") return null;
  return asBefore(room.pause, {
    paused: true,
    code: isStateSecret(room.label) ? "state-secret" : "rules-refuse",
    ...culpritsIn(decision.basis),
    ruleSet: rules.held.hash,
    shut: shutIn(room, rules, verdicts),
    resolvers: resolversOf(room.members).map(({ userId }) => userId),
  });
}

/** A pause for the same reasons stays the same, whatever else was published meanwhile. */
function asBefore(before: PauseContent | null, now: PauseContent): PauseContent {
  if (before === null) return now;
  const text = ({ code, organisation, rules, shut, resolvers }: PauseContent) =>
    JSON.stringify([code, organisation, rules, shut, resolvers]);
  return text(before) === text(now) ? before : now;
}

/** People who can be left out only together: the rules cannot tell them apart. */
interface Unit {
  readonly party: string | null;
  readonly members: readonly RoomMember[];
  /** Guests and unknown people before organisations. */
  readonly outside: boolean;
}

/**
 * User ids of the members without whom the room fits: a smallest set, outsiders before organisations, and of those who
 * came later before who came earlier. The hub stays, because the room is there; without a set there is nobody in
 * particular, and all keep reading.
 */
function shutIn(room: RoomFacts, rules: RulesNow, verdicts: Verdicts): readonly string[] {
  const units = unitsOf(room, rules);
  const fitsWithout = (left: readonly Unit[]): boolean => {
    const gone = new Set(left.flatMap(({ members }) => members.map(({ userId }) => userId)));
    const members = room.members.filter(({ userId }) => !gone.has(userId));
    return verdicts.decide({ ...room, members, acting: null }, rules).kind === "fits";
  };
  const outside = units.filter((unit) => unit.outside);
  const found =
    smallest(outside, outside.length, fitsWithout) ??
    smallest(units, MOST_TRIED_TOGETHER, fitsWithout) ??
    fewestInOrder(units, fitsWithout) ??
    [];
  const shut = new Set(found.flatMap(({ members }) => members.map(({ userId }) => userId)));
  return room.members.filter(({ userId }) => shut.has(userId)).map(({ userId }) => userId);
}

/** Beyond this many organisations at once every set would be too many to try. */
const MOST_TRIED_TOGETHER = 2;

/** Who can be left out, first to be first. */
function unitsOf(room: RoomFacts, { waivers }: RulesNow): readonly Unit[] {
  const byKind = Map.groupBy(room.members, (member) =>
    JSON.stringify([
      partyOf(member),
      member.kind,
      waivers.flatMap(({ waiver, people }) => (people?.has(member.id) === true ? [waiver.id] : [])),
    ]),
  );
  const units = [...byKind.values()].flatMap((members): Unit[] => {
    const [first] = members;
    if (first === undefined) return [];
    const party = partyOf(first);
    return [{ party, members, outside: first.kind === "guest" || party === null }];
  });
  const since = ({ members }: Unit) => Math.min(...members.map((member) => member.since));
  const rank = ({ outside, party }: Unit) => (outside ? 0 : party === room.hub ? 2 : 1);
  return units.sort((a, b) => rank(a) - rank(b) || since(b) - since(a));
}

/** Of the sets of at most so many units with which it works, the one with the fewest people; null when there is none. */
function smallest(
  units: readonly Unit[],
  most: number,
  works: (left: readonly Unit[]) => boolean,
): readonly Unit[] | null {
  for (let size = 1; size <= most; size++) {
    const sets = subsets(units, size).sort((a, b) => people(a) - people(b));
    const found = sets.find(works);
    if (found !== undefined) return found;
  }
  return null;
}

/** One after the other until it works, and then back in whoever need not have gone. */
function fewestInOrder(
  units: readonly Unit[],
  works: (left: readonly Unit[]) => boolean,
): readonly Unit[] | null {
  const enough = units.findIndex((_, index) => works(units.slice(0, index + 1)));
  if (enough === -1) return null;
  let left = units.slice(0, enough + 1);
  for (const unit of left.toReversed()) {
    const fewer = left.filter((other) => other !== unit);
    if (works(fewer)) left = fewer;
  }
  return left;
}

function people(units: readonly Unit[]): number {
  return units.reduce((sum, { members }) => sum + members.length, 0);
}

function subsets(units: readonly Unit[], size: number): (readonly Unit[])[] {
  if (size === 0) return [[]];
  return units.flatMap((unit, index) =>
    subsets(units.slice(index + 1), size - 1).map((rest) => [unit, ...rest]),
  );
}
