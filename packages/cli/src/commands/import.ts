import { readFile, writeFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import {
  changesNothing,
  compareImport,
  draftOfImport,
  ExchangeError,
  fitMapping,
  guessMapping,
  type ImportChanges,
  type Imported,
  importDmn,
  importTools,
  kindOfFile,
  type Mapping,
  plainDmnMapping,
  readDmn,
  readDmnMapping,
  readMapping,
  readTableFile,
  type Sheet,
  slug,
  toolAliases,
  writeMapping,
} from "@akkoord/exchange";
import {
  applyDraft,
  CompileBudgetError,
  changesBetween,
  EFFECTS,
  type Effect,
  foldChanges,
  GOVERNMENT_WIDE_OWNER,
  type IsoDate,
  isDate,
  nearest,
  type RuleSet,
  run,
  type Source,
} from "@akkoord/policy";
import { readYaml, writeDraft } from "@akkoord/policy-files";
import { EXIT, type ExitCode, paint, print, printJson, UsageError, wrap } from "../io.ts";
import { loadRules, problemLine, readLexiconOf } from "../rules.ts";
import { type CliWords, type Language, wordsOf } from "../words/index.ts";

/** Options of `akkoord import`. */
export interface ImportOptions {
  readonly policies: readonly string[];
  /** Whose rules they become: an organisation, or `rijk`. */
  readonly owner?: string;
  /** Whom rules of the government bind: organisations and groups. */
  readonly bearer: readonly string[];
  /** File with a mapping that was saved before. */
  readonly mapping?: string;
  /** File to keep the mapping in. */
  readonly saveMapping?: string;
  /** Sheet of a workbook; the first one when left out. */
  readonly sheet?: string;
  /** Name of the list, by which its rules are found again; the name of the file when left out. */
  readonly name?: string;
  /** What every row says, for a list without verdicts. */
  readonly verdict?: string;
  readonly date?: string;
  readonly preview: boolean;
  readonly partial: boolean;
  /** New file for the draft; standard output when left out. */
  readonly out?: string;
  readonly json: boolean;
  readonly lang: string;
}

/** How many changed regions and rules a preview tells in words. */
const MOST_SHOWN = 12;

/**
 * `akkoord import`: makes a draft out of a list of tools (CSV, XLSX) or out of decision tables (DMN), or shows what that
 * would change. Cells that cannot be read are listed by address, and then there is no draft unless `--partial` says so.
 */
export async function importCommand(file: string, options: ImportOptions, today: IsoDate): Promise<ExitCode> {
  const { language, words } = wordsOf(options.lang);
  const ruleSet = await loadRules(options.policies);
  const owner = checkOwner(ruleSet, options.owner, words);
  const date = options.date ?? today;
  if (!isDate(date)) throw new UsageError(words.exchange.noDay(date));
  const bytes = new Uint8Array(await readBytes(file, words));
  const aliases = await aliasesOf(options.policies, ruleSet);
  let imported: Imported;
  try {
    imported = await read({ file, bytes, ruleSet, owner, date, aliases, options, words });
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    throw new UsageError(`${file}: ${error.words[language]}`);
  }
  const changes = compareImport(ruleSet, imported);
  const isWhole = imported.errors.length === 0;
  if (options.json) printJson(asJson(imported, changes));
  else if (options.preview) {
    printProblems(imported, language, words, print);
    printPreview(ruleSet, imported, changes, date, language, words);
  } else printProblems(imported, language, words, printError);
  if (!options.preview && (isWhole || options.partial))
    await writeOut(ruleSet, imported, changes, options, words);
  if (!isWhole && !options.preview && !options.partial && !options.json) printError(words.exchange.noDraft);
  return isWhole ? EXIT.fine : EXIT.findings;
}

interface Reading {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly ruleSet: RuleSet;
  readonly owner: string;
  readonly date: IsoDate;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly options: ImportOptions;
  readonly words: CliWords;
}

async function read(reading: Reading): Promise<Imported> {
  const { file, bytes, ruleSet, owner, date, aliases, options, words } = reading;
  const name = options.name ?? basename(file, extname(file));
  const saved =
    options.mapping === undefined ? null : (await readBytes(options.mapping, words)).toString("utf8");
  const bearers = options.bearer.length > 0 ? options.bearer : undefined;
  if (kindOfFile(bytes) === "dmn") {
    const mapping = saved === null ? plainDmnMapping(name) : readDmnMapping(saved);
    const source = sourceOf(ruleSet, owner, mapping.name, date);
    return importDmn({ ruleSet, owner, bearers, file: readDmn(bytes), mapping, date, source, aliases });
  }
  const sheet = chooseSheet(readTableFile(basename(file), bytes).sheets, options.sheet, words);
  const guessed =
    saved === null
      ? guessMapping(ruleSet, sheet, name, aliases).mapping
      : fitMapping(readMapping(saved), sheet).mapping;
  const mapping: Mapping = {
    ...guessed,
    name: options.name ?? guessed.name,
    verdict: options.verdict === undefined ? guessed.verdict : checkVerdict(options.verdict, words),
  };
  if (options.saveMapping !== undefined) await writeNew(options.saveMapping, writeMapping(mapping), words);
  const source = sourceOf(ruleSet, owner, mapping.name, date);
  return importTools({ ruleSet, owner, bearers, sheet, mapping, date, source, aliases });
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

function checkOwner(ruleSet: RuleSet, owner: string | undefined, { exchange }: CliWords): string {
  const known = [...ruleSet.organisations.map(({ id }) => id), GOVERNMENT_WIDE_OWNER];
  if (owner === undefined) throw new UsageError(exchange.whoseRules(known));
  if (!known.includes(owner))
    throw new UsageError(exchange.unknownOwner(owner, nearest(owner, known), known));
  return owner;
}

function checkVerdict(verdict: string, { exchange }: CliWords): Effect {
  const effect = EFFECTS.find((known) => known === verdict);
  if (effect === undefined) throw new UsageError(exchange.unknownVerdict(verdict, EFFECTS));
  return effect;
}

function chooseSheet(sheets: readonly Sheet[], name: string | undefined, { exchange }: CliWords): Sheet {
  const names = sheets.map((sheet) => sheet.name);
  const found = name === undefined ? sheets[0] : sheets.find((sheet) => sheet.name === name);
  if (found === undefined)
    throw new UsageError(exchange.unknownSheet(name ?? "", nearest(name ?? "", names), names));
  return found;
}

async function aliasesOf(
  policies: readonly string[],
  ruleSet: RuleSet,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { lexicon } = await readLexiconOf(policies, ruleSet);
  return lexicon === null ? {} : toolAliases(lexicon.tools);
}

async function readBytes(file: string, { exchange }: CliWords): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch {
    throw new UsageError(exchange.cannotRead(file));
  }
}

async function writeOut(
  ruleSet: RuleSet,
  imported: Imported,
  changes: ImportChanges,
  options: ImportOptions,
  words: CliWords,
): Promise<void> {
  const text = writeDraft(draftOfImport(changes, imported), ruleSet);
  if (options.out !== undefined) {
    await writeNew(options.out, text, words);
    if (!options.json) print(words.exchange.draftWritten(options.out));
  } else if (!options.json) {
    if (changesNothing(changes)) printError(words.exchange.nothingChanges);
    else process.stdout.write(text);
  }
}

/** Writes a new file; what is there already is never overwritten. */
async function writeNew(file: string, text: string, { exchange }: CliWords): Promise<void> {
  try {
    await writeFile(file, text, { flag: "wx" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      throw new UsageError(exchange.exists(file));
    throw error;
  }
}

function asJson(imported: Imported, changes: ImportChanges): unknown {
  const ids = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id);
  return {
    rules: imported.rules,
    tools: imported.tools,
    sources: imported.sources,
    untranslatables: imported.untranslatables,
    errors: imported.errors,
    skipped: imported.skipped,
    changes: {
      newTools: ids(changes.newTools),
      newRules: ids(changes.newRules),
      changedRules: changes.changedRules.map(({ after }) => after.id),
      unchangedRules: ids(changes.unchangedRules),
      withdraw: [...ids(changes.withdrawnRules), ...ids(changes.withdrawnClauses)],
    },
  };
}

type Printer = (line?: string) => void;

function printError(line = ""): void {
  process.stderr.write(`${line}\n`);
}

function printProblems(imported: Imported, language: Language, { exchange }: CliWords, to: Printer): void {
  for (const { cell, message, remedy } of imported.errors) {
    to(`${paint("red", cell === "" ? exchange.wholeFile : cell)}  ${message[language]}`);
    to(wrap(remedy[language], "    "));
  }
  if (imported.errors.length > 0) to(exchange.errors(imported.errors.length));
  if (imported.skipped.length > 0) to(exchange.skipped(imported.skipped.length));
  for (const { cell, reason } of imported.skipped.slice(0, MOST_SHOWN)) to(`  ${cell}  ${reason[language]}`);
  if (imported.skipped.length > MOST_SHOWN) to(`  ${exchange.more(imported.skipped.length - MOST_SHOWN)}`);
}

function printPreview(
  ruleSet: RuleSet,
  imported: Imported,
  changes: ImportChanges,
  date: IsoDate,
  language: Language,
  words: CliWords,
): void {
  const { exchange } = words;
  const list = (title: string, lines: readonly string[]): void => {
    if (lines.length === 0) return;
    print(paint("bold", `${title}: ${lines.length}`));
    for (const line of lines.slice(0, MOST_SHOWN)) print(`  ${line}`);
    if (lines.length > MOST_SHOWN) print(`  ${exchange.more(lines.length - MOST_SHOWN)}`);
  };
  list(
    exchange.newTools,
    changes.newTools.map(({ id, name }) => `${id} · ${name}`),
  );
  const effect = (rule: { readonly effect: Effect | null }): string =>
    rule.effect === null ? exchange.noEffect : words.effects[rule.effect];
  list(
    exchange.newRules,
    changes.newRules.map((rule) => `${rule.id} · ${effect(rule)} · “${rule.source.quote}”`),
  );
  list(
    exchange.changedRules,
    changes.changedRules.map(({ before, after }) => `${after.id} · ${effect(before)} → ${effect(after)}`),
  );
  list(
    exchange.withdrawnRules,
    changes.withdrawnRules.map(({ id }) => id),
  );
  list(
    exchange.clauses,
    changes.newClauses.map(({ source }) => `“${source.quote}” (${source.place ?? ""})`),
  );
  print(exchange.unchanged(changes.unchangedRules.length));
  if (changesNothing(changes)) return;
  const applied = applyDraft(
    ruleSet,
    readYaml("draft.yaml", writeDraft(draftOfImport(changes, imported), ruleSet)),
  );
  if (applied.ruleSet === null) {
    for (const problem of applied.problems) print(problemLine(problem));
    return;
  }
  const after = applied.ruleSet;
  try {
    const folded = foldChanges(after, run(changesBetween(ruleSet, after, { date })));
    list(
      exchange.effectOn(date),
      folded.map(({ sentence }) => sentence[language]),
    );
    if (folded.length === 0) print(exchange.noEffectOn(date));
  } catch (error) {
    if (!(error instanceof CompileBudgetError)) throw error;
    print(exchange.tooLargeToCompare);
  }
}
