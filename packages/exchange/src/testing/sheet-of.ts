import { type Sheet, textCell } from "../tables/sheet.ts";

/** A sheet out of texts, for tests. */
export function sheetOf(rows: readonly (readonly string[])[]): Sheet {
  return { name: "Lijst", hidden: false, rows: rows.map((row) => row.map(textCell)) };
}
