import type { RuleSet } from "./rule-set.ts";

/** Who keeps the rules of the whole government: the coordinators. */
export const GOVERNMENT_WIDE_OWNER = "rijk";

/**
 * Who decides on the rules of an issuer: the organisation itself, or `rijk` for the government-wide rules and
 * those of treaties and other bodies that are no organisation here.
 *
 * @example ownerOf(ruleSet, "szw") // "szw"
 * @example ownerOf(ruleSet, "nato-eu") // "rijk"
 */
export function ownerOf(ruleSet: Pick<RuleSet, "organisations">, issuer: string): string {
  return ruleSet.organisations.some(({ id }) => id === issuer) ? issuer : GOVERNMENT_WIDE_OWNER;
}
