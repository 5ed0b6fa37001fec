import type {
  DmnMapping,
  ImportProblem,
  Mapping,
  VerdictMeaning,
  WordFix,
  WordTables,
} from "@akkoord/exchange";
import { EFFECTS } from "@akkoord/policy";

/** Cells that are wrong in the same way, so that one choice mends them all. */
export interface ProblemGroup {
  readonly key: string;
  readonly problem: ImportProblem;
  readonly cells: readonly string[];
}

/** Takes together the problems that one choice mends; the others stand by themselves. In the order of the sheet. */
export function groupProblems(problems: readonly ImportProblem[]): readonly ProblemGroup[] {
  const groups = new Map<string, { problem: ImportProblem; cells: string[] }>();
  for (const problem of problems) {
    const { fix } = problem;
    const key =
      fix === undefined ? `${problem.code} ${problem.cell}` : `${JSON.stringify(fix.table)} ${fix.word}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { problem, cells: [problem.cell] });
    else known.cells.push(problem.cell);
  }
  return [...groups].map(([key, group]) => ({ key, ...group }));
}

/**
 * Gives a word its meaning.
 *
 * @param meaning a tool id, an effect or `skip`, or values of the attribute with commas between.
 * @example withWord(mapping.words, { table: "verdicts", word: "groenlicht", suggestion: null }, "permitted")
 */
export function withWord(words: WordTables, { table, word }: WordFix, meaning: string): WordTables {
  if (table === "tools") return { ...words, tools: { ...words.tools, [word]: meaning } };
  if (table === "verdicts") {
    const verdict: VerdictMeaning = EFFECTS.find((effect) => effect === meaning) ?? "skip";
    return { ...words, verdicts: { ...words.verdicts, [word]: verdict } };
  }
  const own = { ...words.values[table.attribute], [word]: meaning.split(",") };
  return { ...words, values: { ...words.values, [table.attribute]: own } };
}

/** A word with the meaning that somebody gave it. */
export interface ChosenWord {
  readonly table: WordFix["table"];
  readonly word: string;
  readonly meaning: string;
}

/** Every word that was given a meaning. */
export function chosenWords({ tools, verdicts, values }: WordTables): readonly ChosenWord[] {
  return [
    ...Object.entries(tools).map(([word, meaning]) => ({ table: "tools", word, meaning }) as const),
    ...Object.entries(verdicts).map(([word, meaning]) => ({ table: "verdicts", word, meaning }) as const),
    ...Object.entries(values).flatMap(([attribute, words]) =>
      Object.entries(words).map(([word, meanings]) => ({
        table: { attribute },
        word,
        meaning: meanings.join(),
      })),
    ),
  ];
}

/** Takes a meaning back. */
export function withoutWord(words: WordTables, { table, word }: ChosenWord): WordTables {
  const without = <T>(all: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(all).filter(([key]) => key !== word));
  if (table === "tools") return { ...words, tools: without(words.tools) };
  if (table === "verdicts") return { ...words, verdicts: without(words.verdicts) };
  const own = without(words.values[table.attribute] ?? {});
  return { ...words, values: { ...words.values, [table.attribute]: own } };
}

/** How a file is read: as a list, or as decision tables. */
export type AnyMapping = Mapping | DmnMapping;

/** Whether a mapping is for decision tables. */
export function isDmnMapping(mapping: AnyMapping): mapping is DmnMapping {
  return "kind" in mapping;
}
