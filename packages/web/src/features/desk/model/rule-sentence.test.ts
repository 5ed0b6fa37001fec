import type { Rule } from "@akkoord/policy";
import { describe, expect, it } from "vitest";
import { deskEn } from "../../../messages/desk.en.ts";
import { deskNl } from "../../../messages/desk.nl.ts";
import { en } from "../../../messages/en.ts";
import { nl } from "../../../messages/nl.ts";
import { realRules } from "../../../testing/rules.ts";
import { plainSentence, ruleSentence, type Sentences } from "./rule-sentence.ts";

const { ruleSet } = await realRules("2020-12-01");
const dutch: Sentences = { ruleSet, t: nl, say: (words) => words.nl, language: "nl", words: deskNl.sentence };
const english: Sentences = {
  ruleSet,
  t: en,
  say: (words) => words.en,
  language: "en",
  words: deskEn.sentence,
};

const rule: Rule = {
  id: "rijk/skype",
  issuer: "rijk",
  layer: "government-wide",
  force: "defeasible",
  yieldsTo: [],
  overrides: ["rijk-2020/webex-not-confidential"],
  bearers: ["bzk", "fin"],
  bearersNamed: ["bzk", "fin"],
  valid: { from: "2021-01-01", to: null },
  when: {
    activity: ["meet"],
    information: ["confidential"],
    audience: ["interdepartmental"],
    role: ["employee"],
  },
  tools: {
    ids: ["skype-for-business"],
    named: { ids: ["skype-for-business"], tags: [], facts: [], except: [], all: false },
  },
  effect: "permitted",
  duties: ["stay-in-work-environment"],
  advice: [],
  words: null,
  source: { document: "rijksportaal-middelen", quote: "x" },
  reading: null,
};

describe("the sentence that a rule says", () => {
  it("tells who may use what, for what, with whom, under which condition, and what it replaces", () => {
    const sentence = ruleSentence(rule, dutch);
    expect(plainSentence(sentence)).toBe(
      "Medewerkers van BZK en Fin mogen Skype voor Bedrijven gebruiken om te overleggen met een ander ministerie, als de informatie vertrouwelijk is. Daarbij geldt: Blijf binnen je zakelijke werkomgeving. Gebruik geen eigen apparaat. Dit geldt vanaf 1 januari 2021. Dit gaat voor op: Webex is nog niet geschikt voor vertrouwelijke informatie.",
    );
    expect(sentence.filter(([, strong]) => strong).map(([text]) => text)).toEqual([
      "mogen",
      "Blijf binnen je zakelijke werkomgeving. Gebruik geen eigen apparaat.",
    ]);
  });

  it("puts the refusal where it is heard", () => {
    expect(plainSentence(ruleSentence({ ...rule, effect: "prohibited", duties: [] }, dutch))).toContain(
      "mogen Skype voor Bedrijven niet gebruiken om te overleggen",
    );
  });

  it("says so when it replaces the rule that holds now", () => {
    expect(plainSentence(ruleSentence(rule, dutch, true))).toContain(deskNl.sentence.replaces);
  });

  it("has words for every rule of the real rule set, in both languages, and names every tool", () => {
    for (const speaking of [dutch, english])
      for (const one of ruleSet.rules) {
        const sentence = plainSentence(ruleSentence(one, speaking));
        expect(sentence).not.toMatch(/undefined|null|\s{2}|\s[,.]/);
        if (!one.tools.named.all)
          for (const id of one.tools.ids)
            expect(sentence).toContain(ruleSet.tools.find((tool) => tool.id === id)?.name ?? id);
      }
  });
});
