import { holdsOn, type RuleSet } from "@akkoord/policy";
import { loadRuleSet } from "@akkoord/policy-files";
import { beforeAll, expect, test } from "vitest";
import { POLICIES } from "../../testing/test-server.ts";
import { stretchAround } from "./stretch.ts";

let ruleSet: RuleSet;
beforeAll(async () => {
  const loaded = await loadRuleSet(POLICIES);
  if (loaded.ruleSet === null) throw new Error("the policies hold errors");
  ruleSet = loaded.ruleSet;
});

test.each(["2019-01-01", "2020-11-01", "2020-12-01", "2024-07-01", "2024-07-02", "2026-11-21"])(
  "around %s no rule and no organisation begins or ends",
  (date) => {
    const stretch = stretchAround([ruleSet], date);
    expect(holdsOn(stretch, date)).toBe(true);
    const there = (day: string) =>
      [...ruleSet.rules.map(({ valid }) => valid), ...ruleSet.organisations.map(({ period }) => period)].map(
        (period) => holdsOn(period, day),
      );
    for (const end of [stretch.from, stretch.to]) if (end !== null) expect(there(end)).toEqual(there(date));
    for (const [end, days] of [
      [stretch.from, -1],
      [stretch.to, 1],
    ] as const) {
      if (end === null) continue;
      const beyond = new Date(`${end}T00:00:00Z`);
      beyond.setUTCDate(beyond.getUTCDate() + days);
      expect(there(beyond.toISOString().slice(0, 10))).not.toEqual(there(date));
    }
  },
);
