import { describe, expect, it } from "vitest";
import type { ProblemCode } from "./document.ts";
import { CODE_OF, type Fault, type Faults, problemOf } from "./faults.ts";
import { type Part, part, type Subject, type Thing, thing, under } from "./subject.ts";
import { inEnglish } from "./subject-words.en.ts";
import { inDutch, writtenInDutch } from "./subject-words.nl.ts";

const RULE = thing("rule", "szw/zoom");

/** Something to say of every fault: a fault without a line here does not compile. */
const SAID: Faults = {
  "not-text": { what: part("issuer", RULE), value: "5" },
  "bad-id": { what: part("id", thing("rule")), id: "Zoom mag" },
  "not-boolean": { what: under("ordered", thing("attribute", "level")) },
  "not-keys": { what: thing("tool"), allowed: ["id", "name"] },
  "not-facts": { what: part("facts", RULE), example: "{supplierCountry: [XX]}" },
  "not-condition": { what: part("condition", RULE) },
  "not-people": { what: part("headcount", thing("organisation", "szw")) },
  "not-country": { value: "Holland" },
  "marks-in-facts": { what: part("facts", RULE), afterName: ": ", betweenValues: " | " },
  "not-one-attribute": { what: part("constraint", thing("duty", "careful")) },
  "matches-never": { what: part("condition", RULE), attribute: "level" },
  "no-order": { attribute: "activity" },
  "missing-key": { what: RULE, key: "effect" },
  "no-values": { what: thing("attribute", "level") },
  "no-document": { what: RULE },
  "no-name": {},
  "no-vocabulary": {},
  "unknown-key": { what: RULE, key: "effects", near: "effect", allowed: ["id", "effect"] },
  "unknown-id": { what: part("tool", RULE), id: "webx", near: "webex", known: ["webex", "zoom"] },
  "stands-twice": { what: RULE, file: "draft.yaml", line: 3 },
  "withdrawn-twice": { id: "szw/zoom" },
  "written-and-withdrawn": { id: "szw/zoom" },
  "no-web-address": { what: part("address", thing("source", "page")), text: "javascript:alert(1)" },
  "no-such-day": { what: part("date", thing("source", "page")), text: "2023-02-30" },
  "ends-before-it-begins": { what: part("validity", RULE), from: "2023-02-01", to: "2023-01-01" },
  "no-tool": { what: RULE },
  "tool-lost": { tool: "webex", rule: "szw/zoom", issuer: "szw" },
  "no-bearer": { what: RULE },
  "no-quote": { what: RULE },
  circle: { rules: ["a", "b", "a"] },
  "yields-to-own-layer": { what: RULE },
  "strict-yields": { what: RULE },
  "relaxes-floor": {
    rule: "szw/zoom",
    layer: "organisation",
    target: "law/no-zoom",
    targetLayer: "law",
    targetIssuer: "law-maker",
  },
  "relaxed-already": { rule: "szw/zoom", layer: "organisation", issuer: "szw", target: "law/no-zoom" },
  "still-needed": { id: "rijk/one", by: ["szw/zoom", "bzk/zoom"], issuers: ["szw", "bzk"] },
  "layer-not-made-here": { what: RULE, layer: "waiver", allowed: ["law", "treaty", "government-wide"] },
  "layer-above-own": { what: RULE, layer: "government-wide" },
  "withdraws-anothers": { id: "bzk/zoom", issuer: "bzk", owner: "szw" },
  "added-by-another": { what: thing("tool", "webex"), owner: "szw" },
  "vocabulary-of-all": { parts: "duties" },
  "issuer-is-another": { what: RULE, issuer: "bzk", owner: "szw" },
  "issuer-is-an-organisation": { what: RULE, issuer: "szw", owner: "rijk" },
  "binds-others": { what: RULE, others: ["bzk"], owner: "szw" },
  "too-many-values": { what: thing("attribute", "level"), count: 40, most: 31 },
  "file-too-large": { most: 2_000_000 },
  "not-yaml": { fault: "BAD_INDENT", detail: "All mapping items must start at the same column" },
  "too-deep": {},
  "key-twice": { key: "name" },
  reference: {},
  "scenario-not-keys": {},
  "scenario-key": { key: "expcet", near: "expect", allowed: ["id", "expect"] },
  "scenario-without-id": {},
  "scenario-effect": { id: "meet", tool: "webex", allowed: ["permitted", "prohibited"] },
};

const CODES: Readonly<Record<ProblemCode, true>> = {
  syntax: true,
  shape: true,
  missing: true,
  "unknown-key": true,
  "unknown-id": true,
  "duplicate-id": true,
  "impossible-date": true,
  "no-tool": true,
  "no-bearer": true,
  "no-quote": true,
  cycle: true,
  "strict-yields": true,
  "relaxes-floor": true,
  "still-needed": true,
  "not-yours": true,
  "too-large": true,
};

