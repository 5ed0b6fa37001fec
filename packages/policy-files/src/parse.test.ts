import { type ParsedRuleSet, parseRuleSet } from "@akkoord/policy";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MOST_BYTES, readYaml } from "./yaml.ts";

const BASE = `
name: Test
attributes:
  - {id: activity, scope: situation, label: {nl: a, en: a}, question: {nl: a?, en: a?}, values: [{id: meet, label: {nl: m, en: m}}, {id: share, label: {nl: s, en: s}}]}
  - {id: level, scope: situation, ordered: true, label: {nl: l, en: l}, question: {nl: l?, en: l?}, values: [{id: low, label: {nl: l, en: l}}, {id: mid, label: {nl: m, en: m}}, {id: high, label: {nl: h, en: h}}]}
duties:
  - {id: careful, words: {nl: pas op, en: take care}}
organisations:
  - {id: bzk, name: BZK, kind: ministry}
  - {id: szw, name: SZW, kind: ministry}
groups:
  - {id: all-of-them, label: {nl: x, en: x}, members: [szw, bzk]}
sources:
  - {id: page, title: Page, author: Somebody}
tools:
  - {id: webex, name: Webex, activities: [meet], tags: [video], supplierCountry: US, facts: {storesChat: true}}
  - {id: zoom, name: Zoom, activities: [meet], tags: [video]}
  - {id: mail, name: Mail, activities: [share]}
`;

const RULE = {
  id: "rule/one",
  issuer: "rijk",
  layer: "government-wide",
  force: "defeasible",
  bearers: "[bzk]",
  tools: "[webex]",
  effect: "permitted",
  source: "{document: page, quote: as said}",
};

function ruleText(changes: Readonly<Record<string, string>> = {}, without: readonly string[] = []): string {
  const entries = Object.entries({ ...RULE, ...changes }).filter(([key]) => !without.includes(key));
  return entries.map(([key, value], i) => `${i === 0 ? "  - " : "    "}${key}: ${value}`).join("\n");
}

function parse(...rules: readonly string[]): ParsedRuleSet {
  return parseRuleSet([readYaml("base.yaml", BASE), readYaml("rules.yaml", `rules:\n${rules.join("\n")}\n`)]);
}

function problemsOf(...rules: readonly string[]): readonly string[] {
  return parse(...rules).problems.map(
    (problem) =>
      `${problem.file}:${problem.line}:${problem.column} ${problem.code} ${problem.message} ${problem.remedy}`,
  );
}

