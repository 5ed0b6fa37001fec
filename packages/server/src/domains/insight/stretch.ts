import { holdsOn, type IsoDate, type Period, periodAround, type RuleSet } from "@akkoord/policy";

/**
 * The stretch of days around a date in which analysis of these rule sets gives the same findings: no rule and no
 * organisation begins or ends within.
 *
 * @example stretchAround([ruleSet], "2020-12-01") // { from: "2020-11-02", to: "2024-07-01" }
 */
export function stretchAround(ruleSets: readonly RuleSet[], date: IsoDate): Period {
  const around = ruleSets.flatMap((ruleSet) => [
    periodAround(ruleSet, date),
    ...ruleSet.organisations.map(({ period }) => sideOf(period, date)),
  ]);
  return {
    from: around.reduce<IsoDate | null>((latest, { from }) => later(latest, from), null),
    to: around.reduce<IsoDate | null>((earliest, { to }) => earlier(earliest, to), null),
  };
}

/** The days on the same side of a period's ends as the date: within it, before it, or after it. */
function sideOf(period: Period, date: IsoDate): Period {
  if (holdsOn(period, date)) return period;
  if (period.from !== null && date < period.from) return { from: null, to: dayBeside(period.from, -1) };
  return { from: period.to === null ? null : dayBeside(period.to, 1), to: null };
}

function later(a: IsoDate | null, b: IsoDate | null): IsoDate | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

function earlier(a: IsoDate | null, b: IsoDate | null): IsoDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function dayBeside(date: IsoDate, days: number): IsoDate {
  const moment = new Date(`${date}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}
