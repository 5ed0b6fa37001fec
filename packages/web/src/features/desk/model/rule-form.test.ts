import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { realRules } from "../../../testing/rules.ts";
import { conditionValues, newId, toolChoice, writtenCondition, writtenTools } from "./rule-form.ts";

const { ruleSet } = await realRules("2020-12-01");
const { attributes } = ruleSet.vocabulary;
const information = attributes.find(({ id }) => id === "information");
if (information === undefined) throw new Error("the vocabulary has information");

describe("a condition in the form", () => {
  it("reads ranges, exceptions, lists and single values", () => {
    expect(conditionValues(information, { from: "state-secret" })).toEqual([
      "state-secret",
      "state-top-secret",
    ]);
    expect(conditionValues(information, { to: "internal" })).toEqual(["public", "internal"]);
    expect(conditionValues(information, { not: ["public"] })).toHaveLength(information.values.length - 1);
    expect(conditionValues(information, ["internal", "public"])).toEqual(["public", "internal"]);
    expect(conditionValues(information, "internal")).toEqual(["internal"]);
    expect(conditionValues(information, undefined)).toBeNull();
  });

  it("is written as people would", () => {
    expect(writtenCondition(information, ["public", "internal"])).toEqual({ to: "internal" });
    expect(writtenCondition(information, ["confidential"])).toEqual(["confidential"]);
    expect(writtenCondition(information, [])).toBeUndefined();
  });

  it("reads as the same values once it is written, whatever was chosen", () => {
    for (const attribute of attributes)
      fc.assert(
        fc.property(
          fc.subarray(
            attribute.values.map(({ id }) => id),
            { minLength: 1 },
          ),
          (values) => {
            const all = values.length === attribute.values.length;
            expect(conditionValues(attribute, writtenCondition(attribute, values))).toEqual(
              all ? null : values,
            );
          },
        ),
      );
  });
});

describe("tools in the form", () => {
  it("are written in the shortest way that reads as the same", () => {
    for (const written of [
      "all",
      ["webex", "zoom"],
      { all: true, except: ["webex"] },
      { tags: ["video-app"], except: ["webex"] },
      { ids: ["webex"], facts: { supplierCountry: ["CN", "RU"] } },
    ])
      expect(writtenTools(toolChoice(written))).toEqual(written);
    expect(toolChoice({ facts: { storesChatOnDevice: true } }).facts).toEqual({
      storesChatOnDevice: ["true"],
    });
  });
});

describe("the id of a new rule", () => {
  it("says what the rule is about and is not taken", () => {
    expect(newId("bzk", "Webex mag niet, één keer!", [])).toBe("bzk/webex-mag-niet-een-keer");
    expect(newId("bzk", "…", ["bzk/nieuw"])).toBe("bzk/nieuw-2");
  });
});
