import type { RuleSet } from "@akkoord/policy";
import { expect, test } from "vitest";
import { compileLexicon } from "./compile-lexicon.ts";
import { loadRealWords } from "./real-words.fixture.ts";
import { understand } from "./understand.ts";

const { ruleSet, lexicon, words } = await loadRealWords();

test("every organisation is recognised by its full name and by its abbreviation", () => {
  for (const { id, name, abbreviation, names } of ruleSet.organisations)
    for (const each of [name, abbreviation, ...names.map((version) => version.name)]) {
      // The one abbreviation that is an ordinary English word.
      if (each === "No") continue;
      expect(understand(`overleg met ${each}`, words).situation.others, each).toEqual([id]);
    }
});

test("every tool is recognised by its name", () => {
  for (const { id, name } of ruleSet.tools)
    expect(
      understand(`via ${name}`, words).parts.map(({ value }) => value),
      name,
    ).toSatisfy((values: readonly string[]) => values.includes(id) || name === "Telefoon");
});

test("a tool or organisation that only the rule set knows is recognised by its name", () => {
  const [tool] = ruleSet.tools;
  const [organisation] = ruleSet.organisations;
  if (tool === undefined || organisation === undefined) throw new Error("The rule set is empty.");
  const larger: RuleSet = {
    ...ruleSet,
    tools: [...ruleSet.tools, { ...tool, id: "praatpaal", name: "Praatpaal" }],
    organisations: [
      ...ruleSet.organisations,
      {
        ...organisation,
        id: "mvk",
        name: "Ministerie van Klokken en Bellen",
        abbreviation: "KeB",
        names: [],
      },
    ],
  };
  const { situation } = understand("Praatpaal met Klokken en Bellen", compileLexicon(lexicon, larger));
  expect(situation).toMatchObject({ tool: "praatpaal", others: ["mvk"] });
});

test("a name that two organisations bear is asked", () => {
  const [organisation] = ruleSet.organisations;
  if (organisation === undefined) throw new Error("The rule set is empty.");
  const twin = { ...organisation, name: "Dienst Dubbelganger", abbreviation: "DDG", names: [] };
  const larger: RuleSet = {
    ...ruleSet,
    organisations: [...ruleSet.organisations, { ...twin, id: "ddg-1" }, { ...twin, id: "ddg-2" }],
  };
  const { situation, unclear } = understand("overleg met DDG", compileLexicon(lexicon, larger));
  expect(situation.others).toEqual([]);
  expect(unclear[0]?.candidates.map(({ value }) => value)).toEqual(["ddg-1", "ddg-2"]);
});

test("a well-known tool counts once the catalogue has it", () => {
  const [tool] = ruleSet.tools;
  if (tool === undefined) throw new Error("The rule set is empty.");
  const larger: RuleSet = {
    ...ruleSet,
    tools: [...ruleSet.tools, { ...tool, id: "wetransfer", name: "WeTransfer" }],
  };
  const { situation, unclear } = understand("we transfer", compileLexicon(lexicon, larger));
  expect(situation.tool).toBe("wetransfer");
  expect(unclear).toEqual([]);
});

test("words for what an older rule set lacks are left out", () => {
  const older: RuleSet = {
    ...ruleSet,
    tools: ruleSet.tools.filter(({ id }) => id !== "zoom"),
    organisations: ruleSet.organisations.filter(({ id }) => id !== "szw"),
    vocabulary: {
      ...ruleSet.vocabulary,
      attributes: ruleSet.vocabulary.attributes.filter(({ id }) => id !== "host"),
    },
  };
  const { situation, unclear } = understand(
    "zij sturen de link voor zoom met SZW",
    compileLexicon(lexicon, older),
  );
  expect(situation).toMatchObject({ attributes: { activity: "share" }, others: [], tool: null });
  expect(unclear).toMatchObject([{ text: "zoom", reason: "not-in-catalogue" }]);
});

test("a lexicon works the same after a journey as JSON", () => {
  const travelled = compileLexicon(JSON.parse(JSON.stringify(lexicon)), ruleSet);
  const question = "Wij van OCW videobellen met een gemente over BSN's";
  expect(understand(question, travelled)).toEqual(understand(question, words));
});
