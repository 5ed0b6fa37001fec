import { fileURLToPath } from "node:url";
import { applyDraft, DRAFT_KEYS, RULE_KEYS, UNTRANSLATABLE_KEYS } from "@akkoord/policy";
import { describe, expect, it } from "vitest";
import { draftSchema, schemaAt } from "./draft-schema.ts";
import { loadRuleSet } from "./folder.ts";
import { readYaml } from "./yaml.ts";

const POLICIES = fileURLToPath(new URL("../../../policies", import.meta.url));
const { ruleSet } = await loadRuleSet(POLICIES);
if (ruleSet === null) throw new Error("the policies do not load");
const base = ruleSet;
const schema = draftSchema(base);

function keysAt(...path: readonly (string | number)[]): readonly string[] {
  return schemaAt(schema, path)?.keys?.map(({ key }) => key) ?? [];
}

function valuesAt(...path: readonly (string | number)[]): readonly string[] {
  return schemaAt(schema, path)?.values?.map(({ value }) => value) ?? [];
}

describe("what may stand where in a draft", () => {
  it("is proposed for every key that is understood, and no other", () => {
    expect(keysAt().toSorted()).toEqual([...DRAFT_KEYS].toSorted());
    expect(keysAt("rules", 0).toSorted()).toEqual([...RULE_KEYS].toSorted());
    expect(keysAt("untranslatables", 0).toSorted()).toEqual([...UNTRANSLATABLE_KEYS].toSorted());
  });

  it("follows the vocabulary, the catalogue and the organisations", () => {
    expect(valuesAt("rules", 0, "effect")).toContain("recommended");
    expect(valuesAt("rules", 3, "when", "information", "from")).toContain("confidential");
    expect(valuesAt("rules", 0, "when", "activity", 0)).toContain("meet");
    expect(keysAt("rules", 0, "when", "activity")).toEqual(["not"]);
    expect(valuesAt("rules", 0, "tools", "except", 1)).toContain("webex");
    expect(valuesAt("rules", 0, "tools")).toEqual(["all"]);
    expect(valuesAt("rules", 0, "bearers", 0)).toEqual(expect.arrayContaining(["szw", "rijksdienst"]));
    expect(valuesAt("withdraw", 0)).toContain("rijk-2020/skype-second");
    expect(valuesAt("tools", 0, "facts", "supplierCountry", 0)).toContain("US");
  });

  it("says in two languages what each key and value means", () => {
    const effect = schemaAt(schema, ["rules", 0])?.keys?.find(({ key }) => key === "effect");
    expect(effect).toMatchObject({
      required: true,
      label: { nl: "Wat de regel zegt", en: "What the rule says" },
    });
    const webex = schemaAt(schema, ["rules", 0, "tools", 0])?.values?.find(({ value }) => value === "webex");
    expect(webex?.label.nl).toBe("Webex");
  });

  it("knows nothing of places that do not exist", () => {
    expect(schemaAt(schema, ["rules", "id"])).toBeNull();
    expect(schemaAt(schema, ["nothing", 0])).toBeNull();
  });

  it("proposes only values that are accepted there", () => {
    for (const { key, value } of schemaAt(schema, ["rules", 0, "when"])?.keys ?? [])
      for (const proposed of value.values ?? []) {
        const text = `rules:
  - id: szw/x
    issuer: szw
    layer: organisation
    force: defeasible
    bearers: [szw]
    when: { ${key}: [${proposed.value}] }
    tools: [webex]
    effect: permitted
    source: { document: rijksportaal-middelen, quote: x }
`;
        expect(applyDraft(base, readYaml("draft.yaml", text)).problems).toEqual([]);
      }
  });
});
