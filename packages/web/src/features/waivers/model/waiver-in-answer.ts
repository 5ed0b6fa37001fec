import type { IsoDate, Rule, RuleSet, ToolOutcome } from "@akkoord/policy";

/** The rules of waivers that open a tool in an answer. */
export function waiversThatOpen(ruleSet: RuleSet, outcome: ToolOutcome): readonly Rule[] {
  const decisive = new Set(outcome.participants.flatMap((participant) => participant.decisive));
  return ruleSet.rules.filter((rule) => rule.layer === "waiver" && decisive.has(rule.id));
}

/** How many days from one day to another. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
