import { applyDraft, EFFECTS, type Effect, interpret, type RuleSet } from "@akkoord/policy";
import { readYaml, writeDraft } from "@akkoord/policy-files/browser";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  arbitraryDate,
  arbitraryRuleSet,
  everyPoint,
} from "../../../../policy/src/testing/arbitrary-rule-set.ts";
import { ExchangeError } from "../../exchange-error.ts";
import { compareImport, draftOfImport } from "../../import/compare-import.ts";
import { matching } from "../../testing/evaluate-table.ts";
import { realRules } from "../../testing/real-rules.ts";
import { withImport } from "../../testing/with-import.ts";
import type { DecisionTable } from "../decision-table.ts";
import { exportDmn } from "../export-dmn.ts";
import { readDmn } from "../read-dmn.ts";
import { plainDmnMapping } from "./dmn-mapping.ts";
import { importDmn } from "./import-dmn.ts";

const rules = await realRules();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const SOURCE = { id: "tables", title: "Tables", author: "test", date: null, url: null, fictional: true };

/** A rule set with the space of another and no rules at all. */
const bare = (ruleSet: RuleSet): RuleSet => ({ ...ruleSet, rules: [], untranslatables: [] });

test("what is exported and imported again decides the same, everywhere", () => {
  fc.assert(
    fc.property(arbitraryRuleSet, arbitraryDate, (ruleSet, date) => {
      const organisations = ruleSet.organisations.map(({ id }) => id);
      const file = readDmn(bytes(exportDmn({ ruleSet, date, organisations })));
      const imported = importDmn({ ruleSet: bare(ruleSet), owner: "rijk", file, date: null, source: SOURCE });
      expect(imported.errors).toEqual([]);
      const before = interpret(ruleSet, date);
      const after = interpret(withImport(bare(ruleSet), imported), date);
      for (const point of everyPoint(ruleSet))
        for (const organisation of ruleSet.organisations.keys())
          for (const tool of ruleSet.tools.keys()) {
            const { effect, duties, advice } = before.decide(organisation, tool, point);
            expect(after.decide(organisation, tool, point)).toMatchObject({ effect, duties, advice });
          }
    }),
    { numRuns: 250 },
  );
});

test("the rules of this repository survive the way out and back in, as a draft that is accepted", () => {
  const date = "2020-12-01";
  const file = readDmn(bytes(exportDmn({ ruleSet: rules, date, organisations: ["bzk"] })));
  const imported = importDmn({ ruleSet: bare(rules), owner: "bzk", file, date, source: SOURCE });
  expect(imported.errors).toEqual([]);
  const text = writeDraft(draftOfImport(compareImport(bare(rules), imported), imported), rules);
  const applied = applyDraft(bare(rules), readYaml("tables.yaml", text));
  expect(applied.problems).toEqual([]);
  expect(applied.ruleSet?.rules).toEqual(imported.rules);
});

const VALUES = ["public", "internal", "confidential"];
const TOOLS = ["webex", "zoom", "signal"];
const ATTRIBUTES = [
  ["information", VALUES],
  ["host", ["own", "other"]],
] as const;

/** A table with the tool as an input. */
function tableOf(
  hitPolicy: DecisionTable["hitPolicy"],
  rows: readonly { readonly inputs: readonly string[]; readonly effect: string }[],
): string {
  const entry = (name: string, text: string): string =>
    `<${name}><text>${text.replaceAll("<", "&lt;")}</text></${name}>`;
  return `<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="x"><decision id="d" name="Tabel"><decisionTable hitPolicy="${hitPolicy}">
    <input label="Middel"><inputExpression><text>tool</text></inputExpression></input>
    <input label="Informatie"><inputExpression><text>information</text></inputExpression></input>
    <input><inputExpression><text>host</text></inputExpression></input>
    <output name="effect"><outputValues><text>"prohibited", "discouraged", "permitted", "recommended", "required"</text></outputValues></output>
    ${rows.map(({ inputs, effect }) => `<rule>${inputs.map((text) => entry("inputEntry", text)).join("")}${entry("outputEntry", effect)}</rule>`).join("\n")}
  </decisionTable></decision></definitions>`;
}

