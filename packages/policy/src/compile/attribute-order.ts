import type { RuleInForce } from "./rules-in-force.ts";

/**
 * The order in which every diagram looks at the attributes. It decides how large the diagrams are.
 *
 * Attributes come first that rules look at most, counted over the organisations and tools that each rule speaks
 * of: they settle most and part the rules early. Moving attributes one by one to their best place afterwards
 * (sifting, Rudell 1993) gains another tenth to a fifth, and costs many times what compiling costs.
 */
export function attributeOrder(
  sizes: readonly number[],
  tools: number,
  rules: readonly RuleInForce[],
): readonly number[] {
  const weights = sizes.map(() => 0);
  for (const rule of rules) {
    const weight = rule.bearers.length * (rule.isRequired ? tools : rule.tools.length);
    for (const attribute of rule.box.attributes) weights[attribute] = (weights[attribute] ?? 0) + weight;
  }
  return [...sizes.keys()].sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b);
}
