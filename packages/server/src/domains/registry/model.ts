import type { IsoDate, Period, RuleSet } from "@akkoord/policy";
import { periods } from "@akkoord/policy";

/** What lists say of a rule set, without its content. */
export interface RuleSetSummary {
  readonly name: string;
  readonly rules: number;
  readonly tools: number;
  readonly organisations: number;
  /** Stretches of time in which no rule starts or ends. */
  readonly periods: readonly Period[];
}

/** Where a publication comes from: the policies folder, a draft of the rule desk, or a draft that goes back to earlier rules. */
export const PUBLICATION_ORIGINS = ["folder", "desk", "restore"] as const;

/** Where a publication comes from. */
export type PublicationOrigin = (typeof PUBLICATION_ORIGINS)[number];

/** A new conflict that somebody took responsibility for when the rules were published. */
export interface AcknowledgedConflict {
  readonly finding: string;
  readonly reason: string;
}

/** A rule set that was made the one to decide by. A rule set may be published again later. */
export interface Publication {
  /** Larger is newer. */
  readonly id: number;
  readonly hash: string;
  /** The first day it is for; null for every day. */
  readonly validFrom: IsoDate | null;
  /** UTC. */
  readonly publishedAt: string;
  readonly publishedBy: string;
  readonly origin: PublicationOrigin;
  /** Whose draft it was: an organisation or `rijk`; null for the folder. */
  readonly owner: string | null;
  /** The draft, by id. */
  readonly draft: string | null;
  /** Why, in the words of who made it: the title of the draft. */
  readonly reason: string | null;
  readonly acknowledgements: readonly AcknowledgedConflict[];
  readonly summary: RuleSetSummary;
}

/** What lists say of a rule set. */
export function summarise(ruleSet: RuleSet): RuleSetSummary {
  return {
    name: ruleSet.name,
    rules: ruleSet.rules.length,
    tools: ruleSet.tools.length,
    organisations: ruleSet.organisations.length,
    periods: periods(ruleSet),
  };
}

/**
 * The publication to decide by for a day: the newest one whose first day has come. So a correction that
 * is published later replaces what was published before, from its first day on.
 *
 * @param publications newest first
 */
export function currentOn(publications: readonly Publication[], date: IsoDate): Publication | null {
  return publications.find(({ validFrom }) => validFrom === null || validFrom <= date) ?? null;
}
