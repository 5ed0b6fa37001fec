import { describe, expect, it } from "vitest";
import type { Attribute, RuleSet } from "../../rule-set.ts";
import { smallRuleSet } from "../../testing/small-rule-set.ts";
import type { Box } from "../finding.ts";
import { changeSentence } from "./change-sentences.ts";
import { en } from "./en.ts";
import { findingSentence, type Statement } from "./finding-sentences.ts";
import { nl } from "./nl.ts";
import { boxWords, choiceOf } from "./phrases.ts";
import { repairSentence } from "./repair-sentences.ts";

const scale = (ordered: boolean, ...ids: readonly string[]): Attribute => ({
  id: "scale",
  scope: "situation",
  ordered,
  given: false,
  values: ids.map((id) => ({ id, label: { nl: id.toUpperCase(), en: id } })),
  label: { nl: "Schaal", en: "Scale" },
  question: { nl: "?", en: "?" },
});

describe("which values a box allows", () => {
  const ordered = scale(true, "a", "b", "c", "d", "e");

  it("is said as from or up to a value, for a stretch that is long enough or has a name of its own", () => {
    expect(choiceOf(ordered, ["c", "d", "e"])).toEqual({ kind: "from", value: "c" });
    expect(choiceOf(ordered, ["a", "b", "c"])).toEqual({ kind: "to", value: "c" });
    expect(choiceOf(ordered, ["d", "e"])).toEqual({ kind: "values", values: ["d", "e"] });
    expect(choiceOf(ordered, ["d", "e"], { from: { d: "above" } })).toEqual({ kind: "from", value: "d" });
    expect(choiceOf(ordered, ["e"])).toEqual({ kind: "values", values: ["e"] });
  });

  it("is said as all but some where that is shorter, and value by value otherwise", () => {
    expect(choiceOf(ordered, ["a", "c", "d", "e"])).toEqual({ kind: "except", values: ["b"] });
    expect(choiceOf(ordered, ["a", "c"])).toEqual({ kind: "values", values: ["a", "c"] });
    expect(choiceOf(scale(false, "a", "b", "c"), ["b", "c"])).toEqual({ kind: "except", values: ["a"] });
    expect(choiceOf(scale(false, "a", "b", "c", "d"), ["d", "b"])).toEqual({
      kind: "values",
      values: ["b", "d"],
    });
  });
});

