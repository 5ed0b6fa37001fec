import { GOVERNMENT_WIDE_OWNER, type Rule, type RuleSet } from "@akkoord/policy";
import { writeDraft } from "@akkoord/policy-files/browser";
import { newId } from "./rule-form.ts";
import { addEntry, type Plain } from "./text-edits.ts";

/**
 * A new rule as far as it goes without saying: whose it is, whom it binds, and empty places for the rest.
 * For an organisation it binds itself; for the government the largest group.
 */
export function newRuleEntry(
  ruleSet: RuleSet,
  owner: string,
  words: string,
  taken: readonly string[],
): Readonly<Record<string, Plain>> {
  const [largest] = ruleSet.groups.toSorted((a, b) => b.members.length - a.members.length);
  return {
    id: newId(owner, words, taken),
    issuer: owner,
    layer: owner === GOVERNMENT_WIDE_OWNER ? "government-wide" : "organisation",
    force: "defeasible",
    bearers: [owner === GOVERNMENT_WIDE_OWNER ? (largest?.id ?? owner) : owner],
    tools: [],
    effect: "permitted",
    source: {},
  };
}

/** The text of a draft with one new rule. */
export function newRuleText(ruleSet: RuleSet, owner: string, words: string): string {
  const taken = ruleSet.rules.map(({ id }) => id);
  return addEntry("", "rules", newRuleEntry(ruleSet, owner, words, taken));
}

/** The text of a draft that changes a rule: the rule as it stands. */
export function changeRuleText(ruleSet: RuleSet, rule: Rule): string {
  return writeDraft({ rules: [rule] }, ruleSet);
}

/** The text of a draft that takes a rule away. */
export function withdrawRuleText(ruleSet: RuleSet, rule: Rule): string {
  return writeDraft({ withdraw: [rule.id] }, ruleSet);
}