const quoted = (values: readonly string[]): string => values.map((value) => `"${value}"`).join(", ");
const anyOf = (values: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant("-"),
    fc.subarray([...values], { minLength: 1 }).map(quoted),
    fc
      .subarray([...values], { minLength: 1, maxLength: values.length - 1 })
      .map((some) => `not(${quoted(some)})`),
  );
const arbitraryRows = (effects: readonly string[]) =>
  fc.array(
    fc.record({
      inputs: fc.tuple(anyOf(TOOLS), anyOf(VALUES), anyOf(["own", "other"])),
      effect: fc.constantFrom(...effects).map((effect) => `"${effect}"`),
    }),
    { minLength: 1, maxLength: 5 },
  );

/** What the table says of a tool at a point by its own definition, where at most one rule decides. */
function saidBy(
  table: DecisionTable,
  tool: string,
  context: Readonly<Record<string, string>>,
): Effect | null {
  const order = EFFECTS.toReversed();
  const rows = matching(table, { ...context, tool }).map(
    (row) => EFFECTS.find((effect) => row.outputs[0] === `"${effect}"`) ?? null,
  );
  if (table.hitPolicy !== "PRIORITY") return rows[0] ?? null;
  const rank = (effect: Effect | null): number => (effect === null ? order.length : order.indexOf(effect));
  return rows.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}

