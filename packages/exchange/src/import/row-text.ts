import type { ColumnMapping } from "../mapping/mapping.ts";
import { addressOf, cellAt, columnIndex, type Sheet } from "../tables/sheet.ts";

/**
 * The words of a row that a rule rests on: its cells that are read, in their order, and of the verdicts the one at hand
 * with its heading.
 *
 * @example quoteRow(sheet, 6, columns, matrixColumn) // "Webex | Vertrouwelijk: nee"
 */
export function quoteRow(
  sheet: Sheet,
  row: number,
  columns: readonly ColumnMapping[],
  verdict: ColumnMapping | null,
): string {
  return columns
    .flatMap((column) => {
      const { role } = column;
      const { text } = cellAt(sheet, row, columnIndex(column.column));
      if (text === "" || role.as === "ignore" || (role.as === "verdict" && column !== verdict)) return [];
      const plain = text.replaceAll("\n", " ");
      const isOfMatrix = role.as === "verdict" && Object.keys(role.when).length > 0;
      return [isOfMatrix ? `${column.header}: ${plain}` : plain];
    })
    .join(" | ");
}

/**
 * Where those words stand: the cells of the row, and for a matrix the tool, the heading and the verdict.
 *
 * @example placeOfRow(sheet, 6, columns, null, null) // "Blad1!A7:F7"
 */
export function placeOfRow(
  sheet: Sheet,
  row: number,
  columns: readonly ColumnMapping[],
  verdict: ColumnMapping | null,
  headerRow: number | null,
): string {
  const read = columns
    .filter((column) => column.role.as !== "ignore")
    .map((column) => columnIndex(column.column));
  if (verdict?.role.as === "verdict" && Object.keys(verdict.role.when).length > 0) {
    const column = columnIndex(verdict.column);
    const tool = columns.find((each) => each.role.as === "tool");
    const cells = [
      addressOf(row, tool === undefined ? 0 : columnIndex(tool.column)),
      ...(headerRow === null ? [] : [addressOf(headerRow, column)]),
      addressOf(row, column),
    ];
    return `${sheet.name}!${cells.join(", ")}`;
  }
  return `${sheet.name}!${addressOf(row, Math.min(...read))}:${addressOf(row, Math.max(...read))}`;
}
