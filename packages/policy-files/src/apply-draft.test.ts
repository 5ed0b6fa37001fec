import { fileURLToPath } from "node:url";
import { applyDraft, compile, type DraftRights, ownerOf, type RuleSet, recompile } from "@akkoord/policy";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadRuleSet } from "./folder.ts";
import { readYaml } from "./yaml.ts";

const POLICIES = fileURLToPath(new URL("../../../policies", import.meta.url));
const { ruleSet } = await loadRuleSet(POLICIES);
if (ruleSet === null) throw new Error("the policies do not load");
const base = ruleSet;

const SOURCE = "sources:\n  - { id: szw-afspraken, title: Afspraken SZW, author: SZW }\n";

/** A rule of SZW, with changes; `null` leaves a key out. */
function rule(changes: Readonly<Record<string, string | null>> = {}): string {
  const keys = {
    id: "szw/zoom",
    issuer: "szw",
    layer: "organisation",
    force: "defeasible",
    bearers: "[szw]",
    when: "{ activity: [meet], information: { to: internal } }",
    tools: "[zoom]",
    effect: "permitted",
    source: "{ document: szw-afspraken, quote: Zoom mag. }",
    ...changes,
  };
  const lines = Object.entries(keys).flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}`]));
  return `  - ${lines.join("\n    ")}\n`;
}

function rightsOf(owner: string, more: Partial<DraftRights> = {}): DraftRights {
  return { owner, ownTools: [], ownSources: [], ...more };
}

function apply(text: string, rights: DraftRights | undefined = rightsOf("szw"), to: RuleSet = base) {
  return applyDraft(to, readYaml("draft.yaml", text), rights);
}

function accepted(text: string, rights?: DraftRights, to?: RuleSet): RuleSet {
  const { ruleSet: after, problems } = apply(text, rights, to);
  expect(problems).toEqual([]);
  if (after === null) throw new Error("there is no rule set");
  return after;
}

function problemsOf(text: string, rights?: DraftRights, to?: RuleSet): readonly string[] {
  return apply(text, rights, to).problems.map(
    ({ file, line, column, code, message, remedy }) =>
      `${file}:${line}:${column} ${code} ${message} ${remedy}`,
  );
}

/** A rule of `rijk` that is in the policies, written anew. */
const SKYPE_SECOND = `rules:
  - id: rijk-2020/skype-second
    issuer: rijk
    layer: government-wide
    force: defeasible
    bearers: [rijksdienst]
    tools: [skype-for-business]
    effect: discouraged
    source: { document: rijksportaal-middelen, quote: gevolgd door Skype voor Bedrijven }
