import type { Rule, RuleSet } from "../rule-set.ts";

/** Whether a rule says something of a tool: it names it, or forbids it by requiring another. */
export function speaksOf(rule: Rule, tool: string): boolean {
  return rule.effect === "required" || rule.tools.ids.includes(tool);
}

/**
 * The part of a rule set that decides for some organisations and tools: exactly the same outcomes for those, and much
 * less to compile. What is kept stays in its order.
 *
 * @example compile(narrowed(ruleSet, new Set(["bzk"]), new Set(["webex"])), date)
 */
export function narrowed(
  ruleSet: RuleSet,
  organisations: ReadonlySet<string>,
  tools: ReadonlySet<string>,
): RuleSet {
  return {
    ...ruleSet,
    organisations: ruleSet.organisations.filter(({ id }) => organisations.has(id)),
    tools: ruleSet.tools.filter(({ id }) => tools.has(id)),
    rules: ruleSet.rules.filter(
      (rule) =>
        rule.bearers.some((bearer) => organisations.has(bearer)) &&
        (rule.effect === "required" || rule.tools.ids.some((tool) => tools.has(tool))),
    ),
  };
}
