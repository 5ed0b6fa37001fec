/**
 * Where a waiver is looked at: one point for every way that rules can come together in its region and its period.
 * Points at which the same rules apply decide alike, so these few stand for all of them.
 */

import { periods } from "./compile/periods.ts";
import { type Effect, opens, side } from "./effect.ts";
import { interpret } from "./interpret.ts";
import { cannotOccur, holdsAt } from "./points.ts";
import type { Attribute, Condition, IsoDate, Rule, RuleSet } from "./rule-set.ts";
import type { Point } from "./situation.ts";
import { holdsOn } from "./valid-on.ts";
import { barOf } from "./waiver-bar.ts";
import { dutyStatus } from "./workable.ts";

/** Past this many points a region is too wide to look at. Points that no rule tells apart count once. */
const MOST_POINTS = 50_000;

/** For whom, for which tool, in which situations and when. */
export interface WaiverRegion {
  readonly organisation: string;
  readonly tool: string;
  readonly when: Condition;
  readonly valid: { readonly from: IsoDate; readonly to: IsoDate };
}

/** One point of a region that stands for all where the same rules apply. */
export interface Place {
  readonly date: IsoDate;
  readonly point: Point;
  /** Rules that cannot be waived, count here without any waiver, and are against the tool. */
  readonly floors: readonly Rule[];
}

/** What a rule says of a tool: to require one tool is to forbid every other. */
export function saysOf(rule: Rule, tool: string): Effect | null {
  if (rule.tools.ids.includes(tool)) return rule.effect;
  return rule.effect === "required" ? "prohibited" : null;
}

/**
 * The part of a rule set that can matter in a region: one organisation, one tool, and the rules that speak of them
 * there. Decides there as the whole rule set does, and is small enough to try many variants of.
 */
export function partFor(ruleSet: RuleSet, region: WaiverRegion): RuleSet {
  const { organisation, tool, when, valid } = region;
  return {
    ...ruleSet,
    organisations: ruleSet.organisations.filter(({ id }) => id === organisation),
    outsideParties: [],
    groups: [],
    tools: ruleSet.tools.filter(({ id }) => id === tool),
    sources: [],
    untranslatables: [],
    rules: ruleSet.rules.filter(
      (rule) =>
        rule.bearers.includes(organisation) &&
        (rule.tools.ids.includes(tool) || rule.effect === "required") &&
        (rule.valid.from === null || rule.valid.from <= valid.to) &&
        (rule.valid.to === null || valid.from <= rule.valid.to) &&
        meets(rule.when, when),
    ),
  };
}

/**
 * The places of a region.
 *
 * @param part what {@link partFor} gave for the region.
 * @param within a narrower condition that must be told apart as well, such as the situation that was asked about.
 * @param duties ids of duties that must be told apart as well.
 * @returns null when the region is too wide.
 */
export function placesOf(
  part: RuleSet,
  region: WaiverRegion,
  within: Condition = {},
  duties: readonly string[] = [],
): readonly Place[] | null {
  const { vocabulary } = part;
  const brought = vocabulary.duties.filter(
    ({ id }) => duties.includes(id) || part.rules.some((rule) => rule.duties.includes(id)),
  );
  const conditions: readonly Condition[] = [
    within,
    ...vocabulary.impossible,
    ...part.rules.map((rule) => rule.when),
    ...brought.flatMap(({ constraint }) =>
      constraint === undefined ? [] : [{ [constraint.attribute]: constraint.values }],
    ),
  ];
  const choices = vocabulary.attributes.map((attribute) => kindsOf(attribute, region.when, conditions));
  if (choices.reduce((product, values) => product * values.length, 1) > MOST_POINTS) return null;
  const points = choices
    .reduce<readonly (readonly number[])[]>(
      (begun, values) => begun.flatMap((start) => values.map((value) => [...start, value])),
      [[]],
    )
    .map((values) => Uint8Array.from(values))
    .filter((point) => !cannotOccur(vocabulary, point));

  return daysOf(part, region).flatMap((date) => {
    const inForce = part.rules.filter((rule) => holdsOn(rule.valid, date));
    const decider = interpret(part, date);
    const seen = new Map<string, Place>();
    for (const point of points) {
      const applicable = inForce.filter((rule) => holdsAt(vocabulary, rule.when, point) === "holds");
      const key = JSON.stringify([
        holdsAt(vocabulary, within, point) === "holds",
        applicable.map(({ id }) => id),
        brought.map((duty) => dutyStatus(vocabulary, duty, point)),
      ]);
      if (seen.has(key)) continue;
      const defeated = new Set(decider.decide(0, 0, point).defeated.map(({ rule }) => rule));
      const floors = applicable.filter((rule) => {
        const says = saysOf(rule, region.tool);
        return barOf(rule) !== null && says !== null && side(says) === "against" && !defeated.has(rule.id);
      });
      seen.set(key, { date, point, floors });
    }
    return [...seen.values()];
  });
}

/**
 * Whether a waiver's rule, together with those added before it, would open what a rule closes that cannot be waived.
 * Overriding one rule can bring back another that sets such a rule aside; naming no such rule is not enough.
 * A region too wide to look at counts as one where it would.
 */
export function opensAFloor(ruleSet: RuleSet, added: readonly Rule[], rule: Rule): boolean {
  const from = rule.valid.from ?? "";
  const to = rule.valid.to ?? "";
  return rule.bearers.some((organisation) =>
    rule.tools.ids.some((tool) => {
      const region = { organisation, tool, when: rule.when, valid: { from, to } };
      const part = partFor(ruleSet, region);
      const places = placesOf(part, region, {}, []);
      if (places === null) return true;
      const after = {
        ...part,
        rules: partFor({ ...ruleSet, rules: [...ruleSet.rules, ...added, rule] }, region).rules,
      };
      return places.some(
        ({ date, point, floors }) =>
          floors.length > 0 && opens(interpret(after, date).decide(0, 0, point).effect),
      );
    }),
  );
}

/** The first day, and every later day of the region's period on which a rule starts or the day after one ended. */
function daysOf(part: RuleSet, { valid }: WaiverRegion): readonly IsoDate[] {
  const turns = periods(part).flatMap(({ from }) =>
    from !== null && from > valid.from && from <= valid.to ? [from] : [],
  );
  return [valid.from, ...turns];
}

/** Of the values that a condition allows, one of each kind that the other conditions tell apart. */
function kindsOf(
  { id, values }: Attribute,
  when: Condition,
  conditions: readonly Condition[],
): readonly number[] {
  const looking = conditions.filter((condition) => condition[id] !== undefined);
  const first = new Map<string, number>();
  for (const [index, value] of values.entries()) {
    if (when[id]?.includes(value.id) === false) continue;
    const treatment = looking
      .map((condition) => (condition[id]?.includes(value.id) === false ? "0" : "1"))
      .join("");
    if (!first.has(treatment)) first.set(treatment, index);
  }
  return [...first.values()];
}

function meets(a: Condition, b: Condition): boolean {
  return Object.entries(a).every(([id, values]) => {
    const others = b[id];
    return others === undefined || values.some((value) => others.includes(value));
  });
}
