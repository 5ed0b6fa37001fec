import type { IsoDate } from "@akkoord/policy";

/** @example addDays("2026-12-31", 1) // "2027-01-01" */
export function addDays(from: IsoDate, days: number): IsoDate {
  return new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
