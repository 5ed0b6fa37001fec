import type { Rule } from "@akkoord/policy";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffRules, rulesOn } from "./diff.ts";

function rule(id: string, change: Partial<Rule> = {}): Rule {
  return {
    id,
    issuer: "rijk",
    layer: "government-wide",
    force: "defeasible",
    yieldsTo: [],
    overrides: [],
    bearers: ["bzk"],
    bearersNamed: ["bzk"],
    valid: { from: "2020-11-02", to: null },
    when: { activity: ["meet"] },
    tools: { ids: ["webex"], named: { ids: ["webex"], tags: [], facts: [], except: [], all: false } },
    effect: "permitted",
    duties: [],
    advice: [],
    words: { nl: id, en: id },
    source: { document: "a", quote: "b" },
    reading: null,
    ...change,
  };
}

const anyRules = fc
  .uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"))
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) => fc.constantFrom("permitted", "prohibited").map((effect) => rule(id, { effect }))),
    ),
  );

describe("what changed between two lists of rules", () => {
  it("is nothing when they are the same", () => {
    fc.assert(
      fc.property(anyRules, (rules) => {
        expect(diffRules(rules, structuredClone(rules))).toEqual({ added: [], removed: [], changed: [] });
      }),
    );
  });

  it("is the other way around when the lists are", () => {
    fc.assert(
      fc.property(anyRules, anyRules, (before, after) => {
        const there = diffRules(before, after);
        const back = diffRules(after, before);
        expect(there.added.map((r) => r.id)).toEqual(back.removed.map((r) => r.id));
        expect(there.changed.map((c) => c.after.id).toSorted()).toEqual(
          back.changed.map((c) => c.after.id).toSorted(),
        );
      }),
    );
  });

  it("names the parts of a rule that differ", () => {
    const { changed } = diffRules([rule("a")], [rule("a", { effect: "prohibited", duties: ["x"] })]);
    expect(changed[0]?.fields).toEqual(["effect", "duties"]);
  });
});

describe("the rules on a day", () => {
  it("include those that start and end on it", () => {
    const rules = [rule("a", { valid: { from: "2020-11-02", to: "2020-12-01" } })];
    expect(rulesOn(rules, "2020-11-02")).toHaveLength(1);
    expect(rulesOn(rules, "2020-12-01")).toHaveLength(1);
    expect(rulesOn(rules, "2020-12-02")).toHaveLength(0);
  });
});
