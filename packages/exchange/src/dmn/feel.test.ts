import * as fc from "fast-check";
import { unaryTest } from "feelin";
import { expect, test } from "vitest";
import { feelNames, feelString, readOutput, readUnaryTests } from "./feel.ts";

test.for([
  ["-", "anything"],
  ["", "anything"],
  ['"a", "b"', { not: false, tests: [{ equals: "a" }, { equals: "b" }] }],
  ['not("a")', { not: true, tests: [{ equals: "a" }] }],
  ["true", { not: false, tests: [{ equals: true }] }],
  ["[1..3)", { not: false, tests: [{ from: 1, to: 3, fromIncluded: true, toIncluded: false }] }],
  [
    ">= 2, 0",
    { not: false, tests: [{ from: 2, to: null, fromIncluded: true, toIncluded: false }, { equals: 0 }] },
  ],
] as const)("the test %s is read", ([text, expected]) => {
  expect(readUnaryTests(text)).toEqual(expected);
});

test.for([
  '"a" or "b"',
  "x",
  'contains(?, "a")',
  '["a".."c"]',
  'not("a"',
  '"a",',
  'date("2020-01-01")',
  '"open',
])("what no rule can express is not read: %s", (text) => {
  expect(readUnaryTests(text)).toBeNull();
});

test("lists and values of outputs are read", () => {
  expect(readOutput('["a", "b"]')).toEqual(["a", "b"]);
  expect(readOutput("[]")).toEqual([]);
  expect(readOutput('"a\\"b\\u00e9"')).toEqual(['a"bé']);
  expect(readOutput("1 + 1")).toBeNull();
});

test("a string is written so that this reader and another engine both read it back", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readOutput(feelString(text))).toEqual([text]);
    }),
  );
  for (const text of ['a "b"', "c\\d", "e\nf", "é"])
    expect(unaryTest(feelString(text), { "?": text })).toMatchObject({ value: true });
});

test("names stay apart when their ids differ only in what FEEL cannot name", () => {
  expect([...feelNames(["a-b", "a.b", "1x"], ["_1x"]).values()]).toEqual(["a_b", "a_b_2", "_1x_2"]);
});
