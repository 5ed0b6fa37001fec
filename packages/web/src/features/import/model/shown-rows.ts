/** How many rows from the top are always shown, and how many in all. */
const FROM_TOP = 10;
const MOST = 60;

/**
 * The rows of a sheet worth looking at: the first ones, and those with something wrong.
 *
 * @param cells addresses of cells with something wrong, such as `B7`.
 * @example shownRows(1, 500, ["B77"]) // [0, 1, …, 10, 76]
 */
export function shownRows(headerRows: number, rows: number, cells: readonly string[]): readonly number[] {
  const wanted = new Set(Array.from({ length: Math.min(rows, headerRows + FROM_TOP) }, (_, row) => row));
  for (const cell of cells) {
    const row = Number(/^[A-Z]+([0-9]+)$/.exec(cell)?.[1] ?? 0) - 1;
    if (row >= 0 && row < rows && wanted.size < MOST) wanted.add(row);
  }
  return [...wanted].sort((a, b) => a - b);
}