describe("reading policy files", () => {
  it("writes out groups, tags, facts, ranges and negations", () => {
    const { ruleSet, problems } = parse(
      ruleText({
        bearers: "[all-of-them]",
        tools: "{tags: [video], except: [zoom]}",
        when: "{level: {from: mid}, activity: {not: [share]}}",
      }),
      ruleText({ id: "rule/two", tools: "{facts: {storesChat: true}}", when: "{level: {to: mid}}" }),
      ruleText({ id: "rule/three", tools: "all", effect: "none", duties: "[careful]" }),
    );
    expect(problems).toEqual([]);
    expect(ruleSet?.rules[0]).toMatchObject({
      bearers: ["bzk", "szw"],
      when: { level: ["mid", "high"], activity: ["meet"] },
      tools: { ids: ["webex"] },
    });
    expect(ruleSet?.rules[1]).toMatchObject({ when: { level: ["low", "mid"] }, tools: { ids: ["webex"] } });
    expect(ruleSet?.rules[2]).toMatchObject({ effect: null, tools: { ids: ["webex", "zoom", "mail"] } });
  });

  it("takes what a rule leaves out from the defaults of its own file", () => {
    const { ruleSet, problems } = parseRuleSet([
      readYaml("base.yaml", BASE),
      readYaml(
        "rules.yaml",
        `defaults: {issuer: rijk, layer: law, force: strict, bearers: [szw], document: page, when: {level: [low]}}\nrules:\n  - {id: r, tools: [zoom], effect: prohibited, when: {activity: [meet]}, source: {quote: no}}\n`,
      ),
    ]);
    expect(problems).toEqual([]);
    expect(ruleSet?.rules[0]).toMatchObject({
      layer: "law",
      force: "strict",
      bearers: ["szw"],
      when: { level: ["low"], activity: ["meet"] },
      source: { document: "page" },
    });
  });

  it("takes no address that could run something when somebody follows it", () => {
    const withUrl = (url: string) =>
      parseRuleSet([
        readYaml("base.yaml", BASE),
        readYaml("more.yaml", `sources:\n  - {id: s, title: S, author: A, url: "${url}"}\n`),
      ]).problems.map(({ code, message }) => `${code} ${message}`);
    expect(withUrl("javascript:alert(1)")[0]).toContain('"javascript:alert(1)" is not a web address');
    expect(withUrl("https://example.nl/page")).toEqual([]);
  });

  it("names the nearest valid id, the list and the place", () => {
    expect(problemsOf(ruleText({ tools: "[webx]" }))[0]).toBe(
      'rules.yaml:7:13 unknown-id tool of rule "rule/one" "webx" does not exist. Did you mean "webex"? Valid: webex, zoom, mail.',
    );
    expect(problemsOf(ruleText({ when: "{level: {from: middle}}" }))[0]).toContain("unknown-id");
    expect(problemsOf(ruleText({ when: "{levle: [low]}" }))[0]).toContain('Did you mean "level"?');
    expect(problemsOf(ruleText({ bearers: "[bkz]" })).join("\n")).toContain('Did you mean "bzk"?');
    expect(problemsOf(ruleText({ effects: "permitted" }))[0]).toContain('Did you mean "effect"?');
  });

  it.each([
    ["a rule twice", [ruleText(), ruleText()], "duplicate-id"],
    ["a rule that names no tool", [ruleText({ tools: "[]" })], "no-tool"],
    [
      "a tag that no tool left after the exceptions has",
      [ruleText({ tools: "{tags: [video], except: [webex, zoom]}" })],
      "no-tool",
    ],
    ["a rule that binds nobody", [ruleText({ bearers: "[]" })], "no-bearer"],
    ["a rule without a quote", [ruleText({ source: "{document: page}" })], "no-quote"],
    ["a rule without an effect", [ruleText({}, ["effect"])], "missing"],
    ["a day that does not exist", [ruleText({ valid: "{from: 2023-02-29, to: null}" })], "impossible-date"],
    [
      "a period that ends before it begins",
      [ruleText({ valid: "{from: 2023-02-01, to: 2023-01-01}" })],
      "impossible-date",
    ],
    [
      "a strict rule that yields",
      [ruleText({ force: "strict", yieldsTo: "[organisation]" })],
      "strict-yields",
    ],
    ["a range on an attribute without order", [ruleText({ when: "{activity: {from: meet}}" })], "shape"],
    ["overriding a rule that does not exist", [ruleText({ overrides: "[rule/none]" })], "unknown-id"],
    ["a rule that yields to its own layer", [ruleText({ yieldsTo: "[government-wide]" })], "cycle"],
  ])("refuses %s", (_, rules, code) => {
    const { ruleSet, problems } = parse(...rules);
    expect(ruleSet).toBeNull();
    expect(problems.map((problem) => problem.code)).toContain(code);
  });

  it("refuses rules that override each other in a circle and shows the circle", () => {
    const [problem] = problemsOf(
      ruleText({ overrides: "[rule/two]" }),
      ruleText({ id: "rule/two", overrides: "[rule/three]" }),
      ruleText({ id: "rule/three", overrides: "[rule/one]" }),
    );
    expect(problem).toContain("cycle");
    for (const id of ["rule/one", "rule/two", "rule/three"]) expect(problem).toContain(id);
  });

  it("refuses a lower rule that overrides a strict rule of a higher layer", () => {
    const [problem] = problemsOf(
      ruleText({ layer: "law", force: "strict" }),
      ruleText({ id: "rule/two", layer: "organisation", overrides: "[rule/one]" }),
    );
    expect(problem).toContain("relaxes-floor");
  });

  it("shows every problem at once, in the order of the files", () => {
    const lines = problemsOf(
      ruleText({ tools: "[webx]", effect: "alowed" }),
      ruleText({ id: "rule/two", bearers: "[nobody]" }),
    ).map((text) => Number(text.split(":")[1]));
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });

  it("turns broken YAML, double keys and references into problems with their place", () => {
    expect(readYaml("x.yaml", "rules: [").problems[0]).toMatchObject({
      code: "syntax",
      file: "x.yaml",
      line: 1,
    });
    expect(readYaml("x.yaml", "name: a\nname: b\n").problems[0]).toMatchObject({ code: "syntax", line: 2 });
    expect(readYaml("x.yaml", "a: &x [1]\nb: *x\n").problems[0]).toMatchObject({ code: "syntax", line: 2 });
    expect(readYaml("x.yaml", "a".repeat(MOST_BYTES + 1)).problems[0]).toMatchObject({ code: "too-large" });
  });

  it("reads a text of very many keys in time that grows with its length", () => {
    const keys = Array.from({ length: 40_000 }, (_, index) => `key-${index}: 1`).join("\n");
    const before = performance.now();
    expect(readYaml("x.yaml", keys).problems).toEqual([]);
    // Comparing every key with every other one takes half a minute and more.
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  it("never throws, whatever stands in the files", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme", maxLength: 200 }), fc.json()), (text) => {
        const { ruleSet, problems } = parseRuleSet([readYaml("base.yaml", BASE), readYaml("x.yaml", text)]);
        expect(ruleSet === null).toBe(problems.length > 0);
      }),
    );
  });
});
