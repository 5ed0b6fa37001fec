import { describe, expect, it } from "vitest";
import type { RuleSet } from "../rule-set.ts";
import { SMALL_DAY, smallRuleSet } from "../testing/small-rule-set.ts";
import { changesBetween } from "./changes.ts";
import type { RuleSetChange } from "./finding.ts";
import { mergedSpace } from "./merged-space.ts";
import { run } from "./run.ts";

const plain = smallRuleSet([{ id: "all" }]);

/** The rule set with other values for an attribute, by id. */
function withValues(ruleSet: RuleSet, attribute: string, ids: readonly string[]): RuleSet {
  const values = ids.map((id) => ({ id, label: { nl: id, en: id } }));
  return {
    ...ruleSet,
    vocabulary: {
      ...ruleSet.vocabulary,
      attributes: ruleSet.vocabulary.attributes.map((each) =>
        each.id === attribute ? { ...each, values } : each,
      ),
    },
  };
}

function without(ruleSet: RuleSet, attribute: string): RuleSet {
  const { vocabulary } = ruleSet;
  return {
    ...ruleSet,
    vocabulary: { ...vocabulary, attributes: vocabulary.attributes.filter(({ id }) => id !== attribute) },
  };
}

const changesOf = (before: RuleSet, after: RuleSet): readonly RuleSetChange[] =>
  run(changesBetween(before, after, { date: SMALL_DAY }));

describe("one space for two rule sets", () => {
  it("is what they have when they have the same, and keeps the later order otherwise", () => {
    const same = mergedSpace(plain, { ...plain, rules: [] });
    expect(same.before.vocabulary).toBe(same.after.vocabulary);
    expect(same.before.rules).toBe(plain.rules);
    const wider = withValues(plain, "host", ["somebody", "other"]);
    const { before, after } = mergedSpace(plain, wider);
    expect(before.vocabulary).toBe(after.vocabulary);
    expect(after.vocabulary.attributes[3]?.values.map(({ id }) => id)).toEqual(["somebody", "other", "own"]);
  });

  it("counts a situation that can occur in either, and none that mixes what only one side knows", () => {
    const wider = withValues(withValues(plain, "host", ["own", "other", "third"]), "device", ["phone"]);
    const { impossible } = mergedSpace(plain, wider).after.vocabulary;
    const cannot = (situation: Readonly<Record<string, string>>): boolean =>
      impossible.some((condition) =>
        Object.entries(condition).every(([id, values]) => values.includes(situation[id] ?? "")),
      );
    expect(cannot({ activity: "share", host: "other", device: "phone" })).toBe(true);
    expect(cannot({ activity: "meet", host: "third", device: "phone" })).toBe(false);
    expect(cannot({ activity: "meet", host: "own", device: "desk" })).toBe(false);
    expect(cannot({ activity: "meet", host: "third", device: "desk" })).toBe(true);
  });

  it("takes an attribute that one side lacks for irrelevant there", () => {
    const rules = smallRuleSet([{ id: "all", when: { device: ["desk"] } }]).rules;
    expect(changesOf(without(plain, "device"), plain)).toEqual([]);
    const changes = changesOf(without(plain, "device"), { ...plain, rules });
    expect(changes.map(({ organisation, from, to, boxes }) => ({ organisation, from, to, boxes }))).toEqual(
      ["a", "b", "c"].map((organisation) => ({
        organisation,
        from: "permitted",
        to: "unspecified",
        boxes: [{ device: ["phone"] }],
      })),
    );
  });

  it("shows a change of tips alone", () => {
    const after = smallRuleSet([{ id: "all", advice: ["try-phone"] }]);
    expect(changesOf(plain, after).map(({ advice }) => advice)).toEqual(
      ["a", "b", "c"].map(() => ({ added: ["try-phone"], removed: [] })),
    );
  });
});
