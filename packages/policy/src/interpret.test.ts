import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EFFECTS, strictness } from "./effect.ts";
import { interpret } from "./interpret.ts";
import type { Outcome } from "./outcome.ts";
import { pointOf } from "./points.ts";
import { SMALL_DAY, type SmallRule, situationOf, smallRuleSet } from "./testing/small-rule-set.ts";

const HERE = { activity: "meet", information: "internal", host: "own" };

/** The outcome of tool `one` for organisation `a`. */
function outcome(
  rules: readonly SmallRule[],
  attributes: Readonly<Record<string, string>> = HERE,
  tool = 0,
): Outcome {
  const ruleSet = smallRuleSet(rules);
  const asker = { id: "a", attributes: { device: "desk" } };
  return interpret(ruleSet, SMALL_DAY).decide(
    0,
    tool,
    pointOf(ruleSet, situationOf(attributes, [asker]), asker),
  );
}

describe("a decision for one organisation and one tool", () => {
  it("is unspecified where no rule speaks", () => {
    expect(outcome([])).toEqual({
      effect: "unspecified",
      contested: false,
      decisive: [],
      defeated: [],
      duties: [],
      advice: [],
    });
  });

  it("counts only rules that are valid, bind the organisation, name the tool and match", () => {
    const silent: readonly SmallRule[] = [
      { id: "over", valid: { from: null, to: "2025-12-31" } },
      { id: "to-come", valid: { from: "2026-01-02", to: null } },
      { id: "of-others", bearers: ["b"] },
      { id: "of-another-tool", tools: ["two"] },
      { id: "of-another-situation", when: { information: ["secret"] } },
    ];
    expect(outcome(silent).effect).toBe("unspecified");
    expect(
      outcome([...silent, { id: "last-day", valid: { from: SMALL_DAY, to: SMALL_DAY } }]).decisive,
    ).toEqual(["last-day"]);
  });

  it("takes the furthest of effects on one side", () => {
    expect(outcome([{ id: "p" }, { id: "r", effect: "recommended" }])).toMatchObject({
      effect: "recommended",
      decisive: ["r"],
      contested: false,
    });
    expect(
      outcome([
        { id: "d", effect: "discouraged" },
        { id: "x", effect: "prohibited" },
      ]),
    ).toMatchObject({ effect: "prohibited", decisive: ["x"] });
  });

  it("is contested when rules for and against meet: the strictest counts and both sides are shown", () => {
    expect(
      outcome([
        { id: "for", effect: "recommended" },
        { id: "against", effect: "discouraged" },
      ]),
    ).toMatchObject({
      effect: "discouraged",
      contested: true,
      decisive: ["for", "against"],
    });
  });

  it("lets a strict rule cap what comes out, which is no contest", () => {
    expect(
      outcome([
        { id: "for", effect: "required" },
        { id: "floor", effect: "prohibited", force: "strict" },
      ]),
    ).toMatchObject({
      effect: "prohibited",
      contested: false,
      decisive: ["floor"],
    });
    expect(
      outcome([
        { id: "against", effect: "prohibited" },
        { id: "cap", force: "strict" },
      ]),
    ).toMatchObject({ effect: "prohibited", decisive: ["against"] });
  });

  it("lets a rule that overrides another by name set it aside", () => {
    expect(
      outcome([
        { id: "general", effect: "prohibited" },
        { id: "exception", overrides: ["general"] },
      ]),
    ).toMatchObject({
      effect: "permitted",
      contested: false,
      defeated: [{ rule: "general", by: "exception", because: "overrides" }],
    });
  });

  it("lets a rule yield to the layer its issuer named", () => {
    const general: SmallRule = { id: "general", effect: "prohibited", yieldsTo: ["organisation"] };
    expect(outcome([general, { id: "own", layer: "organisation" }]).effect).toBe("permitted");
    expect(outcome([general, { id: "treaty", layer: "treaty" }])).toMatchObject({
      effect: "prohibited",
      contested: true,
    });
  });

  it("brings a rule back when what defeated it is itself defeated", () => {
    const rules: readonly SmallRule[] = [
      { id: "general", effect: "prohibited" },
      { id: "exception", overrides: ["general"] },
      { id: "exception-to-the-exception", effect: "discouraged", overrides: ["exception"] },
    ];
    expect(outcome(rules)).toMatchObject({
      effect: "prohibited",
      defeated: [{ rule: "exception", by: "exception-to-the-exception", because: "overrides" }],
    });
  });

  it("never takes a more specific or a newer rule to defeat another", () => {
    const rules: readonly SmallRule[] = [
      { id: "general", effect: "prohibited", valid: { from: "2010-01-01", to: null } },
      { id: "specific", when: { information: ["internal"] }, valid: { from: "2025-01-01", to: null } },
    ];
    expect(outcome(rules)).toMatchObject({ effect: "prohibited", contested: true, defeated: [] });
  });

  it("forbids every other tool where one is required, without its duties", () => {
    const rules: readonly SmallRule[] = [
      { id: "only-one", effect: "required", force: "strict", duties: ["take-care"] },
      { id: "two-too", tools: ["two"] },
    ];
    expect(outcome(rules)).toMatchObject({ effect: "required", duties: ["take-care"] });
    expect(outcome(rules, HERE, 1)).toMatchObject({
      effect: "prohibited",
      decisive: ["only-one"],
      duties: [],
    });
    expect(outcome(rules, { ...HERE, information: "secret" }, 2).effect).toBe("prohibited");
  });

  it("joins the duties of every undefeated rule, in the order of the vocabulary", () => {
    const rules: readonly SmallRule[] = [
      { id: "best", effect: "recommended", duties: ["at-desk"] },
      { id: "also", duties: ["take-care"] },
      { id: "gone", duties: ["on-phone"] },
      { id: "instead", overrides: ["gone"] },
      { id: "whatever-the-tool", effect: null, duties: ["invite"], advice: ["try-phone"] },
    ];
    expect(outcome(rules)).toMatchObject({
      effect: "recommended",
      duties: ["take-care", "at-desk", "invite"],
      advice: ["try-phone"],
    });
  });

  it("lets a rule that only lays down duties decide nothing", () => {
    expect(outcome([{ id: "duty", effect: null, duties: ["take-care"] }])).toMatchObject({
      effect: "unspecified",
      decisive: [],
      duties: ["take-care"],
    });
  });

  it("gives every outcome still possible while attributes are unknown, and none that cannot occur", () => {
    const ruleSet = smallRuleSet([
      { id: "other-invites", effect: "prohibited", when: { host: ["other"], activity: ["share"] } },
      { id: "secret", effect: "discouraged", when: { information: ["secret"] } },
    ]);
    const point = pointOf(ruleSet, situationOf({ activity: "share" }), { id: "a", attributes: {} });
    const effects = interpret(ruleSet, SMALL_DAY)
      .possible(0, 0, point)
      .map((each) => each.effect);
    expect(effects.toSorted()).toEqual(["discouraged", "unspecified"]);
  });

  it("never lets a strict rule that is added loosen what others say", () => {
    const anyRule = fc.record({
      effect: fc.constantFrom(...EFFECTS),
      force: fc.constantFrom("strict" as const, "defeasible" as const),
      layer: fc.constantFrom("law" as const, "government-wide" as const, "organisation" as const),
    });
    fc.assert(
      fc.property(
        fc.array(anyRule, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...EFFECTS),
        (rules, effect) => {
          const before = rules.map((rule, i): SmallRule => ({ id: `r${i}`, ...rule }));
          const after: readonly SmallRule[] = [...before, { id: "added", force: "strict", effect }];
          expect(strictness(outcome(after).effect)).toBeGreaterThanOrEqual(
            strictness(outcome(before).effect),
          );
          expect(strictness(outcome(after).effect)).toBeGreaterThanOrEqual(strictness(effect));
        },
      ),
    );
  });
});
