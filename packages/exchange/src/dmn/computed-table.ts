import type { CompiledRuleSet, Outcome, RuleSet, Tool } from "@akkoord/policy";
import type { DecisionTable, TableInput, TableOutput, TableRow } from "./decision-table.ts";
import { BoxCutter, type FunctionId, type IndexBox } from "./disjoint-boxes.ts";
import { feelList, feelString } from "./feel.ts";
import { attributeNames, ORGANISATION, toolNames } from "./names.ts";

/** What the tables are made of. */
export interface TableMaker {
  /** The decisions on a tool as they come out: one rule for every situation, none that overlap. */
  readonly computed: (tool: Tool) => DecisionTable;
}

/**
 * Makes tables of decisions as they come out, after rules have set each other aside. That is what another engine can
 * run and get the same answer: the way in which our rules defeat each other is in no hit policy of DMN, but what comes of
 * it is a plain function, so its table is UNIQUE.
 *
 * @param organisations indices of those to write down. Organisations that decide alike share rules.
 */
export function computedTables(compiled: CompiledRuleSet, organisations: readonly number[]): TableMaker {
  const { ruleSet } = compiled;
  const names = toolNames(ruleSet.tools);
  const results: Outcome[] = [];
  const numbers = new Map<string, number>();
  const cutter = new BoxCutter(compiled, (index) => {
    const outcome = compiled.outcome(index);
    const { defeated: _, ...shown } = outcome;
    const key = JSON.stringify(shown);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, results.length);
    results.push(outcome);
    return results.length - 1;
  });
  return {
    computed: (tool) => {
      const place = ruleSet.tools.indexOf(tool);
      const alike = new Map<FunctionId, string[]>();
      for (const organisation of organisations) {
        const id = ruleSet.organisations[organisation]?.id ?? "";
        const root = cutter.functionOf(organisation, place);
        alike.set(root, [...(alike.get(root) ?? []), id]);
      }
      const rows = [...alike].flatMap(([root, ids]) =>
        cutter.boxesOf(root).map(({ box, result }) => rowOf(ruleSet, ids, box, results[result])),
      );
      return {
        id: `decision_${names.get(tool.id)}`,
        name: names.get(tool.id) ?? tool.id,
        label: tool.name,
        written: { kind: "computed", tool: tool.id },
        hitPolicy: "UNIQUE",
        aggregation: null,
        inputs: inputsOf(ruleSet, organisations),
        outputs: OUTPUTS,
        annotations: ["rules", "sources"],
        rows,
      };
    },
  };
}

const EFFECTS_IN_ORDER = ["prohibited", "unspecified", "discouraged", "permitted", "recommended", "required"];

const OUTPUTS: readonly TableOutput[] = [
  { name: "effect", label: null, allowed: EFFECTS_IN_ORDER.map(feelString).join(", ") },
  { name: "contested", label: null, allowed: null },
  { name: "duties", label: null, allowed: null },
  { name: "advice", label: null, allowed: null },
];

/** The inputs of every table: the organisation and all attributes, with the values that they can have. */
export function inputsOf(ruleSet: RuleSet, organisations: readonly number[]): readonly TableInput[] {
  const ids = organisations.map((organisation) => ruleSet.organisations[organisation]?.id ?? "");
  const names = attributeNames(ruleSet.vocabulary);
  return [
    { label: null, expression: ORGANISATION, allowed: ids.map(feelString).join(", ") },
    ...ruleSet.vocabulary.attributes.map((attribute) => ({
      label: attribute.label.nl,
      expression: names.get(attribute.id) ?? attribute.id,
      allowed: attribute.values.map((value) => feelString(value.id)).join(", "),
    })),
  ];
}

function rowOf(
  ruleSet: RuleSet,
  organisations: readonly string[],
  box: IndexBox,
  outcome: Outcome | undefined,
): TableRow {
  const inputs = ruleSet.vocabulary.attributes.map((attribute, index) => {
    const values = box[index];
    return values === null || values === undefined
      ? "-"
      : values.map((value) => feelString(attribute.values[value]?.id ?? "")).join(", ");
  });
  const decisive = ruleSet.rules.filter((rule) => outcome?.decisive.includes(rule.id));
  return {
    id: null,
    inputs: [organisations.map(feelString).join(", "), ...inputs],
    outputs: [
      feelString(outcome?.effect ?? "unspecified"),
      String(outcome?.contested ?? false),
      feelList(outcome?.duties ?? []),
      feelList(outcome?.advice ?? []),
    ],
    annotations: [
      decisive.map((rule) => rule.id).join(", "),
      decisive.map(({ source }) => `“${source.quote}” (${source.document})`).join("; "),
    ],
  };
}
