import { canBeOpen, type Decider, type RuleSet, type Situation } from "@akkoord/policy";
import { attributeOf } from "../../rule-sets/model/names.ts";
import type { Label } from "../api.ts";
import { toldIn, WORKPLACE_ATTRIBUTES, type Workplace, type WorkplaceAttribute } from "./workplace.ts";

/** The tool that a room is to the rules. */
export const ROOM_TOOL = "akkoord-ruimte";

/** A room as the rules see it. */
export interface RoomInRules {
  readonly label: Label;
  /** The organisations and outside parties that take part, the hub first. */
  readonly parties: readonly string[];
}

/**
 * On which parts of somebody's workplace it depends whether they may write in a room, with the values that would
 * close it for them. What the server decides counts; this says when it is worth asking.
 *
 * @param mine the organisation of whoever asks
 */
export function workplaceMatters(
  decider: Decider,
  room: RoomInRules,
  mine: string,
  workplace: Workplace,
): readonly WorkplaceAttribute[] {
  const told = toldIn(workplace);
  return WORKPLACE_ATTRIBUTES.filter((attribute) => {
    const values = attributeOf(decider.ruleSet, attribute)?.values.map(({ id }) => id) ?? [];
    const ways = values.map((value) => isOpenWith(decider, room, mine, { ...told, [attribute]: value }));
    return ways.some((open) => !open) && ways.some((open) => open);
  });
}

/** Whether somebody may write in a room with what they told, in some completion of what nobody told. */
export function isOpenWith(
  decider: Decider,
  room: RoomInRules,
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
  { label, parties }: RoomInRules,
  me: string,
  mine: Readonly<Record<string, string>>,
): Situation {
  const known = new Set([...ruleSet.organisations, ...ruleSet.outsideParties].map(({ id }) => id));
  return {
    date,
    attributes: { activity: "message", host: "own", ...label },
    participants: parties
      .filter((id) => known.has(id))
      .map((id) => ({ id, attributes: id === me ? mine : {} })),
  };
}
