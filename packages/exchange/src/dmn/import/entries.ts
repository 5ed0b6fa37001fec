import type { Effect } from "@akkoord/policy";
import type { Region } from "./region.ts";

/** One rule of a decision table, read: for which tools and situations it says what. */
export interface Entry {
  readonly table: string;
  /** Number of the rule in its table, from 1. */
  readonly number: number;
  readonly tools: readonly string[];
  readonly region: Region;
  /** Null when it lays down duties only, or says nothing at all. */
  readonly effect: Effect | null;
  readonly duties: readonly string[];
  readonly advice: readonly string[];
  readonly quote: string;
}

/** A table whose rules could all be read. */
export interface ReadTable {
  readonly id: string;
  /** How its rules count together: each by itself, the first that matches, or all that match. */
  readonly counts: "one" | "first" | "all";
  readonly entries: readonly Entry[];
}

/** A rule to be made: a part of an entry, or several entries together. */
export interface Draft {
  readonly id: string;
  readonly entry: Entry;
  readonly tools: readonly string[];
  readonly region: Region;
  readonly effect: Effect | null;
  readonly duties: readonly string[];
  readonly advice: readonly string[];
  /** Ids of the drafts that it sets aside. */
  readonly overrides: readonly string[];
}

/** Whether an entry says nothing: no verdict, duty or tip. */
export function saysNothing({
  effect,
  duties,
  advice,
}: Pick<Entry, "effect" | "duties" | "advice">): boolean {
  return effect === null && duties.length === 0 && advice.length === 0;
}
