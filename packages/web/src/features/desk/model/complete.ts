import type { Words } from "@akkoord/policy";
import { type DraftSchema, schemaAt } from "@akkoord/policy-files/browser";

/** Something that may stand where the cursor is. */
export interface Proposal {
  readonly text: string;
  readonly label: Words;
  readonly kind: "key" | "value";
  readonly required: boolean;
}

/** What may stand where the cursor is, and from where in the text it would be written. */
export interface Completion {
  readonly from: number;
  readonly proposals: readonly Proposal[];
}

type Path = readonly (string | number)[];

/** A place in the text: the keys that lead there, and what was typed of the next key or value. */
interface Spot {
  readonly path: Path;
  readonly from: number;
  /** After a colon or in a list stands a value; after a dash either may stand. */
  readonly wants: "key" | "value" | "either";
  /** Keys that stand there already. */
  readonly taken: readonly string[];
}

/**
 * What may be written where the cursor is: the keys that belong there, or the allowed values with what they mean.
 * It reads the lines around the cursor only, so it works while the text as a whole is not yet right.
 *
 * @param at the cursor, counted in characters from the start
 * @example completionsAt("rules:\n  - effect: ", 19, schema) // required, recommended, permitted, …
 */
export function completionsAt(text: string, at: number, schema: DraftSchema): Completion | null {
  const spot = spotIn(text, at);
  if (spot === null) return null;
  const here = schemaAt(schema, spot.path);
  if (here === null) return null;
  const values = (of: DraftSchema | undefined): readonly Proposal[] =>
    (of?.values ?? []).map(({ value, label }) => ({ text: value, label, kind: "value", required: false }));
  const keys = (here.keys ?? [])
    .filter(({ key }) => !spot.taken.includes(key))
    .map(({ key, label, required }): Proposal => ({ text: key, label, kind: "key", required }));
  const proposals = [
    ...(spot.wants === "key" ? [] : [...values(here), ...values(here.items)]),
    ...(spot.wants === "value" ? [] : keys),
  ];
  return proposals.length === 0 ? null : { from: spot.from, proposals };
}

/** The path of keys at a place, for telling what the author is looking at. */
export function pathAt(text: string, at: number): Path {
  return spotIn(text, at)?.path ?? [];
}

function spotIn(text: string, at: number): Spot | null {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const before = text.slice(start, at);
  if (/(^|\s)#/.test(withoutQuoted(before))) return null;
  return spotBetweenBrackets(text, at) ?? spotOnLine(text, start, before);
}

/** The dashes and the key of one line, with the columns they stand in. */
interface Level {
  readonly column: number;
  readonly key: string | null;
}

function levelsOf(line: string): {
  readonly levels: readonly Level[];
  readonly rest: string;
  readonly restAt: number;
} {
  const levels: Level[] = [];
  let column = line.length - line.trimStart().length;
  for (;;) {
    const dash = /^-(\s+|$)/.exec(line.slice(column));
    if (dash === null) break;
    levels.push({ column, key: null });
    column += dash[0].length;
  }
  const key = /^(?:"([^"]*)"|'([^']*)'|([^\s#:,[\]{}"'][^:#]*?))\s*:(?:\s+|$)/.exec(line.slice(column));
  if (key === null) return { levels, rest: line.slice(column), restAt: column };
  levels.push({ column, key: key[1] ?? key[2] ?? key[3] ?? "" });
  const restAt = column + key[0].length;
  return { levels, rest: line.slice(restAt), restAt };
}

function spotOnLine(text: string, start: number, before: string): Spot {
  const { levels, rest, restAt } = levelsOf(before);
  const last = levels.at(-1);
  const onKey = last !== undefined && last.key !== null;
  const column = onKey ? last.column : restAt;
  const inner = levels.map(({ key }): string | number => key ?? 0);
  const first = levels.at(0);
  const outer = parentsOf(text, start, {
    column: first?.column ?? column,
    isDash: first !== undefined && first.key === null,
  });
  const inList = levels.length > 0 && last?.key === null;
  const trimmed = rest.trimStart();
  return {
    path: [...outer, ...inner],
    from: start + restAt + (rest.length - trimmed.length),
    wants: onKey ? "value" : inList ? "either" : "key",
    taken: onKey ? [] : siblingsOf(text, start, column),
  };
}

