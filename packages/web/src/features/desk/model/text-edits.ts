/**
 * Changes of the draft's text that touch only what they are about: every other line, comment and blank stays as its
 * author wrote it, byte for byte. The text is spliced at the places that the YAML reader gives; nothing is written anew.
 */
import {
  Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";

/** A value as YAML can hold it. */
export type Plain =
  | string
  | number
  | boolean
  | null
  | readonly Plain[]
  | { readonly [key: string]: Plain | undefined };

/** The lists of a draft whose entries have an id of their own. */
export type EntryList = "rules" | "tools" | "sources" | "untranslatables" | "duties" | "advice";

/** The text is no YAML that can be edited in parts; the author must mend it as text first. */
export class UnreadableTextError extends Error {
  readonly code = "unreadable-text";

  constructor() {
    super("The text of the draft has a mistake, so the form cannot change it. Mend it under YAML.");
    this.name = "UnreadableTextError";
  }
}

/** The order in which the keys of an entry are written when they are added. */
const KEY_ORDER = [
  "id",
  "name",
  "title",
  "author",
  "date",
  "url",
  "supplier",
  "supplierCountry",
  "activities",
  "tags",
  "facts",
  "description",
  "issuer",
  "layer",
  "force",
  "yieldsTo",
  "overrides",
  "bearers",
  "valid",
  "when",
  "tools",
  "effect",
  "duties",
  "advice",
  "words",
  "source",
  "reading",
];

const TOP_ORDER = [
  "defaults",
  "sources",
  "tools",
  "duties",
  "advice",
  "rules",
  "withdraw",
  "untranslatables",
];

/** Keys whose value reads best over several lines. */
const LONG_KEYS: ReadonlySet<string> = new Set(["words", "source", "reading", "description", "why"]);

/** How the text is read, here and wherever a place in it is looked up. */
export function parseText(text: string) {
  return parseDocument(text, { version: "1.2", schema: "core", uniqueKeys: true, prettyErrors: false });
}

/**
 * Sets one value of one entry; `undefined` takes the key away.
 *
 * @param path keys below the entry, such as `["words", "nl"]`
 * @throws UnreadableTextError
 * @example setInEntry(text, "rules", 0, ["effect"], "prohibited")
 */
export function setInEntry(
  text: string,
  list: EntryList,
  index: number,
  path: readonly string[],
  value: Plain | undefined,
): string {
  const root = rootOf(text);
  const entries = root === null ? null : listAt(root, list);
  const entry = isSeq(entries) ? entries.items[index] : null;
  if (!isMap(entry)) throw new UnreadableTextError();
  return setBelow(text, entry, path, value, KEY_ORDER);
}

/** Sets a value at the top of the draft, such as `withdraw`; `undefined` takes the key away. @throws UnreadableTextError */
export function setAtTop(text: string, path: readonly string[], value: Plain | undefined): string {
  const root = rootOf(text);
  if (root === null) {
    const [key = "", ...rest] = path;
    if (value === undefined) return text;
    const newline = newlineOf(text);
    return `${withFinalNewline(text)}${key}:${written(key, nested(rest, value), 0, false, newline)}${newline}`;
  }
  return setBelow(text, root, path, value, TOP_ORDER);
}

/** Adds an entry at the end of its list, and the list where there is none. @throws UnreadableTextError */
export function addEntry(text: string, list: EntryList, entry: Readonly<Record<string, Plain>>): string {
  const root = rootOf(text);
  const found = root === null ? null : findPair(root, list);
  const entries = found?.value;
  const newline = newlineOf(text);
  if (!isSeq(entries) || entries.items.length === 0) {
    const lines = `${newline}${entryLines(entry, 2, newline)}`;
    if (found !== null && isScalar(found.key) && root !== null && !root.flow) {
      const colon = text.indexOf(":", rangeOf(found.key).end);
      const end = isNode(found.value) && !isEmpty(found.value) ? endOf(text, found.value) : colon + 1;
      return splice(text, colon + 1, end, lines);
    }
    if (root?.flow) return setBelow(text, root, [list], [entry], TOP_ORDER);
    return `${withFinalNewline(text)}${list}:${lines}${newline}`;
  }
  const last = entries.items.at(-1);
  if (!isNode(last)) throw new UnreadableTextError();
  if (entries.flow) return splice(text, endOf(text, last), endOf(text, last), `, ${inline(entry)}`);
  const at = endOfLine(text, endOf(text, last));
  const indent = columnOf(text, rangeOf(entries).start);
  return splice(text, at, at, `${newline}${newline}${entryLines(entry, indent, newline)}`);
}

/** Takes an entry out of its list. @throws UnreadableTextError */
export function removeEntry(text: string, list: EntryList | "withdraw", index: number): string {
  const root = rootOf(text);
  const entries = root === null ? null : listAt(root, list);
  const entry = isSeq(entries) ? entries.items[index] : null;
  if (!isSeq(entries) || !isNode(entry)) throw new UnreadableTextError();
  if (entries.items.length === 1) return setAtTop(text, [list], []);
  if (entries.flow) return removeFlowItem(text, entries.items, index);
  const dash = text.lastIndexOf("-", rangeOf(entry).start);
  const from = startOfLine(text, dash);
  return splice(text, from, afterLine(text, endOf(text, entry)), "");
}

function setBelow(
  text: string,
  map: YAMLMap,
  path: readonly string[],
  value: Plain | undefined,
  order: readonly string[],
): string {
  const [key = "", ...rest] = path;
  const pair = findPair(map, key);
  if (rest.length > 0 && isMap(pair?.value) && pair.value.items.length > 0)
    return setBelow(text, pair.value, rest, value, ["document", "quote", "place", "nl", "en", "from", "to"]);
  const whole = value === undefined ? (rest.length > 0 ? null : undefined) : nested(rest, value);
  if (whole === null) return text;
  if (whole === undefined) return pair === null ? text : removePair(text, map, pair);
  return pair === null ? insertPair(text, map, key, whole, order) : replaceValue(text, map, pair, key, whole);
}

function nested(path: readonly string[], value: Plain): Plain {
  return path.reduceRight<Plain>((inner, key) => ({ [key]: inner }), value);
}

function replaceValue(text: string, map: YAMLMap, pair: Pair, key: string, value: Plain): string {
  if (!isNode(pair.key)) throw new UnreadableTextError();
  const colon = text.indexOf(":", rangeOf(pair.key).end);
  const old = pair.value;
  const indent = columnOf(text, rangeOf(pair.key).start);
  if (!isNode(old) || isEmpty(old))
    return splice(
      text,
      colon + 1,
      colon + 1,
      written(key, value, indent, map.flow === true, newlineOf(text)),
    );
  const start = rangeOf(old).start;
  const gap = text.slice(colon + 1, start);
  // A remark between the key and its value is the author's too.
  if (map.flow || gap.includes("#")) return splice(text, start, endOf(text, old), inline(value));
  const wasInline = isCollection(old) && old.flow === true && old.items.length > 0;
  return splice(text, colon + 1, endOf(text, old), written(key, value, indent, wasInline, newlineOf(text)));
}

function insertPair(text: string, map: YAMLMap, key: string, value: Plain, order: readonly string[]): string {
  const last = map.items.at(-1);
  if (map.flow || last === undefined) {
    const at = last === undefined ? rangeOf(map).start + 1 : endOfPair(text, last);
    return splice(text, at, at, `${last === undefined ? "" : ", "}${key}: ${inline(value)}`);
  }
  const rank = order.indexOf(key);
  const before =
    map.items.filter((item) => isScalar(item.key) && order.indexOf(String(item.key.value)) < rank).at(-1) ??
    (rank === -1 ? last : map.items.at(0));
  const first = map.items.at(0);
  if (before === undefined || !isNode(first?.key)) throw new UnreadableTextError();
  const indent = columnOf(text, rangeOf(first.key).start);
  const at = endOfLine(text, endOfPair(text, before));
  const newline = newlineOf(text);
  return splice(
    text,
    at,
    at,
    `${newline}${" ".repeat(indent)}${key}:${written(key, value, indent, false, newline)}`,
  );
}

function removePair(text: string, map: YAMLMap, pair: Pair): string {
  const index = map.items.indexOf(pair);
  if (map.flow) return removeFlowItem(text, map.items, index);
  if (!isNode(pair.key)) throw new UnreadableTextError();
  if (map.items.length === 1) return splice(text, rangeOf(pair.key).start, endOfPair(text, pair), "{}");
  const next = map.items[index + 1];
  // The first key of an entry shares its line with the dash, which must stay.
  if (
    index === 0 &&
    isNode(next?.key) &&
    text
      .slice(startOfLine(text, rangeOf(pair.key).start))
      .trimStart()
      .startsWith("-")
  )
    return splice(text, rangeOf(pair.key).start, rangeOf(next.key).start, "");
  return splice(text, startOfLine(text, rangeOf(pair.key).start), afterLine(text, endOfPair(text, pair)), "");
}

function removeFlowItem(text: string, items: readonly unknown[], index: number): string {
  const at = (item: unknown) => (isPair(item) ? item.key : item);
  const item = items[index];
  const next = at(items[index + 1]);
  const start = at(item);
  if (!isNode(start)) throw new UnreadableTextError();
  if (isNode(next)) return splice(text, rangeOf(start).start, rangeOf(next).start, "");
  const end = isPair(item) ? endOfPair(text, item) : endOf(text, start);
  const before = items[index - 1];
  const from = isPair(before)
    ? endOfPair(text, before)
    : isNode(before)
      ? endOf(text, before)
      : rangeOf(start).start;
  return splice(text, from, end, "");
}

/** A value as it follows its colon: on the same line, or indented below it. */
function written(key: string, value: Plain, indent: number, wasInline: boolean, newline: string): string {
  const isMapping = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!LONG_KEYS.has(key) || !isMapping || wasInline) return ` ${inline(value)}`;
  const lines = Object.entries(value).flatMap(([name, inner]) =>
    inner === undefined ? [] : [`${" ".repeat(indent + 2)}${name}: ${inline(inner)}`],
  );
  return lines.length === 0 ? " {}" : newline + lines.join(newline);
}

