import { applyDraft, interpret, type RuleSet } from "@akkoord/policy";
import { readYaml, writeDraft } from "@akkoord/policy-files/browser";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { guessMapping } from "../mapping/guess-mapping.ts";
import type { Mapping } from "../mapping/mapping.ts";
import type { Sheet } from "../tables/sheet.ts";
import { realRules } from "../testing/real-rules.ts";
import { sheetOf } from "../testing/sheet-of.ts";
import { withImport } from "../testing/with-import.ts";
import { changesNothing, compareImport, draftOfImport } from "./compare-import.ts";
import { importTools } from "./import-tools.ts";
import type { Imported } from "./imported.ts";

const rules = await realRules();
const SOURCE = {
  id: "bzk-middelen-2025",
  title: "Middelen BZK 2025",
  author: "BZK",
  date: "2025-01-01",
  url: null,
  fictional: true,
};

function read(
  sheet: Sheet,
  change: (mapping: Mapping) => Mapping = (mapping) => mapping,
  ruleSet = rules,
): Imported {
  const mapping = change(guessMapping(ruleSet, sheet, "Middelen").mapping);
  return importTools({ ruleSet, owner: "bzk", sheet, mapping, date: "2025-01-01", source: SOURCE });
}

const HEAD = ["Middel", "Waarvoor", "Informatie", "Mag", "Voorwaarde"];

test("a row becomes a rule that quotes it and says where it stands", () => {
  const { rules: made, errors } = read(
    sheetOf([HEAD, ["Teams", "vergaderen", "t/m intern", "Aangeraden", ""]]),
  );
  expect(errors).toEqual([]);
  expect(made).toEqual([
    {
      id: "bzk/middelen/microsoft-teams/activity-meet/information-to-internal",
      issuer: "bzk",
      layer: "organisation",
      force: "defeasible",
      yieldsTo: [],
      overrides: [],
      bearers: ["bzk"],
      bearersNamed: ["bzk"],
      valid: { from: "2025-01-01", to: null },
      when: { activity: ["meet"], information: ["public", "internal"] },
      tools: {
        ids: ["microsoft-teams"],
        named: { ids: ["microsoft-teams"], tags: [], facts: [], except: [], all: false },
      },
      effect: "recommended",
      duties: [],
      advice: [],
      words: null,
      source: {
        document: "bzk-middelen-2025",
        quote: "Teams | vergaderen | t/m intern | Aangeraden",
        place: "Lijst!A2:E2",
      },
      reading: null,
    },
  ]);
});

test("a matrix makes a rule per verdict, which names its heading and its cells", () => {
  const { rules: made, skipped } = read(
    sheetOf([
      ["Middel", "Intern", "Vertrouwelijk", "Dep.V."],
      ["Webex", "ja", "nee", "n.v.t."],
    ]),
  );
  expect(made.map(({ id, effect, when, source }) => ({ id, effect, when, ...source }))).toEqual([
    {
      id: "bzk/middelen/webex/information-internal",
      effect: "permitted",
      when: { information: ["internal"] },
      document: SOURCE.id,
      quote: "Webex | Intern: ja",
      place: "Lijst!A2, B1, B2",
    },
    {
      id: "bzk/middelen/webex/information-confidential",
      effect: "prohibited",
      when: { information: ["confidential"] },
      document: SOURCE.id,
      quote: "Webex | Vertrouwelijk: nee",
      place: "Lijst!A2, C1, C2",
    },
  ]);
  expect(skipped).toMatchObject([{ cell: "D2", value: "n.v.t." }]);
});

test("every cell that cannot be read is an error with its address and a remedy; the other rows are still read", () => {
  const { rules: made, errors } = read(
    sheetOf([
      HEAD,
      ["Webx", "vergaderen", "intern", "ja", ""],
      ["Zoom", "kletsen", "intern", "nee", ""],
      ["Zoom", "vergaderen", "tot vertrouwelijk", "nee", ""],
      ["Zoom", "vergaderen", "", "nee", ""],
      ["Zoom", "roepen", "intern", "neeee misschien", ""],
      ["", "vergaderen", "intern", "nee", ""],
      ["Signal", "berichten", "intern", "nee", ""],
      ["Signal", "berichten", "intern", "ja", ""],
    ]),
  );
  expect(errors.map(({ cell, code }) => `${cell} ${code}`)).toEqual([
    "A2 similar-tool",
    "B3 unknown-word",
    "C4 unclear-range",
    "C5 empty-cell",
    "D6 unknown-verdict",
    "B6 unknown-word",
    "A7 no-tool",
    "D9 contradicts",
  ]);
  expect(errors[0]).toMatchObject({
    value: "Webx",
    fix: { table: "tools", word: "webx", suggestion: "webex" },
  });
  for (const { message, remedy } of errors)
    for (const words of [message.nl, message.en, remedy.nl, remedy.en]) expect(words).toMatch(/^\S.*[.?]$/u);
  expect(made.map(({ id }) => id)).toEqual(["bzk/middelen/signal/activity-message/information-internal"]);
});

