import type { Period } from "./rule-set.ts";

/** Whether a day (`yyyy-mm-dd`) falls in a period; both ends belong to it. */
export function holdsOn(period: Period, date: string): boolean {
  return (period.from === null || period.from <= date) && (period.to === null || date <= period.to);
}
