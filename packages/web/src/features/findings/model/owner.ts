import { GOVERNMENT_WIDE_OWNER, type RuleSet } from "@akkoord/policy";

/** What the owner of a finding or rule is called. */
export function ownerName(ruleSet: RuleSet, owner: string, government: string): string {
  if (owner === GOVERNMENT_WIDE_OWNER) return government;
  return ruleSet.organisations.find(({ id }) => id === owner)?.abbreviation ?? owner;
}
