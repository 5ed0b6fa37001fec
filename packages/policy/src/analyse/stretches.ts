import type { IsoDate, Period } from "../rule-set.ts";

/**
 * The stretches of time in which none of some periods starts or ends, earliest first. Together they are all of time.
 *
 * @example stretches([{ from: "2020-11-01", to: null }]) // [{ from: null, to: "2020-10-31" }, { from: "2020-11-01", to: null }]
 */
export function stretches(periods: Iterable<Period>): readonly Period[] {
  const starts = new Set<IsoDate>();
  for (const { from, to } of periods) {
    if (from !== null) starts.add(from);
    if (to !== null) starts.add(shifted(to, 1));
  }
  const turns: readonly (IsoDate | null)[] = [null, ...[...starts].sort()];
  return turns.map((from, index) => {
    const next = turns[index + 1];
    return { from, to: next === undefined || next === null ? null : shifted(next, -1) };
  });
}

/** A day of a stretch. */
export function dayIn({ from, to }: Period): IsoDate {
  return from ?? to ?? "2000-01-01";
}

function shifted(date: IsoDate, days: number): IsoDate {
  const moment = new Date(`${date}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}
