import type { DraftChanges, DraftRights, Finding, IsoDate, RuleProblem, Words } from "@akkoord/policy";
import type { Expectation, ScenarioDifference } from "@akkoord/policy-files";
import type { Actor } from "../../platform/actor.ts";
import type { RoomsImpact } from "../rooms/live-rooms-impact.ts";
import { actsFor } from "./permissions.ts";

/** The stages of a draft. `failed`: it was planned, and could not be published on its day. */
export const DRAFT_STATES = [
  "draft",
  "in-review",
  "approved",
  "planned",
  "published",
  "failed",
  "withdrawn",
] as const;

/** A stage of a draft. */
export type DraftState = (typeof DRAFT_STATES)[number];

/** What can be done to a draft. */
export const DRAFT_ABILITIES = [
  "edit",
  "submit",
  "approve",
  "return",
  "publish",
  "withdraw",
  "comment",
  "acknowledge",
] as const;

/** Something that can be done to a draft. */
export type DraftAbility = (typeof DRAFT_ABILITIES)[number];

const UNDECIDED: readonly DraftState[] = ["draft", "in-review", "approved", "planned", "failed"];

const POSSIBLE_IN: Readonly<Record<DraftAbility, readonly DraftState[]>> = {
  edit: UNDECIDED,
  submit: ["draft"],
  approve: ["in-review"],
  return: ["in-review", "approved", "planned", "failed"],
  publish: ["approved", "planned", "failed"],
  withdraw: UNDECIDED,
  comment: DRAFT_STATES,
  acknowledge: UNDECIDED,
};

/** Whether something can be done to a draft in a stage, by whomever. */
export function isPossible(ability: DraftAbility, state: DraftState): boolean {
  return POSSIBLE_IN[ability].includes(state);
}

/**
 * Whether it takes a second person: somebody who did not write any revision. What was approved stays seen by two
 * people, so from then on the writers cannot explain away a conflict on their own either.
 */
export function needsSecondPerson(ability: DraftAbility, state: DraftState): boolean {
  if (ability === "approve" || ability === "return") return true;
  return ability === "acknowledge" && state !== "draft" && state !== "in-review";
}

/** What the actor can do to a draft now. */
export function abilitiesOn(
  draft: { readonly owner: string; readonly state: DraftState; readonly editorIds: readonly string[] },
  actor: Actor,
): DraftAbility[] {
  if (actor.kind !== "person" || !actsFor(actor, draft.owner)) return [];
  const wrote = draft.editorIds.includes(actor.id);
  return DRAFT_ABILITIES.filter(
    (ability) => isPossible(ability, draft.state) && !(wrote && needsSecondPerson(ability, draft.state)),
  );
}

/** A person as others see them here. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What keeps a draft from being published. */
export type Block =
  | { readonly kind: "problems" }
  | { readonly kind: "no-change" }
  | { readonly kind: "not-approved" }
  /** Conflicts could not be looked for; `code` says why. */
  | { readonly kind: "analysis-failed"; readonly code: string }
  | { readonly kind: "red-scenario"; readonly scenario: string }
  /** It was changed or removed after the approval. */
  | { readonly kind: "changed-scenario"; readonly scenario: string }
  | { readonly kind: "new-conflict"; readonly finding: string };

/** Why a planned draft was not published on its day. */
export interface Failure {
  /** UTC. */
  readonly at: string;
  readonly blockedBy: readonly Block[];
  readonly problems: readonly RuleProblem[];
}

/** A draft as lists show it. */
export interface DraftSummary {
  readonly id: string;
  /** An organisation, or `rijk`. */
  readonly owner: string;
  readonly title: string;
  readonly state: DraftState;
  /** 1 for the first text; every change of the text or title makes the next one. */
  readonly revision: number;
  /** The rule set that was current when it was begun. */
  readonly base: string;
  readonly author: Named;
  readonly editors: readonly Named[];
  /** Who approved this revision. */
  readonly reviewer: Named | null;
  readonly plannedFor: IsoDate | null;
  readonly publication: {
    readonly id: number;
    readonly hash: string;
    readonly validFrom: IsoDate | null;
  } | null;
  readonly failure: Failure | null;
  /** The publication whose rules it brings back. */
  readonly restores: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly abilities: readonly DraftAbility[];
}

/** A draft in full. */
export interface Draft extends DraftSummary {
  readonly text: string;
  /** What its owner may change: as `applyDraft` takes it. */
  readonly rights: DraftRights;
}

/** One text that a draft has had. */
export interface DraftRevision {
  readonly revision: number;
  readonly title: string;
  readonly editor: Named;
  /** UTC. */
  readonly at: string;
}

/** What somebody said about a draft. */
export interface DraftComment {
  readonly id: string;
  readonly author: Named;
  /** UTC. */
  readonly at: string;
  /** The line of the text it is about, in the revision it was made on. */
  readonly line: number | null;
  readonly revision: number;
  readonly text: string;
  /** `return`: why it was sent back. */
  readonly kind: "comment" | "return";
}

/** A new conflict that somebody takes responsibility for. */
export interface Acknowledgement {
  readonly finding: string;
  readonly reason: string;
  readonly by: Named;
  /** UTC. */
  readonly at: string;
}

/** How a scenario comes out on the current rules and on those of a draft. */
export interface CheckedScenario {
  readonly id: string;
  readonly owner: string;
  readonly title: Words;
  readonly state: "green" | "red";
  readonly stateBefore: "green" | "red";
  readonly expected: Expectation;
  /** Null when its question cannot be asked of these rules. */
  readonly got: Expectation | null;
  /** In English; `details` has them in both languages. */
  readonly differences: readonly string[];
  readonly details: readonly ScenarioDifference[];
}

/** What a scenario says: what it is about, and the answer that must stay true. */
export interface ScenarioSays {
  readonly title: Words;
  readonly expected: Expectation;
}

/** A scenario of the draft's owner that is not what it was when a draft was last published. */
export interface ChangedScenario {
  readonly id: string;
  readonly what: "changed" | "removed";
  readonly before: ScenarioSays;
  /** Null when it was removed. */
  readonly now: ScenarioSays | null;
  /** Everybody who changed it since. */
  readonly by: readonly Named[];
  /** UTC; the last time. */
  readonly at: string;
}

/** What an approver confirms besides the text. */
export interface ScenarioChanges {
  /** Who approves names it; 0 when nothing changed. */
  readonly version: number;
  readonly scenarios: readonly ChangedScenario[];
}

/** Everything that follows from a draft, held against the current rules. */
export interface DraftCheck {
  readonly revision: number;
  /** The current rules. */
  readonly ruleSet: string;
  /** The day from which it would hold. */
  readonly date: IsoDate;
  readonly problems: readonly RuleProblem[];
  readonly changed: DraftChanges | null;
  readonly scenarios: readonly CheckedScenario[];
  /** Scenarios of its owner that were changed or removed at the desk, and in no published draft approved so. */
  readonly scenarioChanges: ScenarioChanges;
  /** Conflicts between rules that there are not without the draft. */
  readonly newConflicts: readonly Finding[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly mayPublish: boolean;
  readonly blockedBy: readonly Block[];
  /** What it would do to the rooms that are open now; null while its text has problems, or when that takes too long. */
  readonly rooms: RoomsImpact | null;
}
