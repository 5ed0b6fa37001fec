import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { applyDraft } from "@akkoord/policy";
import { loadRuleSet, readYaml } from "@akkoord/policy-files";
import { afterAll, describe, expect, it } from "vitest";
import { akkoord } from "../testing/run-akkoord.ts";

const place = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
const BIN = place("packages/cli/bin/akkoord.mjs");
const LIST = place("docs/examples/veldwijk-middelen.xlsx");
const VELDWIJK = [
  ...["--policies", place("policies"), "--policies", place("policies/examples/veldwijk")],
  ...["--owner", "veldwijk", "--date", "2025-03-01"],
];
const folder = await mkdtemp(join(tmpdir(), "akkoord-import-"));
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

const BROKEN =
  "Middel;Waarvoor;Informatie;Mag\nSectra Tigger;vergaderen;intern;ja\nZoom;vergaderen;geheim;nee\nSignal;berichten;intern;ja\n";

describe("akkoord import", () => {
  it("shows what a list would change: tools, rules, and for people in words", async () => {
    const { code, out } = await akkoord("import", LIST, ...VELDWIJK, "--preview");
    expect(code).toBe(0);
    expect(out).toContain("prikbord-plus · Prikbord Plus");
    expect(out).toContain("veldwijk/veldwijk-middelen/webex/activity-meet/information-to-internal");
    expect(out).toMatch(/Mensen van Veldwijk mogen Prikbord Plus gebruiken om informatie te delen/);
  });

  it("writes a draft that is accepted, and overwrites nothing", async () => {
    const out = join(folder, "draft.yaml");
    expect(await akkoord("import", LIST, ...VELDWIJK, "--out", out)).toMatchObject({ code: 0 });
    const { ruleSet } = await loadRuleSet(place("policies"), place("policies/examples/veldwijk"));
    if (ruleSet === null) throw new Error("the rules can be read");
    const draft = readYaml(out, await readFile(out, "utf8"));
    const rights = { owner: "veldwijk", ownTools: [], ownSources: [] };
    expect(applyDraft(ruleSet, draft, rights)).toMatchObject({
      problems: [],
      changed: { tools: ["prikbord-plus"] },
    });
    const again = await akkoord("import", LIST, ...VELDWIJK, "--out", out);
    expect(again.code).toBe(2);
    expect(again.err).toContain("bestaat al");
  });

  it("lists every cell that cannot be read by its address, and makes no draft of the rest unless asked", async () => {
    const file = await fileOf("broken.csv", BROKEN);
    const refused = await akkoord("import", file, "--owner", "bzk");
    expect(refused.code).toBe(1);
    expect(refused.out).toBe("");
    expect(refused.err).toMatch(/A2 {2}“Sectra Tigger” lijkt op Sectra Tiger\./);
    expect(refused.err).toMatch(/C3 {2}“geheim” is geen bekende waarde/);
    const partial = await akkoord("import", file, "--owner", "bzk", "--partial", "--lang", "en");
    expect(partial.code).toBe(1);
    expect(partial.out).toContain("bzk/broken/signal/activity-message/information-internal");
    expect(partial.err).toContain("2 cells cannot be read.");
  });

  it("keeps how a list was read, and uses it again with the words that were added", async () => {
    const file = await fileOf("words.csv", BROKEN);
    const mapping = join(folder, "mapping.json");
    await akkoord("import", file, "--owner", "bzk", "--preview", "--save-mapping", mapping);
    const kept = JSON.parse(await readFile(mapping, "utf8"));
    kept.words.tools["sectra tigger"] = "sectra-tiger";
    kept.words.values = { information: { geheim: ["state-secret"] } };
    await writeFile(mapping, JSON.stringify(kept));
    const { code, out } = await akkoord("import", file, "--owner", "bzk", "--mapping", mapping, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      errors: [],
      rules: [{ tools: { ids: ["sectra-tiger"] } }, { when: { information: ["state-secret"] } }, {}],
    });
  });

  it.each([
    ["no owner", [LIST], "--owner"],
    ["an unknown owner", [LIST, "--owner", "bkz"], "Bedoel je “bzk”?"],
    ["no such file", ["nothing.csv", "--owner", "bzk"], "nothing.csv"],
    ["no such sheet", [LIST, "--owner", "bzk", "--sheet", "Middel"], "Bedoel je “Middelen”?"],
    ["no such day", [LIST, "--owner", "bzk", "--date", "2025-02-30"], "2025-02-30"],
    ["no list at all", [BIN, "--owner", "bzk", "--mapping", BIN], "indeling"],
  ])("is told about wrong use: %s", async (_, args, words) => {
    const { code, err } = await akkoord("import", ...args);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});

describe("akkoord export", () => {
  it("writes decision tables that can be imported again", async () => {
    const out = join(folder, "bzk.dmn");
    expect(
      await akkoord("export", "--dmn", "--organisation", "bzk", "--date", "2020-12-01", "--out", out),
    ).toMatchObject({
      code: 0,
    });
    const { code, out: json } = await akkoord(
      "import",
      out,
      "--owner",
      "bzk",
      "--date",
      "2020-12-01",
      "--json",
    );
    expect(code).toBe(0);
    expect(JSON.parse(json).errors).toEqual([]);
    expect(JSON.parse(json).rules.length).toBeGreaterThan(50);
  });

  it("is told about wrong use", async () => {
    expect(await akkoord("export")).toMatchObject({ code: 2 });
    const { code, err } = await akkoord("export", "--dmn", "--organisation", "bkz", "--lang", "en");
    expect(code).toBe(2);
    expect(err).toContain('Did you mean "bzk"?');
  });
});