test.for([
  ["FIRST", ["permitted", "prohibited", "discouraged", "unspecified"]],
  ["FIRST", [...EFFECTS, "unspecified"]],
  ["PRIORITY", ["permitted", "prohibited", "recommended"]],
  ["PRIORITY", [...EFFECTS]],
] as const)("a table with hit policy %s keeps its meaning (%s)", ([hitPolicy, effects]) => {
  const small: RuleSet = {
    ...bare(rules),
    tools: rules.tools.filter(({ id }) => TOOLS.includes(id)),
    vocabulary: {
      ...rules.vocabulary,
      attributes: ATTRIBUTES.flatMap(([id, values]) =>
        rules.vocabulary.attributes
          .filter((attribute) => attribute.id === id)
          .map((attribute) => ({
            ...attribute,
            values: attribute.values.filter((value) => (values as readonly string[]).includes(value.id)),
          })),
      ),
    },
  };
  fc.assert(
    fc.property(arbitraryRows(effects), (rows) => {
      const file = readDmn(bytes(tableOf(hitPolicy, rows)));
      const [table] = file.tables;
      if (table === undefined) throw new Error("there is a table");
      const imported = importDmn({ ruleSet: small, owner: "bzk", file, date: null, source: SOURCE });
      expect(imported.errors).toEqual([]);
      const decider = interpret(withImport(small, imported), "2025-01-01");
      const bzk = small.organisations.findIndex(({ id }) => id === "bzk");
      for (const point of everyPoint(small)) {
        const context = Object.fromEntries(
          small.vocabulary.attributes.map(({ id, values }, index) => [
            id,
            values[point[index] ?? 0]?.id ?? "",
          ]),
        );
        const said = small.tools.map(({ id }) => saidBy(table, id, context));
        for (const [tool, own] of said.entries()) {
          // Where the table is silent on a tool, requiring another still forbids it. Said outright, silence stays silence.
          const isSilent = matching(table, { ...context, tool: small.tools[tool]?.id ?? "" }).length === 0;
          const expected = own ?? (isSilent && said.includes("required") ? "prohibited" : "unspecified");
          expect(decider.decide(bzk, tool, point).effect).toBe(expected);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test("COLLECT makes every rule of the table a rule of its own", () => {
  const file = readDmn(
    bytes(
      tableOf("COLLECT", [
        { inputs: ['"webex"', "-", "-"], effect: '"permitted"' },
        { inputs: ['"webex"', '"confidential"', "-"], effect: '"nee"' },
      ]),
    ),
  );
  const { rules: made, errors } = importDmn({
    ruleSet: bare(rules),
    owner: "bzk",
    file,
    date: "2025-01-01",
    source: SOURCE,
  });
  expect(errors).toEqual([]);
  expect(made).toMatchObject([
    { id: "bzk/x/d/1", effect: "permitted", when: {}, overrides: [], bearers: ["bzk"] },
    {
      id: "bzk/x/d/2",
      effect: "prohibited",
      when: { information: ["confidential"] },
      source: { quote: 'Middel: "webex"; Informatie: "confidential" → effect: "nee"', place: "Tabel · 2" },
    },
  ]);
});

test.for([
  [
    "UNIQUE",
    [
      ['"webex"', "-", "-"],
      ['"webex"', '"public"', "-"],
    ],
    "Tabel · 2",
    "contradicts",
  ],
  [
    "ANY",
    [
      ["-", "-", "-"],
      ['"zoom"', "-", '"own"'],
    ],
    "Tabel · 2",
    "contradicts",
  ],
  ["RULE ORDER", [["-", "-", "-"]], "Tabel", "not-expressible"],
  ["FIRST", [['"webex"', '"publik"', "-"]], "Tabel · 1 · Informatie", "unknown-word"],
  ["FIRST", [['"webex"', "> 3", "-"]], "Tabel · 1 · Informatie", "not-expressible"],
  ["FIRST", [['"webx"', "-", "-"]], "Tabel · 1 · Middel", "unknown-word"],
  ["FIRST", [['"webex"', "-", "own or other"]], "Tabel · 1 · host", "not-expressible"],
] as const)(
  "what cannot be expressed is an error that names table, rule and column: %s %s",
  ([policy, rows, cell, code]) => {
    const file = readDmn(
      bytes(
        tableOf(
          policy,
          rows.map((inputs, index) => ({ inputs, effect: index === 0 ? '"permitted"' : '"prohibited"' })),
        ),
      ),
    );
    const imported = importDmn({ ruleSet: bare(rules), owner: "bzk", file, date: null, source: SOURCE });
    expect(imported.errors).toMatchObject([{ cell, code }]);
    expect(imported.rules).toEqual([]);
  },
);

test("numbers mean values when the mapping says which", () => {
  const file = readDmn(
    bytes(tableOf("FIRST", [{ inputs: ['"webex"', "[1..2]", "-"], effect: '"permitted"' }])),
  );
  const mapping = {
    ...plainDmnMapping("getallen"),
    numbers: { information: { public: 0, internal: 1, confidential: 2 } },
  };
  const imported = importDmn({
    ruleSet: bare(rules),
    owner: "bzk",
    file,
    mapping,
    date: null,
    source: SOURCE,
  });
  expect(imported.rules[0]?.when).toEqual({ information: ["internal", "confidential"] });
});

test("a table that does not say which tool it is about gets it from the mapping", () => {
  const xml = tableOf("FIRST", [{ inputs: ['"own"', "-", "-"], effect: '"permitted"' }])
    .replace("<text>tool</text>", "<text>host</text>")
    .replace('label="Middel"', "");
  const file = readDmn(bytes(xml));
  expect(
    importDmn({ ruleSet: bare(rules), owner: "bzk", file, date: null, source: SOURCE }).errors,
  ).toMatchObject([{ code: "no-tool", cell: "Tabel" }]);
  const mapping = { ...plainDmnMapping("x"), decisions: { Tabel: "zoom" } };
  const imported = importDmn({
    ruleSet: bare(rules),
    owner: "bzk",
    file,
    mapping,
    date: null,
    source: SOURCE,
  });
  expect(imported.rules.map(({ tools }) => tools.ids)).toEqual([["zoom"]]);
});

test.for([
  ["not-dmn", "<definitions/>"],
  ["not-dmn", '<x xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>'],
  ["damaged", '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">'],
  ["damaged", "<definitions>&undeclared;</definitions>"],
  ["forbidden-xml", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><definitions>&a;</definitions>'],
  ["too-large", "<a>".repeat(100)],
  ["empty", ""],
])("a file that is not what it should be is refused: %s", ([code, xml]) => {
  try {
    readDmn(bytes(xml ?? ""));
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(ExchangeError);
    expect(error).toMatchObject({ code });
  }
});
