import type { RuleSet } from "../rule-set.ts";

/** Whose rules those are that no organisation issued: the coordinators of the whole government. */
export const GOVERNMENT = "rijk";

/** Whose signature a rule of this issuer needs: the organisation's, or that of the whole government. */
export function ownerOfIssuer(ruleSet: RuleSet, issuer: string): string {
  return ruleSet.organisations.some(({ id }) => id === issuer) ? issuer : GOVERNMENT;
}
