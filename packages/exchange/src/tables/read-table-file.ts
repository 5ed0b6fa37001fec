import { MOST_FILE_BYTES } from "../limits.ts";
import { emptyFile, notATable, oldWorkbook, tooLarge } from "../refusals.ts";
import type { Encoding } from "./decode-text.ts";
import { readCsv, type Separator } from "./read-csv.ts";
import { readXlsx } from "./read-xlsx.ts";
import type { Sheet } from "./sheet.ts";

/** A file that holds a list, with how it was read. */
export interface TableFile {
  readonly format: "csv" | "xlsx";
  /** At least one. The visible ones come first. */
  readonly sheets: readonly Sheet[];
  /** How a CSV was read; null for a workbook. */
  readonly csv: {
    readonly encoding: Encoding;
    readonly separator: Separator;
    readonly openQuote: boolean;
  } | null;
}

/** What kind of file the bytes are, whatever its name says. */
export type FileKind = "table" | "dmn";

/**
 * Whether a file is a decision model (XML) or a list. Looks at the first bytes only.
 *
 * @throws ExchangeError `empty`.
 */
export function kindOfFile(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) throw emptyFile();
  const start = bytes.subarray(0, 400).filter((byte) => byte !== 0);
  const text = new TextDecoder("windows-1252").decode(start).replace(/^(?:ï»¿|ÿþ|þÿ)/, "");
  return /^\s*<(?:\?xml|!--|!DOCTYPE|(?:\w+:)?definitions)/i.test(text) ? "dmn" : "table";
}

/**
 * Reads a list from CSV or XLSX; the bytes decide which, not the name.
 *
 * @param name the name of the file, without folder.
 * @throws ExchangeError with words that say what to do.
 * @example readTableFile("lijst.csv", bytes).sheets[0]?.rows
 */
export function readTableFile(name: string, bytes: Uint8Array): TableFile {
  if (kindOfFile(bytes) === "dmn") throw notATable();
  if (bytes.length > MOST_FILE_BYTES)
    throw tooLarge({
      nl: `meer dan ${MOST_FILE_BYTES / 1_000_000} MB`,
      en: `more than ${MOST_FILE_BYTES / 1_000_000} MB`,
    });
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    const sheets = readXlsx(bytes);
    return {
      format: "xlsx",
      sheets: sheets.toSorted((a, b) => Number(a.hidden) - Number(b.hidden)),
      csv: null,
    };
  }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw oldWorkbook();
  const { sheet, ...csv } = readCsv(name.replace(/\.[^.]*$/, ""), bytes);
  return { format: "csv", sheets: [sheet], csv };
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, place) => bytes[place] === byte);
}
