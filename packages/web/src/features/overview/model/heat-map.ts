import { type Decider, type Outcome, opens, type RuleSet } from "@akkoord/policy";
import { outcomesAt } from "../../tools/model/standard-verdict.ts";

/** What may be used for one activity and information class. */
export interface HeatCell {
  /** Organisations with at least one tool that they may use. */
  readonly organisations: number;
  /** Tools that at least one organisation may use. */
  readonly tools: number;
  /** Tools that every organisation may use. */
  readonly common: number;
  /** Tools that serve the activity. */
  readonly serving: number;
}

/** What a heat map counts. */
export type Measure = "organisations" | "tools" | "common";

/** Per activity, per information class; null where no such situation can occur. */
export interface HeatMap {
  readonly activities: readonly string[];
  readonly classes: readonly string[];
  readonly cells: readonly (readonly (HeatCell | null)[])[];
  /** How many organisations were looked at. */
  readonly organisations: number;
}

/**
 * Counts what may be used, for every activity and information class.
 *
 * @param values the rest of the situation; what it leaves out is open, and a tool must then be allowed whatever it is
 */
export function makeHeatMap(
  decider: Decider,
  organisations: readonly string[],
  values: Readonly<Record<string, string>>,
): HeatMap {
  const { ruleSet } = decider;
  const activities = valuesOf(ruleSet, "activity");
  const classes = valuesOf(ruleSet, "information");
  return {
    activities,
    classes,
    organisations: organisations.length,
    cells: activities.map((activity) =>
      classes.map((information) =>
        countAt(decider, organisations, { ...values, activity, information }, activity),
      ),
    ),
  };
}

function countAt(
  decider: Decider,
  organisations: readonly string[],
  values: Readonly<Record<string, string>>,
  activity: string,
): HeatCell | null {
  const serving = decider.ruleSet.tools.filter((tool) => tool.activities.includes(activity));
  const outcomes = serving.map((tool) =>
    organisations.map((organisation) => outcomesAt(decider, organisation, tool.id, values)),
  );
  if (outcomes.every((row) => row.every((possible) => possible.length === 0))) return null;
  const open = outcomes.map((row) => row.map(isOpen));
  return {
    organisations: organisations.filter((_, column) => open.some((row) => row[column] === true)).length,
    tools: open.filter((row) => row.includes(true)).length,
    common: open.filter((row) => row.length > 0 && !row.includes(false)).length,
    serving: serving.length,
  };
}

function isOpen(possible: readonly Outcome[]): boolean {
  return possible.length > 0 && possible.every(({ effect, contested }) => opens(effect) && !contested);
}

function valuesOf(ruleSet: RuleSet, attribute: string): readonly string[] {
  return ruleSet.vocabulary.attributes.find(({ id }) => id === attribute)?.values.map(({ id }) => id) ?? [];
}

/** The most that a cell can count to. */
export function mostOf(map: HeatMap, cell: HeatCell, measure: Measure): number {
  return measure === "organisations" ? map.organisations : cell.serving;
}

/** How warm a cell is: 0 for none to 4 for all. */
export function heatOf(map: HeatMap, cell: HeatCell, measure: Measure): 0 | 1 | 2 | 3 | 4 {
  const most = mostOf(map, cell, measure);
  const share = most === 0 ? 0 : cell[measure] / most;
  if (share === 0) return 0;
  if (share === 1) return 4;
  return share < 1 / 3 ? 1 : share < 2 / 3 ? 2 : 3;
}
