import { MOST_CELL_CHARACTERS, MOST_CELLS, MOST_COLUMNS, MOST_ROWS } from "../../limits.ts";
import { damaged, tooLarge } from "../../refusals.ts";
import { parseXml } from "../../xml/parse-xml.ts";
import { addressOf, type Cell, columnIndex, EMPTY_CELL, tidyText } from "../sheet.ts";
import { dayOf } from "./dates.ts";
import type { Workbook } from "./workbook.ts";

/** The cells that may still be read, over all sheets of a workbook. */
export interface Allowance {
  cells: number;
}

interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The cell at hand, while it is read. */
interface Draft {
  row: number;
  column: number;
  type: string;
  style: number;
  formula: boolean;
  value: string;
}

/** Reads the cells of one sheet. Cells that were merged all show the text of the first. */
export function readWorksheet(
  bytes: Uint8Array,
  workbook: Workbook,
  allowance: Allowance,
): readonly (readonly Cell[])[] {
  const rows: Cell[][] = [];
  const merged: Area[] = [];
  let draft: Draft = { row: 0, column: -1, type: "n", style: 0, formula: false, value: "" };
  let row = -1;
  let column = -1;
  let inValue = false;
  parseXml(bytes, {
    open: ({ local, attribute }) => {
      if (local === "row") {
        const number = attribute("r");
        row = number === null ? row + 1 : Number(number) - 1;
        column = -1;
      } else if (local === "c") {
        const address = attribute("r");
        const place = address === null ? { row, column: column + 1 } : placeOf(address);
        column = place.column;
        draft = {
          ...place,
          type: attribute("t") ?? "n",
          style: Number(attribute("s") ?? -1),
          formula: false,
          value: "",
        };
      } else if (local === "f") draft.formula = true;
      else if (local === "mergeCell") merged.push(areaOf(attribute("ref") ?? ""));
      inValue = local === "v" || local === "t";
    },
    text: (text) => {
      if (inValue) draft.value += text;
      if (draft.value.length > MOST_CELL_CHARACTERS)
        throw tooLarge({
          nl: `een cel met meer dan ${MOST_CELL_CHARACTERS} tekens`,
          en: `a cell of more than ${MOST_CELL_CHARACTERS} characters`,
        });
    },
    close: (local) => {
      if (local === "v" || local === "t") inValue = false;
      if (local !== "c") return;
      const cell = cellOf(draft, workbook);
      if (cell.kind !== "empty") put(rows, draft.row, draft.column, cell, allowance);
    },
  });
  for (const area of merged) fillMerged(rows, area, allowance);
  return Array.from(rows, (cells) => Array.from(cells ?? [], (cell) => cell ?? EMPTY_CELL));
}

/** What a cell shows (ECMA-376 part 1, 18.3.1.4): its type says how the value is written. */
function cellOf(draft: Draft, workbook: Workbook): Cell {
  const { type, formula } = draft;
  const raw = tidyText(draft.value);
  if (raw === "") return formula ? { ...EMPTY_CELL, formula } : EMPTY_CELL;
  const made = (text: string, kind: Cell["kind"]): Cell =>
    text === "" ? EMPTY_CELL : { text, kind, formula, mergedWith: null };
  if (type === "s") return made(workbook.sharedStrings[Number(raw)] ?? "", "text");
  if (type === "inlineStr" || type === "str") return made(raw, "text");
  if (type === "b") return made(raw === "1" ? "true" : "false", "boolean");
  if (type === "e") return made(raw, "error");
  if (type === "d") return made(raw.slice(0, 10), "date");
  const day = workbook.dateStyles[draft.style] === true ? dayOf(Number(raw), workbook.since1904) : null;
  return day === null ? made(raw, "number") : made(day, "date");
}

function put(rows: Cell[][], row: number, column: number, cell: Cell, allowance: Allowance): void {
  if (row < 0 || column < 0 || !Number.isInteger(row)) throw damaged();
  if (row >= MOST_ROWS)
    throw tooLarge({ nl: `meer dan ${MOST_ROWS} rijen`, en: `more than ${MOST_ROWS} rows` });
  if (column >= MOST_COLUMNS)
    throw tooLarge({ nl: `meer dan ${MOST_COLUMNS} kolommen`, en: `more than ${MOST_COLUMNS} columns` });
  if (--allowance.cells < 0)
    throw tooLarge({ nl: `meer dan ${MOST_CELLS} cellen`, en: `more than ${MOST_CELLS} cells` });
  while (rows.length <= row) rows.push([]);
  const cells = rows[row];
  if (cells === undefined) return;
  while (cells.length < column) cells.push(EMPTY_CELL);
  cells[column] = cell;
}

/** Gives every cell of a merged area the text of its first, as people see it. Only where the sheet has rows at all. */
function fillMerged(rows: Cell[][], area: Area, allowance: Allowance): void {
  const first = rows[area.top]?.[area.left];
  if (first === undefined || first.kind === "empty") return;
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), 0);
  const filled: Cell = { ...first, mergedWith: addressOf(area.top, area.left) };
  for (let row = area.top; row <= Math.min(area.bottom, rows.length - 1); row++) {
    for (let column = area.left; column <= Math.min(area.right, width - 1); column++) {
      if (row !== area.top || column !== area.left) put(rows, row, column, filled, allowance);
    }
  }
}

function placeOf(address: string): { readonly row: number; readonly column: number } {
  const parts = /^([A-Z]{1,3})([1-9][0-9]{0,6})$/.exec(address);
  if (parts === null) throw damaged();
  return { row: Number(parts[2]) - 1, column: columnIndex(parts[1] ?? "") };
}

function areaOf(reference: string): Area {
  const [from = "", to = from] = reference.split(":");
  const start = placeOf(from);
  const end = placeOf(to);
  return { top: start.row, left: start.column, bottom: end.row, right: end.column };
}
