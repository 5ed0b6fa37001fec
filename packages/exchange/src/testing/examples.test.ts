import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { loadRuleSet } from "@akkoord/policy-files";
import { expect, test } from "vitest";
import { importTools } from "../import/import-tools.ts";
import { guessMapping } from "../mapping/guess-mapping.ts";
import { readDay } from "../mapping/read-day.ts";
import { readTableFile } from "../tables/read-table-file.ts";
import { EXAMPLE_ROWS, EXAMPLE_TITLE } from "./example-list.ts";

const place = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
const { ruleSet } = await loadRuleSet(place("policies"), place("policies/examples/veldwijk"));

test.for(["csv", "xlsx"])(
  "the example list (%s) is the one that is written here, and is small",
  async (format) => {
    const file = place(`docs/examples/veldwijk-middelen.${format}`);
    expect((await stat(file)).size).toBeLessThan(20_000);
    const [sheet] = readTableFile("veldwijk-middelen", new Uint8Array(await readFile(file))).sheets;
    const texts = sheet?.rows.map((row) => row.map(({ text }) => readDay(text) ?? text));
    expect(texts?.[0]?.[0]).toBe(EXAMPLE_TITLE);
    expect(texts?.slice(1)).toEqual(EXAMPLE_ROWS.map((row) => row.map((text) => readDay(text) ?? text)));
  },
);

test.for(["csv", "xlsx"])(
  "the example list (%s) is read without a single word of mapping",
  async (format) => {
    if (ruleSet === null) throw new Error("the rules can be read");
    const bytes = new Uint8Array(await readFile(place(`docs/examples/veldwijk-middelen.${format}`)));
    const [sheet] = readTableFile("veldwijk-middelen", bytes).sheets;
    if (sheet === undefined) throw new Error("there is a sheet");
    const { mapping } = guessMapping(ruleSet, sheet, "veldwijk-middelen");
    const source = { id: "list", title: "list", author: "Veldwijk", date: null, url: null, fictional: true };
    const imported = importTools({ ruleSet, owner: "veldwijk", sheet, mapping, date: null, source });
    expect(imported.errors).toEqual([]);
    expect(imported.rules).toHaveLength(8);
    expect(imported.tools.map(({ id }) => id)).toEqual(["prikbord-plus"]);
    expect(imported.untranslatables).toHaveLength(3);
  },
);
