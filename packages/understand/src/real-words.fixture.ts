import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RuleSet } from "@akkoord/policy";
import { loadRuleSet, readYaml } from "@akkoord/policy-files";
import { type CompiledLexicon, compileLexicon } from "./compile-lexicon.ts";
import type { Lexicon } from "./lexicon.ts";
import { readLexicon } from "./read-lexicon.ts";

const POLICIES = join(import.meta.dirname, "../../../policies");

/** The repository's own rule set and lexicon. For tests only: it reads files. */
export async function loadRealWords(): Promise<{
  readonly ruleSet: RuleSet;
  readonly lexicon: Lexicon;
  readonly words: CompiledLexicon;
}> {
  const { ruleSet, problems } = await loadRuleSet(POLICIES);
  if (ruleSet === null) throw new Error(`The policies cannot be read: ${JSON.stringify(problems[0])}`);
  const text = await readFile(join(POLICIES, "lexicon.yaml"), "utf8");
  const read = readLexicon(readYaml("policies/lexicon.yaml", text), ruleSet);
  if (read.lexicon === null)
    throw new Error(`The lexicon cannot be read: ${JSON.stringify(read.problems[0])}`);
  return { ruleSet, lexicon: read.lexicon, words: compileLexicon(read.lexicon, ruleSet) };
}
