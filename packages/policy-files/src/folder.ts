import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { type ParsedRuleSet, parseRuleSet, type RuleProblem, type SourceDocument } from "@akkoord/policy";
import { readScenarioDocument, type Scenario } from "./scenarios.ts";
import { readYaml } from "./yaml.ts";

/** Folders and files of a policy folder that are no part of its rule set. */
const LEFT_OUT = new Set(["examples", "lexicon.yaml", "scenarios.yaml"]);

/**
 * Reads every YAML file of a policy folder and its subfolders, in alphabetical order.
 * `examples/` (made-up organisations), `lexicon.yaml` (words of questions) and `scenarios.yaml` are no part of it.
 *
 * @throws {Error} with the system's code (`ENOENT`, `EACCES`) when the folder cannot be read.
 */
export async function readPolicyFolder(folder: string): Promise<readonly SourceDocument[]> {
  const files = await yamlFiles(folder);
  return Promise.all(
    files.map(async (file) => readYaml(relative(process.cwd(), file) || file, await readFile(file, "utf8"))),
  );
}

/**
 * Reads a rule set from one or more policy folders; later folders add to the first.
 *
 * @example const { ruleSet, problems } = await loadRuleSet("policies");
 */
export async function loadRuleSet(...folders: readonly string[]): Promise<ParsedRuleSet> {
  const documents = await Promise.all(folders.map(readPolicyFolder));
  return parseRuleSet(documents.flat());
}

/**
 * Reads `scenarios.yaml` of a policy folder; none when the file is absent.
 * Malformed scenarios become problems with their place.
 */
export async function readScenarios(
  folder: string,
): Promise<{ scenarios: readonly Scenario[]; problems: readonly RuleProblem[] }> {
  const file = join(folder, "scenarios.yaml");
  if (!existsSync(file)) return { scenarios: [], problems: [] };
  return readScenarioDocument(readYaml(file, await readFile(file, "utf8")));
}

async function yamlFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter((entry) => !LEFT_OUT.has(entry.name))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(async (entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return yamlFiles(path);
        return /\.ya?ml$/.test(entry.name) ? [path] : [];
      }),
  );
  return found.flat();
}
