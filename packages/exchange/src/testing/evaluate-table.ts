/** Evaluates decision tables with another engine (feelin), by the definitions of DMN 1.3, 8.2.10. For tests. */
import { evaluate, unaryTest } from "feelin";
import type { DecisionTable, TableRow } from "../dmn/decision-table.ts";

/** The rules of a table that match, given a value per input expression. */
export function matching(
  table: DecisionTable,
  context: Readonly<Record<string, string>>,
): readonly TableRow[] {
  return table.rows.filter((row) =>
    table.inputs.every(({ expression }, index) => {
      const entry = row.inputs[index] ?? "-";
      return entry === "-" || isTrue(entry, context[expression] ?? "");
    }),
  );
}

const known = new Map<string, boolean>();

/** Tests repeat; parsing each anew would take most of the time. */
function isTrue(entry: string, value: string): boolean {
  const key = `${value}\n${entry}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const result = unaryTest(entry, { "?": value }).value === true;
  known.set(key, result);
  return result;
}

/** The outputs of a rule, worked out. */
export function outputsOf(table: DecisionTable, row: TableRow): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    table.outputs.map(({ name }, index) => [name ?? "", evaluate(row.outputs[index] ?? "null").value]),
  );
}
