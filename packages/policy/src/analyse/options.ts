import type { IsoDate } from "../rule-set.ts";
import type { FindingKind } from "./finding.ts";

/** How many people work for the central government, when nothing better is known. The sources speak of 175,000. */
export const DEFAULT_PEOPLE = 175_000;

/** Somebody asked, or reported that a thing does not work: a situation, as far as it is known. */
export interface Report {
  /** The organisation of who reported. */
  readonly organisation: string;
  /** Values by attribute id. What is left out may have been anything. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The tool that it was about. */
  readonly tool?: string;
  /** How many reports these are. Default one. */
  readonly count?: number;
}

/** What weights are worked out from. */
export interface WeightOptions {
  /** How many people the organisations have together. Default {@link DEFAULT_PEOPLE}. */
  readonly people?: number;
  /** Reports of where rules do not work; see {@link Report}. */
  readonly reports?: readonly Report[];
}

/** How to analyse a rule set. */
export interface AnalyseOptions extends WeightOptions {
  /** The day the rules must hold on. */
  readonly date: IsoDate;
  /** Only findings of these kinds. Default all. */
  readonly kinds?: readonly FindingKind[];
  /** Only findings that concern at least one of these organisations. Default all. */
  readonly organisations?: readonly string[];
  /** How many nodes the diagrams may have together; see `CompileOptions`. */
  readonly nodeBudget?: number;
}

/** For which days to compare two rule sets: one day, or all of time. */
export type When = { readonly date: IsoDate } | { readonly overTime: true };

/** How to compare two rule sets. */
export interface ChangeOptions extends WeightOptions {
  /** Only changes for these organisations. Default all. */
  readonly organisations?: readonly string[];
  readonly nodeBudget?: number;
}
