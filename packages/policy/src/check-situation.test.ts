import { describe, expect, it } from "vitest";
import { checkSituation, MOST_PARTICIPANTS, SituationError, type SituationInput } from "./check-situation.ts";
import { SMALL_DAY, smallRuleSet } from "./testing/small-rule-set.ts";

const ruleSet = smallRuleSet([]);

function problems(input: Partial<SituationInput>) {
  try {
    checkSituation(ruleSet, { date: SMALL_DAY, ...input });
    return [];
  } catch (error) {
    if (error instanceof SituationError) return error.problems;
    throw error;
  }
}

describe("checking a situation", () => {
  it("lets attributes of participants hold for everybody who does not say otherwise", () => {
    const situation = checkSituation(ruleSet, {
      date: SMALL_DAY,
      attributes: { device: "desk", activity: "meet" },
      participants: ["a", { id: "b", attributes: { device: "phone" } }],
    });
    expect(situation.attributes).toEqual({ activity: "meet" });
    expect(situation.participants).toEqual([
      { id: "a", attributes: { device: "desk" } },
      { id: "b", attributes: { device: "phone" } },
    ]);
  });

  it("gives equal situations equal texts, whatever the order of the input", () => {
    const one = checkSituation(ruleSet, {
      date: SMALL_DAY,
      attributes: { information: "public", activity: "meet" },
    });
    const two = checkSituation(ruleSet, {
      date: SMALL_DAY,
      attributes: { activity: "meet", information: "public" },
    });
    expect(JSON.stringify(one)).toBe(JSON.stringify(two));
  });

  it("names the nearest valid value and the list", () => {
    expect(problems({ attributes: { activity: "meat" } })).toMatchObject([
      { code: "unknown-value", attribute: "activity", nearest: "meet", allowed: ["meet", "share"] },
    ]);
    expect(problems({ attributes: { devise: "desk" } })).toMatchObject([
      { code: "unknown-attribute", nearest: "device" },
    ]);
    expect(problems({ participants: ["a", "extrenal"] })).toMatchObject([
      { code: "unknown-participant", nearest: "external" },
    ]);
  });

  it("refuses what is derived as input", () => {
    expect(problems({ attributes: { audience: "external" } })).toMatchObject([{ code: "unknown-attribute" }]);
  });

  it.each([
    ["a day that does not exist", { date: "2026-02-30" }, "impossible-date"],
    ["an organisation outside its period", { date: "2019-12-31", participants: ["c"] }, "not-in-period"],
    ["a situation that cannot occur", { attributes: { activity: "share", host: "other" } }, "cannot-occur"],
    ["an outside party as the asker", { participants: ["external", "a"] }, "no-asker"],
    ["a participant named twice", { participants: ["a", "a"] }, "double-participant"],
    [
      "a crowd",
      { participants: Array.from({ length: MOST_PARTICIPANTS + 1 }, () => "a") },
      "too-many-participants",
    ],
  ])("refuses %s", (_, input, code) => {
    expect(problems(input).map((problem) => problem.code)).toContain(code);
  });

  it("does not repeat a hostile value at length", () => {
    const [problem] = problems({ attributes: { activity: "x".repeat(10_000) } });
    expect(problem?.message.length).toBeLessThan(400);
  });
});
