import { MOST_CELLS } from "../limits.ts";
import { emptyFile } from "../refusals.ts";
import type { Sheet } from "./sheet.ts";
import { unpack } from "./xlsx/unpack.ts";
import { readWorkbook } from "./xlsx/workbook.ts";
import { type Allowance, readWorksheet } from "./xlsx/worksheet.ts";

/**
 * Reads the sheets of an Excel workbook (.xlsx; ECMA-376). Formulas are not worked out: their saved result is read, and
 * the cell says so. Pictures, macros, links and comments are never unpacked.
 *
 * @returns the sheets that hold something, hidden ones too.
 * @throws ExchangeError `empty`, `too-large`, `damaged` or `forbidden-xml`.
 */
export function readXlsx(bytes: Uint8Array): readonly Sheet[] {
  const parts = unpack(bytes, (path) =>
    /^xl\/(?:[^/]+\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml)$/.test(path),
  );
  const workbook = readWorkbook(parts);
  const allowance: Allowance = { cells: MOST_CELLS };
  const sheets = workbook.sheets.map(({ name, hidden, path }) => ({
    name,
    hidden,
    rows: readWorksheet(parts.get(path) ?? new Uint8Array(), workbook, allowance),
  }));
  const filled = sheets.filter((sheet) =>
    sheet.rows.some((row) => row.some((cell) => cell.kind !== "empty")),
  );
  if (filled.length === 0) throw emptyFile();
  return filled;
}