function problemFor<F extends Fault>(fault: F) {
  return problemOf(fault, SAID[fault], { file: "draft.yaml", line: 4, column: 2, key: "tools" });
}

const isFault = (name: string): name is Fault => name in CODE_OF;
const FAULTS = Object.keys(CODE_OF).filter(isFault);

describe("the words of problems", () => {
  it.each(FAULTS)("say what is wrong and what to do, in Dutch and in English: %s", (fault) => {
    const { message, remedy, inDutch: dutch } = problemFor(fault);
    // Dutch stands in the page, as whole sentences with Dutch quotation marks.
    for (const sentence of [dutch.message, dutch.remedy]) {
      expect(sentence).toMatch(/^[\p{Lu}‘].*[.?]$/u);
      expect(sentence).not.toMatch(/["“”]|undefined|\[object|\b(the|must|rule|stands|does not|of the)\b/);
    }
    for (const sentence of [message, remedy]) {
      expect(sentence).toMatch(/^\S.*\S$/);
      expect(sentence).not.toMatch(/[‘’“”]|undefined|\[object|\b(het|een|deze|niet|regel|kan)\b/);
    }
    expect(dutch.message).not.toBe(message);
  });

  it("are there for every code", () => {
    expect([...new Set(FAULTS.map((fault) => CODE_OF[fault]))].sort()).toEqual(Object.keys(CODES).sort());
  });

  it("name the nearest id and the others, in Dutch as in English", () => {
    expect(problemFor("unknown-id")).toEqual({
      code: "unknown-id",
      file: "draft.yaml",
      line: 4,
      column: 2,
      key: "tools",
      message: 'tool of rule "szw/zoom" "webx" does not exist.',
      remedy: 'Did you mean "webex"? Valid: webex, zoom.',
      inDutch: {
        message: "Het middel ‘webx’ bestaat niet.",
        remedy: "Bedoel je ‘webex’? Je kunt kiezen uit: webex, zoom.",
      },
    });
    const far = problemOf(
      "unknown-id",
      { what: part("value-of", null, "level"), id: "x", near: null, known: [] },
      { file: "a.yaml", line: 1, column: 1, key: null },
    );
    expect(far.inDutch).toEqual({
      message: "De waarde ‘x’ bij ‘level’ bestaat niet.",
      remedy: "Er is nog niets om uit te kiezen.",
    });
  });

  it("keep a long list short", () => {
    const known = Array.from({ length: 50 }, (_, index) => `tool-${index}`);
    const { remedy, inDutch: dutch } = problemOf(
      "unknown-id",
      { what: part("tool", RULE), id: "x", near: null, known },
      { file: "a.yaml", line: 1, column: 1, key: "tools" },
    );
    expect(remedy).toMatch(/tool-39 and 10 more\.$/);
    expect(dutch.remedy).toMatch(/tool-39 en nog 10\.$/);
  });

  it("say in Dutch what is wrong with YAML, also when its reader finds something new", () => {
    const place = { file: "a.yaml", line: 1, column: 1, key: null };
    const told = (fault: string) => problemOf("not-yaml", { fault, detail: "In English" }, place);
    expect(told("TAB_AS_INDENT").inDutch.message).toBe("Deze regel springt in met een tab. Gebruik spaties.");
    expect(told("FOUND_LATER").inDutch.message).toBe("Dit is geen geldige YAML.");
    expect(told("FOUND_LATER").message).toBe("In English");
  });
});

describe("what problems speak of", () => {
  const THINGS: Readonly<Record<Thing, true>> = {
    attribute: true,
    clause: true,
    "default-condition": true,
    "default-document": true,
    defaults: true,
    draft: true,
    duty: true,
    file: true,
    group: true,
    "impossible-situation": true,
    organisation: true,
    "outside-party": true,
    rule: true,
    source: true,
    tip: true,
    tool: true,
    value: true,
    withdrawal: true,
  };
  const NAMED: readonly Part[] = ["key", "fact", "condition-on", "value-of"];

  it.each(Object.keys(THINGS).filter((one): one is Thing => one in THINGS))("has words: %s", (one) => {
    const [dutch, english] = [inDutch(thing(one)), inEnglish(thing(one))];
    expect(dutch).toMatch(/^(een|het|de) /);
    expect(english).toMatch(/^(an?|the|what) /);
  });

  it.each(NAMED)("says which %s it is", (one) => {
    const subject: Subject = part(one, RULE, "level");
    expect(inDutch(subject)).toMatch(/‘level’ van de regel ‘szw\/zoom’$/);
    expect(inEnglish(subject)).toMatch(/"level" of rule "szw\/zoom"$/);
  });

  it("leaves out whose it is when it names what was written", () => {
    expect(writtenInDutch(part("bearer", RULE), "bkz")).toBe("de organisatie of groep ‘bkz’");
    expect(inDutch(part("bearer", RULE))).toBe("de organisatie of groep van de regel ‘szw/zoom’");
  });
});
