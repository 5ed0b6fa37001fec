/**
 * What may be read at most. An honest list of tools comes nowhere near; a file made to exhaust memory or time does.
 * Whatever is larger is refused with an {@link ExchangeError} while it is being read, not afterwards.
 */

/** Bytes of a list, as it lies on disk. */
export const MOST_FILE_BYTES = 5_000_000;
/** Bytes of a DMN file. */
export const MOST_DMN_BYTES = 20_000_000;
/** Bytes of everything that is unpacked from a workbook. */
export const MOST_UNPACKED_BYTES = 60_000_000;
/** Files inside a workbook. */
export const MOST_ENTRIES = 500;
/** Rows of a sheet. */
export const MOST_ROWS = 10_000;
/** Columns of a sheet. */
export const MOST_COLUMNS = 256;
/** Cells with something in them, over all sheets. */
export const MOST_CELLS = 300_000;
/** Characters in one cell: what a spreadsheet itself allows. */
export const MOST_CELL_CHARACTERS = 32_767;
/** Elements in an XML document that is read into a tree. */
export const MOST_ELEMENTS = 400_000;
/** How deep elements may stand in each other. */
export const MOST_DEPTH = 64;
/** Rows of one exported decision table, and rules made out of one imported file. */
export const MOST_TABLE_ROWS = 20_000;
