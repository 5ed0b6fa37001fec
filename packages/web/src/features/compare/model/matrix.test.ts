import { describe, expect, it } from "vitest";
import { countCells, type Matrix, mergeColumns, openEverywhere, toCsv, withoutTool } from "./matrix.ts";

function tool(id: string) {
  return {
    id,
    name: id,
    supplier: null,
    supplierCountry: null,
    activities: ["meet"],
    tags: [],
    facts: {},
    description: null,
    sources: [],
  };
}

const verdicts = [
  ["permitted", "permitted", "recommended"],
  ["prohibited", "prohibited", "permitted"],
  ["contested", "contested", "prohibited"],
] as const;

const matrix: Matrix = {
  tools: [tool("skype"), tool("webex"), tool("whatsapp")],
  organisations: ["bzk", "szw", "bz"],
  rows: verdicts.map((row, r) =>
    row.map((verdict, c) => ({
      tool: ["skype", "webex", "whatsapp"][r] ?? "",
      organisation: ["bzk", "szw", "bz"][c] ?? "",
      verdict,
      outcomes: [],
    })),
  ),
};

describe("organisations side by side", () => {
  it("names the tools that everyone may use", () => {
    expect(openEverywhere(matrix).map((entry) => entry.id)).toEqual(["skype"]);
  });

  it("names the organisations that have no tool at all", () => {
    expect(withoutTool(matrix)).toEqual([]);
    expect(withoutTool({ ...matrix, rows: matrix.rows.slice(2), tools: matrix.tools.slice(2) })).toEqual([
      "bzk",
      "szw",
      "bz",
    ]);
  });

  it("counts where rules contradict each other", () => {
    expect(countCells(matrix, "contested")).toBe(2);
  });

  it("puts organisations with the same picture together", () => {
    expect(mergeColumns(matrix).map((group) => group.organisations)).toEqual([["bzk", "szw"], ["bz"]]);
  });
});

describe("a comparison as a file", () => {
  it("keeps quotes, commas and line ends inside their cell", () => {
    expect(toCsv(["a", "b"], [['say "hi"', "x,\ny"]])).toBe('\ufeff"a","b"\r\n"say ""hi""","x,\ny"\r\n');
  });

  it("never lets a spreadsheet take text for a formula", () => {
    expect(toCsv(["a"], [["=1+1"]])).toContain('"\'=1+1"');
  });
});
