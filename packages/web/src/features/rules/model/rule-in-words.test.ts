import { describe, expect, it } from "vitest";
import { en } from "../../../messages/en.ts";
import { nl } from "../../../messages/nl.ts";
import { realRules } from "../../../testing/rules.ts";
import {
  bearersInWords,
  conditionInWords,
  type Speaking,
  toolsInWords,
  validInWords,
} from "./rule-in-words.ts";

const { ruleSet } = await realRules("2020-12-01");
const dutch: Speaking = { ruleSet, t: nl, say: (words) => words.nl, language: "nl" };
const english: Speaking = { ruleSet, t: en, say: (words) => words.en, language: "en" };

describe("a rule in words", () => {
  it("tells a run of ordered values by where it starts", () => {
    const when = {
      information: [
        "confidential",
        "departmental-confidential",
        "state-confidential",
        "state-secret",
        "state-top-secret",
      ],
    };
    expect(conditionInWords(when, dutch)).toEqual([
      { name: "Informatie", value: "vertrouwelijk of gevoeliger" },
    ]);
    expect(conditionInWords(when, english)).toEqual([
      { name: "Information", value: "confidential or more sensitive" },
    ]);
  });

  it("tells a run of ordered values by where it ends", () => {
    expect(conditionInWords({ information: ["public", "internal"] }, dutch)[0]?.value).toBe(
      "intern of minder gevoelig",
    );
  });

  it("lists values that are in no order", () => {
    expect(conditionInWords({ activity: ["meet", "share"] }, dutch)[0]?.value).toBe(
      "overleggen of informatie delen",
    );
  });

  it("leaves out what every value meets", () => {
    const values = ruleSet.vocabulary.attributes.find((attribute) => attribute.id === "host")?.values ?? [];
    expect(conditionInWords({ host: values.map((value) => value.id) }, dutch)).toEqual([]);
  });

  it("says since when it holds", () => {
    expect(validInWords({ from: "2020-11-02", to: null }, dutch)).toBe("vanaf 2 november 2020");
    expect(validInWords({ from: null, to: null }, english)).toBe("always");
  });

  it("has words for every rule of the real rule set, in both languages", () => {
    for (const rule of ruleSet.rules)
      for (const speaking of [dutch, english]) {
        expect(toolsInWords(rule.tools, speaking)).not.toBe("");
        expect(bearersInWords(rule.bearersNamed, speaking)).not.toBe("");
        for (const part of conditionInWords(rule.when, speaking)) expect(part.value).not.toBe("");
      }
  });
});
