import { readFile, stat } from "node:fs/promises";
import { applyDraft, type RuleSet } from "@akkoord/policy";
import { loadRuleSet, readYaml } from "@akkoord/policy-files";
import { UsageError } from "./io.ts";
import { problemLine } from "./rules.ts";

/**
 * Reads a rule set from where a person points: a policy folder, a rule set as JSON, or a draft in YAML.
 *
 * @param base the rules that a draft is applied to; null where a draft makes no sense.
 * @throws {UsageError} with every problem and its place.
 */
export async function readRuleSet(path: string, base: RuleSet | null): Promise<RuleSet> {
  if ((await stat(path)).isDirectory()) return orRefuse(path, await loadRuleSet(path));
  const text = await readFile(path, "utf8");
  if (path.endsWith(".json")) return fromJson(path, text);
  if (base === null) throw new UsageError(`${path} is a draft. Name it second: akkoord diff FOLDER ${path}.`);
  return orRefuse(path, applyDraft(base, readYaml(path, text)));
}

function orRefuse(
  path: string,
  read: { readonly ruleSet: RuleSet | null; readonly problems: readonly Parameters<typeof problemLine>[0][] },
): RuleSet {
  if (read.ruleSet !== null) return read.ruleSet;
  throw new UsageError(`${path} cannot be used:\n${read.problems.map(problemLine).join("\n")}`);
}

const LISTS = ["organisations", "outsideParties", "groups", "tools", "sources", "rules", "untranslatables"];

function fromJson(path: string, text: string): RuleSet {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isRuleSet(value))
    throw new UsageError(
      `${path} is no rule set. Give what GET /v1/rule-sets/:hash answers, or a policy folder.`,
    );
  return value;
}

/** The shape by which a rule set is known; what the server published was checked in full when it was published. */
function isRuleSet(value: unknown): value is RuleSet {
  if (typeof value !== "object" || value === null) return false;
  const parts = new Map<string, unknown>(Object.entries(value));
  const vocabulary = parts.get("vocabulary");
  return (
    parts.get("format") === 1 &&
    typeof vocabulary === "object" &&
    vocabulary !== null &&
    LISTS.every((list) => Array.isArray(parts.get(list)))
  );
}
