import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Citation, RuleSet } from "@akkoord/policy";
import { describe, expect, it } from "vitest";
import { loadRuleSet } from "./folder.ts";

const POLICIES = fileURLToPath(new URL("../../../policies", import.meta.url));
/** The sources are not part of the repository; when they lie beside it, every quote is held against them. */
const SOURCES =
  process.env.AKKOORD_SOURCES ?? fileURLToPath(new URL("../../../../shared/seeds", import.meta.url));

/** A phrase by which each source document is found among the files at hand. */
const RECOGNISED_BY: Readonly<Record<string, string>> = {
  "rijksportaal-middelen": "Middelen om samen te werken",
  "rekenkamer-thuiswerken": "Een focusonderzoek is een type onderzoek",
  "bzk-reactie-rekenkamer": "Geachte heer Visser",
  "kamerbrief-toekomst-werk": "Den Haag, 4 december 2020",
  "kamerbrief-bedrijfsvoering-2023": "Den Haag, 15 mei 2024",
};

/** Documents that come with the policies themselves, whose text always lies at hand. */
const OWN_DOCUMENTS: Readonly<Record<string, string>> = {
  "voorbeeld-ruimtes": `${POLICIES}/voorbeeld-ruimtes.md`,
};

async function loadPolicies(): Promise<RuleSet> {
  const { ruleSet, problems } = await loadRuleSet(POLICIES);
  expect(problems).toEqual([]);
  if (ruleSet === null) throw new Error("the policies do not load");
  return ruleSet;
}

function citations(ruleSet: RuleSet): readonly { owner: string; citation: Citation }[] {
  return [
    ...ruleSet.rules.map((rule) => ({ owner: rule.id, citation: rule.source })),
    ...ruleSet.untranslatables.map((clause) => ({ owner: clause.id, citation: clause.source })),
    ...ruleSet.tools.flatMap((tool) => tool.sources.map((citation) => ({ owner: tool.id, citation }))),
  ];
}

describe("the policies of the repository", () => {
  it("load without a problem", async () => {
    const ruleSet = await loadPolicies();
    expect(ruleSet.rules.length).toBeGreaterThan(20);
  });

  it("hold no made-up source", async () => {
    const ruleSet = await loadPolicies();
    expect(ruleSet.sources.filter((source) => source.fictional)).toEqual([]);
    expect(ruleSet.organisations.filter((organisation) => organisation.kind === "fictional")).toEqual([]);
  });

  it("quote short clauses, not whole pages", async () => {
    const ruleSet = await loadPolicies();
    const long = citations(ruleSet).filter(({ citation }) => citation.quote.length > 250);
    expect(long.map(({ owner }) => owner)).toEqual([]);
  });

  it.skipIf(!existsSync(SOURCES))("quote what stands in their sources, word for word", async () => {
    const ruleSet = await loadPolicies();
    const files = (await readdir(SOURCES)).filter((file) => file.endsWith(".txt"));
    const texts = await Promise.all(
      files.map(async (file) => flat(await readFile(`${SOURCES}/${file}`, "utf8"))),
    );
    const missing = citations(ruleSet).filter(({ citation }) => {
      if (citation.document in OWN_DOCUMENTS) return false;
      const mark = RECOGNISED_BY[citation.document];
      const text = texts.find((candidate) => mark !== undefined && candidate.includes(mark));
      return text === undefined || !text.includes(flat(citation.quote));
    });
    expect(missing).toEqual([]);
  });

  it("quote what stands in the documents that come with them, which say that nobody decided on them", async () => {
    const ruleSet = await loadPolicies();
    for (const [document, file] of Object.entries(OWN_DOCUMENTS)) {
      const text = flat(await readFile(file, "utf8"));
      const ofDocument = citations(ruleSet).filter(({ citation }) => citation.document === document);
      expect(ofDocument.length).toBeGreaterThan(0);
      expect(ofDocument.filter(({ citation }) => !text.includes(flat(citation.quote)))).toEqual([]);
      expect(text).toContain("geen besluit");
      expect(ruleSet.sources.find(({ id }) => id === document)?.title).toContain("geen besluit");
    }
  });

  it("keep made-up organisations apart, and those load on top", async () => {
    const { ruleSet, problems } = await loadRuleSet(POLICIES, `${POLICIES}/examples/veldwijk`);
    expect(problems).toEqual([]);
    expect(ruleSet?.organisations.some((organisation) => organisation.kind === "fictional")).toBe(true);
    expect(
      ruleSet?.rules
        .filter((rule) => rule.id.startsWith("veldwijk/"))
        .every((rule) => rule.source.document === "veldwijk-afspraken"),
    ).toBe(true);
  });
});

/** White space in the copies depends on how they were made, so it does not count. */
function flat(text: string): string {
  return text.replace(/\s+/g, " ");
}
