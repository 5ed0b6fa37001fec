/**
 * What several participants' rules say of one tool together, also while attributes are unknown.
 *
 * An unknown attribute of the situation takes the same value for everyone; an unknown attribute of
 * participants may differ between them.
 */
import type { Decider } from "./decider.ts";
import { type OutcomeEffect, stricter } from "./effect.ts";
import type { Outcome } from "./outcome.ts";
import { cannotOccur } from "./points.ts";
import { type Point, UNKNOWN } from "./situation.ts";

/** An organisation that takes part, and the point it stands at. */
export interface Member {
  readonly organisation: number;
  readonly point: Point;
}

/** Outcomes that can occur at the same time, one per member, in their order. */
export type Combination = readonly Outcome[];

/** Every combination of the members' outcomes that is still possible. */
export function possibleTogether(
  decider: Decider,
  members: readonly Member[],
  tool: number,
): readonly Combination[] {
  const perMember = members.map((member) => decider.possible(member.organisation, tool, member.point));
  if (perMember.some((outcomes) => outcomes.length === 0)) return [];
  // As long as at most one member can still go several ways, the combinations follow by themselves.
  if (perMember.filter((outcomes) => outcomes.length > 1).length <= 1) return product(perMember);
  const shared = openSharedAttribute(decider, members);
  if (shared === null) return product(perMember);
  const values = decider.ruleSet.vocabulary.attributes[shared]?.values.length ?? 0;
  const combinations = Array.from({ length: values }, (_, value) =>
    possibleTogether(
      decider,
      members.map((member) => ({ ...member, point: withValue(member.point, shared, value) })),
      tool,
    ),
  ).flat();
  return withoutDoubles(combinations);
}

/** The strictest of several outcomes' effects. */
export function strictestEffect(outcomes: readonly Outcome[]): OutcomeEffect {
  return outcomes.map((outcome) => outcome.effect).reduce(stricter, "required");
}

/** A copy of a point in which one attribute is known. */
export function withValue(point: Point, attribute: number, value: number): Point {
  const copy = point.slice();
  copy[attribute] = value;
  return copy;
}

/** Whether every member's point can occur, as far as it is known. */
export function canOccur(decider: Decider, members: readonly Member[]): boolean {
  return members.every((member) => !cannotOccur(decider.ruleSet.vocabulary, member.point));
}

/** The first situation attribute that is unknown. */
function openSharedAttribute(decider: Decider, members: readonly Member[]): number | null {
  const [first] = members;
  if (first === undefined) return null;
  const index = decider.ruleSet.vocabulary.attributes.findIndex(
    (attribute, i) => attribute.scope !== "participant" && first.point[i] === UNKNOWN,
  );
  return index === -1 ? null : index;
}

function product(perMember: readonly (readonly Outcome[])[]): readonly Combination[] {
  return perMember.reduce<readonly Combination[]>(
    (combinations, outcomes) =>
      combinations.flatMap((combination) => outcomes.map((outcome) => [...combination, outcome])),
    [[]],
  );
}

function withoutDoubles(combinations: readonly Combination[]): readonly Combination[] {
  const seen = new Map(combinations.map((combination) => [JSON.stringify(combination), combination]));
  return [...seen.values()];
}
