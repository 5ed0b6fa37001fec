import { fileURLToPath } from "node:url";
import { applyDraft, type Condition, type Rule, type RuleSet, selectTools } from "@akkoord/policy";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryRuleSet } from "../../policy/src/testing/arbitrary-rule-set.ts";
import { COST_TABLE_SIZE, generateRuleSet } from "../../policy/src/testing/generate.ts";
import { loadRuleSet } from "./folder.ts";
import { type DraftContent, writeDraft } from "./write-draft.ts";
import { readYaml } from "./yaml.ts";

const POLICIES = fileURLToPath(new URL("../../../policies", import.meta.url));
const { ruleSet: real } = await loadRuleSet(POLICIES);
if (real === null) throw new Error("the policies do not load");
const policies = real;

function withoutRules(ruleSet: RuleSet): RuleSet {
  return { ...ruleSet, rules: [], untranslatables: [] };
}

/** What a draft makes of a rule set, after it was written down and read again. */
function throughText(base: RuleSet, content: DraftContent) {
  const applied = applyDraft(base, readYaml("draft.yaml", writeDraft(content, base)));
  expect(applied.problems).toEqual([]);
  return applied.ruleSet;
}

describe("writing a draft", () => {
  it("keeps every rule and clause of the policies as it is", () => {
    const { rules, untranslatables } = policies;
    const back = throughText(withoutRules(policies), { rules, untranslatables });
    expect(back).toEqual(policies);
  });

  it("keeps tools, sources, duties and tips", () => {
    const base = {
      ...withoutRules(policies),
      tools: [],
      sources: [],
      vocabulary: { ...policies.vocabulary, duties: [], advice: [] },
    };
    const back = throughText(base, {
      tools: policies.tools,
      sources: policies.sources,
      duties: policies.vocabulary.duties,
      advice: policies.vocabulary.advice,
    });
    expect(back?.tools).toEqual(policies.tools);
    expect(back?.sources).toEqual(policies.sources);
    expect(back?.vocabulary).toEqual(policies.vocabulary);
  });

  it("keeps the rules of a large government", () => {
    const generated = generateRuleSet({ ...COST_TABLE_SIZE, rulesPerOrganisation: 10 });
    const ruleSet = { ...generated, rules: generated.rules.map((rule) => consistent(rule, generated)) };
    const base = withSource(ruleSet);
    expect(throughText(withoutRules(base), { rules: base.rules })?.rules).toEqual(base.rules);
  });

  it("keeps any rules, whatever they say and however they are worded", () => {
    const text = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 300 })
      .filter((words) => words.trim() !== "");
    const words = fc.option(fc.record({ nl: text, en: text }), { nil: null });
    fc.assert(
      fc.property(arbitraryRuleSet, text, words, words, (arbitrary, quote, sentence, reading) => {
        const base = withSource(arbitrary);
        const rules = base.rules.filter(isSayable).map((rule) => ({
          ...consistent(rule, base),
          bearersNamed: rule.bearers,
          when: withoutFull(rule.when, base),
          overrides: rule.overrides.filter((id) => base.rules.some((one) => one.id === id && isSayable(one))),
          source: { document: "generated", quote, place: quote },
          words: sentence,
          reading,
        }));
        expect(throughText(withoutRules(base), { rules })?.rules).toEqual(rules);
      }),
    );
  });

  it("is readable: ranges, exceptions, groups and tags stand as people write them", () => {
    const rule = policies.rules.find(({ id }) => id === "rijk-2020/other-video-discouraged");
    const range = policies.rules.find(({ id }) => id === "rijk-2020/webex-not-confidential");
    if (rule === undefined || range === undefined) throw new Error("the policies have these rules");
    const text = writeDraft({ rules: [rule, range], withdraw: ["rijk-2020/skype-second"] }, policies);
    expect(text).toContain("bearers: [ rijksdienst ]");
    expect(text).toContain("tools: { tags: [ video-app ], except: [ webex, skype-for-business ] }");
    expect(text).toContain("role: { not: [ office-holder ] }");
    expect(text).toContain("information: { from: confidential }");
    expect(text).not.toContain("duties");
    expect(text).toContain("withdraw:\n  - rijk-2020/skype-second\n\nrules:\n  - id:");
  });

  it("of nothing is empty, and an empty draft changes nothing", () => {
    expect(writeDraft({ rules: [] }, policies)).toBe("");
    const applied = applyDraft(policies, readYaml("draft.yaml", ""));
    expect(applied.ruleSet).toEqual(policies);
  });
});

/** Generated rules quote a source that generated rule sets leave out. */
function withSource(ruleSet: RuleSet): RuleSet {
  const source = { id: "generated", title: "x", author: "x", date: null, url: null, fictional: true };
  return { ...ruleSet, sources: [source] };
}

/** A generated rule whose tools are exactly those that it names. */
function consistent(rule: Rule, ruleSet: RuleSet): Rule {
  return { ...rule, tools: selectTools(rule.tools.named, ruleSet.tools) };
}

/** A condition without the attributes of which it allows every value: those say nothing. */
function withoutFull(when: Condition, { vocabulary }: RuleSet): Condition {
  return Object.fromEntries(
    Object.entries(when).filter(
      ([id, values]) => vocabulary.attributes.find((one) => one.id === id)?.values.length !== values.length,
    ),
  );
}

/** Generated rules may leave no value for an attribute, or end before they begin: those no file can hold. */
function isSayable({ when, valid }: Rule): boolean {
  return (
    Object.values(when).every((values) => values.length > 0) &&
    (valid.from === null || valid.to === null || valid.from <= valid.to)
  );
}
