import { expect, test } from "vitest";
import { ExchangeError } from "../exchange-error.ts";
import { realRules } from "../testing/real-rules.ts";
import { sheetOf } from "../testing/sheet-of.ts";
import { fitMapping } from "./fit-mapping.ts";
import { guessMapping } from "./guess-mapping.ts";
import { toolMatcher } from "./match-tool.ts";
import { readDay } from "./read-day.ts";
import { readMapping, writeMapping } from "./read-mapping.ts";
import { readVerdict } from "./read-verdict.ts";
import { readValues, valueWords } from "./value-words.ts";

const rules = await realRules();
const LIST = sheetOf([
  ["Toegestane middelen 2025"],
  [""],
  ["Applicatie", "Waarvoor", "Classificatie", "Mag het?", "Voorwaarden", "Ingangsdatum", "Opmerking intern"],
  ["Webex", "Vergaderen", "t/m intern", "Ja", "", "1-1-2025", "blub"],
  ["Signal", "Berichten", "openbaar en intern", "Liever niet", "op je werktelefoon", "01-03-2025", ""],
]);
const MATRIX = sheetOf([
  ["Middel", "Openbaar", "Intern", "Vertrouwelijk", "Dep.V."],
  ["Webex", "ja", "ja", "nee", "nee"],
  ["Teams", "✓", "✓", "✗", "✗"],
]);

const valuesOf = (attribute: string, text: string): readonly string[] | string => {
  const found = rules.vocabulary.attributes.find(({ id }) => id === attribute);
  if (found === undefined) throw new Error(attribute);
  const read = readValues(text, valueWords(found));
  return "values" in read ? read.values : (Object.keys(read)[0] ?? "");
};

test("a list with a title above it is recognised column by column", () => {
  const { mapping, confidence } = guessMapping(rules, LIST, "middelen");
  expect(mapping.headerRows).toEqual({ from: 3, to: 3 });
  expect(mapping.columns.map(({ role }) => (role.as === "attribute" ? role.attribute : role.as))).toEqual([
    "tool",
    "activity",
    "information",
    "verdict",
    "condition",
    "valid-from",
    "ignore",
  ]);
  expect(confidence[0]).toBeGreaterThan(0.9);
});

test("a matrix is recognised: every column of verdicts has the situations of its heading", () => {
  const { mapping } = guessMapping(rules, MATRIX, "matrix");
  expect(mapping.columns.map(({ role }) => role)).toEqual([
    { as: "tool", empty: "error" },
    ...["public", "internal", "confidential", "departmental-confidential"].map((value) => ({
      as: "verdict",
      when: { information: [value] },
    })),
  ]);
});

test("a matrix with headings in two rows has the situations of both", () => {
  const sheet = sheetOf([
    ["", "Vergaderen", "Vergaderen", "Berichten"],
    ["Middel", "Intern", "Vertrouwelijk", "Intern"],
    ["Webex", "ja", "nee", "nvt"],
  ]);
  const { mapping } = guessMapping(rules, sheet, "matrix");
  expect(mapping.headerRows).toEqual({ from: 1, to: 2 });
  expect(mapping.columns[2]?.role).toEqual({
    as: "verdict",
    when: { activity: ["meet"], information: ["confidential"] },
  });
});

test("a list without headings is recognised by what stands in it", () => {
  const { mapping } = guessMapping(
    rules,
    sheetOf([
      ["ja", "Webex"],
      ["nee", "Zoom"],
      ["nee", "Signal"],
    ]),
    "kaal",
  );
  expect(mapping.columns.map(({ role }) => role.as)).toEqual(["verdict", "tool"]);
});

test.for([
  ["information", "t/m vertrouwelijk", ["public", "internal", "confidential"]],
  ["information", "Intern t/m Dep.V.", ["internal", "confidential", "departmental-confidential"]],
  ["information", "Openbaar, intern", ["public", "internal"]],
  ["information", "stg. geheim en hoger", ["state-secret", "state-top-secret"]],
  ["information", "max. intern", ["public", "internal"]],
  ["information", "<= intern", ["public", "internal"]],
  ["information", "tot vertrouwelijk", "unclear"],
  ["information", "geheim", "unknown"],
  ["activity", "Chatten en bellen", ["meet", "message"]],
  ["activity", "t/m bellen", "unordered"],
  ["device", "laptop / werktelefoon", ["managed-workstation", "managed-mobile"]],
] as const)("of %s the words “%s” are read", ([attribute, text, expected]) => {
  expect(valuesOf(attribute, text)).toEqual(expected);
});