test("giving a word its meaning in the mapping mends the cell", () => {
  const sheet = sheetOf([
    HEAD,
    ["Webx", "kletsen", "geheim", "groenlicht", ""],
    ["Teemes", "chatten", "intern", "ja", ""],
  ]);
  const {
    rules: made,
    tools,
    errors,
  } = read(sheet, (mapping) => ({
    ...mapping,
    words: {
      tools: { webx: "webex", teemes: "teemes" },
      verdicts: { groenlicht: "permitted" },
      values: { activity: { kletsen: ["meet"] }, information: { geheim: ["state-secret"] } },
      conditions: {},
    },
  }));
  expect(errors).toEqual([]);
  expect(made[0]).toMatchObject({
    effect: "permitted",
    when: { activity: ["meet"], information: ["state-secret"] },
  });
  expect(tools).toMatchObject([{ id: "teemes", name: "Teemes", activities: ["message"] }]);
});

test("a tool that the catalogue lacks comes along, with the activities that the list names for it", () => {
  const { tools } = read(
    sheetOf([
      ["Middel", "Leverancier", "Waarvoor", "Informatie", "Mag"],
      ["Prikbord Plus", "Prikbord BV", "delen", "intern", "ja"],
      ["Prikbord Plus", "", "vergaderen", "intern", "nee"],
    ]),
  );
  expect(tools).toMatchObject([
    { id: "prikbord-plus", name: "Prikbord Plus", supplier: "Prikbord BV", activities: ["meet", "share"] },
  ]);
});

test("a condition in words stands beside the rule; one that a duty expresses becomes that duty", () => {
  const sheet = sheetOf([HEAD, ["Webex", "vergaderen", "intern", "ja, mits besloten", "Op het werk"]]);
  const { rules: made, untranslatables } = read(sheet, (mapping) => ({
    ...mapping,
    words: { ...mapping.words, conditions: { "op het werk": ["stay-in-work-environment"] } },
  }));
  expect(made[0]?.duties).toEqual(["stay-in-work-environment"]);
  expect(untranslatables).toMatchObject([
    {
      id: `${made[0]?.id}/condition`,
      source: { quote: "mits besloten", place: "Lijst!D2" },
      tools: { ids: ["webex"] },
    },
  ]);
});

test("an empty cell can mean everything, or what stands above it, when the mapping says so", () => {
  const sheet = sheetOf([HEAD, ["Webex", "vergaderen", "", "ja", ""], ["", "", "intern", "nee", ""]]);
  const { rules: made, errors } = read(sheet, (mapping) => ({
    ...mapping,
    columns: mapping.columns.map((column) => {
      if (column.role.as === "tool") return { ...column, role: { ...column.role, empty: "above" } };
      if (column.role.as !== "attribute") return column;
      return {
        ...column,
        role: { ...column.role, empty: column.role.attribute === "activity" ? "above" : "any" },
      };
    }),
  }));
  expect(errors).toEqual([]);
  expect(made.map(({ when }) => when)).toEqual([
    { activity: ["meet"] },
    { activity: ["meet"], information: ["internal"] },
  ]);
});

test("a list of approved tools without verdicts takes one verdict for all", () => {
  const sheet = sheetOf([["Middel"], ["Webex"], ["Zoom"]]);
  expect(read(sheet).errors.map(({ code }) => code)).toEqual(["no-verdict-column"]);
  expect(
    read(sheet, (mapping) => ({ ...mapping, verdict: "permitted" })).rules.map(({ tools }) => tools.ids),
  ).toEqual([["webex"], ["zoom"]]);
});

test("crosses alone may mean two things, so they are asked about", () => {
  const sheet = sheetOf([
    ["Middel", "Intern", "Vertrouwelijk"],
    ["Webex", "x", ""],
    ["Zoom", "", "x"],
  ]);
  expect(read(sheet, asMatrix).errors.map(({ code, cell }) => `${cell} ${code}`)).toEqual([
    "B2 only-crosses",
    "C3 only-crosses",
  ]);
  const said = read(sheet, (mapping) => ({
    ...asMatrix(mapping),
    words: { ...mapping.words, verdicts: { x: "permitted" } },
  }));
  expect(said.rules.map(({ effect }) => effect)).toEqual(["permitted", "permitted"]);
});

function asMatrix(mapping: Mapping): Mapping {
  const values = [null, "internal", "confidential"];
  return {
    ...mapping,
    columns: mapping.columns.map((column, index) => {
      const value = values[index];
      return value === null || value === undefined
        ? { ...column, role: { as: "tool", empty: "error" } }
        : { ...column, role: { as: "verdict", when: { information: [value] } } };
    }),
  };
}

