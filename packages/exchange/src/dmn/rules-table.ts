import { holdsOn, type IsoDate, type Rule, type RuleSet, type Tool } from "@akkoord/policy";
import { inputsOf } from "./computed-table.ts";
import type { DecisionTable, TableRow } from "./decision-table.ts";
import { feelString } from "./feel.ts";
import { toolNames } from "./names.ts";

/**
 * The rules that speak of a tool, as they were made: everything that applies is collected. What comes of them together is
 * in the table of decisions; this one is for whoever wants to know where that comes from.
 */
export function rulesTable(
  ruleSet: RuleSet,
  date: IsoDate,
  organisations: readonly number[],
  tool: Tool,
): DecisionTable {
  const ids = organisations.map((organisation) => ruleSet.organisations[organisation]?.id ?? "");
  const rules = ruleSet.rules.filter(
    (rule) =>
      holdsOn(rule.valid, date) &&
      rule.bearers.some((bearer) => ids.includes(bearer)) &&
      // A condition that leaves an attribute no value never holds, and FEEL has no test for it.
      Object.values(rule.when).every((values) => values.length > 0) &&
      (rule.tools.ids.includes(tool.id) || rule.effect === "required"),
  );
  const name = toolNames(ruleSet.tools).get(tool.id) ?? tool.id;
  return {
    id: `rules_${name}`,
    name: `rules_${name}`,
    label: `Rules on ${tool.name}`,
    written: { kind: "rules", tool: tool.id },
    hitPolicy: "COLLECT",
    aggregation: null,
    inputs: inputsOf(ruleSet, organisations),
    outputs: ["rule", "effect", "layer", "force"].map((name) => ({ name, label: null, allowed: null })),
    annotations: ["quote", "document", "duties", "overrides", "yields to", "valid"],
    rows: rules.map((rule) => rowOf(ruleSet, ids, rule, tool)),
  };
}

function rowOf(ruleSet: RuleSet, ids: readonly string[], rule: Rule, tool: Tool): TableRow {
  // Requiring one tool forbids the others.
  const effect = rule.tools.ids.includes(tool.id) ? (rule.effect ?? "none") : "prohibited";
  return {
    id: null,
    inputs: [
      rule.bearers
        .filter((bearer) => ids.includes(bearer))
        .map(feelString)
        .join(", "),
      ...ruleSet.vocabulary.attributes.map(({ id }) => rule.when[id]?.map(feelString).join(", ") ?? "-"),
    ],
    outputs: [rule.id, effect, rule.layer, rule.force].map(feelString),
    annotations: [
      rule.source.quote,
      rule.source.document,
      rule.duties.join(", "),
      rule.overrides.join(", "),
      rule.yieldsTo.join(", "),
      `${rule.valid.from ?? ""}/${rule.valid.to ?? ""}`,
    ],
  };
}
