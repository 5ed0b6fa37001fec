import type { Rule } from "./rule-set.ts";

/** Why a rule cannot be waived. */
export type WaiverBar = "strict" | "law" | "treaty";

/** Why this rule cannot be waived; null when it can: it is defeasible, and neither a law nor a treaty. */
export function barOf(rule: Pick<Rule, "layer" | "force">): WaiverBar | null {
  if (rule.layer === "law" || rule.layer === "treaty") return rule.layer;
  return rule.force === "strict" ? "strict" : null;
}
