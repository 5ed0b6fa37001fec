import type { Attribute, Condition, RuleSet } from "@akkoord/policy";
import { cellAt, columnName, type Sheet, widthOf } from "../tables/sheet.ts";
import { fold } from "./fold.ts";
import { readHeader } from "./header-words.ts";
import { type ColumnRole, type Mapping, NO_WORDS } from "./mapping.ts";
import { toolMatcher } from "./match-tool.ts";
import { readDay } from "./read-day.ts";
import { readVerdict } from "./read-verdict.ts";
import { readValues, type ValueWords, valueWords } from "./value-words.ts";

/** A first guess at how a list is to be read. */
export interface GuessedMapping {
  readonly mapping: Mapping;
  /** How sure each column of the mapping is: 0 (no idea) to 1. */
  readonly confidence: readonly number[];
}

/** What can be recognised with. */
interface Knowledge {
  readonly attributes: readonly Attribute[];
  readonly words: readonly ValueWords[];
  readonly isTool: (text: string) => boolean;
}

/** One possible reading of a column. */
interface Candidate {
  readonly column: number;
  readonly role: ColumnRole;
  readonly score: number;
}

/** How many rows are looked at: the rest of a list looks like its beginning. */
const LOOKED_AT = 200;
/** How far down the headings may stand, under a title and an explanation. */
const LOWEST_HEADER = 20;
/** Below this a reading is no better than none. */
const LEAST = 0.3;

/**
 * Guesses how a list is to be read, from its headings and from what stands in its columns. Everything in the guess can be
 * changed; `confidence` says where to look first.
 *
 * @param name name of the list, for instance that of the file.
 * @param aliases other names of tools, by tool id.
 * @example guessMapping(ruleSet, sheet, "Toegestane middelen").mapping.columns[0]?.role // { as: "tool", … }
 */
export function guessMapping(
  ruleSet: RuleSet,
  sheet: Sheet,
  name: string,
  aliases: Readonly<Record<string, readonly string[]>> = {},
): GuessedMapping {
  const { attributes } = ruleSet.vocabulary;
  const tools = toolMatcher(ruleSet.tools, aliases);
  const knowledge: Knowledge = {
    attributes,
    words: attributes.map((attribute) => valueWords(attribute)),
    isTool: (text) => tools.matchAll(text).every(({ match }) => match.kind !== "new"),
  };
  const headerRows = findHeaderRows(sheet, knowledge);
  const columns = Array.from({ length: widthOf(sheet) }, (_, column) => column);
  const candidates = columns.flatMap((column) => candidatesFor(sheet, column, headerRows, knowledge));
  const chosen = choose(candidates, sheet, headerRows);
  const settled = columns.map((column) => {
    const found = chosen.get(column);
    return {
      column: columnName(column),
      header: headerOf(sheet, headerRows, column),
      role: found?.role ?? ({ as: "ignore" } as const),
      score: found?.score ?? 0.5,
    };
  });
  return {
    mapping: {
      format: 1,
      name,
      headerRows,
      columns: settled.map(({ column, header, role }) => ({ column, header, role })),
      when: {},
      verdict: null,
      words: NO_WORDS,
    },
    confidence: settled.map(({ score }) => Math.round(score * 100) / 100),
  };
}

/** The words above a column; of headings in two rows, both. */
export function headerOf(sheet: Sheet, headerRows: Mapping["headerRows"], column: number): string {
  if (headerRows === null) return "";
  const words: string[] = [];
  for (let row = headerRows.from - 1; row < headerRows.to; row++) {
    const { text } = cellAt(sheet, row, column);
    if (text !== "" && !words.includes(text)) words.push(text);
  }
  return words.join(" · ");
}

/**
 * The row where the most headings are recognised, with the row above it when that too names values (a matrix whose
 * headings stand in two rows). The first row with two texts when nothing is recognised.
 */
function findHeaderRows(sheet: Sheet, knowledge: Knowledge): Mapping["headerRows"] {
  const least = Math.min(2, widthOf(sheet));
  const scores = sheet.rows.slice(0, LOWEST_HEADER).map((row) => {
    // A title that is merged over all columns is one text, not a heading above each.
    const texts = row
      .filter((cell) => cell.kind === "text" && cell.mergedWith === null)
      .map((cell) => cell.text);
    const known = texts.filter(
      (text) =>
        readHeader(text, knowledge.attributes) !== null || conditionOf(text, knowledge.words) !== null,
    );
    // A heading is short. A sentence that happens to hold one of the words is an explanation.
    return texts.length < least ? 0 : known.filter((text) => text.length <= 60).length;
  });
  const most = Math.max(0, ...scores);
  if (most === 0) {
    const first = sheet.rows.findIndex((row) => row.filter((cell) => cell.kind === "text").length >= 2);
    return first === -1 ? null : { from: first + 1, to: first + 1 };
  }
  const row = scores.indexOf(most);
  const above = sheet.rows[row - 1]?.filter((cell) => conditionOf(cell.text, knowledge.words) !== null) ?? [];
  return { from: above.length >= 2 ? row : row + 1, to: row + 1 };
}