function parentsOf(
  text: string,
  start: number,
  from: { column: number; isDash: boolean },
): (string | number)[] {
  const path: (string | number)[] = [];
  let { column, isDash } = from;
  for (const line of text
    .slice(0, Math.max(0, start - 1))
    .split("\n")
    .toReversed()) {
    if (start === 0 || (column === 0 && !isDash)) break;
    if (line.trim() === "" || line.trimStart().startsWith("#")) continue;
    for (const level of levelsOf(line).levels.toReversed()) {
      if (level.column < column || (level.column === column && isDash && level.key !== null)) {
        path.unshift(level.key ?? 0);
        ({ column } = level);
        isDash = level.key === null;
      }
    }
  }
  return path;
}

/** Keys beside the cursor, in the same entry. */
function siblingsOf(text: string, start: number, column: number): readonly string[] {
  const keys: string[] = [];
  const collect = (lines: readonly string[], downwards: boolean) => {
    for (const line of lines) {
      if (line.trim() === "" || line.trimStart().startsWith("#")) continue;
      const { levels } = levelsOf(line);
      const first = levels.at(0)?.column ?? line.length - line.trimStart().length;
      const own = levels.find((level) => level.key !== null && level.column === column);
      if (downwards && first < column) return;
      if (own?.key) keys.push(own.key);
      if (!downwards && first < column) return;
    }
  };
  const end = text.indexOf("\n", start);
  collect(
    text
      .slice(0, Math.max(0, start - 1))
      .split("\n")
      .toReversed(),
    false,
  );
  if (end !== -1) collect(text.slice(end + 1).split("\n"), true);
  return keys;
}

interface Bracket {
  readonly kind: "map" | "list";
  key: string | null;
  typedFrom: number;
  readonly taken: string[];
}

const MOST_LINES = 40;

/** Inside `{…}` or `[…]`, which may have begun some lines above. */
function spotBetweenBrackets(text: string, at: number): Spot | null {
  let start = text.lastIndexOf("\n", at - 1) + 1;
  for (let i = 0; i < MOST_LINES; i += 1) {
    const line = text.slice(start, at);
    const { levels, rest, restAt } = levelsOf(line.split("\n")[0] ?? "");
    const opensHere = rest.startsWith("{") || rest.startsWith("[");
    if (opensHere) {
      const open = openBrackets(text, start + restAt, at);
      const innermost = open.at(-1);
      if (innermost === undefined) return null;
      const first = levels.at(0);
      const outer = parentsOf(text, start, {
        column: first?.column ?? restAt,
        isDash: first !== undefined && first.key === null,
      });
      const path: (string | number)[] = [...outer, ...levels.map(({ key }) => key ?? 0)];
      for (const bracket of open.slice(0, -1)) path.push(bracket.kind === "list" ? 0 : (bracket.key ?? ""));
      const value = innermost.kind === "list" || innermost.key !== null;
      // The values of a list stand in the schema of what holds the list.
      if (innermost.kind === "map" && innermost.key !== null) path.push(innermost.key);
      return {
        path,
        from: innermost.typedFrom,
        wants: value ? "value" : "key",
        taken: value ? [] : innermost.taken,
      };
    }
    if (levels.some(({ key }) => key !== null) && rest.trim() !== "") return null;
    if (start === 0) return null;
    start = text.lastIndexOf("\n", start - 2) + 1;
  }
  return null;
}

function openBrackets(text: string, from: number, to: number): readonly Bracket[] {
  const open: Bracket[] = [];
  let quote: string | null = null;
  for (let i = from; i < to; i += 1) {
    const character = text[i] ?? "";
    const top = open.at(-1);
    if (quote !== null) {
      if (character === quote) quote = null;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "{" || character === "[")
      open.push({ kind: character === "{" ? "map" : "list", key: null, typedFrom: i + 1, taken: [] });
    else if (character === "}" || character === "]") open.pop();
    else if (top !== undefined && character === ",") {
      top.key = null;
      top.typedFrom = i + 1;
    } else if (top?.kind === "map" && character === ":" && top.key === null) {
      top.key = text.slice(top.typedFrom, i).trim();
      top.taken.push(top.key);
      top.typedFrom = i + 1;
    }
  }
  const top = open.at(-1);
  if (top !== undefined) {
    const typed = text.slice(top.typedFrom, to);
    top.typedFrom += typed.length - typed.trimStart().length;
  }
  return open;
}

function withoutQuoted(line: string): string {
  return line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, "''");
}
