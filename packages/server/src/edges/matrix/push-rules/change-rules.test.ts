import { describe, expect, test } from "vitest";
import { InvalidInput, NotFound } from "../../../platform/errors.ts";
import { completed, ruleOf, withChanged, withoutRule, withRule } from "./change-rules.ts";
import { defaultRules } from "./default-rules.ts";
import { ruleSet } from "./model.ts";

const RULES = defaultRules("@u-1:example.nl");
const own = (rule_id: string) => ({ rule_id, actions: ["notify"], pattern: rule_id });
const idsOf = (rules: typeof RULES, kind: "override" | "content") =>
  rules[kind].map(({ rule_id }) => rule_id);

describe("push rules", () => {
  test("begin with those that Matrix predefines, the master switch first and off", () => {
    expect(ruleSet.parse(RULES)).toEqual(RULES);
    expect(RULES.override[0]).toMatchObject({ rule_id: ".m.rule.master", enabled: false, default: true });
    expect(RULES.override.slice(1).every(({ enabled }) => enabled)).toBe(true);
  });

  test("of one's own come before the predefined ones, under the master switch", () => {
    const [first, second, third] = idsOf(withRule(RULES, "override", own("mine"), {}), "override");
    expect([first, second, third]).toEqual([".m.rule.master", "mine", ".m.rule.suppress_notices"]);
  });

  test("stand where somebody puts them", () => {
    const two = withRule(withRule(RULES, "content", own("a"), {}), "content", own("b"), { after: "a" });
    expect(idsOf(two, "content")).toEqual(["a", "b"]);
    expect(idsOf(withRule(two, "content", own("c"), { before: "b" }), "content")).toEqual(["a", "c", "b"]);
    expect(idsOf(withRule(two, "content", own("b"), { before: "a" }), "content")).toEqual(["b", "a"]);
  });

  test("cannot stand next to one that is predefined or not there", () => {
    expect(() => withRule(RULES, "override", own("a"), { before: ".m.rule.reaction" })).toThrow(InvalidInput);
    expect(() => withRule(RULES, "content", own("a"), { after: "nothing" })).toThrow(InvalidInput);
  });

  test("keep their place and whether they are on when they change", () => {
    const off = withChanged(
      withRule(withRule(RULES, "content", own("a"), {}), "content", own("b"), {}),
      "content",
      "a",
      {
        enabled: false,
      },
    );
    const changed = withRule(off, "content", { ...own("a"), pattern: "other" }, {});
    expect(idsOf(changed, "content")).toEqual(["b", "a"]);
    expect(ruleOf(changed, "content", "a")).toMatchObject({ pattern: "other", enabled: false });
  });

  test("can be switched off and changed, also the predefined ones", () => {
    const changed = withChanged(RULES, "underride", ".m.rule.message", { enabled: false, actions: [] });
    expect(ruleOf(changed, "underride", ".m.rule.message")).toMatchObject({ enabled: false, actions: [] });
  });

  test("can be taken away only when they are one's own", () => {
    const mine = withRule(RULES, "content", own("a"), {});
    expect(idsOf(withoutRule(mine, "content", "a"), "content")).toEqual([]);
    expect(() => withoutRule(RULES, "override", ".m.rule.master")).toThrow(NotFound);
    expect(() => withoutRule(RULES, "content", "a")).toThrow(NotFound);
  });

  test("that were predefined after somebody kept theirs come in", () => {
    const older = {
      ...RULES,
      override: RULES.override.filter(({ rule_id }) => rule_id !== ".m.rule.reaction"),
    };
    expect(idsOf(completed(older, RULES), "override")).toContain(".m.rule.reaction");
  });
});
