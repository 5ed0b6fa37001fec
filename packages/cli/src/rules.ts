import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Problem, RuleSet } from "@akkoord/policy";
import { loadRuleSet, readYaml } from "@akkoord/policy-files";
import { type CompiledLexicon, compileLexicon, readLexicon } from "@akkoord/understand";
import { UsageError } from "./io.ts";

/** The rules of the checkout itself. */
const OWN_POLICIES = fileURLToPath(new URL("../../../policies", import.meta.url));

/** The policy folders to use: those named, else the checkout's own. */
export function policyFolders(named: readonly string[]): readonly string[] {
  const folders = named.length > 0 ? named : [process.env.POLICIES_DIR ?? OWN_POLICIES];
  const missing = folders.find((folder) => !existsSync(folder));
  if (missing !== undefined)
    throw new UsageError(`The folder ${missing} does not exist. Name a folder with policy files.`);
  return folders;
}

/** Loads the rules, or refuses with every problem and its place. */
export async function loadRules(named: readonly string[]): Promise<RuleSet> {
  const { ruleSet, problems } = await loadRuleSet(...policyFolders(named));
  if (ruleSet === null)
    throw new UsageError(`The rules cannot be used:\n${problems.map(problemLine).join("\n")}`);
  return ruleSet;
}

/** One line for a problem, in the form that editors recognise. */
export function problemLine(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.message} ${problem.remedy}`;
}

/** The words of questions that lie beside the rules; null when there are none. */
export async function loadLexicon(
  named: readonly string[],
  ruleSet: RuleSet,
): Promise<CompiledLexicon | null> {
  const { lexicon, problems } = await readLexiconOf(named, ruleSet);
  if (problems.length > 0)
    throw new UsageError(`The lexicon cannot be used:\n${problems.map(problemLine).join("\n")}`);
  return lexicon === null ? null : compileLexicon(lexicon, ruleSet);
}

export async function readLexiconOf(named: readonly string[], ruleSet: RuleSet) {
  const [first] = policyFolders(named);
  const file = join(first ?? "", "lexicon.yaml");
  if (!existsSync(file)) return { lexicon: null, problems: [] };
  return readLexicon(readYaml(file, await readFile(file, "utf8")), ruleSet);
}
