/** A small part of FEEL (DMN 1.3, chapter 10): what decision tables about closed lists of values need. */

/** A value written in FEEL. */
export type FeelValue = string | number | boolean;

/** One test of a cell: a value, or an interval of numbers. */
export type FeelTest =
  | { readonly equals: FeelValue }
  | {
      readonly from: number | null;
      readonly to: number | null;
      readonly fromIncluded: boolean;
      readonly toIncluded: boolean;
    };

/** What an input cell asks: anything, one of some tests, or none of them. */
export type FeelTests = "anything" | { readonly not: boolean; readonly tests: readonly FeelTest[] };

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true\b|false\b|not\b|null\b|\.\.|<=|>=|[<>=()[\],-])/uy;

/**
 * Reads the unary tests of an input cell: `-`, strings, numbers, booleans, lists of them, `not(…)`, comparisons and
 * intervals of numbers.
 *
 * @returns null for anything else that FEEL allows: it cannot be expressed in rules.
 * @example readUnaryTests('not("public", "internal")') // { not: true, tests: [{ equals: "public" }, { equals: "internal" }] }
 */
export function readUnaryTests(text: string): FeelTests | null {
  if (text.trim() === "" || text.trim() === "-") return "anything";
  const tokens = tokenize(text);
  if (tokens === null) return null;
  const isNot = tokens[0] === "not";
  if (isNot && (tokens[1] !== "(" || tokens.at(-1) !== ")")) return null;
  const tests = readTests(isNot ? tokens.slice(2, -1) : tokens);
  return tests === null ? null : { not: isNot, tests };
}

/**
 * Reads an output cell: one value, or a list of them between brackets.
 *
 * @returns null for any other expression.
 * @example readOutput('["a", "b"]') // ["a", "b"]
 */
export function readOutput(text: string): readonly FeelValue[] | null {
  const tokens = tokenize(text);
  if (tokens === null) return null;
  const isList = tokens[0] === "[" && tokens.at(-1) === "]";
  const items = isList ? tokens.slice(1, -1) : tokens;
  if (isList && items.length === 0) return [];
  const tests = readTests(items);
  if (tests === null || (!isList && tests.length !== 1)) return null;
  const values = tests.flatMap((test) => ("equals" in test ? [test.equals] : []));
  return values.length === tests.length ? values : null;
}

/** Writes a string in FEEL. */
export function feelString(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}

/** Writes a list of strings in FEEL. */
export function feelList(texts: readonly string[]): string {
  return `[${texts.map(feelString).join(", ")}]`;
}

/**
 * Ids as names in FEEL, which reads `-` as a minus. Ids that would get the same name are numbered.
 *
 * @param taken names that are in use for something else.
 * @example feelNames(["own-device", "own.device"]) // ["own_device", "own_device_2"] by their ids
 */
export function feelNames(
  ids: readonly string[],
  taken: readonly string[] = [],
): ReadonlyMap<string, string> {
  const used = new Set(taken);
  return new Map(
    ids.map((id) => {
      const plain = id.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=\d)/, "_");
      let name = plain;
      for (let number = 2; used.has(name); number++) name = `${plain}_${number}`;
      used.add(name);
      return [id, name] as const;
    }),
  );
}

function tokenize(text: string): readonly string[] | null {
  const tokens: string[] = [];
  const whole = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < whole.length) {
    const token = TOKEN.exec(whole)?.[1];
    if (token === undefined) return null;
    tokens.push(token);
  }
  return tokens;
}

function readTests(tokens: readonly string[]): readonly FeelTest[] | null {
  const tests: FeelTest[] = [];
  for (let at = 0; at < tokens.length; ) {
    const read = readTest(tokens, at);
    if (read === null) return null;
    tests.push(read.test);
    at = read.next;
    if (at === tokens.length) return tests;
    if (tokens[at] !== ",") return null;
    at++;
  }
  return null;
}

function readTest(
  tokens: readonly string[],
  at: number,
): { readonly test: FeelTest; readonly next: number } | null {
  const [first = "", second = "", third = "", fourth = "", fifth = ""] = tokens.slice(at, at + 5);
  if (["<", "<=", ">", ">="].includes(first)) {
    const bound = readValue(second);
    if (typeof bound !== "number") return null;
    const included = first.endsWith("=");
    const test = first.startsWith("<")
      ? { from: null, to: bound, fromIncluded: false, toIncluded: included }
      : { from: bound, to: null, fromIncluded: included, toIncluded: false };
    return { test, next: at + 2 };
  }
  if (["[", "(", "]"].includes(first)) {
    const from = readValue(second);
    const to = readValue(fourth);
    if (
      typeof from !== "number" ||
      typeof to !== "number" ||
      third !== ".." ||
      !["]", ")", "["].includes(fifth)
    )
      return null;
    return { test: { from, to, fromIncluded: first === "[", toIncluded: fifth === "]" }, next: at + 5 };
  }
  const [token, next] = first === "=" ? [second, at + 2] : [first, at + 1];
  const value = readValue(token);
  return value === null ? null : { test: { equals: value }, next };
}

function readValue(token: string): FeelValue | null {
  if (token === "true" || token === "false") return token === "true";
  if (/^-?\d/.test(token)) return Number(token);
  if (!token.startsWith('"')) return null;
  return token
    .slice(1, -1)
    .replace(/\\u([0-9a-fA-F]{4})|\\(.)/g, (_, code: string | undefined, escaped: string | undefined) =>
      code !== undefined
        ? String.fromCharCode(Number.parseInt(code, 16))
        : ({ n: "\n", t: "\t", r: "\r" }[escaped ?? ""] ?? escaped ?? ""),
    );
}