describe("a box in words", () => {
  const plain = smallRuleSet([]);
  const values = (...ids: readonly string[]) => ids.map((id) => ({ id, label: { nl: id, en: id } }));
  const ruleSet: RuleSet = {
    ...plain,
    vocabulary: {
      ...plain.vocabulary,
      attributes: [
        { ...scale(false), id: "activity", values: values("meet", "share", "dance") },
        {
          ...scale(true),
          id: "information",
          values: values("public", "internal", "confidential", "departmental-confidential", "state-secret"),
        },
        {
          ...scale(true),
          id: "audience",
          scope: "derived",
          values: values(
            "own-organisation",
            "interdepartmental",
            "public-sector",
            "external",
            "international",
          ),
        },
        {
          ...scale(false),
          id: "location",
          values: values("office", "home", "public-place", "abroad", "high-risk-country"),
        },
        {
          ...scale(false),
          id: "role",
          scope: "participant",
          given: true,
          values: values("employee", "senior-official", "office-holder", "contractor"),
        },
        scale(true, "low", "mid", "high", "top"),
      ],
    },
  };
  const say = (box: Box, organisations: readonly string[] | null = ["JenV"]): string => {
    const { who, purpose } = boxWords({ ruleSet, words: nl, language: "nl" }, box, organisations);
    return `${who}|${purpose}`;
  };

  it.each<[Box, string]>([
    [{}, "mensen van JenV|"],
    [{ activity: ["meet"] }, "mensen van JenV| om te overleggen"],
    [
      { activity: ["meet"], information: ["confidential"] },
      "mensen van JenV| om vertrouwelijk te overleggen",
    ],
    [{ activity: ["share"], information: ["internal"] }, "mensen van JenV| om interne informatie te delen"],
    [
      { activity: ["share"], information: ["confidential", "departmental-confidential", "state-secret"] },
      "mensen van JenV| om informatie te delen, als de informatie vertrouwelijk of hoger is",
    ],
    [
      {
        activity: ["meet"],
        information: ["public", "internal", "departmental-confidential", "state-secret"],
      },
      "mensen van JenV| om te overleggen, als de informatie openbaar of intern, of departementaal vertrouwelijk of state-secret is",
    ],
    [{ activity: ["meet", "share"] }, "mensen van JenV| om te overleggen of informatie te delen"],
    [{ activity: ["dance"] }, "mensen van JenV| om dit te doen: dance"],
    [
      { activity: ["meet"], audience: ["interdepartmental", "public-sector", "external", "international"] },
      "mensen van JenV| om te overleggen buiten de eigen organisatie",
    ],
    [
      { activity: ["meet"], audience: ["own-organisation", "interdepartmental"] },
      "mensen van JenV| om te overleggen binnen het Rijk",
    ],
    [
      {
        activity: ["meet"],
        audience: ["own-organisation", "interdepartmental", "public-sector", "external"],
      },
      "mensen van JenV| om te overleggen, behalve met een internationale organisatie",
    ],
    [
      { activity: ["meet"], location: ["office", "public-place", "abroad", "high-risk-country"] },
      "mensen van JenV| om te overleggen, behalve vanuit huis",
    ],
    [
      { activity: ["meet"], location: ["office", "home"] },
      "mensen van JenV| om te overleggen op kantoor of vanuit huis",
    ],
    [{ role: ["employee", "senior-official", "contractor"] }, "mensen van JenV, behalve bewindspersonen,|"],
    [{ role: ["employee", "contractor"] }, "medewerkers en inhuurkrachten van JenV|"],
    [{ scale: ["mid", "high", "top"] }, "mensen van JenV| (Schaal: mid of hoger)"],
    [{ scale: ["low"] }, "mensen van JenV| (Schaal: low)"],
    [
      { activity: ["meet"], scale: ["low", "high", "top"] },
      "mensen van JenV| om te overleggen (Schaal: niet mid)",
    ],
  ])("reads as people would say it, case %#", (box, words) => {
    expect(say(box)).toBe(words);
  });

  it("names people among the circumstances where organisations are the subject", () => {
    expect(say({ activity: ["meet"], role: ["office-holder"] }, null)).toBe(
      "| om te overleggen voor bewindspersonen",
    );
  });
});

