import { canonicalJson } from "./canonical-json.ts";
import type { RuleSet } from "./rule-set.ts";
import { sha256 } from "./sha256.ts";

const known = new WeakMap<RuleSet, string>();

/**
 * The name of a rule set: SHA-256 of its canonical JSON, 64 lower-case hexadecimal digits.
 * Two rule sets with the same hash decide the same in every situation.
 */
export function hashRuleSet(ruleSet: RuleSet): string {
  const before = known.get(ruleSet);
  if (before !== undefined) return before;
  const hash = sha256(canonicalJson(ruleSet));
  known.set(ruleSet, hash);
  return hash;
}
