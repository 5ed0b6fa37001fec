import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { holdsOn, interpret, type RuleSet } from "@akkoord/policy";
import { DmnModdle } from "dmn-moddle";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import {
  arbitraryDate,
  arbitraryRuleSet,
  everyPoint,
} from "../../../policy/src/testing/arbitrary-rule-set.ts";
import { seededRandom } from "../../../policy/src/testing/random.ts";
import { matching, outputsOf } from "../testing/evaluate-table.ts";
import { realRules } from "../testing/real-rules.ts";
import { exportDmn } from "./export-dmn.ts";
import { attributeNames } from "./names.ts";
import { type DmnFile, readDmn } from "./read-dmn.ts";

const rules = await realRules();
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What stands at a point, by the names of the inputs. */
function contextOf(
  ruleSet: RuleSet,
  organisation: string,
  point: Uint8Array,
): Readonly<Record<string, string>> {
  const names = attributeNames(ruleSet.vocabulary);
  return {
    organisation,
    ...Object.fromEntries(
      ruleSet.vocabulary.attributes.map((attribute, index) => [
        names.get(attribute.id) ?? "",
        attribute.values[point[index] ?? 0]?.id ?? "",
      ]),
    ),
  };
}

function expectSame(
  ruleSet: RuleSet,
  date: string,
  file: DmnFile,
  organisation: number,
  tool: number,
  point: Uint8Array,
): void {
  const about = ruleSet.tools[tool]?.id;
  const asker = ruleSet.organisations[organisation]?.id ?? "";
  const { decisive, effect, contested, duties, advice, defeated } = interpret(ruleSet, date).decide(
    organisation,
    tool,
    point,
  );
  const context = contextOf(ruleSet, asker, point);
  const computed = file.tables.find(({ written }) => written?.kind === "computed" && written.tool === about);
  if (computed === undefined) throw new Error(`no table for ${about}`);
  const rows = matching(computed, context);
  expect(rows).toHaveLength(1);
  const [row] = rows;
  if (row === undefined) return;
  expect(outputsOf(computed, row)).toEqual({ effect, contested, duties, advice });
  expect(row.annotations[0]).toBe(decisive.join(", "));
  const raw = file.tables.find(({ written }) => written?.kind === "rules" && written.tool === about);
  const collected =
    raw === undefined ? [] : matching(raw, context).map((each) => String(outputsOf(raw, each).rule));
  for (const id of [...decisive, ...defeated.map((defeat) => defeat.rule)]) expect(collected).toContain(id);
}

test("another engine gets the same decision from the exported tables, at every point of generated rule sets", () => {
  fc.assert(
    fc.property(arbitraryRuleSet, arbitraryDate, fc.nat(), (ruleSet, date, seed) => {
      const organisations = ruleSet.organisations.map(({ id }) => id);
      const file = readDmn(bytes(exportDmn({ ruleSet, date, organisations })));
      const random = seededRandom(seed);
      for (const point of random.some(everyPoint(ruleSet), 12))
        for (const organisation of ruleSet.organisations.keys())
          for (const tool of ruleSet.tools.keys()) expectSame(ruleSet, date, file, organisation, tool, point);
    }),
    { numRuns: 60 },
  );
});

test("another engine gets the same decision from the rules of this repository", () => {
  const date = "2020-12-01";
  const file = readDmn(bytes(exportDmn({ ruleSet: rules, date, organisations: ["bzk", "ind"] })));
  const random = seededRandom(7);
  for (let sample = 0; sample < 300; sample++) {
    const point = Uint8Array.from(rules.vocabulary.attributes, ({ values }) => random.below(values.length));
    const organisation = rules.organisations.findIndex(({ id }) => id === (sample % 2 === 0 ? "bzk" : "ind"));
    expectSame(rules, date, file, organisation, random.below(rules.tools.length), point);
  }
});

test("without organisations named, those that exist on the day are written down, alike ones together", () => {
  const date = "2020-12-01";
  const file = readDmn(bytes(exportDmn({ ruleSet: rules, date })));
  const existing = rules.organisations.filter(({ period }) => holdsOn(period, date)).map(({ id }) => id);
  const [webex] = file.tables;
  expect(webex?.inputs[0]?.allowed).toBe(existing.map((id) => `"${id}"`).join(", "));
  expect(webex?.rows.length).toBeLessThan(200);
});

test("the export is valid DMN 1.3, by its schema and for another reader", async () => {
  const xml = exportDmn({ ruleSet: rules, date: "2020-12-01", organisations: ["bzk"] });
  const schemas = join(
    dirname(createRequire(import.meta.url).resolve("dmn-moddle/package.json")),
    "resources/dmn/xsd",
  );
  const schema = async (fileName: string) => ({
    fileName,
    contents: await readFile(join(schemas, fileName), "utf8"),
  });
  const { errors } = await validateXML({
    xml: [{ fileName: "export.dmn", contents: xml }],
    schema: [await schema("DMN13.xsd")],
    preload: await Promise.all(["DMNDI13.xsd", "DC.xsd", "DI.xsd"].map(schema)),
    initialMemoryPages: 512,
    maxMemoryPages: 4_096,
  });
  expect(errors).toEqual([]);
  const { rootElement, warnings } = await new DmnModdle().fromXML(xml);
  expect(warnings).toEqual([]);
  expect(rootElement.get("drgElement")).toHaveLength(9 + rules.tools.length * 2);
});

test("words with everything that XML minds come through whole", () => {
  const [first] = rules.rules;
  if (first === undefined) throw new Error("there is a rule");
  const quote = 'a < b & "c" ]]> é \u0007 \ud800 🙂';
  const ruleSet: RuleSet = {
    ...rules,
    name: quote,
    rules: [
      { ...first, source: { ...first.source, quote }, valid: { from: null, to: null }, bearers: ["bzk"] },
    ],
  };
  const file = readDmn(bytes(exportDmn({ ruleSet, date: "2020-12-01", organisations: ["bzk"] })));
  const about = first.tools.ids[0];
  const table = file.tables.find(({ written }) => written?.kind === "rules" && written.tool === about);
  expect(table?.rows[0]?.annotations[0]).toBe('a < b & "c" ]]> é  \ufffd 🙂');
});

test("an organisation that does not exist is refused", () => {
  expect(() => exportDmn({ ruleSet: rules, date: "2020-12-01", organisations: ["bkz"] })).toThrow(RangeError);
});
