import type { OutcomeEffect } from "./effect.ts";

/** A rule that was set aside, and the rule that set it aside. */
export interface Defeat {
  readonly rule: string;
  readonly by: string;
  /** `overrides`: named by the deviating rule. `yields`: its own issuer lets that layer deviate. */
  readonly because: "overrides" | "yields";
}

/**
 * What the rules say of one tool, for one organisation, in one situation.
 * Lists of rule ids are in the order of the rule set; duties and advice in the order of the vocabulary.
 */
export interface Outcome {
  readonly effect: OutcomeEffect;
  /** Defeasible rules for and against apply together and neither defeats the other. */
  readonly contested: boolean;
  /** The rules that settle the effect; when contested, both sides. */
  readonly decisive: readonly string[];
  readonly defeated: readonly Defeat[];
  readonly duties: readonly string[];
  readonly advice: readonly string[];
}