describe("the sentences of a small rule set", () => {
  const ruleSet = smallRuleSet([
    {
      id: "law",
      words: { nl: "De wet zegt nee.", en: "The law says no." },
      effect: "prohibited",
      bearers: ["b"],
    },
    { id: "soft", effect: "discouraged", bearers: ["b"] },
  ]);
  const base: Statement = {
    kind: "tool-gap",
    organisations: ["a"],
    boxes: [{ activity: ["meet"] }],
    causes: [],
  };
  const say = (statement: Partial<Statement>): string =>
    findingSentence(ruleSet, { ...base, ...statement }).nl;

  it("say of a coalition whether it takes all of them", () => {
    expect(say({ kind: "coalition-gap", organisations: ["a", "b"] })).toBe(
      "A en B hebben samen geen middel om te overleggen. Los van elkaar hebben ze dat wel.",
    );
    expect(say({ kind: "coalition-gap", organisations: ["a", "b", "c"] })).toBe(
      "A, B en C hebben samen geen middel om te overleggen. Als een van hen niet meedoet, is er wel een middel.",
    );
  });

  it("say of a conflict between organisations who may, and how the other refuses", () => {
    const sides = { for: ["a"], against: ["b"] };
    const between = (causes: readonly string[]): string =>
      say({ kind: "norm-conflict", organisations: ["a", "b"], sides, tool: "one", causes });
    expect(between(["law"])).toBe(
      "Mensen van A mogen one gebruiken om te overleggen. Bij B is dat verboden.",
    );
    expect(between(["soft"])).toBe(
      "Mensen van A mogen one gebruiken om te overleggen. Bij B is dat afgeraden.",
    );
    expect(between(["law", "soft"])).toContain("Bij B is dat verboden of afgeraden.");
  });

  it("say of duties what is in the way", () => {
    const unworkable = { kind: "unworkable", tool: "one" } as const;
    expect(say({ ...unworkable, duties: ["at-desk", "on-phone"] })).toBe(
      "Voor mensen van A die one gebruiken om te overleggen, gaan deze plichten niet samen: “at the desk” en “on the phone”.",
    );
    expect(say({ ...unworkable, duties: ["at-desk"], advice: "try-phone" })).toContain(
      "gaan een plicht en een tip niet samen: “at the desk” en “try the phone”.",
    );
    expect(say({ ...unworkable, duties: ["at-desk"] })).toContain(
      "is een plicht niet na te komen: “at the desk”. Wie dat doet, mag het middel niet gebruiken.",
    );
  });

  it("count the other cases", () => {
    const box = { activity: ["meet"] };
    expect(say({ boxes: [box, box] })).toContain("om te overleggen, en in 1 ander geval.");
    expect(say({ boxes: [box, box, box, box] })).toContain("om te overleggen, en in 3 andere gevallen.");
  });

  it("quote a rule by its own words, and say where nobody is bound", () => {
    expect(say({ kind: "dead-rule", rule: "law", causes: ["soft"] })).toBe(
      "Deze regel geeft nooit de doorslag: “De wet zegt nee”. Andere regels gaan altijd voor.",
    );
    expect(say({ kind: "addressee-gap", value: { attribute: "device", value: "desk" } })).toBe(
      "Geen enkele regel geldt voor A (device: desk).",
    );
    expect(say({ kind: "addressee-gap" })).toBe("Geen enkele regel geldt voor A.");
  });

  it("say of a change what becomes of it, and which duties and tips come and go", () => {
    const same = { from: false, to: false };
    const none = { added: [], removed: [] };
    const change = {
      organisations: ["a"],
      tool: "one",
      boxes: [{}],
      contested: same,
      duties: none,
      advice: none,
    };
    expect(changeSentence(ruleSet, { ...change, from: "permitted", to: "prohibited" }).nl).toBe(
      "Mensen van A mogen one niet gebruiken. Eerst mocht dat.",
    );
    expect(
      changeSentence(ruleSet, {
        ...change,
        from: "permitted",
        to: "permitted",
        contested: { from: false, to: true },
        duties: { added: ["at-desk"], removed: ["invite", "take-care"] },
        advice: { added: ["try-phone"], removed: [] },
      }).nl,
    ).toBe(
      "Voor mensen van A verandert er iets bij one. Regels spreken elkaar daar voortaan tegen. Er komt een plicht bij: “at the desk”. Deze plichten vervallen: “invite” en “take care”. Er komt een tip bij: “try the phone”.",
    );
  });

  it("say of a repair who must sign", () => {
    const steps = [
      { kind: "change-rule", rule: "law", owner: "rijk" },
      { kind: "admit-tool", tool: "one", organisation: "a", owner: "a", overrides: [] },
    ] as const;
    expect(repairSentence(ruleSet, steps, ["rijk", "a"])).toEqual({
      nl: "Pas de regel “De wet zegt nee” aan en laat one toe bij A. Daarvoor tekenen het Rijk en A.",
      en: "Change the rule “The law says no” and allow one at A. This needs the signatures of central government and A.",
    });
  });

  it("have a phrase in English for everything that has one in Dutch", () => {
    for (const part of ["activities", "information", "people", "circumstances"] as const)
      expect(shape(en[part])).toEqual(shape(nl[part]));
  });
});

/** The keys of nested objects, without what they hold. */
function shape(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]));
}
