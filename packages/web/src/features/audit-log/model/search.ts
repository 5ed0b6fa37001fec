import type { AuditResult } from "../api.ts";

/** What an auditor looks for; empty fields do not matter. Days are in the time of the device. */
export interface AuditSearch {
  readonly since: string;
  readonly until: string;
  readonly action: string;
  readonly actor: string;
  readonly organisation: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly result: AuditResult | "";
}

/** A search for everything. */
export const EVERYTHING: AuditSearch = {
  since: "",
  until: "",
  action: "",
  actor: "",
  organisation: "",
  objectType: "",
  objectId: "",
  result: "",
};

/**
 * The search as the server takes it: moments for days, the last day included, and nothing that was left empty.
 *
 * @example queryOf({ ...EVERYTHING, action: " audit.read " }) // { action: "audit.read" }
 */
export function queryOf(search: AuditSearch): Record<string, string> {
  const moments = { since: startOf(search.since, 0), until: startOf(search.until, 1) };
  const given = Object.entries({ ...search, ...moments }).map(([key, value]) => [key, value.trim()] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== ""));
}

function startOf(day: string, daysLater: number): string {
  const [year, month, date] = day.split("-").map(Number);
  if (year === undefined || month === undefined || date === undefined) return "";
  const moment = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(moment.getTime()) ? "" : moment.toISOString();
}
