/** What stands in a cell, as people see it. */
export interface Cell {
  /** The text, without spaces around it; empty for an empty cell. A date is written `yyyy-mm-dd`. */
  readonly text: string;
  readonly kind: "empty" | "text" | "number" | "date" | "boolean" | "error";
  /** The text is the saved result of a formula. Formulas are never worked out. */
  readonly formula: boolean;
  /** The address of the cell that this one was merged with, and whose text it shows. */
  readonly mergedWith: string | null;
}

/** A table of cells, as it stood in a file. Rows and columns count from zero; addresses from A1. */
export interface Sheet {
  readonly name: string;
  /** The maker of the workbook hid this sheet. */
  readonly hidden: boolean;
  readonly rows: readonly (readonly Cell[])[];
}

/** A cell with nothing in it. */
export const EMPTY_CELL: Cell = { text: "", kind: "empty", formula: false, mergedWith: null };

/** A cell with a text. */
export function textCell(text: string): Cell {
  const tidy = tidyText(text);
  return tidy === "" ? EMPTY_CELL : { text: tidy, kind: "text", formula: false, mergedWith: null };
}

/** The cell at a place; an empty one outside the sheet. */
export function cellAt(sheet: Sheet, row: number, column: number): Cell {
  return sheet.rows[row]?.[column] ?? EMPTY_CELL;
}

/** How many columns the widest row has. */
export function widthOf(sheet: Sheet): number {
  return sheet.rows.reduce((most, row) => Math.max(most, row.length), 0);
}

/**
 * The letters of a column.
 *
 * @param column counted from zero.
 * @example columnName(27) // "AB"
 */
export function columnName(column: number): string {
  let name = "";
  for (let left = column; left >= 0; left = Math.floor(left / 26) - 1) {
    name = String.fromCharCode(65 + (left % 26)) + name;
  }
  return name;
}

/**
 * The place of a column by its letters, or -1 when they are no column.
 *
 * @example columnIndex("AB") // 27
 */
export function columnIndex(name: string): number {
  if (!/^[A-Z]{1,3}$/.test(name)) return -1;
  let index = 0;
  for (const letter of name) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

/**
 * The address of a cell.
 *
 * @param row counted from zero.
 * @param column counted from zero.
 * @example addressOf(6, 1) // "B7"
 */
export function addressOf(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

/** A text as it is kept: one kind of line break, no odd spaces, nothing around it. */
export function tidyText(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll("\r", "\n")
    .replace(/[\u00a0\u2007\u202f]/g, " ")
    .replace(/[\u200b\ufeff]/g, "")
    .trim();
}
