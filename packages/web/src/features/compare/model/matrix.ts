import type { Decider, Outcome, Tool } from "@akkoord/policy";
import type { Verdict } from "../../../primitives/verdict.tsx";
import { outcomesAt, verdictOfOutcomes } from "../../tools/model/standard-verdict.ts";

/** One decision of the comparison. */
export interface Cell {
  readonly organisation: string;
  readonly tool: string;
  readonly verdict: Verdict;
  readonly outcomes: readonly Outcome[];
}

/** All decisions of a comparison, row by row. */
export interface Matrix {
  readonly tools: readonly Tool[];
  readonly organisations: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Decides every cell: tools down, organisations across, for one situation. */
export function makeMatrix(
  decider: Decider,
  tools: readonly Tool[],
  organisations: readonly string[],
  values: Readonly<Record<string, string>>,
): Matrix {
  const rows = tools.map((tool) =>
    organisations.map((organisation): Cell => {
      const outcomes = outcomesAt(decider, organisation, tool.id, values);
      return { organisation, tool: tool.id, verdict: verdictOfOutcomes(outcomes), outcomes };
    }),
  );
  return { tools, organisations, rows };
}

const OPEN: ReadonlySet<Verdict> = new Set(["required", "recommended", "permitted"]);

/** Tools that every organisation in the matrix may use. */
export function openEverywhere(matrix: Matrix): readonly Tool[] {
  return matrix.tools.filter((_, row) => matrix.rows[row]?.every((cell) => OPEN.has(cell.verdict)) ?? false);
}

/** Organisations that may use none of the tools in the matrix. */
export function withoutTool(matrix: Matrix): readonly string[] {
  return matrix.organisations.filter(
    (_, column) => !matrix.rows.some((row) => OPEN.has(row[column]?.verdict ?? "unspecified")),
  );
}

/** How many cells have a verdict. */
export function countCells(matrix: Matrix, verdict: Verdict): number {
  return matrix.rows.flat().filter((cell) => cell.verdict === verdict).length;
}

/** Columns that are the same all the way down, told as one: who shares a picture with whom. */
export function mergeColumns(
  matrix: Matrix,
): readonly { readonly organisations: readonly string[]; readonly column: number }[] {
  const groups = new Map<string, { organisations: string[]; column: number }>();
  for (const [column, organisation] of matrix.organisations.entries()) {
    const key = matrix.rows.map((row) => row[column]?.verdict).join(" ");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { organisations: [organisation], column });
    else group.organisations.push(organisation);
  }
  return [...groups.values()];
}

/** A matrix as a file for a spreadsheet: quoted, so that no cell is taken for a formula or breaks a line. */
export function toCsv(header: readonly string[], lines: readonly (readonly string[])[]): string {
  const quote = (text: string) =>
    `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return `\ufeff${[header, ...lines].map((line) => line.map(quote).join(",")).join("\r\n")}\r\n`;
}
