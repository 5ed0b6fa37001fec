import type {
  DraftChanges,
  DraftRights,
  Finding,
  IsoDate,
  OutcomeEffect,
  Period,
  RuleProblem,
  Words,
} from "@akkoord/policy";
import type { Expectation, ScenarioDifference } from "@akkoord/policy-files/browser";
import { fetchJson, ServerRefusalError } from "../../platform/http.ts";

/** Somebody, as the desk shows them to colleagues. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Where a draft stands on its way to publication. */
export type DraftState =
  | "draft"
  | "in-review"
  | "approved"
  | "planned"
  | "published"
  | "failed"
  | "withdrawn";

/** What somebody may do with a draft now. */
export type DraftAbility =
  | "edit"
  | "submit"
  | "approve"
  | "return"
  | "publish"
  | "withdraw"
  | "comment"
  | "acknowledge";

/** Why a draft cannot be published yet. */
export type Block =
  | { readonly kind: "problems" | "no-change" | "not-approved" | "analysis-failed" }
  | { readonly kind: "red-scenario" | "changed-scenario"; readonly scenario: string }
  | { readonly kind: "new-conflict"; readonly finding: string };

/** A draft as it stands in a list. */
export interface DraftSummary {
  readonly id: string;
  /** An organisation, or `rijk`. */
  readonly owner: string;
  readonly title: string;
  readonly state: DraftState;
  readonly revision: number;
  /** Hash of the rule set it started from. */
  readonly base: string;
  readonly author: Person;
  readonly editors: readonly Person[];
  readonly reviewer: Person | null;
  readonly plannedFor: IsoDate | null;
  readonly publication: { readonly id: number; readonly hash: string; readonly validFrom: IsoDate } | null;
  readonly failure: {
    readonly at: string;
    readonly blockedBy: readonly Block[];
    readonly problems: readonly RuleProblem[];
  } | null;
  /** The publication whose rules it brings back. */
  readonly restores: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly abilities: readonly DraftAbility[];
}

/** A draft with its text. */
export interface Draft extends DraftSummary {
  readonly text: string;
  readonly rights: DraftRights;
}

/** One saved version of a draft. */
export interface Revision {
  readonly revision: number;
  readonly title: string;
  readonly editor: Person;
  readonly at: string;
}

/** What a colleague wrote about a draft. */
export interface Comment {
  readonly id: string;
  readonly author: Person;
  readonly at: string;
  readonly line: number | null;
  readonly revision: number;
  readonly text: string;
  readonly kind: "comment" | "return";
}

/** A scenario as a draft leaves it. */
export interface CheckedScenario {
  readonly id: string;
  readonly owner: string;
  readonly title: Words;
  readonly state: "green" | "red";
  readonly stateBefore: "green" | "red";
  readonly expected: Expectation;
  /** Null when its question cannot be asked. */
  readonly got: Expectation | null;
  readonly details: readonly ScenarioDifference[];
}

/** What a scenario is about, and the answer it expects. */
export interface ScenarioSays {
  readonly title: Words;
  readonly expected: Expectation;
}

/** A scenario of the draft's owner that colleagues changed or removed. */
export interface ChangedScenario {
  readonly id: string;
  readonly what: "changed" | "removed";
  readonly before: ScenarioSays;
  /** Null when it was removed. */
  readonly now: ScenarioSays | null;
  readonly by: readonly Person[];
  readonly at: string;
}

/** What the server says of a draft; it decides about publishing. */
export interface Check {
  readonly revision: number;
  /** Hash of the rules that it was held against. */
  readonly ruleSet: string;
  readonly date: IsoDate;
  readonly problems: readonly RuleProblem[];
  readonly changed: DraftChanges | null;
  readonly scenarios: readonly CheckedScenario[];
  /** What somebody confirms besides the text when they approve, by its version. */
  readonly scenarioChanges: { readonly version: number; readonly scenarios: readonly ChangedScenario[] };
  readonly newConflicts: readonly Finding[];
  readonly acknowledgements: readonly {
    readonly finding: string;
    readonly reason: string;
    readonly by: Person;
    readonly at: string;
  }[];
  readonly mayPublish: boolean;
  readonly blockedBy: readonly Block[];
  /** What it would do to the rooms that are open now; null while that is not known. */
  readonly rooms: {
    readonly pauses: number;
    readonly resumes: number;
    /** By the organisation that hosts them, as far as you may know. */
    readonly organisations: readonly {
      readonly organisation: string;
      readonly pauses: number;
      readonly resumes: number;
    }[];
  } | null;
}

