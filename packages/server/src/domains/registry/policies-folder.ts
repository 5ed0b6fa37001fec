import type { RuleSet } from "@akkoord/policy";
import { loadRuleSet } from "@akkoord/policy-files";
import { PoliciesRefused } from "../../platform/errors.ts";

/**
 * The rule set that the policies folder holds.
 *
 * @throws PoliciesRefused with every place that is wrong
 */
export async function readPoliciesFolder(folder: string): Promise<RuleSet> {
  const { ruleSet, problems } = await loadRuleSet(folder).catch((error) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new PoliciesRefused([
      {
        code: "unreadable",
        file: folder,
        line: 1,
        column: 1,
        message: `The policies folder cannot be read: ${why}.`,
        remedy: "Name the folder with the rules in POLICIES_DIR.",
        inDutch: {
          message: `De map met regels kan niet worden gelezen: ${why}.`,
          remedy: "Noem de map met regels in POLICIES_DIR.",
        },
      },
    ]);
  });
  if (ruleSet === null || problems.length > 0) throw new PoliciesRefused(problems);
  return ruleSet;
}
