import { readFile } from "node:fs/promises";
import { FINDING_KINDS, type Finding, type FindingKind, type Problem, type RuleSet } from "@akkoord/policy";
import { loadRuleSet, readScenarios, type ScenarioResult, tryScenario } from "@akkoord/policy-files";
import { families, printFamily } from "../findings-text.ts";
import { EXIT, type ExitCode, paint, print, printJson, UsageError } from "../io.ts";
import { knownIds } from "../options.ts";
import { rulePlaces } from "../rule-places.ts";
import { policyFolders, problemLine, readLexiconOf } from "../rules.ts";
import { wordsOf } from "../words/index.ts";
import { findingsOf } from "./analyse.ts";

/** The options of `akkoord check`. */
export interface CheckCommandOptions {
  readonly json: boolean;
  readonly lang: string;
  /** Kinds of findings that may not be there; none means that findings are not looked for. */
  readonly failOn: readonly string[];
  /** A file with findings that are known already. */
  readonly baseline?: string;
  readonly date?: string;
}

/** Short names for kinds, as people say them. */
const SHORT_NAMES: Readonly<Record<string, FindingKind>> = { conflict: "norm-conflict", gap: "tool-gap" };

/**
 * `akkoord check`: refuses malformed rules with their place, tries every scenario that must stay true, and looks for findings
 * that may not be there. With a baseline only findings that are not in it count.
 */
export async function checkCommand(
  named: readonly string[],
  options: CheckCommandOptions,
  today: string,
): Promise<ExitCode> {
  const { language, words } = wordsOf(options.lang);
  const kinds = kindsToFailOn(options.failOn);
  const baseline = options.baseline === undefined ? null : await readBaseline(options.baseline);
  const folders = policyFolders(named);
  const { ruleSet, problems: inRules } = await loadRuleSet(...folders);
  const read = await Promise.all(folders.map(readScenarios));
  const scenarios = read.flatMap((each) => each.scenarios);
  const inLexicon = ruleSet === null ? [] : (await readLexiconOf(named, ruleSet)).problems;
  const problems: readonly Problem[] = [...inRules, ...read.flatMap((each) => each.problems), ...inLexicon];
  const failing: readonly ScenarioResult[] =
    ruleSet === null
      ? []
      : scenarios
          .map((scenario) => tryScenario(ruleSet, scenario))
          .filter((result) => result.differences.length > 0);
  const findings = ruleSet === null ? [] : await newFindings(ruleSet, kinds, baseline, options, today);
  const fine = problems.length === 0 && failing.length === 0 && findings.length === 0;
  if (options.json)
    printJson({
      fine,
      problems,
      scenarios: failing.map(({ scenario, differences }) => ({ id: scenario.id, differences })),
      rules: ruleSet?.rules.length ?? 0,
      ...(kinds.length > 0 ? { findings } : {}),
    });
  else {
    for (const problem of problems) print(problemLine(problem));
    for (const { scenario, differences } of failing) {
      print(paint("red", words.scenarioFails(scenario.id)));
      for (const difference of differences) print(`  ${difference}`);
    }
    if (ruleSet !== null && findings.length > 0) {
      const { analysis } = words;
      print(
        paint(
          "red",
          baseline === null ? analysis.failing(findings.length) : analysis.newFindings(findings.length),
        ),
      );
      const places = await rulePlaces(named);
      for (const family of families(findings)) printFamily({ ruleSet, language, words }, family, places);
    }
    print(
      fine && ruleSet !== null
        ? words.checkFine(ruleSet.rules.length, ruleSet.untranslatables.length, scenarios.length)
        : words.checkProblems(problems.length + failing.length + findings.length),
    );
  }
  return fine ? EXIT.fine : EXIT.findings;
}

function kindsToFailOn(given: readonly string[]): readonly FindingKind[] {
  const named = knownIds("--fail-on", given, [...Object.keys(SHORT_NAMES), ...FINDING_KINDS]);
  return FINDING_KINDS.filter((kind) => named.some((name) => (SHORT_NAMES[name] ?? name) === kind));
}

async function newFindings(
  ruleSet: RuleSet,
  kinds: readonly FindingKind[],
  baseline: ReadonlySet<string> | null,
  { lang, date }: CheckCommandOptions,
  today: string,
): Promise<readonly Finding[]> {
  if (kinds.length === 0) return [];
  const when = date === undefined ? {} : { date };
  const found = await findingsOf(ruleSet, { lang, ...when, finding: kinds, organisation: [] }, today);
  return found.filter(({ id }) => baseline?.has(id) !== true);
}

/** The ids of the findings in a file that `akkoord analyse --json` wrote. */
async function readBaseline(file: string): Promise<ReadonlySet<string>> {
  const refused = new UsageError(`${file} holds no findings. Make it with: akkoord analyse --json > ${file}`);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) throw refused;
    throw error;
  }
  const found = typeof value === "object" && value !== null && "findings" in value ? value.findings : null;
  if (!Array.isArray(found)) throw refused;
  const list: readonly unknown[] = found;
  return new Set(
    list.map((finding) => {
      if (
        typeof finding === "object" &&
        finding !== null &&
        "id" in finding &&
        typeof finding.id === "string"
      )
        return finding.id;
      throw refused;
    }),
  );
}
