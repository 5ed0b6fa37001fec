import type { RuleSet } from "@akkoord/policy";
import { loadRuleSet } from "@akkoord/policy-files";
import { beforeAll, describe, expect, test } from "vitest";
import { AnalysisTooLarge } from "../../platform/errors.ts";
import { POLICIES } from "../../testing/test-server.ts";
import type { Examined } from "./examine.ts";
import { createJudge, type Judgement } from "./judge.ts";

let ruleSet: RuleSet;
beforeAll(async () => {
  const loaded = await loadRuleSet(POLICIES);
  if (loaded.ruleSet === null) throw new Error("the policies hold errors");
  ruleSet = loaded.ruleSet;
});

/** Judges an approved draft that makes these rules, and counts how often conflicts were looked for. */
async function judged(examine: () => Promise<Examined>): Promise<Judgement & { readonly looks: number }> {
  let looks = 0;
  const judge = createJudge({ examine, close: async () => {} }, async () => {
    looks += 1;
    return [];
  });
  const judgement = await judge({
    draft: { owner: "bzk", state: "approved", revision: 1, text: "" },
    rights: { owner: "bzk", ownTools: [], ownSources: [] },
    acknowledgements: [],
    scenarios: [],
    scenarioChanges: { version: 0, scenarios: [] },
    changedSinceApproval: [],
    current: { hash: "0".repeat(64), ruleSet },
    date: "2026-12-01",
  });
  return { ...judgement, looks };
}

/** The rules with one more for each of so many days. */
function withRulesFrom(days: number): Promise<Examined> {
  const [first] = ruleSet.rules;
  if (first === undefined) throw new Error("the policies hold no rules");
  const rules = Array.from({ length: days }, (_, index) => {
    const from = new Date(Date.UTC(2027, 0, 1 + index)).toISOString().slice(0, 10);
    return { ...first, id: `bzk/day-${index}`, valid: { from, to: null } };
  });
  return Promise.resolve({
    problems: [],
    changed: {
      rules: rules.map(({ id }) => id),
      withdrawn: [],
      untranslatables: [],
      tools: [],
      sources: [],
      duties: [],
      advice: [],
    },
    ruleSet: { ...ruleSet, rules: [...ruleSet.rules, ...rules] },
    before: [],
    after: [],
  });
}

describe("a draft whose rules start on very many days", () => {
  test("is refused before the analyst is kept busy with each of them", async () => {
    const { check, looks } = await judged(() => withRulesFrom(300));
    expect(check.blockedBy).toEqual([{ kind: "analysis-failed", code: "analysis-too-large" }]);
    expect(looks).toBe(0);
  });

  test("may start on a few days, and every one of them is looked at", async () => {
    const { check, looks } = await judged(() => withRulesFrom(12));
    expect(check.mayPublish).toBe(true);
    expect(looks).toBeGreaterThanOrEqual(2 * 13);
  });
});

describe("a draft that makes the rules too large to try", () => {
  test("is blocked for that, instead of failing without a word on its day", async () => {
    const { check, ruleSet: made } = await judged(() => Promise.reject(new AnalysisTooLarge()));
    expect(check.blockedBy).toEqual([{ kind: "analysis-failed", code: "analysis-too-large" }]);
    expect(check.mayPublish).toBe(false);
    expect(made).toBeNull();
  });
});
