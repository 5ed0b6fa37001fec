import type { OutcomeEffect } from "./effect.ts";
import type { Defeat, Outcome } from "./outcome.ts";
import type { Situation } from "./situation.ts";

/** Whether a duty is already met in the situation, still to be seen to, or cannot be met in it. */
export type DutyStatus = "met" | "open" | "impossible";

/** A duty that comes with an outcome. */
export interface DutyInAnswer {
  readonly id: string;
  readonly status: DutyStatus;
  /** False while an attribute is unknown and the duty belongs to only some of the outcomes still possible. */
  readonly certain: boolean;
  /** The rules that lay it down. */
  readonly rules: readonly string[];
}

/** A tip that comes with an outcome; `atOddsWith` names the duty that asks for the opposite. */
export interface AdviceInAnswer {
  readonly id: string;
  readonly rules: readonly string[];
  readonly atOddsWith: string | null;
}

/** What one participant's rules say of a tool. */
export interface ParticipantOutcome {
  readonly participant: string;
  /** One effect, or with unknown attributes every effect still possible, least strict first. */
  readonly effect: OutcomeEffect | readonly OutcomeEffect[];
  readonly contested: boolean;
  readonly decisive: readonly string[];
  readonly defeated: readonly Defeat[];
  /** The outcomes behind the effect: one, or all that are still possible. */
  readonly outcomes: readonly Outcome[];
}

/** What the rules of everyone who takes part say of a tool together. */
export interface ToolOutcome {
  readonly tool: string;
  /** The strictest of the participants' effects; a list, least strict first, while attributes are unknown. */
  readonly effect: OutcomeEffect | readonly OutcomeEffect[];
  /** Some participant's outcome is contested (in some outcome still possible). */
  readonly contested: boolean;
  /** A duty cannot be met here, or two duties cannot be met together (in every outcome still possible). */
  readonly unworkable: boolean;
  /** The duties that make it unworkable: one that is impossible, or pairs that exclude each other. */
  readonly clashes: readonly { readonly duties: readonly string[]; readonly attribute: string }[];
  readonly duties: readonly DutyInAnswer[];
  readonly advice: readonly AdviceInAnswer[];
  readonly participants: readonly ParticipantOutcome[];
}

/** One change to a situation: an attribute that takes another value, or a participant who does not join. */
export type Change =
  | {
      readonly kind: "attribute";
      readonly attribute: string;
      readonly from: string | null;
      readonly to: string;
    }
  | { readonly kind: "without-participant"; readonly participant: string };

/** A smallest set of changes after which a tool opens that is closed now. */
export interface Help {
  readonly tool: string;
  readonly effect: OutcomeEffect;
  readonly changes: readonly Change[];
}

/** The open attribute that would settle most; `participants` while nobody is named yet. */
export interface NextQuestion {
  readonly attribute: string;
  readonly values: readonly string[];
}

/** One answer: everything the page, the command line and the API show. Plain data. */
export interface Answer {
  /** Hash of the rule set. */
  readonly ruleSet: string;
  readonly date: string;
  readonly situation: Situation;
  /** Derived from the participants, or null while there are none. */
  readonly audience: string | null;
  /** Per tool that can serve the activity (or the one asked about), in catalogue order. */
  readonly outcomes: readonly ToolOutcome[];
  /** Tools that come out `permitted` or better for everyone and are workable, best first. */
  readonly common: readonly string[];
  /** Tools that come out `discouraged` and are workable: shown apart. */
  readonly lastResort: readonly string[];
  readonly nextQuestion: NextQuestion | null;
  /** Ids of clauses that are no rule but touch this situation. */
  readonly untranslatables: readonly string[];
  readonly whatWouldHelp: readonly Help[];
}

/** Options of a question. */
export interface AskOptions {
  /** Ask about this tool alone, whatever activity it usually serves. */
  readonly tool?: string;
  /** Leave out `whatWouldHelp`, which takes most of the time. Default true. */
  readonly help?: boolean;
}
