import type { RuleInForce } from "./rules-in-force.ts";

/**
 * The order in which every diagram looks at the attributes. It decides how large the diagrams are.
 */
export function attributeOrder(sizes: readonly number[], rules: readonly (RuleInForce | null)[]): readonly number[] {
  const weight = sizes.map(() => 0);
  for (const rule of rules) {
    if (rule === null) continue;
    for (const attribute of rule.box.attributes) {
      weight[attribute] = (weight[attribute] ?? 0) + rule.bearers.length * rule.tools.length;
    }
  }
  return [...sizes.keys()].sort((a, b) => (weight[b] ?? 0) - (weight[a] ?? 0) || a - b);
}
