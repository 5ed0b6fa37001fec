import type { IsoDate, Period, RuleSet } from "../rule-set.ts";
import { holdsOn } from "../valid-on.ts";

/**
 * The stretches of time in which no rule starts or ends, earliest first. Together they are all of time, so
 * the first is open at the start and the last at the end. Within one of them every day is decided alike.
 *
 * @example periods(ruleSet) // [{ from: null, to: "2020-10-31" }, { from: "2020-11-01", to: null }]
 */
export function periods(ruleSet: RuleSet): readonly Period[] {
  const starts = new Set<IsoDate>();
  for (const { valid } of ruleSet.rules) {
    if (valid.from !== null) starts.add(valid.from);
    if (valid.to !== null) starts.add(shifted(valid.to, 1));
  }
  const turns: readonly (IsoDate | null)[] = [null, ...[...starts].sort()];
  return turns.map((from, index) => {
    const next = turns[index + 1];
    return { from, to: next === undefined || next === null ? null : shifted(next, -1) };
  });
}

/** The stretch of time around a date in which every day is decided as on that date. */
export function periodAround(ruleSet: RuleSet, date: IsoDate): Period {
  return periods(ruleSet).find((period) => holdsOn(period, date)) ?? { from: null, to: null };
}

function shifted(date: IsoDate, days: number): IsoDate {
  const moment = new Date(`${date}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}
