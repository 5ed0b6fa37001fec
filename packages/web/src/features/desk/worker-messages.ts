import type {
  DraftChanges,
  DraftRights,
  IsoDate,
  RuleProblem,
  RuleSet,
  RuleSetChange,
} from "@akkoord/policy";
import type { Expectation, Scenario, ScenarioDifference } from "@akkoord/policy-files/browser";
import type { FindingGroup } from "./model/findings-difference.ts";

/** A rule set to work with: one that the worker was given before, or a draft on top of it. */
export interface Version {
  /** Hash of a rule set that was sent as `base`. */
  readonly base: string;
  /** The text of a draft; null is the rule set itself. */
  readonly text: string | null;
  readonly rights: DraftRights | null;
}

/** What the page asks of the worker. */
export type DeskRequest =
  | { readonly kind: "base"; readonly hash: string; readonly ruleSet: RuleSet }
  | {
      readonly kind: "check";
      readonly id: number;
      readonly version: Version;
      readonly date: IsoDate;
      readonly scenarios: readonly LiveScenario[];
    }
  | {
      readonly kind: "compare";
      readonly id: number;
      readonly before: Version;
      readonly after: Version;
      readonly date: IsoDate;
    };

/** A scenario with what it came to on the rules of today. */
export interface LiveScenario {
  readonly scenario: Scenario;
  readonly owner: string;
  readonly stateBefore: "green" | "red";
}

/** A scenario as the draft leaves it. */
export interface LiveScenarioResult extends LiveScenario {
  readonly state: "green" | "red";
  readonly found: Expectation | null;
  readonly details: readonly ScenarioDifference[];
}

/** What the worker answers, part by part as it becomes known. */
export type DeskReply =
  | { readonly kind: "problems"; readonly id: number; readonly problems: readonly RuleProblem[] }
  | {
      readonly kind: "applied";
      readonly id: number;
      readonly ruleSet: RuleSet;
      /** Null when there is no draft on top of the rules. */
      readonly changed: DraftChanges | null;
    }
  | { readonly kind: "scenarios"; readonly id: number; readonly scenarios: readonly LiveScenarioResult[] }
  | { readonly kind: "changes"; readonly id: number; readonly changes: readonly RuleSetChange[] }
  | { readonly kind: "findings"; readonly id: number; readonly findings: readonly FindingGroup[] }
  | { readonly kind: "done"; readonly id: number; readonly milliseconds: number }
  | {
      readonly kind: "compared";
      readonly id: number;
      /** Null when a version has mistakes in its text. */
      readonly result: {
        readonly before: RuleSet;
        readonly after: RuleSet;
        readonly changes: readonly RuleSetChange[];
      } | null;
    }
  | { readonly kind: "failed"; readonly id: number; readonly tooLarge: boolean; readonly message: string };
