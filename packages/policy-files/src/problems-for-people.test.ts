import { fileURLToPath } from "node:url";
import { applyDraft, problemText, type SituationProblem } from "@akkoord/policy";
import { describe, expect, it } from "vitest";
import { loadRuleSet } from "./folder.ts";
import { type DifferenceKind, type Differing, differenceOf } from "./scenario-difference.ts";
import { readScenarioDocument, type Scenario, tryScenario } from "./scenarios.ts";
import { readYaml } from "./yaml.ts";

const POLICIES = fileURLToPath(new URL("../../../policies", import.meta.url));
const { ruleSet } = await loadRuleSet(POLICIES);
if (ruleSet === null) throw new Error("the policies do not load");
const base = ruleSet;

const KEYS = {
  id: "szw/zoom",
  issuer: "szw",
  layer: "organisation",
  force: "defeasible",
  bearers: "[szw]",
  tools: "[zoom]",
  effect: "permitted",
  source: "{ document: rijksportaal-middelen, quote: Zoom mag. }",
};

function problemsOf(changes: Readonly<Record<string, string | null>>) {
  const lines = Object.entries({ ...KEYS, ...changes }).flatMap(([key, value]) =>
    value === null ? [] : [`${key}: ${value}`],
  );
  const text = `rules:\n  - ${lines.join("\n    ")}\n`;
  return applyDraft(base, readYaml("draft.yaml", text), { owner: "szw", ownTools: [], ownSources: [] })
    .problems;
}

describe("a problem of a draft", () => {
  it("is told in Dutch and in English, each with the nearest id", () => {
    const [problem] = problemsOf({ tools: "[webx]" });
    if (problem === undefined) throw new Error("webx does not exist");
    const { message, remedy } = problemText(problem, "nl");
    expect(message).toBe("Het middel ‘webx’ bestaat niet.");
    expect(remedy).toMatch(/^Bedoel je ‘webex’\? Je kunt kiezen uit: /);
    expect(problemText(problem, "en")).toEqual({
      message: 'tool of rule "szw/zoom" "webx" does not exist.',
      remedy: expect.stringMatching(/^Did you mean "webex"\? Valid: /),
    });
  });

  it.each([
    ["a key that is missing", { effect: null }, "effect"],
    ["a quote that is missing", { source: "{ document: rijksportaal-middelen }" }, "quote"],
    ["a document that is missing", { source: "{ quote: Zoom mag. }" }, "document"],
    ["a tool that does not exist", { tools: "[webx]" }, "tools"],
    ["a tool that does not exist, in a set", { tools: "{ ids: [webx] }" }, "ids"],
    ["nobody bound", { bearers: "[]" }, "bearers"],
    ["somebody else bound", { bearers: "[bzk]" }, "bearers"],
    ["a rule of another layer", { layer: "law" }, "layer"],
    ["a rule of somebody else", { issuer: "bzk" }, "issuer"],
    ["a day that does not exist", { valid: "{ from: 2023-02-30 }" }, "from"],
    ["a value that does not exist", { when: "{ activity: [mete] }" }, "activity"],
    ["a key that is unknown", { efect: "permitted" }, "efect"],
    ["a strict rule that yields", { force: "strict", yieldsTo: "[waiver]" }, "yieldsTo"],
    ["a rule overridden that does not exist", { overrides: "[szw/none]" }, "overrides"],
  ])("names the key that it is about: %s", (_, changes, key) => {
    expect(problemsOf(changes).map((problem) => problem.key)).toEqual([key]);
  });

  it("says in Dutch what is wrong with the YAML, too", () => {
    const told = (text: string) => readYaml("draft.yaml", text).problems[0];
    expect(told("rules: [")?.inDutch.message).toMatch(/^Hier ontbreekt een teken|^Deze regel springt/);
    expect(told("a:\n\t- b\n")?.inDutch.message).toMatch(/tab|hoort/);
    expect(told("name: a\nname: b\n")).toMatchObject({
      key: "name",
      inDutch: { message: "‘name’ staat hier twee keer." },
    });
    expect(told("[".repeat(100_000))?.inDutch.message).toMatch(/^Hier /);
  });
});

