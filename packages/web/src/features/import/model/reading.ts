import {
  columnIndex,
  type DmnMapping,
  fitMapping,
  guessMapping,
  headerOf,
  type Imported,
  importDmn,
  importTools,
  type Mapping,
  plainDmnMapping,
  readDmnMapping,
  readMapping,
  type Sheet,
  slug,
} from "@akkoord/exchange";
import type { IsoDate, RuleSet, Source } from "@akkoord/policy";
import type { ReadFile } from "../worker-messages.ts";

/** A file and how it is read, as somebody has it now. */
export type Reading =
  | {
      readonly kind: "table";
      readonly file: Extract<ReadFile, { kind: "table" }>;
      /** The place of the chosen sheet. */
      readonly sheet: number;
      readonly mapping: Mapping;
      readonly confidence: readonly number[];
      /** Headings of columns that a saved mapping knows and this list lacks. */
      readonly missing: readonly string[];
    }
  | { readonly kind: "dmn"; readonly file: Extract<ReadFile, { kind: "dmn" }>; readonly mapping: DmnMapping };

type Aliases = Readonly<Record<string, readonly string[]>>;

const EMPTY_SHEET: Sheet = { name: "", hidden: false, rows: [] };

/**
 * Begins to read a file: by a mapping that was saved, or by a guess.
 *
 * @throws ExchangeError when the saved mapping is none.
 */
export function beginReading(
  ruleSet: RuleSet,
  file: ReadFile,
  saved: string | null,
  aliases: Aliases,
): Reading {
  const name = file.name.replace(/\.[^.]*$/, "").slice(0, 100) || "lijst";
  if (file.kind === "dmn")
    return { kind: "dmn", file, mapping: saved === null ? plainDmnMapping(name) : readDmnMapping(saved) };
  const sheet = file.table.sheets[0] ?? EMPTY_SHEET;
  if (saved === null) return { kind: "table", file, sheet: 0, ...guessOf(ruleSet, sheet, name, aliases) };
  const { mapping, missing } = fitMapping(readMapping(saved), sheet);
  return {
    kind: "table",
    file,
    sheet: 0,
    mapping,
    confidence: [],
    missing: missing.map(({ header }) => header),
  };
}

/** Reads another sheet of the same file, guessed anew. */
export function withSheet(
  reading: Extract<Reading, { kind: "table" }>,
  place: number,
  ruleSet: RuleSet,
  aliases: Aliases,
): Reading {
  const sheet = reading.file.table.sheets[place] ?? EMPTY_SHEET;
  return { ...reading, sheet: place, ...guessOf(ruleSet, sheet, reading.mapping.name, aliases) };
}

/** The same list with another mapping; headings follow the rows that they stand in. */
export function withMapping(reading: Extract<Reading, { kind: "table" }>, mapping: Mapping): Reading {
  const sheet = sheetOf(reading);
  const columns = mapping.columns.map((column) => ({
    ...column,
    header: headerOf(sheet, mapping.headerRows, columnIndex(column.column)),
  }));
  return { ...reading, mapping: { ...mapping, columns } };
}

/** The sheet that is read. */
export function sheetOf(reading: Extract<Reading, { kind: "table" }>): Sheet {
  return reading.file.table.sheets[reading.sheet] ?? EMPTY_SHEET;
}

function guessOf(ruleSet: RuleSet, sheet: Sheet, name: string, aliases: Aliases) {
  return { ...guessMapping(ruleSet, sheet, name, aliases), missing: [] };
}

/** What a reading comes to. */
export function importOf(
  ruleSet: RuleSet,
  owner: string,
  reading: Reading,
  date: IsoDate,
  aliases: Aliases,
): Imported {
  const source = sourceOf(ruleSet, owner, reading.mapping.name, date);
  return reading.kind === "dmn"
    ? importDmn({ ruleSet, owner, file: reading.file.dmn, mapping: reading.mapping, date, source, aliases })
    : importTools({
        ruleSet,
        owner,
        sheet: sheetOf(reading),
        mapping: reading.mapping,
        date,
        source,
        aliases,
      });
}

/** The document that the list is. The same list of the same owner is the same document. */
function sourceOf(ruleSet: RuleSet, owner: string, name: string, date: IsoDate): Source {
  const organisation = ruleSet.organisations.find(({ id }) => id === owner);
  return {
    id: `${owner}-${slug(name)}`,
    title: name,
    author: organisation?.name ?? owner,
    date,
    url: null,
    fictional: organisation?.kind === "fictional",
  };
}
