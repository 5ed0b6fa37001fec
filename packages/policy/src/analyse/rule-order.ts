import type { RuleSet } from "../rule-set.ts";

const places = new WeakMap<RuleSet, ReadonlyMap<string, number>>();

/** Ids of rules once each, in the order of the rule set. */
export function inRuleOrder(ruleSet: RuleSet, ids: Iterable<string>): readonly string[] {
  const known = places.get(ruleSet) ?? new Map(ruleSet.rules.map(({ id }, place) => [id, place]));
  places.set(ruleSet, known);
  const placeOf = (id: string): number => known.get(id) ?? known.size;
  return [...new Set(ids)].sort((a, b) => placeOf(a) - placeOf(b));
}
