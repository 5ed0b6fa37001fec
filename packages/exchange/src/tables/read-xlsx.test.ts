import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { ExchangeError } from "../exchange-error.ts";
import { textRow, workbook } from "../testing/workbook.ts";
import { readTableFile } from "./read-table-file.ts";
import type { Sheet } from "./sheet.ts";

const sheetOf = (bytes: Uint8Array): Sheet => {
  const [sheet] = readTableFile("lijst.xlsx", bytes).sheets;
  if (sheet === undefined) throw new Error("there is a sheet");
  return sheet;
};
const textsOf = (sheet: Sheet): readonly (readonly string[])[] =>
  sheet.rows.map((row) => row.map((cell) => cell.text));
const refusalOf = (bytes: Uint8Array): string => {
  try {
    readTableFile("lijst.xlsx", bytes);
    return "read";
  } catch (error) {
    if (error instanceof ExchangeError) return error.code;
    throw error;
  }
};

test("a workbook that another program wrote is read: texts, numbers, days, yes and no", async () => {
  const written = await writeXlsxFile(
    [
      [{ value: "Middel" }, { value: "Vanaf" }, { value: "Aantal" }, { value: "Mag" }],
      [
        { value: "Webex & <co>" },
        { value: new Date(Date.UTC(2025, 1, 3)), type: Date, format: "dd-mm-yyyy" },
        { value: 1.5, type: Number },
        { value: true, type: Boolean },
      ],
      [null, { value: "  later " }],
    ],
    { sheet: "Middelen" },
  ).toBuffer();
  const sheet = sheetOf(new Uint8Array(written));
  expect(sheet.name).toBe("Middelen");
  expect(textsOf(sheet)).toEqual([
    ["Middel", "Vanaf", "Aantal", "Mag"],
    ["Webex & <co>", "2025-02-03", "1.5", "true"],
    ["", "later"],
  ]);
  expect(sheet.rows[1]?.map((cell) => cell.kind)).toEqual(["text", "date", "number", "boolean"]);
});

test("a formula is not worked out: its saved result is read, and the cell says so", () => {
  const sheet = sheetOf(
    workbook({
      rows: '<row r="1"><c r="A1" t="str"><f>HYPERLINK("http://x","Webex")</f><v>Webex</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
    }),
  );
  expect(sheet.rows[0]).toMatchObject([
    { text: "Webex", kind: "text", formula: true },
    { text: "", kind: "empty" },
    { text: "#DIV/0!", kind: "error", formula: true },
  ]);
});

test("merged cells all show the text of the first, and say which one that is", () => {
  const sheet = sheetOf(
    workbook({
      rows: textRow(1, ["Webex", "intern"]) + textRow(2, ["", "vertrouwelijk"]) + textRow(3, ["", "Dep.V."]),
      afterRows: '<mergeCells count="1"><mergeCell ref="A1:A3"/></mergeCells>',
    }),
  );
  expect(textsOf(sheet)).toEqual([
    ["Webex", "intern"],
    ["Webex", "vertrouwelijk"],
    ["Webex", "Dep.V."],
  ]);
  expect(sheet.rows[2]?.[0]?.mergedWith).toBe("A1");
});

test("a merged area over the whole sheet fills no more than the sheet has", () => {
  const sheet = sheetOf(
    workbook({
      rows: textRow(1, ["a", "b"]) + textRow(2, ["c", "d"]),
      afterRows: '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    }),
  );
  expect(sheet.rows).toHaveLength(2);
  expect(sheet.rows.every((row) => row.length === 2)).toBe(true);
});

test("days are found by the number format, also when the workbook counts from 1904", () => {
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="[$-413]d mmmm yyyy"/><numFmt numFmtId="165" formatCode="0.00 &quot;dagen&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>';
  const cells = [1, 2, 3]
    .map((style, column) => `<c r="${"ABC"[column]}1" s="${style}"><v>45658</v></c>`)
    .join("");
  const rows = `<row r="1">${cells}<c r="D1" s="1"><v>1</v></c></row>`;
  expect(textsOf(sheetOf(workbook({ rows, styles })))).toEqual([
    ["2025-01-01", "2025-01-01", "45658", "1900-01-01"],
  ]);
  const since1904 = workbook({ rows, styles, workbookProperties: '<workbookPr date1904="1"/>' });
  expect(textsOf(sheetOf(since1904))[0]?.[0]).toBe("2029-01-02");
});

test("shared texts are put together from their runs, without reading aids", () => {
  const sheet = sheetOf(
    workbook({
      rows: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
      sharedStrings: "<si><r><t>Web</t></r><r><t>ex</t></r><rPh><t>no</t></rPh></si>",
    }),
  );
  expect(textsOf(sheet)).toEqual([["Webex"]]);
});

test("a zip bomb is stopped while it unpacks, whatever it says of its size", () => {
  const bomb = workbook({ rows: " ".repeat(80_000_000) });
  expect(bomb.length).toBeLessThan(200_000);
  expect(refusalOf(bomb)).toBe("too-large");
  // The sizes in the headers are a lie: everything claims to be ten bytes.
  const lying = bomb.slice();
  const view = new DataView(lying.buffer);
  for (let at = 0; at + 30 < lying.length; at++) {
    if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 10, true);
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
  }
  expect(refusalOf(lying)).toBe("too-large");
});

test("far too many parts, rows, columns or cells are refused", () => {
  const many = Object.fromEntries(
    Array.from({ length: 600 }, (_, part) => [`xl/media/${part}.bin`, strToU8("x")]),
  );
  expect(refusalOf(workbook({ rows: textRow(1, ["a"]), others: many }))).toBe("too-large");
  expect(refusalOf(workbook({ rows: '<row r="1048576"><c r="A1048576"><v>1</v></c></row>' }))).toBe(
    "too-large",
  );
  expect(refusalOf(workbook({ rows: '<row r="1"><c r="XFD1"><v>1</v></c></row>' }))).toBe("too-large");
  const wide = Array.from({ length: 250 }, () => "<c><v>1</v></c>").join("");
  expect(refusalOf(workbook({ rows: `<row>${wide}</row>`.repeat(2_000) }))).toBe("too-large");
});

test("a row far down with nothing in it costs nothing", () => {
  const bytes = workbook({ rows: `${textRow(1, ["a"])}<row r="1048576"><c r="A1048576" s="1"/></row>` });
  expect(sheetOf(bytes).rows).toHaveLength(1);
});

test("entities that grow, and document types at all, are refused", () => {
  const laughs = workbook({
    rows: textRow(1, ["a"]),
    others: {
      "xl/sharedStrings.xml": strToU8(
        '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><sst><si><t>&c;</t></si></sst>',
      ),
    },
  });
  expect(refusalOf(laughs)).toBe("forbidden-xml");
});

test("what breaks off or is no workbook is called damaged; without cells it is empty", () => {
  const whole = workbook({ rows: textRow(1, ["a", "b"]) });
  expect(refusalOf(whole.slice(0, whole.length / 2))).toBe("damaged");
  expect(refusalOf(zipSync({ "word/document.xml": strToU8("<x/>") }))).toBe("damaged");
  expect(refusalOf(workbook({ rows: "<row><c" }))).toBe("damaged");
  expect(refusalOf(workbook({ rows: '<row r="1"><c r="A0"><v>1</v></c></row>' }))).toBe("damaged");
  expect(refusalOf(workbook({ rows: "" }))).toBe("empty");
});
