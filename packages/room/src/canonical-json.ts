import type { JsonObject, JsonValue } from "./json.ts";

/** A value has no canonical JSON; the code says why. */
export class NotCanonical extends Error {
  override readonly name = "NotCanonical";
  readonly code: "number" | "text" | "depth" | "kind";

  constructor(code: NotCanonical["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** Levels of lists and objects within each other that a value may have. Matrix sets no limit; a stack does. */
export const MAX_NESTING = 100;

/**
 * Canonical JSON of the Matrix specification (appendices, “Canonical JSON”): no white space, keys in the order of Unicode
 * code points, whole numbers within ±(2^53 − 1), no escapes but the necessary ones. Members that are `undefined` are left
 * out.
 *
 * Not the canonical JSON of rule sets and receipts (RFC 8785, in `@akkoord/policy`), which orders by UTF-16 units and
 * allows fractions.
 *
 * @throws NotCanonical for fractions and numbers out of range, for text with half a surrogate pair, and for values nested
 *   deeper than {@link MAX_NESTING}
 * @example canonicalJson({ b: "2", a: 1 }) // '{"a":1,"b":"2"}'
 */
export function canonicalJson(value: JsonValue): string {
  return write(value, MAX_NESTING);
}

function write(value: JsonValue, levels: number): string {
  switch (typeof value) {
    case "string":
      return text(value);
    case "number":
      if (!Number.isSafeInteger(value))
        throw new NotCanonical("number", `canonical JSON cannot hold the number ${value}`);
      return value === 0 ? "0" : String(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      if (levels === 0) throw new NotCanonical("depth", `canonical JSON nests at most ${MAX_NESTING} levels`);
      return isList(value) ? list(value, levels - 1) : object(value, levels - 1);
    default:
      throw new NotCanonical("kind", `canonical JSON cannot hold a ${typeof value}`);
  }
}

function isList(value: readonly JsonValue[] | JsonObject): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function list(values: readonly JsonValue[], levels: number): string {
  return `[${values.map((each) => write(each, levels)).join(",")}]`;
}

function object(members: JsonObject, levels: number): string {
  let out = "";
  for (const key of Object.keys(members).sort(byCodePoint)) {
    const member = members[key];
    if (member !== undefined) out += `${out === "" ? "" : ","}${text(key)}:${write(member, levels)}`;
  }
  return `{${out}}`;
}

function text(value: string): string {
  if (!value.isWellFormed())
    throw new NotCanonical("text", "canonical JSON cannot hold half a surrogate pair");
  return JSON.stringify(value);
}

/**
 * Orders by Unicode code point. JavaScript compares UTF-16 units, which puts characters beyond U+FFFF (written as two
 * surrogates, U+D800 to U+DFFF) before U+E000 to U+FFFF.
 */
function byCodePoint(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
