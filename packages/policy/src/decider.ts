import type { Outcome } from "./outcome.ts";
import type { RuleSet } from "./rule-set.ts";
import type { Point } from "./situation.ts";

/**
 * Answers what the rules say. There are two: `interpret` (the definition in the plainest code) and
 * `compile` (decision diagrams). They must agree on everything below; the property tests see to it.
 *
 * `organisation` and `tool` are indices into the rule set's lists.
 */
export interface Decider {
  readonly ruleSet: RuleSet;
  readonly ruleSetHash: string;
  /** The day it decides for. */
  readonly date: string;
  /** The outcome at a point that is known in every attribute the rules look at. */
  decide(organisation: number, tool: number, point: Point): Outcome;
  /**
   * Every outcome still possible when the attributes that are `UNKNOWN` may take any value,
   * without doubles, excluding situations that cannot occur. Order is not significant.
   */
  possible(organisation: number, tool: number, point: Point): readonly Outcome[];
}
