import type { RuleSet } from "@akkoord/policy";
import type { Imported } from "../import/imported.ts";

/** A rule set with what an import says put in place of what it said before, unchecked. For tests. */
export function withImport(ruleSet: RuleSet, imported: Imported): RuleSet {
  const isOld = (id: string): boolean => id.startsWith(imported.prefix);
  const replaced = new Set(imported.sources.map((source) => source.id));
  return {
    ...ruleSet,
    tools: [...ruleSet.tools, ...imported.tools],
    sources: [...ruleSet.sources.filter((source) => !replaced.has(source.id)), ...imported.sources],
    rules: [...ruleSet.rules.filter((rule) => !isOld(rule.id)), ...imported.rules],
    untranslatables: [...ruleSet.untranslatables.filter(({ id }) => !isOld(id)), ...imported.untranslatables],
  };
}