test("days in a row give the rule its period; days that cannot be are errors", () => {
  const head = [...HEAD, "Vanaf", "Geldig tot en met"];
  const { rules: made, errors } = read(
    sheetOf([
      head,
      ["Webex", "vergaderen", "intern", "ja", "", "1-2-2025", "31-12-2025"],
      ["Zoom", "vergaderen", "intern", "ja", "", "30-2-2025", ""],
      ["Signal", "berichten", "intern", "ja", "", "1-3-2025", "1-2-2025"],
    ]),
  );
  expect(made.map(({ valid }) => valid)).toEqual([{ from: "2025-02-01", to: "2025-12-31" }]);
  expect(errors.map(({ cell }) => cell)).toEqual(["F3", "G4"]);
});

test("importing the list again changes nothing; a new version replaces, adds and withdraws", () => {
  const first = [
    HEAD,
    ["Webex", "vergaderen", "intern", "ja", "rustig aan"],
    ["Zoom", "vergaderen", "intern", "nee", ""],
  ];
  const imported = read(sheetOf(first));
  const after = withImport(rules, imported);
  const again = read(sheetOf(first), undefined, after);
  expect(changesNothing(compareImport(after, again))).toBe(true);
  expect(withImport(after, again).rules).toEqual(after.rules);

  const second = [
    HEAD,
    ["Webex", "vergaderen", "intern", "liever niet", ""],
    ["Signal", "berichten", "intern", "ja", ""],
  ];
  const changes = compareImport(after, read(sheetOf(second), undefined, after));
  expect(changes.changedRules.map(({ before, after: now }) => [before.effect, now.effect])).toEqual([
    ["permitted", "discouraged"],
  ]);
  expect(changes.newRules.map(({ tools }) => tools.ids)).toEqual([["signal"]]);
  expect(changes.withdrawnRules.map(({ tools }) => tools.ids)).toEqual([["zoom"]]);
  expect(changes.withdrawnClauses).toHaveLength(1);
});

test("the draft that carries it out is accepted, gives the same rule set, and then there is nothing left to change", () => {
  const sheet = sheetOf([
    HEAD,
    ["Prikbord", "delen", "t/m vertrouwelijk", "ja, mits opgeruimd", ""],
    ["Zoom", "vergaderen", "alle", "nee", ""],
  ]);
  const imported = read(sheet);
  const text = writeDraft(draftOfImport(compareImport(rules, imported), imported), rules);
  const applied = applyDraft(rules, readYaml("concept.yaml", text), {
    owner: "bzk",
    ownTools: [],
    ownSources: [],
  });
  expect(applied.problems).toEqual([]);
  const after = applied.ruleSet;
  if (after === null) throw new Error("there is a rule set");
  expect(after.rules.filter(({ id }) => id.startsWith(imported.prefix))).toEqual(imported.rules);
  expect(changesNothing(compareImport(after, read(sheet, undefined, after)))).toBe(true);
});

test("nothing is lost: every row with a tool and a verdict is a rule, an error or skipped with a reason", () => {
  const words = (...some: string[]) => fc.constantFrom(...some);
  const row = fc.tuple(
    words("Webex", "Webx", "Zoom", "Iets Nieuws", ""),
    words("vergaderen", "kletsen", "alle", ""),
    words("intern", "t/m intern", "tot intern", "zzz", ""),
    words("ja", "nee", "nvt", "ja, behalve", "", "=1+1"),
  );
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
      const sheet = sheetOf([HEAD, ...rows]);
      const {
        rules: made,
        errors,
        skipped,
      } = read(sheet, (mapping) => ({
        ...mapping,
        columns: ["tool", "activity", "information", "verdict", "condition"].map((as, index) => ({
          column: "ABCDE"[index] ?? "",
          header: HEAD[index] ?? "",
          role:
            as === "tool"
              ? { as, empty: "error" }
              : as === "verdict"
                ? { as, when: {} }
                : as === "condition"
                  ? { as }
                  : { as: "attribute", attribute: as, empty: "error" },
        })),
      }));
      const spoken = new Set([
        ...made.map(({ source }) => /\d+/.exec(source.place ?? "")?.[0]),
        ...[...errors, ...skipped].map(({ cell }) => /\d+/.exec(cell)?.[0]),
      ]);
      for (const [index, cells] of rows.entries())
        if (cells.some((cell) => cell !== "")) expect(spoken).toContain(String(index + 2));
    }),
  );
});

test("what a list says is what the rules then answer", () => {
  const bare: RuleSet = { ...rules, rules: [], untranslatables: [] };
  const imported = read(sheetOf([HEAD, ["Webex", "vergaderen", "t/m intern", "ja", ""]]), undefined, bare);
  const decider = interpret(withImport(bare, imported), "2025-06-01");
  const at = (information: number): string =>
    decider.decide(
      rules.organisations.findIndex(({ id }) => id === "bzk"),
      rules.tools.findIndex(({ id }) => id === "webex"),
      Uint8Array.from(rules.vocabulary.attributes, ({ id }) => (id === "information" ? information : 0)),
    ).effect;
  expect([0, 1, 2].map(at)).toEqual(["permitted", "permitted", "unspecified"]);
});
