import type { RuleSetChange } from "@akkoord/policy";
import { describe, expect, it } from "vitest";
import { kindOf, whatChanges } from "./what-changes.ts";

function change(organisation: string, wanted: Partial<RuleSetChange> = {}): RuleSetChange {
  return {
    tool: "skype-for-business",
    organisation,
    from: "prohibited",
    to: "permitted",
    contested: { from: false, to: false },
    duties: { added: [], removed: [] },
    advice: { added: [], removed: [] },
    period: { from: null, to: null },
    situations: 10,
    boxes: [{ activity: ["meet"] }],
    causes: { from: [], to: [] },
    sentence: { nl: "x", en: "x" },
    weight: 71_000,
    ...wanted,
  };
}

describe("what a draft changes", () => {
  it("is told once for organisations for which the same changes, with their people added up", () => {
    expect(whatChanges([change("ind"), change("jenv"), change("bz", { boxes: [{}] })])).toMatchObject([
      { kind: "opens", organisations: ["ind", "jenv"], people: 14_200, situations: 10 },
      { kind: "opens", organisations: ["bz"], people: 7_100 },
    ]);
  });

  it("puts regions of the same kind together without counting people twice", () => {
    const groups = whatChanges([
      change("ind"),
      change("ind", { from: "unspecified", boxes: [{ activity: ["share"] }] }),
    ]);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({
      people: 7_100,
      situations: 20,
      from: ["prohibited", "unspecified"],
      boxes: [{ activity: ["meet"] }, { activity: ["share"] }],
    });
  });

  it("starts with what weighs most", () => {
    const tools = whatChanges([change("ind", { tool: "webex", weight: 10 }), change("ind")]).map(
      ({ tool }) => tool,
    );
    expect(tools).toEqual(["skype-for-business", "webex"]);
  });

  it("tells a tool that comes or goes from other terms for the same tool", () => {
    const calm = { from: false, to: false };
    expect(kindOf({ from: "unspecified", to: "permitted", contested: calm })).toBe("opens");
    expect(kindOf({ from: "required", to: "discouraged", contested: calm })).toBe("closes");
    expect(kindOf({ from: "recommended", to: "permitted", contested: calm })).toBe("stricter");
    expect(kindOf({ from: "prohibited", to: "discouraged", contested: calm })).toBe("looser");
    expect(kindOf({ from: "permitted", to: "permitted", contested: calm })).toBe("duties");
    expect(kindOf({ from: "prohibited", to: "prohibited", contested: { from: false, to: true } })).toBe(
      "contested",
    );
  });
});
