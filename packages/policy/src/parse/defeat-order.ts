import { LAYERS, type Rule } from "../rule-set.ts";

/**
 * Looks for rules that would set each other aside in a circle, by overriding or by yielding.
 *
 * Only rules that bind a common organisation can meet, so only those count.
 *
 * @param from where to look from: the rules that changed, when the others are known to make no circle.
 * @returns the ids along the first circle found, or null when there is none.
 */
export function findDefeatCycle(
  rules: readonly Rule[],
  from: readonly Rule[] = rules,
): readonly string[] | null {
  const byLayer = new Map(
    LAYERS.map((layer) => [layer, rules.filter((rule) => rule.layer === layer && rule.effect !== null)]),
  );
  const state = new Map<Rule, "open" | "done">();
  const path: Rule[] = [];

  // A rule points at the rules it sets aside by name and at those that set it aside by its own yielding.
  const attackersOf = overriddenBy(rules);
  const visit = (rule: Rule): readonly string[] | null => {
    if (state.get(rule) === "done") return null;
    if (state.get(rule) === "open") return [...path.slice(path.indexOf(rule)), rule].map((step) => step.id);
    state.set(rule, "open");
    path.push(rule);
    const attackers = [
      ...(attackersOf.get(rule.id) ?? []),
      ...rule.yieldsTo.flatMap((layer) => byLayer.get(layer) ?? []),
    ];
    for (const attacker of attackers) {
      if (attacker === rule || !shareBearer(attacker, rule)) continue;
      const cycle = visit(attacker);
      if (cycle !== null) return cycle;
    }
    path.pop();
    state.set(rule, "done");
    return null;
  };
  for (const rule of from) {
    const cycle = visit(rule);
    if (cycle !== null) return cycle;
  }
  return null;
}

function overriddenBy(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const map = new Map<string, Rule[]>();
  for (const rule of rules)
    for (const target of rule.overrides) map.set(target, [...(map.get(target) ?? []), rule]);
  return map;
}

function shareBearer(a: Rule, b: Rule): boolean {
  return a.bearers.some((bearer) => b.bearers.includes(bearer));
}
