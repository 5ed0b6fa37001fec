import { applyDraft, type Rule, type RuleSet, selectTools } from "@akkoord/policy";
import { loadRuleSet, readYaml, writeDraft } from "@akkoord/policy-files";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { POLICIES } from "../../testing/test-server.ts";
import { contentToRestore } from "./restore.ts";

const { ruleSet } = await loadRuleSet(POLICIES);
if (ruleSet === null) throw new Error("the policies load");
const base = ruleSet;
const FREE = base.rules.filter(({ id }) => !base.rules.some(({ overrides }) => overrides.includes(id)));

function restored(then: RuleSet, now: RuleSet, owner: string): RuleSet {
  const content = contentToRestore(then, now, owner);
  if (content === null) return now;
  const applied = applyDraft(now, readYaml("draft.yaml", writeDraft(content, now)), {
    owner,
    ownTools: [],
    ownSources: [],
  });
  expect(applied.problems).toEqual([]);
  if (applied.ruleSet === null) throw new Error("the draft is applied");
  return applied.ruleSet;
}

const byId = (rules: readonly Rule[]) => new Map(rules.map((rule) => [rule.id, rule]));

describe("going back to earlier rules", () => {
  test("undoes whatever was changed, added and withdrawn since", () => {
    fc.assert(
      fc.property(
        fc.subarray(FREE),
        fc.subarray(FREE),
        fc.subarray([...base.rules]),
        (gone, added, changed) => {
          const of = (without: readonly Rule[]) => ({
            ...base,
            rules: base.rules.filter((rule) => !without.includes(rule)),
          });
          const then = of(gone);
          const now = {
            ...of(added),
            rules: of(added).rules.map((rule) => (changed.includes(rule) ? { ...rule, words: null } : rule)),
          };
          expect(byId(restored(then, now, "rijk").rules)).toEqual(byId(then.rules));
        },
      ),
    );
  });

  test("leaves the rules of others alone", () => {
    const now = { ...base, rules: base.rules.slice(3) };
    expect(contentToRestore(base, now, "szw")).toBeNull();
  });

  test("brings along the tools and sources that the rules need and that are gone", () => {
    const zoom = base.rules.find(({ tools }) => tools.named.ids.includes("zoom"));
    if (zoom === undefined) throw new Error("some rule names Zoom");
    const tools = base.tools.filter(({ id }) => id !== "zoom");
    const now: RuleSet = {
      ...base,
      tools,
      rules: base.rules
        .filter(({ tools: { named } }) => !named.ids.includes("zoom"))
        .map((rule) => ({ ...rule, tools: selectTools(rule.tools.named, tools) })),
    };
    const back = restored(base, now, "rijk");
    expect(back.tools.map(({ id }) => id)).toContain("zoom");
    expect(byId(back.rules).get(zoom.id)?.tools.ids).toContain("zoom");
  });

  test("of the same rules is nothing", () => {
    expect(contentToRestore(base, base, "rijk")).toBeNull();
  });
});
