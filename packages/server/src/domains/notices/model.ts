import type { IsoDate, OutcomeEffect, Period, RuleSetChange, Words } from "@akkoord/policy";
import { noticeTitle } from "./words.ts";

/** One thing that became different for an organisation. */
export interface NoticeLine {
  readonly words: Words;
  readonly tool: string;
  readonly from: OutcomeEffect;
  readonly to: OutcomeEffect;
  readonly situations: number;
  /** The days for which it holds. */
  readonly period: Period;
}

/** What a publication changed for one organisation, in plain words. */
export interface Notice {
  readonly id: string;
  readonly publication: number;
  readonly organisation: string;
  readonly ruleSet: string;
  /** The rule set that held before. */
  readonly before: string;
  /** The first day it is for. */
  readonly validFrom: IsoDate;
  /** UTC. */
  readonly madeAt: string;
  readonly title: Words;
  /** What matters to most people in most situations first. */
  readonly lines: readonly NoticeLine[];
  /** How many more changes there are than lines. */
  readonly more: number;
}

/** The part of a notice that follows from the rules alone. */
export type NoticeContent = Pick<Notice, "organisation" | "title" | "lines" | "more">;

/** Short enough to read at once. */
const MOST_LINES = 8;

/**
 * The notices of a publication: one for each organisation for which something changes from its first day on.
 * Changes that say the same are told once.
 *
 * @param changes what is different, over time
 * @param nameOf what people call an organisation
 */
export function noticesFrom(
  changes: readonly RuleSetChange[],
  validFrom: IsoDate,
  nameOf: (organisation: string) => string,
): readonly NoticeContent[] {
  const perOrganisation = new Map<string, RuleSetChange[]>();
  for (const change of changes) {
    if (change.period.to !== null && change.period.to < validFrom) continue;
    const known = perOrganisation.get(change.organisation) ?? [];
    perOrganisation.set(change.organisation, [...known, change]);
  }
  return [...perOrganisation].map(([organisation, own]) => {
    const lines = linesOf(own);
    return {
      organisation,
      title: noticeTitle(nameOf(organisation), lines.length, validFrom),
      lines: lines.slice(0, MOST_LINES),
      more: Math.max(0, lines.length - MOST_LINES),
    };
  });
}

function linesOf(changes: readonly RuleSetChange[]): readonly NoticeLine[] {
  const once = new Map<string, NoticeLine>();
  for (const change of changes.toSorted((a, b) => b.weight - a.weight)) {
    const { sentence, tool, from, to, situations, period } = change;
    const key = `${sentence.nl} ${period.from} ${period.to}`;
    if (!once.has(key)) once.set(key, { words: sentence, tool, from, to, situations, period });
  }
  return [...once.values()];
}
