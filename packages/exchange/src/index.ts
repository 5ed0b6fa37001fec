export type { DecisionTable } from "./dmn/decision-table.ts";
export { type DmnMapping, plainDmnMapping, readDmnMapping } from "./dmn/import/dmn-mapping.ts";
export { type ImportDmnInput, importDmn } from "./dmn/import/import-dmn.ts";
export { type DmnFile, readDmn } from "./dmn/read-dmn.ts";
export * from "./exchange-error.ts";
export {
  changesNothing,
  compareImport,
  draftOfImport,
  type ImportChanges,
  type ImportDraft,
} from "./import/compare-import.ts";
export type { ImportProblem, ImportProblemCode, SkippedPart, WordFix } from "./import/import-problem.ts";
export { type ImportToolsInput, importTools } from "./import/import-tools.ts";
export type { Imported, Ownership } from "./import/imported.ts";
export { fitMapping } from "./mapping/fit-mapping.ts";
export { fold, slug } from "./mapping/fold.ts";
export { type GuessedMapping, guessMapping, headerOf } from "./mapping/guess-mapping.ts";
export * from "./mapping/mapping.ts";
export { readMapping, writeMapping } from "./mapping/read-mapping.ts";
export { type ToolPhrases, toolAliases } from "./mapping/tool-aliases.ts";
export type { Encoding } from "./tables/decode-text.ts";
export type { Separator } from "./tables/read-csv.ts";
export { type FileKind, kindOfFile, readTableFile, type TableFile } from "./tables/read-table-file.ts";
export {
  addressOf,
  type Cell,
  cellAt,
  columnIndex,
  columnName,
  type Sheet,
  widthOf,
} from "./tables/sheet.ts";
export { writeCsv } from "./tables/write-csv.ts";
