import { canBeOpen, type Decider, type RuleSet, type Situation } from "@akkoord/policy";
import { attributeOf } from "../../rule-sets/model/names.ts";
import type { Room } from "../api.ts";
import { partiesIn } from "./people.ts";

/** What somebody says about where they work now, in values of the vocabulary; null for what they did not say. */
export interface Workplace {
  readonly device: string | null;
  readonly location: string | null;
}

/** The attributes of the vocabulary that are about where somebody works. */
export const WORKPLACE_ATTRIBUTES = ["device", "location"] as const;

/** One of them. */
export type WorkplaceAttribute = (typeof WORKPLACE_ATTRIBUTES)[number];

/** The tool that a room is to the rules. */
export const ROOM_TOOL = "akkoord-ruimte";

/**
 * On which parts of somebody's workplace it depends whether they may write in a room, with the values that would
 * close it for them. What the server decides counts; this says when it is worth asking.
 *
 * @param mine the organisation of whoever asks
 */
export function workplaceMatters(
  decider: Decider,
  room: Pick<Room, "hub" | "label" | "members">,
  mine: string,
  workplace: Workplace,
): readonly WorkplaceAttribute[] {
  return WORKPLACE_ATTRIBUTES.filter((attribute) => {
    const other = attribute === "device" ? "location" : "device";
    const values = attributeOf(decider.ruleSet, attribute)?.values.map(({ id }) => id) ?? [];
    const ways = values.map((value) =>
      isOpenWith(decider, room, mine, {
        ...(workplace[other] === null ? {} : { [other]: workplace[other] }),
        [attribute]: value,
      }),
    );
    return ways.some((open) => !open) && ways.some((open) => open);
  });
}

function isOpenWith(
  decider: Decider,
  room: Pick<Room, "hub" | "label" | "members">,
  me: string,
  mine: Readonly<Record<string, string>>,
): boolean {
  const { ruleSet, date } = decider;
  if (!ruleSet.tools.some(({ id }) => id === ROOM_TOOL)) return false;
  return canBeOpen(decider, situationOf(ruleSet, date, room, me, mine), ROOM_TOOL);
}

/** The situation that a message in a room is, for who writes it. */
export function situationOf(
  ruleSet: RuleSet,
  date: string,
  room: Pick<Room, "hub" | "label" | "members">,
  me: string,
  mine: Readonly<Record<string, string>>,
): Situation {
  const known = new Set([...ruleSet.organisations, ...ruleSet.outsideParties].map(({ id }) => id));
  return {
    date,
    attributes: { activity: "message", host: "own", ...room.label },
    participants: partiesIn(room)
      .filter((id) => known.has(id))
      .map((id) => ({ id, attributes: id === me ? mine : {} })),
  };
}
