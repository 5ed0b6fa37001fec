import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { loadRuleSet, readYaml } from "@akkoord/policy-files";
import { readLexicon } from "@akkoord/understand";
import type { Plugin } from "vite";

const POLICIES = fileURLToPath(new URL("../../../policies", import.meta.url));
const MODULE = "virtual:lexicon";

/** The lexicon or the rule set that it belongs to does not read well, so no page can be built from it. */
class LexiconError extends Error {
  readonly code = "lexicon-unreadable";

  constructor(
    problems: readonly { readonly message: string; readonly file: string; readonly line: number }[],
  ) {
    super(problems.map((problem) => `${problem.file}:${problem.line} ${problem.message}`).join("\n"));
    this.name = "LexiconError";
  }
}

async function readTheLexicon() {
  const { ruleSet, problems } = await loadRuleSet(POLICIES);
  if (ruleSet === null) throw new LexiconError(problems);
  const text = await readFile(`${POLICIES}/lexicon.yaml`, "utf8");
  const read = readLexicon(readYaml("policies/lexicon.yaml", text), ruleSet);
  if (read.lexicon === null) throw new LexiconError(read.problems);
  return read.lexicon;
}

/** Bundles the words by which people name things as plain JSON, so that a question is read on the device. */
export function bundleLexicon(): Plugin {
  return {
    name: "akkoord-lexicon",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    async load(id) {
      if (id !== `\0${MODULE}`) return null;
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(await readTheLexicon()))});`;
    },
  };
}