test("“alle” means every value", () => {
  expect(valuesOf("activity", "Alle")).toHaveLength(6);
});

test.for([
  ["Ja", "permitted", null],
  ["✔️", "permitted", null],
  ["N.v.t.", "skip", null],
  ["Mag niet.", "prohibited", null],
  ["Liever niet", "discouraged", null],
  ["Ja, mits versleuteld", "permitted", "mits versleuteld"],
  ["Ja (na toestemming)", "permitted", "na toestemming"],
] as const)("the verdict “%s” is read", ([text, meaning, condition]) => {
  expect(readVerdict(text, {})).toEqual({ meaning, condition });
});

test.for([
  "Ja, behalve extern",
  "Ja, alleen intern",
  "Niet-vertrouwelijk",
  "Ja, mits niet vertrouwelijk",
  "misschien",
])("“%s” says more than a verdict, so somebody must say what it means", (text) => {
  expect(readVerdict(text, {})).toBeNull();
  expect(readVerdict(text, { [text.toLowerCase()]: "discouraged" })?.meaning).toBe("discouraged");
});

test("tools are found by id, name, name without supplier and alias; the nearest is suggested, others are new", () => {
  const { match, matchAll } = toolMatcher(rules.tools, { "google-drive": ["gdrive"] });
  expect(match("Microsoft Teams")).toEqual({ kind: "known", id: "microsoft-teams" });
  expect(match("teams")).toEqual({ kind: "known", id: "microsoft-teams" });
  expect(match("MS Teams")).toEqual({ kind: "known", id: "microsoft-teams" });
  expect(match("Cisco Webex")).toEqual({ kind: "known", id: "webex" });
  expect(match("GDrive")).toEqual({ kind: "known", id: "google-drive" });
  expect(match("Webx")).toEqual({ kind: "near", id: "webex" });
  expect(match("Élan Board!")).toEqual({ kind: "new", id: "elan-board" });
  expect(matchAll("Webex / Zoom").map(({ match: { id } }) => id)).toEqual(["webex", "zoom"]);
  expect(matchAll("Knip en Plak")).toHaveLength(1);
});

test.for([
  ["2025-02-01", "2025-02-01"],
  ["1-2-2025", "2025-02-01"],
  ["1 februari 2025", "2025-02-01"],
  ["31-2-2025", null],
  ["1-2-25", null],
])("the day “%s” is read", ([text, day]) => {
  expect(readDay(text ?? "")).toBe(day);
});

test("a mapping is kept as JSON and finds its columns again when they moved", () => {
  const { mapping } = guessMapping(rules, LIST, "middelen");
  const kept = readMapping(writeMapping(mapping));
  expect(kept).toEqual(mapping);
  const moved = sheetOf([
    ["Opmerking intern", "Mag het?", "Applicatie", "Waarvoor", "Classificatie", "Voorwaarden"],
    ["x", "Nee", "Zoom", "Vergaderen", "intern", ""],
  ]);
  const fitted = fitMapping(kept, moved);
  expect(fitted.mapping.headerRows).toEqual({ from: 1, to: 1 });
  expect(
    fitted.mapping.columns.map(({ role }) => (role.as === "attribute" ? role.attribute : role.as)),
  ).toEqual(["ignore", "verdict", "tool", "activity", "information", "condition"]);
  expect(fitted.missing.map(({ header }) => header)).toEqual(["Ingangsdatum"]);
});

test.for(["no json", "{}", '{"format":1}', '{"format":1,"name":"x","headerRows":{"from":2,"to":1}}'])(
  "what is no mapping is refused: %s",
  (text) => {
    expect(() => readMapping(text)).toThrow(ExchangeError);
  },
);
