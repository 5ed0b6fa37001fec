import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, MAX_NESTING, NotCanonical } from "./canonical-json.ts";
import type { JsonValue } from "./json.ts";
import { arbitraryContent, arbitraryJson } from "./testing/arbitrary-room.ts";

describe("canonical JSON", () => {
  // Matrix specification, appendices, “Canonical JSON”, examples.
  it.each([
    ["{}", "{}"],
    ['{"one": 1, "two": "Two"}', '{"one":1,"two":"Two"}'],
    ['{"b": "2", "a": "1"}', '{"a":"1","b":"2"}'],
    ['{"b":"2","a":"1"}', '{"a":"1","b":"2"}'],
    [
      '{"auth":{"success":true,"mxid":"@john.doe:example.com","profile":{"display_name":"John Doe","three_pids":[{"medium":"email","address":"john.doe@example.org"},{"medium":"msisdn","address":"123456789"}]}}}',
      '{"auth":{"mxid":"@john.doe:example.com","profile":{"display_name":"John Doe","three_pids":[{"address":"john.doe@example.org","medium":"email"},{"address":"123456789","medium":"msisdn"}]},"success":true}}',
    ],
    ['{"a": "日本語"}', '{"a":"日本語"}'],
    ['{"本": 2, "日": 1}', '{"日":1,"本":2}'],
    ['{"a": "\\u65E5"}', '{"a":"日"}'],
    ['{"a": null}', '{"a":null}'],
    ['{"a": -0, "b": 1e10}', '{"a":0,"b":10000000000}'],
  ])("writes %s as the specification does", (given, expected) => {
    expect(canonicalJson(JSON.parse(given))).toBe(expected);
  });

  it("orders keys by code point, where UTF-16 units order otherwise", () => {
    const keys = ["\uffee", "😀", "\ue000", "z", "aa", "a", ""];
    const object = Object.fromEntries(keys.map((key, index) => [key, index]));
    expect(Object.keys(JSON.parse(canonicalJson(object)))).toEqual([
      "",
      "a",
      "aa",
      "z",
      "\ue000",
      "\uffee",
      "😀",
    ]);
  });

  it("escapes only what must be escaped", () => {
    expect(canonicalJson('\u0000\u001f\b\f\n\r\t"\\/\u007f\u2028')).toBe(
      '"\\u0000\\u001f\\b\\f\\n\\r\\t\\"\\\\/\u007f\u2028"',
    );
  });

  it("leaves out members that are undefined", () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it("keeps a key that JavaScript gives a meaning of its own", () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"a":1},"b":2}'))).toBe('{"__proto__":{"a":1},"b":2}');
  });

  it.each<[string, JsonValue, NotCanonical["code"]]>([
    ["a fraction", [0.5], "number"],
    ["a number too large", 2 ** 53, "number"],
    ["a number too small", -(2 ** 53), "number"],
    ["no number", Number.NaN, "number"],
    ["half a surrogate pair in a text", "\ud83d", "text"],
    ["half a surrogate pair in a key", { "\udc00": 1 }, "text"],
  ])("refuses %s", (_what, value, code) => {
    expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ name: "NotCanonical", code }));
  });

  it("refuses what nests so deep that it would exhaust the stack", () => {
    const nested = (levels: number): JsonValue => JSON.parse(`${"[".repeat(levels)}${"]".repeat(levels)}`);
    expect(canonicalJson(nested(MAX_NESTING))).toHaveLength(2 * MAX_NESTING);
    expect(() => canonicalJson(nested(MAX_NESTING + 1))).toThrow(NotCanonical);
    expect(() => canonicalJson(nested(30_000))).toThrow(NotCanonical);
  });

  it("says the same value, in one writing only", () => {
    fc.assert(
      fc.property(arbitraryJson, (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it("orders keys as their bytes in UTF-8 do, however the object was built", () => {
    fc.assert(
      fc.property(arbitraryContent, (object) => {
        const turned = Object.fromEntries(Object.entries(object).reverse());
        const text = canonicalJson(object);
        expect(canonicalJson(turned)).toBe(text);
        const keys = keysInOrder(text);
        expect(keys).toEqual([...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
  });
});

/** The keys of the outermost object, in the order in which they are written (which `JSON.parse` keeps, save for numbers). */
function keysInOrder(text: string): string[] {
  const named = text.replaceAll(/"(?:[^"\\]|\\.)*"/gs, (quoted) => `"k${quoted.slice(1)}`);
  return Object.keys(JSON.parse(named)).map((key) => key.slice(1));
}