/** A question with the answer that must stay true, as its owner keeps it. */
export interface KeptScenario extends Expectation {
  readonly id: string;
  readonly owner: string;
  readonly title: Words;
  readonly situation: {
    /** Null is: the day it is judged. */
    readonly date: IsoDate | null;
    readonly attributes: Readonly<Record<string, string>>;
    readonly participants: readonly string[];
  };
  readonly state: "green" | "red";
  readonly got: Expectation | null;
  readonly details: readonly ScenarioDifference[];
  readonly abilities: readonly ("edit" | "delete")[];
}

/** What somebody writes of a scenario. */
export interface ScenarioInput {
  readonly title: { readonly nl: string; readonly en?: string };
  readonly situation: KeptScenario["situation"];
  readonly expect: Readonly<Record<string, OutcomeEffect>>;
  readonly common: readonly string[] | null;
}

/** A published rule set with where it came from. */
export interface Publication {
  readonly hash: string;
  readonly name: string;
  readonly validFrom: IsoDate | null;
  readonly publishedAt: string;
  readonly periods: readonly Period[];
  readonly publication: number;
  readonly origin: "folder" | "desk" | "restore";
  readonly owner: string | null;
  readonly reason: string | null;
}

const PAGE_SIZE = 100;

/** The drafts of an owner, newest change first; all of them, page by page. */
export async function listDrafts(owner: string, signal?: AbortSignal): Promise<readonly DraftSummary[]> {
  const drafts: DraftSummary[] = [];
  for (let page = 1; ; page += 1) {
    const query = new URLSearchParams({ owner, page: String(page), pageSize: String(PAGE_SIZE) });
    const found = await fetchJson<{ drafts: readonly DraftSummary[]; total: number }>(`/v1/drafts?${query}`, {
      signal,
    });
    drafts.push(...found.drafts);
    if (found.drafts.length === 0 || drafts.length >= found.total) return drafts;
  }
}

/** One draft with its text. */
export function loadDraft(id: string, signal?: AbortSignal): Promise<Draft> {
  return fetchJson(`/v1/drafts/${encodeURIComponent(id)}`, { signal });
}

/** The saved versions of a draft, newest first. */
export async function listRevisions(id: string, signal?: AbortSignal): Promise<readonly Revision[]> {
  const path = `/v1/drafts/${encodeURIComponent(id)}/revisions`;
  return (await fetchJson<{ revisions: readonly Revision[] }>(path, { signal })).revisions;
}

/** The text of one saved version. */
export function loadRevision(
  id: string,
  revision: number,
  signal?: AbortSignal,
): Promise<Revision & { readonly text: string }> {
  return fetchJson(`/v1/drafts/${encodeURIComponent(id)}/revisions/${revision}`, { signal });
}

/** What colleagues wrote about a draft, oldest first. */
export async function listComments(id: string, signal?: AbortSignal): Promise<readonly Comment[]> {
  const path = `/v1/drafts/${encodeURIComponent(id)}/comments`;
  return (await fetchJson<{ comments: readonly Comment[] }>(path, { signal })).comments;
}

/** What the server says of a draft for the day it would start. */
export function loadCheck(id: string, date: IsoDate, signal?: AbortSignal): Promise<Check> {
  return fetchJson(`/v1/drafts/${encodeURIComponent(id)}/check?date=${date}`, { signal });
}

/** The scenarios of everyone, judged on the rules of today. */
export async function listScenarios(signal?: AbortSignal): Promise<readonly KeptScenario[]> {
  return (await fetchJson<{ scenarios: readonly KeptScenario[] }>("/v1/scenarios", { signal })).scenarios;
}

/** Every publication, newest first. */
export async function listPublications(signal?: AbortSignal): Promise<readonly Publication[]> {
  return (await fetchJson<{ ruleSets: readonly Publication[] }>("/v1/rule-sets", { signal })).ruleSets;
}

/** The newer version that somebody else saved meanwhile. */
export interface NewerVersion {
  readonly revision: number;
  readonly title: string;
  readonly text: string;
  readonly updatedBy: Person | null;
}

/** Reads out of a refusal that somebody else saved a newer version; null when it was something else. */
export function newerVersionIn(error: unknown): NewerVersion | null {
  if (!(error instanceof ServerRefusalError) || error.code !== "draft-changed") return null;
  const problem = error.problem as Partial<Record<keyof NewerVersion, unknown>> | null;
  if (typeof problem !== "object" || problem === null) return null;
  const { revision, title, text, updatedBy } = problem;
  if (typeof revision !== "number" || typeof title !== "string" || typeof text !== "string") return null;
  const person = updatedBy as Partial<Record<keyof Person, unknown>> | null | undefined;
  return {
    revision,
    title,
    text,
    updatedBy:
      typeof person?.id === "string" && typeof person.name === "string"
        ? { id: person.id, name: person.name }
        : null,
  };
}
