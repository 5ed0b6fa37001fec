/** The rule set of this repository, for tests. */
import { fileURLToPath } from "node:url";
import type { RuleSet } from "@akkoord/policy";
import { loadRuleSet } from "@akkoord/policy-files";

/** Reads the policy files of the checkout. */
export async function realRules(): Promise<RuleSet> {
  const { ruleSet, problems } = await loadRuleSet(
    fileURLToPath(new URL("../../../../policies", import.meta.url)),
  );
  if (ruleSet === null) throw new Error(problems.map((problem) => problem.message).join("\n"));
  return ruleSet;
}
