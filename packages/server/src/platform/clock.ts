/** Tells the time. Passed in everywhere, so that tests can say what time it is. */
export interface Clock {
  now(): Date;
}

/** The time of this machine. */
export const systemClock: Clock = { now: () => new Date() };

const AMSTERDAM_DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam" });

/**
 * The calendar day in the Netherlands, as `YYYY-MM-DD`.
 *
 * @example dayInAmsterdam(new Date("2026-11-20T23:30:00Z")) // "2026-11-21"
 */
export function dayInAmsterdam(moment: Date): string {
  return AMSTERDAM_DAY.format(moment);
}
