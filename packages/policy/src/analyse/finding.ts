/** What analysis reports: the places where rules fail, what a change does, and what would mend it. Plain data (JSON). */
import type { OutcomeEffect } from "../effect.ts";
import type { Outcome } from "../outcome.ts";
import type { Condition, IsoDate, Period, Words } from "../rule-set.ts";

/** The kinds of findings, as the policy model names them. */
export const FINDING_KINDS = [
  "norm-conflict",
  "normative-gap",
  "tool-gap",
  "coalition-gap",
  "unworkable",
  "addressee-gap",
  "dead-rule",
] as const;

/** One of the kinds of findings; what each means stands in `analyse/README.md`. */
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Values per attribute; every combination of them is meant. An attribute that is left out may have any value. */
export type Box = Condition;

/** A situation written out, for each participant alike. It can be asked as it stands. */
export interface ExampleSituation {
  readonly date: IsoDate;
  /** A value for every attribute but the audience, which follows from who takes part. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The organisations that take part, and an outside party where the audience needs one. */
  readonly participants: readonly string[];
}

/** One worked example: a situation of the region, and what the rules say there. */
export interface Example {
  readonly situation: ExampleSituation;
  /** Of each organisation the tools that matter for the finding. */
  readonly outcomes: readonly {
    readonly organisation: string;
    readonly tool: string;
    readonly outcome: Outcome;
  }[];
}

/** A place where the rules fail: a region of situations, complete, with what causes it. */
export interface Finding {
  /** Stable over runs for the same rules: made of the kind, the organisations, the tool, the activity and the causes. */
  readonly id: string;
  /** The same for findings that differ only in their organisations, so that people see them as one. */
  readonly family: string;
  readonly kind: FindingKind;
  /** The organisations it concerns. A coalition gap names the whole coalition; it is minimal. */
  readonly organisations: readonly string[];
  /** Who allows and who refuses, for a norm conflict between organisations. */
  readonly sides?: { readonly for: readonly string[]; readonly against: readonly string[] };
  readonly tool?: string;
  /** The rule that is dead. */
  readonly rule?: string;
  /** What some kinds hold besides: why there is no tool, which duties fail, whom no rule is for. */
  readonly detail?: {
    /** Every tool is without a rule, or some rule refuses. */
    readonly split?: "silent" | "refused";
    /** Ids of the duties that cannot be met. */
    readonly duties?: readonly string[];
    /** Id of the tip that asks the opposite of a duty. */
    readonly advice?: string;
    readonly value?: { readonly attribute: string; readonly value: string };
  };
  /** How many situations the region holds; exact up to 2^53. */
  readonly situations: number;
  /** Maximal boxes that together are exactly the region, largest first. They may overlap. */
  readonly boxes: readonly Box[];
  /** Ids of the rules that cause it, in the order of the rule set. */
  readonly causes: readonly string[];
  readonly example: Example;
  readonly sentence: Words;
  /** Situations × people affected × (1 + reports). Larger is worse; comparable within one analysis. */
  readonly weight: number;
}

/** A region in which another rule set gives another outcome. */
export interface RuleSetChange {
  readonly tool: string;
  readonly organisation: string;
  /** The effect before and after; equal when only duties, tips or a contest changed. */
  readonly from: OutcomeEffect;
  readonly to: OutcomeEffect;
  readonly contested: { readonly from: boolean; readonly to: boolean };
  readonly duties: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly advice: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** The days for which it holds. */
  readonly period: Period;
  readonly situations: number;
  readonly boxes: readonly Box[];
  /** Rules that decide before and after. */
  readonly causes: { readonly from: readonly string[]; readonly to: readonly string[] };
  readonly sentence: Words;
  /** Situations × people affected. */
  readonly weight: number;
}

/** One step of a repair. */
export type RepairStep =
  | {
      /** Take back or narrow a rule for this region. */
      readonly kind: "change-rule";
      readonly rule: string;
      /** Whose signature it needs: an organisation, or another issuer such as `rijk`. */
      readonly owner: string;
    }
  | {
      /** Permit a tool for an organisation in this region, by a rule of its own. */
      readonly kind: "admit-tool";
      readonly tool: string;
      readonly organisation: string;
      readonly owner: string;
      /** Rules that the new rule must override by name: their issuers let nobody deviate otherwise. */
      readonly overrides: readonly string[];
    };

/** A smallest set of steps that closes a gap or ends a conflict: leave one out, and it does not. */
export interface Repair {
  readonly finding: string;
  readonly steps: readonly RepairStep[];
  /** Everyone whose signature is needed, once each. */
  readonly owners: readonly string[];
  readonly sentence: Words;
}
