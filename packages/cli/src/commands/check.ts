import type { Problem } from "@akkoord/policy";
import { loadRuleSet, readScenarios, type ScenarioResult, tryScenario } from "@akkoord/policy-files";
import { EXIT, type ExitCode, paint, print, printJson } from "../io.ts";
import { policyFolders, problemLine, readLexiconOf } from "../rules.ts";
import { wordsOf } from "../words/index.ts";

/** `akkoord check`: refuses malformed rules with their place, and tries every scenario that must stay true. */
export async function checkCommand(
  named: readonly string[],
  options: { json: boolean; lang: string },
): Promise<ExitCode> {
  const { words } = wordsOf(options.lang);
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
  const fine = problems.length === 0 && failing.length === 0;
  if (options.json)
    printJson({
      fine,
      problems,
      scenarios: failing.map(({ scenario, differences }) => ({ id: scenario.id, differences })),
      rules: ruleSet?.rules.length ?? 0,
    });
  else {
    for (const problem of problems) print(problemLine(problem));
    for (const { scenario, differences } of failing) {
      print(paint("red", words.scenarioFails(scenario.id)));
      for (const difference of differences) print(`  ${difference}`);
    }
    print(
      fine && ruleSet !== null
        ? words.checkFine(ruleSet.rules.length, ruleSet.untranslatables.length, scenarios.length)
        : words.checkProblems(problems.length + failing.length),
    );
  }
  return fine ? EXIT.fine : EXIT.findings;
}
