import { fileURLToPath } from "node:url";
import { compile, type Decider, type RuleSet } from "@akkoord/policy";
import { loadRuleSet } from "@akkoord/policy-files";

const POLICIES = fileURLToPath(new URL("../../../../policies", import.meta.url));

/** The real rules, made ready for a day, for tests that read as what the page answers. */
export async function realRules(
  date: string,
): Promise<{ readonly ruleSet: RuleSet; readonly decider: Decider }> {
  const { ruleSet, problems } = await loadRuleSet(POLICIES);
  if (ruleSet === null) throw new Error(problems.map((problem) => problem.message).join("\n"));
  return { ruleSet, decider: compile(ruleSet, date) };
}
