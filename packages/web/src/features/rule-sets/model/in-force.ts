import type { IsoDate, Period } from "@akkoord/policy";
import type { PublishedRuleSet } from "../api.ts";

/** No rule set is in force on a day. */
export class NoRuleSetError extends Error {
  readonly code = "no-rule-set";

  readonly date: IsoDate;

  constructor(date: IsoDate) {
    super(`No rule set is in force on ${date}. Choose a later day.`);
    this.name = "NoRuleSetError";
    this.date = date;
  }
}

/** The rule set in force on a day: the newest publication whose first day has come. `list` is newest first. */
export function ruleSetInForce(list: readonly PublishedRuleSet[], date: IsoDate): PublishedRuleSet {
  const found = list.find((candidate) => candidate.validFrom === null || candidate.validFrom <= date);
  if (found === undefined) throw new NoRuleSetError(date);
  return found;
}

/** The stretch of time around a day in which no rule starts or ends. */
export function periodAround(published: PublishedRuleSet, date: IsoDate): Period {
  return (
    published.periods.find(
      (period) => (period.from === null || period.from <= date) && (period.to === null || date <= period.to),
    ) ?? { from: date, to: date }
  );
}

/** The day that stands for a whole period, so that a request tells the period and no more. */
export function dayOf(period: Period): IsoDate {
  return period.from ?? period.to ?? "2000-01-01";
}