`;

describe("applying a draft", () => {
  it("adds new rules at the end and leaves all others the very same", () => {
    const text = `${SOURCE}rules:\n${rule()}`;
    const { changed } = apply(text);
    const after = accepted(text);
    expect(changed).toMatchObject({ rules: ["szw/zoom"], sources: ["szw-afspraken"], withdrawn: [] });
    expect(after.rules.at(-1)?.id).toBe("szw/zoom");
    for (const [index, before] of base.rules.entries()) expect(after.rules[index]).toBe(before);
    expect(after.tools).toBe(base.tools);
  });

  it("replaces a rule in its place", () => {
    const after = accepted(SKYPE_SECOND, rightsOf("rijk"));
    expect(after.rules.map(({ id }) => id)).toEqual(base.rules.map(({ id }) => id));
    expect(after.rules.find(({ id }) => id === "rijk-2020/skype-second")?.effect).toBe("discouraged");
  });

  it("keeps so much in its place that only the organisations concerned are compiled again", () => {
    const before = compile(base, "2026-01-01");
    const after = accepted(`${SOURCE}rules:\n${rule()}`);
    const again = recompile(before, after);
    const whole = compile(after, "2026-01-01");
    const tool = base.tools.findIndex(({ id }) => id === "zoom");
    const point = Uint8Array.from(base.vocabulary.attributes.map(() => 0));
    for (const organisation of base.organisations.keys())
      expect(again.decide(organisation, tool, point)).toEqual(whole.decide(organisation, tool, point));
    expect(after.vocabulary).toBe(base.vocabulary);
  });

  it("withdraws rules and clauses", () => {
    const after = accepted("withdraw: [rijk-2020/skype-second, rijk-2023/risky-apps]", rightsOf("rijk"));
    expect(after.rules).toHaveLength(base.rules.length - 1);
    expect(after.untranslatables).toHaveLength(base.untranslatables.length - 1);
  });

  it("tells nothing as changed that it only repeats", () => {
    const once = accepted(`${SOURCE}rules:\n${rule()}`);
    const twice = apply(
      `${SOURCE}rules:\n${rule()}`,
      rightsOf("szw", { ownSources: ["szw-afspraken"] }),
      once,
    );
    expect(twice.changed).toMatchObject({ rules: [], sources: [] });
    expect(twice.ruleSet).toEqual(once);
  });

  it("lets rules that name tools by tag, or all of them, name a new tool too", () => {
    const after = accepted(
      "tools:\n  - { id: szw-video, name: Video, activities: [meet], tags: [video-app] }\n",
    );
    const discouraged = after.rules.find(({ id }) => id === "rijk-2020/other-video-discouraged");
    expect(discouraged?.tools.ids).toContain("szw-video");
    expect(after.tools.at(-1)?.id).toBe("szw-video");
  });

  it("takes what rules leave out from its defaults", () => {
    const after = accepted(
      `${SOURCE}defaults: { issuer: szw, layer: organisation, force: defeasible, bearers: [szw], document: szw-afspraken }\nrules:\n  - { id: szw/x, tools: [zoom], effect: permitted, source: { quote: Zoom mag. } }\n`,
    );
    expect(after.rules.at(-1)).toMatchObject({ issuer: "szw", source: { document: "szw-afspraken" } });
  });
});

describe("a draft that cannot be applied", () => {
  it("names the place and what to do", () => {
    expect(problemsOf(`${SOURCE}rules:\n${rule({ tools: "[zom]" })}`)).toEqual([
      expect.stringMatching(/^draft\.yaml:10:13 unknown-id .*Did you mean "zoom"\?/),
    ]);
  });

  it.each([
    ["broken YAML", "rules: [", "syntax"],
    ["a list instead of keys", "- a", "shape"],
    ["an unknown key", "rule: []", "unknown-key"],
    ["the vocabulary's attributes", "attributes: []", "unknown-key"],
    ["organisations", "organisations: []", "unknown-key"],
    ["a rule twice", `${SOURCE}rules:\n${rule()}${rule()}`, "duplicate-id"],
    [
      "a rule that overrides one that does not exist",
      `${SOURCE}rules:\n${rule({ overrides: "[szw/none]" })}`,
      "unknown-id",
    ],
    ["a withdrawal of what does not exist", "withdraw: [szw/none]", "unknown-id"],
    [
      "a rule both written and withdrawn",
      `${SKYPE_SECOND}withdraw: [rijk-2020/skype-second]\n`,
      "duplicate-id",
    ],
    ["a source that does not exist", `rules:\n${rule()}`, "unknown-id"],
  ])("for %s", (_, text, code) => {
    const { ruleSet: after, problems } = apply(text, rightsOf("rijk"));
    expect(after).toBeNull();
    expect(problems.map((problem) => problem.code)).toContain(code);
  });

  it("because rules override each other in a circle with rules that it does not mention", () => {
    const once = accepted(`${SOURCE}rules:\n${rule()}${rule({ id: "szw/two", overrides: "[szw/zoom]" })}`);
    const [problem] = problemsOf(
      `rules:\n${rule({ overrides: "[szw/two]" })}`,
      rightsOf("szw", { ownSources: ["szw-afspraken"] }),
      once,
    );
    expect(problem).toMatch(/^draft\.yaml:2:5 cycle .*szw\/two/);
  });

  it("because it withdraws a rule that others override, and names those", () => {
    const once = accepted(`${SOURCE}rules:\n${rule({ overrides: "[rijk-2020/other-video-discouraged]" })}`);
    const [problem] = problemsOf("withdraw: [rijk-2020/other-video-discouraged]", rightsOf("rijk"), once);
    expect(problem).toMatch(/still-needed .*"szw\/zoom".*of szw/);
    const free = accepted("withdraw: [szw/zoom]", rightsOf("szw"), once);
    accepted("withdraw: [rijk-2020/other-video-discouraged]", rightsOf("rijk"), free);
  });

  it("because it relaxes a strict law", () => {
    const law = rule({
      id: "law/no-zoom",
      issuer: "law-maker",
      layer: "law",
      force: "strict",
      bearers: "[rijksdienst]",
      effect: "prohibited",
      source: "{ document: rijksportaal-middelen, quote: Nee. }",
    });
    const strict = accepted(`rules:\n${law}`, rightsOf("rijk"));
    const [problem] = problemsOf(
      `${SOURCE}rules:\n${rule({ overrides: "[law/no-zoom]" })}`,
      rightsOf("szw"),
      strict,
    );
    expect(problem).toMatch(/relaxes-floor .*law\/no-zoom/);
  });

  it("because it makes a rule strict that others deviate from by name", () => {
    const once = accepted(`${SOURCE}rules:\n${rule({ overrides: "[rijk-2020/skype-second]" })}`);
    const strict = SKYPE_SECOND.replace("force: defeasible", "force: strict");
    const [problem] = problemsOf(strict, rightsOf("rijk"), once);
    expect(problem).toMatch(/relaxes-floor .*"szw\/zoom" of szw/);
  });

  it("because the changed tool was the only one that a rule named by tag", () => {
    const once = accepted(
      `${SOURCE}tools:\n  - { id: lonely, name: Lonely, activities: [meet], tags: [alone] }\nrules:\n${rule({ tools: "{ tags: [alone] }" })}`,
    );
    const [problem] = problemsOf(
      "tools:\n  - { id: lonely, name: Lonely, activities: [meet], tags: [other] }\n",
      rightsOf("szw", { ownTools: ["lonely"] }),
      once,
    );
    expect(problem).toMatch(/no-tool .*"szw\/zoom"/);
  });
});

describe("what an owner may change", () => {
  it.each([
    ["a rule of the government", SKYPE_SECOND],
    [
      "a rule of the government under its own name",
      `rules:\n${rule({ id: "rijk-2020/skype-second", source: "{ document: rijksportaal-middelen, quote: x }" })}`,
    ],
    ["a rule of another organisation", `${SOURCE}rules:\n${rule({ issuer: "bzk" })}`],
    ["a rule that binds another organisation", `${SOURCE}rules:\n${rule({ bearers: "[szw, bzk]" })}`],
    ["a rule that binds everyone", `${SOURCE}rules:\n${rule({ bearers: "[rijksdienst]" })}`],
    ["a rule of a higher layer", `${SOURCE}rules:\n${rule({ layer: "government-wide" })}`],
    ["a waiver", `${SOURCE}rules:\n${rule({ layer: "waiver" })}`],
    ["a withdrawal of a rule of the government", "withdraw: [rijk-2020/skype-second]"],
    ["a withdrawal of a clause of the government", "withdraw: [rijk-2023/risky-apps]"],
    ["a tool that others added", "tools:\n  - { id: webex, name: Webex, activities: [meet] }\n"],
    ["a source that others added", "sources:\n  - { id: rijksportaal-middelen, title: x, author: x }\n"],
    ["a duty", "duties:\n  - { id: new, words: { nl: x, en: x } }\n"],
    ["a tip", "advice:\n  - { id: new, words: { nl: x, en: x } }\n"],
  ])("an organisation may not make %s", (_, text) => {
    expect(problemsOf(text).join("\n")).toContain("not-yours");
  });

  it.each([
    ["a rule of an organisation", `${SOURCE}rules:\n${rule()}`],
    ["a rule of its own that is a waiver", SKYPE_SECOND.replace("layer: government-wide", "layer: waiver")],
    [
      "a rule of its own of the layer of organisations",
      SKYPE_SECOND.replace("layer: government-wide", "layer: organisation"),
    ],
  ])("the government may not make %s", (_, text) => {
    expect(problemsOf(text, rightsOf("rijk")).join("\n")).toContain("not-yours");
  });

  it("an organisation changes tools and sources that it added itself", () => {
    const once = accepted(`${SOURCE}tools:\n  - { id: szw-video, name: Video, activities: [meet] }\n`);
    const again = `${SOURCE.replace("Afspraken SZW", "Nieuwe afspraken")}tools:\n  - { id: szw-video, name: Beeld, activities: [meet] }\n`;
    expect(problemsOf(again, rightsOf("szw"), once)).toHaveLength(2);
    const own = rightsOf("szw", { ownTools: ["szw-video"], ownSources: ["szw-afspraken"] });
    expect(accepted(again, own, once).tools.at(-1)?.name).toBe("Beeld");
  });

  it("the government keeps its own rules and those of issuers that are no organisation", () => {
    accepted(SKYPE_SECOND, rightsOf("rijk"));
    accepted(
      SKYPE_SECOND.replace("skype-second", "treaty").replace("issuer: rijk", "issuer: nato-eu"),
      rightsOf("rijk"),
    );
    accepted("duties:\n  - { id: new, words: { nl: x, en: x } }\n", rightsOf("rijk"));
    expect(["szw", "rijk", "nato-eu"].map((issuer) => ownerOf(base, issuer))).toEqual([
      "szw",
      "rijk",
      "rijk",
    ]);
  });
});

describe("any text", () => {
  const piece = fc.constantFrom(
    ...[
      "rules:",
      "\n",
      "  ",
      "- ",
      "id: szw/x",
      "tools: ",
      "{facts: {constructor: [x]}}",
      "when: ",
      "{",
      "}",
    ],
    ...[
      "[",
      "]",
      "withdraw: ",
      "__proto__: ",
      "toString",
      "defaults:",
      ": ",
      "*a",
      "&a ",
      "? ",
      "|",
      ">",
      "'",
      '"',
    ],
    ...[
      "sources:",
      "duties:",
      "null",
      "2020-13-45",
      "!!js/function",
      "<<: ",
      "\t",
      "#",
      "%YAML 9.9",
      "---",
      "...",
    ],
  );

  it("is applied or refused with places, and never breaks anything", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")),
          fc.string({ unit: "binary", maxLength: 300 }),
          fc.json(),
        ),
        (text) => {
          const { ruleSet: after, problems } = apply(text);
          expect(after === null).toBe(problems.length > 0);
          for (const problem of problems) {
            expect(problem.line).toBeGreaterThanOrEqual(1);
            expect(problem.column).toBeGreaterThanOrEqual(1);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ["nested deeper than anyone writes", "[".repeat(100_000)],
    ["of nothing but list marks", "- ".repeat(100_000)],
    ["of nothing but keys", "a: ".repeat(100_000)],
    ["of one endless key", `${"? ".repeat(50_000)}`],
    ["of braces", "{a: ".repeat(50_000)],
  ])("%s is refused", (_, text) => {
    const { problems } = apply(text);
    expect(problems.length).toBeGreaterThan(0);
  });
});