const UNKNOWN: Omit<SituationProblem, "code"> = {
  attribute: "participants",
  value: "bkz",
  nearest: "bzk",
  allowed: ["bzk", "szw"],
  message: 'Unknown participant "bkz". Did you mean "bzk"? Valid: bzk, szw.',
};

/** One of every kind: a kind without a line here does not compile. */
const DIFFERING: Differing = {
  effect: { tool: "webex", expected: "permitted", got: ["prohibited", "unspecified"] },
  "no-such-tool": { tool: "webx", expected: "permitted" },
  common: { expected: ["webex", "zoom"], got: [] },
  duty: { tool: "webex", id: "careful" },
  tip: { tool: "webex", id: "handy" },
  situation: { ...UNKNOWN, code: "unknown-participant" },
  unaskable: { detail: "the rules were made ready for another day" },
};

const SITUATION_CODES: Readonly<Record<SituationProblem["code"], true>> = {
  "unknown-attribute": true,
  "unknown-value": true,
  "unknown-participant": true,
  "impossible-date": true,
  "not-in-period": true,
  "cannot-occur": true,
  "no-asker": true,
  "double-participant": true,
  "too-many-participants": true,
};

describe("how an answer differs from what a scenario expects", () => {
  const told = <K extends DifferenceKind>(kind: K) => differenceOf(kind, DIFFERING[kind]);

  it.each([
    [told("effect"), "webex: verwacht ‘mag’, maar nu ‘mag niet’ of ‘geen regel’."],
    [told("no-such-tool"), "webx: verwacht ‘mag’, maar dit middel bestaat niet."],
    [told("common"), "Samen te gebruiken: verwacht webex, zoom, maar nu niets."],
    [told("duty"), "webex: de plicht ‘careful’ ontbreekt."],
    [told("tip"), "webex: de tip ‘handy’ ontbreekt."],
    [told("situation"), "De deelnemer ‘bkz’ bestaat niet. Bedoel je ‘bzk’?"],
    [told("unaskable"), "De regels kunnen deze vraag niet beantwoorden. Pas het voorbeeld aan."],
  ])("is told in Dutch: $kind", ({ words }, dutch) => {
    expect(words.nl).toBe(dutch);
    expect(words.en).not.toBe("");
  });

  it("has Dutch words for everything that can be wrong with a question", () => {
    for (const code of Object.keys(SITUATION_CODES).filter(
      (one): one is SituationProblem["code"] => one in SITUATION_CODES,
    ))
      expect(differenceOf("situation", { ...UNKNOWN, code }).words.nl).toMatch(/^[\p{Lu}‘].*‘?bkz.*[.?]$/u);
  });

  it("comes part by part, beside the sentence", () => {
    const scenario: Scenario = {
      id: "x",
      says: { nl: "x", en: "x" },
      situation: { date: "2023-12-01", attributes: { activity: "meet" }, participants: ["bkz"] },
      expect: {},
      common: null,
      duties: {},
      advice: {},
    };
    const { differences, details, found } = tryScenario(base, scenario);
    expect(found).toBeNull();
    expect(details).toMatchObject([
      { kind: "situation", tool: null, attribute: "participants", got: ["bkz"] },
    ]);
    expect(details[0]?.expected).toContain("bzk");
    expect(differences).toEqual(details.map(({ words }) => words.en));
  });

  it("is told of malformed scenarios in both languages, with their place", () => {
    const text = "scenarios:\n  - id: x\n    expcet: {}\n";
    expect(readScenarioDocument(readYaml("scenarios.yaml", text)).problems).toEqual([
      {
        code: "shape",
        file: "scenarios.yaml",
        line: 2,
        column: 5,
        key: "expcet",
        message: 'a scenario does not know the key "expcet"; did you mean "expect"?',
        remedy: "Look at the other scenarios for the form.",
        inDutch: {
          message: "‘expcet’ kan niet in een voorbeeld staan.",
          remedy: expect.stringMatching(/^Bedoel je ‘expect’\? Dit kan wel: id, says, /),
        },
      },
    ]);
  });
});
