import { describe, expect, it } from "vitest";
import type { PublishedRuleSet } from "../api.ts";
import { dayOf, NoRuleSetError, periodAround, ruleSetInForce } from "./in-force.ts";

function published(hash: string, validFrom: string | null): PublishedRuleSet {
  return {
    hash,
    name: hash,
    validFrom,
    publishedAt: "2026-01-01T00:00:00.000Z",
    periods: [
      { from: null, to: "2020-11-01" },
      { from: "2020-11-02", to: "2022-12-31" },
      { from: "2023-01-01", to: null },
    ],
  };
}

describe("the rule set in force", () => {
  const list = [published("newest", "2027-01-01"), published("older", null)];

  it("is the newest one whose first day has come", () => {
    expect(ruleSetInForce(list, "2026-11-21").hash).toBe("older");
    expect(ruleSetInForce(list, "2027-01-01").hash).toBe("newest");
  });

  it("is refused by name when none has come into force", () => {
    expect(() => ruleSetInForce([published("newest", "2027-01-01")], "2020-01-01")).toThrow(NoRuleSetError);
  });
});

describe("the period around a day", () => {
  it("includes its first and last day", () => {
    const set = published("a", null);
    expect(periodAround(set, "2020-11-02").from).toBe("2020-11-02");
    expect(periodAround(set, "2022-12-31").from).toBe("2020-11-02");
    expect(periodAround(set, "2019-01-01").from).toBeNull();
  });

  it("is asked for by a day of its own, so a request never tells the day of the question", () => {
    const set = published("a", null);
    expect(dayOf(periodAround(set, "2021-05-05"))).toBe("2020-11-02");
    expect(dayOf(periodAround(set, "2019-05-05"))).toBe("2020-11-01");
    expect(dayOf(periodAround(set, "2026-05-05"))).toBe("2023-01-01");
  });
});
