import { type IsoDate, type RuleSet, Weights } from "@akkoord/policy";
import type { FindingFigures } from "./model.ts";

/** How many people findings touch and how many reports fall in them, by the weights that analysis gave them. */
export function figuresOf(ruleSet: RuleSet, date: IsoDate): FindingFigures {
  const weights = new Weights(ruleSet.organisations, date);
  return {
    peopleOf: (organisation) => weights.peopleOf(organisation),
    // A weight is situations × people × (1 + reports).
    reports: (finding) => Math.max(0, Math.round(finding.weight / weights.ofChange(finding)) - 1) || 0,
  };
}
