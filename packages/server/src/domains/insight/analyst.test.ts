import { analyse, changesBetween, type RuleSet, repairs, run } from "@akkoord/policy";
import { loadRuleSet } from "@akkoord/policy-files";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { COST_TABLE_SIZE, generateRuleSet } from "../../../../policy/src/testing/generate.ts";
import { AnalysisTakesTooLong, AnalysisTooLarge, TemporarilyUnavailable } from "../../platform/errors.ts";
import { POLICIES } from "../../testing/test-server.ts";
import { type Analyst, type AnalystLimits, createAnalyst } from "./analyst.ts";

const DATE = "2020-12-01";

let ruleSet: RuleSet;
beforeAll(async () => {
  const loaded = await loadRuleSet(POLICIES);
  if (loaded.ruleSet === null) throw new Error("the policies hold errors");
  ruleSet = loaded.ruleSet;
});

let analyst: Analyst | undefined;
function makeAnalyst(limits: Partial<AnalystLimits> = {}): Analyst {
  analyst = createAnalyst({ workers: 1, nodeBudget: 10_000_000, timeLimitMs: 50_000, ...limits });
  return analyst;
}
afterEach(() => analyst?.close());

/** Takes minutes. */
const huge = () => generateRuleSet(COST_TABLE_SIZE);

describe("the analyst", () => {
  test("finds what analysis finds, of the kinds that are asked", async () => {
    const { findings } = makeAnalyst();
    const kinds = ["unworkable", "addressee-gap"] as const;
    const found = await findings(ruleSet, { date: DATE, kinds });
    expect(found).toEqual(run(analyse(ruleSet, { date: DATE, kinds })));
    expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(kinds));
  });

  test("compares rule sets and finds repairs as analysis does", async () => {
    const { changes, repairs: mend, findings } = makeAnalyst();
    const [first, ...rules] = ruleSet.rules;
    if (first === undefined) throw new Error("the policies hold no rules");
    const fewer = { ...ruleSet, rules };
    expect(await changes(ruleSet, fewer, { date: DATE })).toEqual(
      run(changesBetween(ruleSet, fewer, { date: DATE })),
    );
    const [finding] = await findings(ruleSet, { date: DATE, kinds: ["unworkable"] });
    if (finding === undefined) throw new Error("nothing is unworkable");
    expect(await mend(ruleSet, DATE, finding)).toEqual(run(repairs(ruleSet, finding, { date: DATE })));
  });

  test("works a question out once for the whole stretch of days in which the answer is the same", async () => {
    const { findings } = makeAnalyst();
    const kinds = ["unworkable"] as const;
    const [one, same] = await Promise.all([
      findings(ruleSet, { date: DATE, kinds }),
      findings(ruleSet, { date: DATE, kinds }),
    ]);
    expect(same[0]).toBe(one[0]);
    const nextDay = await findings(ruleSet, { date: "2020-12-02", kinds });
    expect(nextDay.map(({ id }) => id)).toEqual(one.map(({ id }) => id));
    expect(nextDay[0]?.boxes).toBe(one[0]?.boxes);
    expect(nextDay[0]?.example.situation.date).toBe("2020-12-02");
    expect(one[0]?.example.situation.date).toBe(DATE);
  });

  test("gives findings in which reports fall more weight", async () => {
    const { findings } = makeAnalyst();
    const kinds = ["unworkable"] as const;
    const [heaviest] = await findings(ruleSet, { date: DATE, kinds });
    if (heaviest === undefined) throw new Error("nothing is unworkable");
    const report = { organisation: heaviest.organisations[0] ?? "", attributes: {}, count: 4 };
    const again = await findings(ruleSet, { date: DATE, kinds, reports: [report] });
    expect(again.find(({ id }) => id === heaviest.id)?.weight).toBe(heaviest.weight * 5);
  });

  test("refuses what needs more nodes than it may make", async () => {
    const { findings } = makeAnalyst({ nodeBudget: 200 });
    await expect(findings(ruleSet, { date: DATE })).rejects.toThrow(AnalysisTooLarge);
  });

  test("ends what takes too long, and answers the next question", async () => {
    const { findings } = makeAnalyst({ timeLimitMs: 1_500 });
    await expect(findings(huge(), { date: DATE })).rejects.toThrow(AnalysisTakesTooLong);
    await vi.waitFor(
      async () =>
        expect((await findings(ruleSet, { date: DATE, kinds: ["dead-rule"] })).length).toBeGreaterThan(0),
      { timeout: 20_000, interval: 200 },
    );
  });

  test("ends the work when who asked leaves, so that the next question is answered soon", async () => {
    const { findings } = makeAnalyst();
    const leaving = new AbortController();
    const asked = findings(huge(), { date: DATE, signal: leaving.signal });
    const next = findings(ruleSet, { date: DATE, kinds: ["dead-rule"] });
    leaving.abort(new Error("left"));
    await expect(asked).rejects.toThrow("left");
    expect((await next).length).toBeGreaterThan(0);
  });

  test("answers nothing any more after it closed", async () => {
    const { findings, close } = makeAnalyst();
    await close();
    await expect(findings(ruleSet, { date: DATE })).rejects.toThrow(TemporarilyUnavailable);
  });
});