function candidatesFor(
  sheet: Sheet,
  column: number,
  headerRows: Mapping["headerRows"],
  knowledge: Knowledge,
): readonly Candidate[] {
  const first = headerRows?.to ?? 0;
  const cells = sheet.rows
    .slice(first, first + LOOKED_AT)
    .map((_, row) => cellAt(sheet, first + row, column));
  const texts = cells.filter((cell) => cell.kind !== "empty").map((cell) => cell.text);
  const share = (fits: (text: string) => boolean): number =>
    texts.filter(fits).length / Math.max(1, texts.length);
  const header = headerOf(sheet, headerRows, column);
  if (texts.length === 0 && header === "") return [];
  const said = readHeader(header, knowledge.attributes);
  const saidFor = (kind: string): number => (said?.kind === kind ? said.sure : 0);
  const both = (heading: number, content: number): number => 1 - (1 - heading * 0.85) * (1 - content * 0.75);

  const verdicts = share((text) => readVerdict(text, {}) !== null);
  const above = conditionOf(header, knowledge.words);
  const candidates: Candidate[] = [
    { column, role: { as: "tool", empty: "error" }, score: both(saidFor("tool"), share(knowledge.isTool)) },
    { column, role: { as: "verdict", when: {} }, score: both(saidFor("verdict"), verdicts) },
    ...knowledge.words.map(
      (words): Candidate => ({
        column,
        role: { as: "attribute", attribute: words.attribute.id, empty: "error" },
        score: both(
          saidFor(`attribute:${words.attribute.id}`),
          share((text) => "values" in readValues(text, words)),
        ),
      }),
    ),
    ...(["valid-from", "valid-to"] as const).map(
      (as): Candidate => ({
        column,
        role: { as },
        // Days alone do not say whether something begins or ends on them.
        score: both(saidFor(as), share((text) => readDay(text) !== null) * 0.3),
      }),
    ),
    ...(["condition", "quote", "place", "supplier"] as const).map(
      (as): Candidate => ({
        column,
        role: { as },
        score: both(saidFor(as), 0),
      }),
    ),
  ];
  if (above !== null && verdicts > 0.5)
    candidates.push({ column, role: { as: "verdict", when: above }, score: both(1, verdicts) });
  return candidates;
}

/** The situations that a heading names: a value of an attribute, or of several. */
function conditionOf(header: string, words: readonly ValueWords[]): Condition | null {
  const found: Record<string, readonly string[]> = {};
  for (const part of header.split(" · ")) {
    if (fold(part) === "") return null;
    const known = words
      .map((each) => ({ attribute: each.attribute, read: readValues(part, each) }))
      .find(({ attribute, read }) => "values" in read && read.values.length < attribute.values.length);
    if (known === undefined || !("values" in known.read)) return null;
    found[known.attribute.id] = known.read.values;
  }
  return found;
}

/**
 * Gives every column its best reading, the surest first. A matrix may have many verdict columns; of everything else there
 * is one. When no column looks like names of tools, the first column of texts is taken for them.
 */
function choose(
  candidates: readonly Candidate[],
  sheet: Sheet,
  headerRows: Mapping["headerRows"],
): ReadonlyMap<number, Candidate> {
  const chosen = new Map<number, Candidate>();
  const taken = new Set<string>();
  for (const candidate of candidates.toSorted((a, b) => b.score - a.score || a.column - b.column)) {
    const { role, column, score } = candidate;
    const key =
      role.as === "attribute" ? role.attribute : role.as === "verdict" ? JSON.stringify(role.when) : role.as;
    if (score < LEAST || chosen.has(column) || taken.has(key)) continue;
    // A verdict over everything beside verdicts for some situations would say everything twice.
    if (role.as === "verdict" && hasOtherKindOfVerdict(chosen, role)) continue;
    chosen.set(column, candidate);
    taken.add(key);
  }
  if (!taken.has("tool")) {
    const first = headerRows?.to ?? 0;
    const column = sheet.rows
      .slice(first)
      .flatMap((row) => row.findIndex((cell) => cell.kind === "text"))
      .find((place) => place >= 0 && !chosen.has(place));
    if (column !== undefined)
      chosen.set(column, { column, role: { as: "tool", empty: "error" }, score: LEAST });
  }
  return chosen;
}

function hasOtherKindOfVerdict(
  chosen: ReadonlyMap<number, Candidate>,
  role: { readonly when: Condition },
): boolean {
  const isForAll = Object.keys(role.when).length === 0;
  return [...chosen.values()].some(
    (other) => other.role.as === "verdict" && (Object.keys(other.role.when).length === 0) !== isForAll,
  );
}