function entryLines(entry: Readonly<Record<string, Plain>>, indent: number, newline: string): string {
  const keys = Object.keys(entry).toSorted((a, b) => KEY_ORDER.indexOf(a) - KEY_ORDER.indexOf(b));
  return keys
    .flatMap((key) => {
      const value = entry[key];
      return value === undefined ? [] : `${key}:${written(key, value, indent + 2, false, newline)}`;
    })
    .map((line, i) => `${" ".repeat(indent)}${i === 0 ? "- " : "  "}${line}`)
    .join(newline);
}

/** A value on one line. */
function inline(value: Plain): string {
  // Some of these only mean something between brackets, but where this text lands is not looked at.
  if (typeof value === "string" && /[\n\r",[\]{}]|^\s|\s$/.test(value)) return JSON.stringify(value);
  const document = new Document(value, { version: "1.2", schema: "core" });
  if (isCollection(document.contents)) document.contents.flow = true;
  const oneLine = document
    .toString({ lineWidth: 0, minContentWidth: 0, flowCollectionPadding: true })
    .trimEnd();
  if (!oneLine.includes("\n")) return oneLine;
  return stringify(value, { collectionStyle: "flow", defaultStringType: "QUOTE_DOUBLE", lineWidth: 0 })
    .trimEnd()
    .replaceAll(/\n\s*/g, " ");
}

function rootOf(text: string): YAMLMap | null {
  const document = parseText(text);
  if (document.errors.length > 0) throw new UnreadableTextError();
  if (document.contents === null || isEmpty(document.contents)) return null;
  if (!isMap(document.contents)) throw new UnreadableTextError();
  return document.contents;
}

function findPair(map: YAMLMap, key: string): Pair | null {
  return map.items.find((item) => isScalar(item.key) && String(item.key.value) === key) ?? null;
}

function listAt(map: YAMLMap, key: string): YAMLSeq | YAMLMap | null {
  const value = findPair(map, key)?.value;
  return isSeq(value) || isMap(value) ? value : null;
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null && (node.source === undefined || node.source === "");
}

function rangeOf(node: Node): { readonly start: number; readonly end: number } {
  if (!node.range) throw new UnreadableTextError();
  return { start: node.range[0], end: node.range[1] };
}

/** Where the last character of a value ends, without the blanks and remarks that follow it. */
function endOf(text: string, node: Node): number {
  if (isCollection(node) && node.flow !== true) {
    const last: unknown = node.items.at(-1);
    if (isPair(last)) return endOfPair(text, last);
    if (isNode(last)) return endOf(text, last);
  }
  const { end } = rangeOf(node);
  const overLines = isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED");
  return overLines ? text.slice(0, end).trimEnd().length : end;
}

function endOfPair(text: string, pair: Pair): number {
  if (isNode(pair.value) && !isEmpty(pair.value)) return endOf(text, pair.value);
  if (!isNode(pair.key)) throw new UnreadableTextError();
  return text.indexOf(":", rangeOf(pair.key).end) + 1;
}

function splice(text: string, from: number, to: number, replacement: string): string {
  return text.slice(0, from) + replacement + text.slice(to);
}

function startOfLine(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  if (end === -1) return text.length;
  return text[end - 1] === "\r" && end > at ? end - 1 : end;
}

function afterLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}

function columnOf(text: string, at: number): number {
  return at - startOfLine(text, at);
}

function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

function withFinalNewline(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}${newlineOf(text)}`;
}
