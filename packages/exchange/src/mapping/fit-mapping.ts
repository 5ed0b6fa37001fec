import { columnIndex, columnName, type Sheet, widthOf } from "../tables/sheet.ts";
import { fold } from "./fold.ts";
import { headerOf } from "./guess-mapping.ts";
import type { ColumnMapping, Mapping } from "./mapping.ts";

/**
 * Lays a mapping that was saved before on a new version of the list: columns are found again by their headings, also when
 * they moved. A column whose heading is gone stays out, and comes back in `missing`; new columns are not read.
 *
 * @example fitMapping(readMapping(saved), sheet).missing // []
 */
export function fitMapping(
  mapping: Mapping,
  sheet: Sheet,
): { readonly mapping: Mapping; readonly missing: readonly ColumnMapping[] } {
  const headerRows = findRows(mapping, sheet);
  const headers = Array.from({ length: widthOf(sheet) }, (_, column) => headerOf(sheet, headerRows, column));
  const places = mapping.columns.map((column) => {
    const same = headers.flatMap((header, place) => (fold(header) === fold(column.header) ? [place] : []));
    const before = columnIndex(column.column);
    // Of columns with the same heading (or none) the one that stood here before.
    return same.includes(before) ? before : column.header === "" ? -1 : (same[0] ?? -1);
  });
  const columns = headers.map((header, place): ColumnMapping => {
    const known = mapping.columns[places.indexOf(place)];
    return { column: columnName(place), header, role: known?.role ?? { as: "ignore" } };
  });
  return {
    mapping: { ...mapping, headerRows, columns },
    missing: mapping.columns.filter((column, index) => places[index] === -1 && column.role.as !== "ignore"),
  };
}

/** The rows where the headings stand now: a line of explanation may have come above them. */
function findRows(mapping: Mapping, sheet: Sheet): Mapping["headerRows"] {
  const { headerRows } = mapping;
  if (headerRows === null) return null;
  const height = headerRows.to - headerRows.from;
  const wanted = new Set(
    mapping.columns.map((column) => fold(column.header)).filter((header) => header !== ""),
  );
  let best = headerRows;
  let most = 0;
  for (let from = 1; from <= Math.min(30, sheet.rows.length); from++) {
    const rows = { from, to: from + height };
    const width = widthOf(sheet);
    let found = 0;
    for (let column = 0; column < width; column++)
      if (wanted.has(fold(headerOf(sheet, rows, column)))) found++;
    if (found > most || (found === most && from === headerRows.from)) {
      best = rows;
      most = found;
    }
  }
  return best;
}
