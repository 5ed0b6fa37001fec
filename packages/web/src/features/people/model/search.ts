import type { PersonState } from "../api.ts";

/** Whom to look for; empty does not matter. */
export interface PeopleSearch {
  readonly name: string;
  readonly organisation: string;
  readonly state: PersonState | "";
}

/** Everybody. */
export const EVERYBODY: PeopleSearch = { name: "", organisation: "", state: "" };

/** A search as the API takes it. */
export function queryOf(search: PeopleSearch): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries({ ...search, name: search.name.trim() }).filter(([, value]) => value !== ""),
  );
}
