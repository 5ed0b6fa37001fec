import type { Finding, FindingKind, IsoDate, RepairAdvice, Words } from "@akkoord/policy";
import { fetchJson } from "../../platform/http.ts";

/** Findings that differ only in their organisations, told as one. */
export interface FindingFamily {
  readonly family: string;
  readonly kind: FindingKind;
  readonly tool: string | null;
  readonly rule: string | null;
  readonly organisations: readonly string[];
  readonly causes: readonly string[];
  /** The heaviest finding. */
  readonly finding: string;
  readonly findings: number;
  readonly sentence: Words;
  /** Situations of the largest finding. */
  readonly situations: number;
  readonly people: number;
  readonly weight: number;
  readonly reports: number;
}

/** A finding without its region. */
export type FindingSummary = Omit<Finding, "boxes" | "example">;

/** Where a finding stands. */
export type WorklistState = "open" | "accepted" | "solved";

/** What somebody may do with an item of the worklist. */
export type WorklistAbility = "accept" | "assign" | "reopen";

/** A family of findings as something to deal with. */
export interface WorklistItem extends FindingFamily {
  readonly firstSeen: { readonly publication: number; readonly at: string };
  readonly lastSeen: { readonly publication: number; readonly at: string };
  readonly state: WorklistState;
  readonly returned: boolean;
  readonly solvedIn: number | null;
  readonly reason: string | null;
  readonly reviewDate: IsoDate | null;
  readonly owner: string;
  readonly abilities: readonly WorklistAbility[];
}

/** What happened to an item. */
export interface WorklistEvent {
  readonly event: "found" | "returned" | "solved" | "accepted" | "review-due" | "reopened" | "assigned";
  readonly at: string;
  readonly publication: number | null;
  readonly actor: string | null;
  readonly reason: string | null;
  readonly reviewDate: IsoDate | null;
  readonly owner: string | null;
}

/** How many there are of each kind. */
export type KindCounts = Readonly<Record<FindingKind, number>>;

/** Which findings to list. */
export interface FindingFilter {
  readonly date: IsoDate | null;
  readonly kind: FindingKind | null;
  readonly organisation: string | null;
  readonly page: number;
}

/** Which items of the worklist to list. */
export interface WorklistFilter extends Omit<FindingFilter, "date"> {
  readonly state: WorklistState | null;
  readonly owner: string | null;
}

/** How many are shown at a time. */
export const PAGE_SIZE = 12;

function queryOf(values: Readonly<Record<string, string | number | null>>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) if (value !== null) query.set(key, String(value));
  return query.toString();
}

/** Findings by family, heaviest first. */
export function listFamilies(filter: FindingFilter, signal?: AbortSignal) {
  return fetchJson<{
    readonly families: readonly FindingFamily[];
    readonly kinds: KindCounts;
    readonly total: number;
    readonly date: IsoDate;
  }>(`/v1/finding-families?${queryOf({ ...filter, pageSize: PAGE_SIZE })}`, { signal });
}

/** Every coalition without a common tool at this place in the space of situations. */
export async function listCoalitionGaps(
  at: { readonly date: IsoDate; readonly activity: string; readonly information: string },
  signal?: AbortSignal,
): Promise<readonly FindingSummary[]> {
  const found: FindingSummary[] = [];
  for (let page = 1; ; page++) {
    const query = queryOf({
      date: at.date,
      kind: "coalition-gap",
      where: `activity:${at.activity},information:${at.information}`,
      page,
      pageSize: 200,
    });
    const { findings, total } = await fetchJson<{
      readonly findings: readonly FindingSummary[];
      readonly total: number;
    }>(`/v1/findings?${query}`, { signal });
    found.push(...findings);
    if (found.length >= total || findings.length === 0) return found;
  }
}

/** One finding with those of its family. */
export function getFinding(id: string, date: IsoDate | null, signal?: AbortSignal) {
  return fetchJson<{
    readonly ruleSet: string;
    readonly date: IsoDate;
    readonly finding: Finding;
    readonly alike: readonly FindingSummary[];
  }>(`/v1/findings/${encodeURIComponent(id)}?${queryOf({ date })}`, { signal });
}

/** What would end a finding, or why nothing would. */
export function getRepairs(id: string, date: IsoDate | null, signal?: AbortSignal): Promise<RepairAdvice> {
  return fetchJson<RepairAdvice>(`/v1/findings/${encodeURIComponent(id)}/repairs?${queryOf({ date })}`, {
    signal,
  });
}

/** What the reader deals with, heaviest first. */
export function listWorklist(filter: WorklistFilter, signal?: AbortSignal) {
  return fetchJson<{
    readonly items: readonly WorklistItem[];
    readonly total: number;
    readonly counts: {
      readonly states: Readonly<Record<WorklistState, number>>;
      readonly kinds: KindCounts;
    };
  }>(`/v1/worklist?${queryOf({ ...filter, pageSize: PAGE_SIZE })}`, { signal });
}

/** One item with its history. */
export function getWorklistItem(family: string, signal?: AbortSignal) {
  return fetchJson<WorklistItem & { readonly history: readonly WorklistEvent[] }>(
    `/v1/worklist/${encodeURIComponent(family)}`,
    { signal },
  );
}

/** What people reported about one rule, or about a tool that no rule speaks of. */
export interface FeedbackByRule {
  readonly rule: string | null;
  readonly tool: string | null;
  readonly count: number;
  readonly newest: readonly {
    readonly id: string;
    readonly receivedAt: string;
    readonly tool: string | null;
    readonly reason: string;
  }[];
}

/** Reports by the rule that stood in the way, most reported first. */
export async function listFeedbackByRule(
  rule: string | null,
  signal?: AbortSignal,
): Promise<readonly FeedbackByRule[]> {
  const { rules } = await fetchJson<{ readonly rules: readonly FeedbackByRule[] }>(
    `/v1/feedback/by-rule?${queryOf({ rule })}`,
    { signal },
  );
  return rules;
}
