import { writeFile } from "node:fs/promises";
import { ExchangeError } from "@akkoord/exchange";
import { exportDmn } from "@akkoord/exchange/export-dmn";
import { type IsoDate, isDate, nearest } from "@akkoord/policy";
import { EXIT, type ExitCode, print, UsageError } from "../io.ts";
import { loadRules } from "../rules.ts";
import { wordsOf } from "../words/index.ts";

/** Options of `akkoord export`. */
export interface ExportOptions {
  readonly policies: readonly string[];
  /** Write DMN 1.3 decision tables. */
  readonly dmn: boolean;
  /** Ids of organisations; all that exist on the day when empty. */
  readonly organisation: readonly string[];
  readonly date?: string;
  /** New file; standard output when left out. */
  readonly out?: string;
  readonly lang: string;
}

/** `akkoord export --dmn`: writes the rules as decision tables that other engines can run. */
export async function exportCommand(options: ExportOptions, today: IsoDate): Promise<ExitCode> {
  const { language, words } = wordsOf(options.lang);
  const { exchange } = words;
  if (!options.dmn) throw new UsageError(exchange.sayForm);
  const date = options.date ?? today;
  if (!isDate(date)) throw new UsageError(exchange.noDay(date));
  const ruleSet = await loadRules(options.policies);
  const known = ruleSet.organisations.map(({ id }) => id);
  const unknown = options.organisation.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw new UsageError(exchange.unknownOwner(unknown, nearest(unknown, known), known));
  let text: string;
  try {
    text = exportDmn({
      ruleSet,
      date,
      ...(options.organisation.length > 0 ? { organisations: options.organisation } : {}),
    });
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    throw new UsageError(error.words[language]);
  }
  if (options.out === undefined) {
    process.stdout.write(`${text}\n`);
    return EXIT.fine;
  }
  try {
    await writeFile(options.out, `${text}\n`, { flag: "wx" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      throw new UsageError(exchange.exists(options.out));
    throw error;
  }
  print(exchange.exported(options.out));
  return EXIT.fine;
}
