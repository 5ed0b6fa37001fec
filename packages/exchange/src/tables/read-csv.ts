import Papa from "papaparse";
import { MOST_CELL_CHARACTERS, MOST_CELLS, MOST_COLUMNS, MOST_ROWS } from "../limits.ts";
import { emptyFile, tooLarge } from "../refusals.ts";
import { decodeText, type Encoding } from "./decode-text.ts";
import { type Sheet, textCell } from "./sheet.ts";

/** What separates the cells of a line. */
export type Separator = "," | ";" | "\t";

/** A list read from CSV, with how it was read. */
export interface CsvTable {
  readonly sheet: Sheet;
  readonly encoding: Encoding;
  readonly separator: Separator;
  /** A quote that was opened never closed, so the last cells may have run together. */
  readonly openQuote: boolean;
}

const SEPARATORS: readonly Separator[] = [",", ";", "\t"];

/**
 * Reads comma-separated values (RFC 4180): quotes, doubled quotes and line breaks inside them. The separator is
 * found out; a first line `sep=;`, as Excel writes it, settles it.
 *
 * @param name how people know the file; becomes the name of the sheet.
 * @throws ExchangeError `empty`, `too-large` or `not-a-table`.
 * @example readCsv("lijst", bytes).sheet.rows[0]?.[0]?.text // "Middel"
 */
export function readCsv(name: string, bytes: Uint8Array): CsvTable {
  const { text, encoding } = decodeText(bytes);
  const said = /^\ufeff?sep=([,;\t])\r?\n/.exec(text);
  // The line that names the separator is no row of the list, but spreadsheets count from the line after it.
  const body = (said === null ? text : text.slice(said[0].length)).replace(/\r?\n$/, "");
  if (body.trim() === "") throw emptyFile();
  const separator = SEPARATORS.find((known) => known === said?.[1]) ?? likelySeparator(body);
  const parsed = Papa.parse<string[]>(body, { delimiter: separator, preview: MOST_ROWS + 1 });
  if (parsed.data.length > MOST_ROWS)
    throw tooLarge({ nl: `meer dan ${MOST_ROWS} rijen`, en: `more than ${MOST_ROWS} rows` });
  checkSize(parsed.data);
  const rows = parsed.data.map((line) => line.map(textCell));
  while (rows.length > 0 && rows.at(-1)?.every((cell) => cell.kind === "empty")) rows.pop();
  if (rows.length === 0) throw emptyFile();
  return {
    sheet: { name, hidden: false, rows },
    encoding,
    separator,
    openQuote: parsed.errors.some((error) => error.code === "MissingQuotes"),
  };
}

function checkSize(lines: readonly (readonly string[])[]): void {
  let cells = 0;
  for (const line of lines) {
    cells += line.length;
    if (line.length > MOST_COLUMNS)
      throw tooLarge({ nl: `meer dan ${MOST_COLUMNS} kolommen`, en: `more than ${MOST_COLUMNS} columns` });
    if (line.some((cell) => cell.length > MOST_CELL_CHARACTERS))
      throw tooLarge({
        nl: `een cel met meer dan ${MOST_CELL_CHARACTERS} tekens`,
        en: `a cell of more than ${MOST_CELL_CHARACTERS} characters`,
      });
  }
  if (cells > MOST_CELLS)
    throw tooLarge({ nl: `meer dan ${MOST_CELLS} cellen`, en: `more than ${MOST_CELLS} cells` });
}

/**
 * The separator that cuts the first lines into the most cells of equal number. Decided on what stands outside quotes,
 * so that a comma in a sentence does not win from the semicolons around it.
 */
function likelySeparator(text: string): Separator {
  const scored = SEPARATORS.map((separator) => {
    const lines = Papa.parse<string[]>(text.slice(0, 50_000), { delimiter: separator, preview: 30 }).data;
    const widths = lines.filter((line) => line.some((cell) => cell.trim() !== "")).map((line) => line.length);
    const usual = mostCommon(widths);
    const alike = widths.filter((width) => width === usual).length / Math.max(1, widths.length);
    return { separator, score: usual < 2 ? 0 : alike * 10 + Math.min(usual, 20) / 10 };
  });
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).separator;
}

function mostCommon(numbers: readonly number[]): number {
  const amounts = new Map<number, number>();
  for (const number of numbers) amounts.set(number, (amounts.get(number) ?? 0) + 1);
  return [...amounts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}
