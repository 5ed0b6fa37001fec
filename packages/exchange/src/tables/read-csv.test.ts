import * as fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { ExchangeError } from "../exchange-error.ts";
import { MOST_ROWS } from "../limits.ts";
import { readTableFile } from "./read-table-file.ts";
import { addressOf, columnIndex, columnName } from "./sheet.ts";
import { writeCsv } from "./write-csv.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const textsOf = (bytes: Uint8Array): readonly (readonly string[])[] =>
  (readTableFile("lijst.csv", bytes).sheets[0]?.rows ?? []).map((row) => row.map((cell) => cell.text));
const codeOf = (bytes: Uint8Array): string => {
  try {
    readTableFile("lijst.csv", bytes);
    return "read";
  } catch (error) {
    if (error instanceof ExchangeError) return error.code;
    throw error;
  }
};

test.for([
  ["commas", "a,b\n1,2\n"],
  ["semicolons, with commas in the words", 'a;b\n"een, twee";"drie, vier"\nvijf, zes;zeven\n'],
  ["tabs", "a\tb\n1\t2\n"],
])("the separator is found out: %s", ([, text]) => {
  for (const row of textsOf(utf8(text ?? ""))) expect(row).toHaveLength(2);
});

test("a first line that names the separator, as Excel writes it, is no row", () => {
  expect(textsOf(utf8("sep=;\r\na,1;b\r\n"))).toEqual([["a,1", "b"]]);
});

test("quotes keep separators, line breaks and quotes inside a cell", () => {
  expect(textsOf(utf8('Middel,Regel\r\n"Web,ex","zegt ""ja""\r\nen meer"\r\n'))).toEqual([
    ["Middel", "Regel"],
    ["Web,ex", 'zegt "ja"\nen meer'],
  ]);
});

test("empty rows keep their place, so that addresses stay those of the spreadsheet", () => {
  expect(textsOf(utf8("a,b\n\n,\nc,d\n\n\n"))).toEqual([["a", "b"], [""], ["", ""], ["c", "d"]]);
});

test("letters come out right in every encoding that spreadsheets write", () => {
  const words = "Privé,Financiën\n";
  const windows = Uint8Array.from(words, (letter) => letter.charCodeAt(0));
  const utf16 = new Uint8Array([
    0xff,
    0xfe,
    ...new Uint8Array(Uint16Array.from(words, (l) => l.charCodeAt(0)).buffer),
  ]);
  for (const bytes of [utf8(words), utf8(`\ufeff${words}`), windows, utf16])
    expect(textsOf(bytes)).toEqual([["Privé", "Financiën"]]);
  expect(readTableFile("x.csv", windows).csv?.encoding).toBe("windows-1252");
});

test("bytes that are no text are refused", () => {
  expect(codeOf(new Uint8Array([0x61, 0x00, 0x62]))).toBe("not-a-table");
  expect(codeOf(new Uint8Array([0xc3, 0x28, 0x81, 0x2c]))).toBe("not-a-table");
  expect(codeOf(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toBe("old-workbook");
  expect(codeOf(utf8('<?xml version="1.0"?><definitions/>'))).toBe("not-a-table");
});

test("a file without anything in it is refused", () => {
  for (const text of ["", "\n\n", " , ,\n", "sep=;\n"]) expect(codeOf(utf8(text))).toBe("empty");
});

test("a file of a hundred thousand rows, or of far too many columns, is refused", () => {
  expect(codeOf(utf8("Webex,ja\n".repeat(100_000)))).toBe("too-large");
  expect(codeOf(utf8("Webex,ja\n".repeat(MOST_ROWS)))).toBe("read");
  expect(codeOf(utf8(",".repeat(300)))).toBe("too-large");
  expect(codeOf(utf8(`a,"${"x".repeat(40_000)}"`))).toBe("too-large");
  expect(codeOf(new Uint8Array(6_000_000).fill(0x61))).toBe("too-large");
});

test("a quote that never closes is noticed", () => {
  expect(readTableFile("x.csv", utf8('a,b\n"c,d\ne,f\n')).csv?.openQuote).toBe(true);
});

test("what is written reads back the same, and no cell begins as a formula", () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom("=1+1", "+31", "-5", "@cmd", "\tx", ' =HYPERLINK("x")', 'a "quote"', "x,y"),
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      (lines) => {
        const read = Papa.parse<string[]>(writeCsv(lines).slice(1), { delimiter: "," }).data.slice(0, -1);
        const bare = read.map((line) => line.map((text) => text.replace(/^'(?=\s*[=+\-@\t\r\n])/, "")));
        const given = lines.map((line) => line.map((text) => text.replace(/^'(?=\s*[=+\-@\t\r\n])/, "")));
        expect(bare).toEqual(given);
        for (const text of read.flat()) expect(text).not.toMatch(/^\s*[=+\-@]/);
      },
    ),
  );
});

test("columns are named as spreadsheets name them", () => {
  expect([0, 25, 26, 701, 702].map(columnName)).toEqual(["A", "Z", "AA", "ZZ", "AAA"]);
  expect(addressOf(6, 1)).toBe("B7");
  fc.assert(fc.property(fc.nat({ max: 16_000 }), (column) => columnIndex(columnName(column)) === column));
});
