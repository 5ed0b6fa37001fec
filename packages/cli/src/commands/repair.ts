import { type Finding, type RepairAdvice, repairs } from "@akkoord/policy";
import type { Voice } from "../answer-text.ts";
import { drive } from "../drive.ts";
import { families, printRule } from "../findings-text.ts";
import { EXIT, type ExitCode, paint, print, printJson, UsageError, wrap } from "../io.ts";
import { checkDay } from "../options.ts";
import { type RulePlaces, rulePlaces } from "../rule-places.ts";
import { loadRules } from "../rules.ts";
import { wordsOf } from "../words/index.ts";
import { type AnalyseCommandOptions, findingsOf } from "./analyse.ts";

const WIDTH = 80;

/** A finding with its repairs. */
interface Advised {
  readonly finding: Finding;
  readonly advice: RepairAdvice;
}

/** `akkoord repair`: the smallest sets of steps that end a finding, and whose signature each needs. */
export async function repairCommand(
  name: string,
  options: Omit<AnalyseCommandOptions, "finding">,
  today: string,
): Promise<ExitCode> {
  const { language, words } = wordsOf(options.lang);
  const ruleSet = await loadRules(options.policies);
  const date = checkDay(options.date ?? today);
  const found = named(name, await findingsOf(ruleSet, { ...options, finding: [] }, date), date);
  const advised: Advised[] = [];
  for (const finding of found)
    advised.push({ finding, advice: await drive(repairs(ruleSet, finding, { date }), words) });
  if (options.json)
    printJson({
      findings: advised.map(({ finding, advice }) => ({
        finding: finding.id,
        sentence: finding.sentence,
        ...advice,
      })),
    });
  else {
    const places = await rulePlaces(options.policies);
    for (const each of advised) printAdvice({ ruleSet, language, words }, each, places);
  }
  return advised.every(({ advice }) => advice.repairs.length > 0) ? EXIT.fine : EXIT.findings;
}

/**
 * The finding with this id, or all of a family; the beginning of a name is enough while it is clear which.
 *
 * @throws {UsageError} when nothing is called so, or several families are.
 */
function named(name: string, findings: readonly Finding[], date: string): readonly Finding[] {
  const matching = findings.filter(({ id }) => id.startsWith(name));
  const groups = families(matching);
  if (groups.length === 1) return matching;
  if (groups.length === 0)
    throw new UsageError(
      `There is no finding "${name}" on ${date}. List them with: akkoord analyse --date ${date}`,
    );
  const some = groups.slice(0, 5).map(({ family }) => family);
  throw new UsageError(
    `"${name}" is the beginning of ${groups.length} findings: ${some.join(", ")}… Write more of it.`,
  );
}

function printAdvice(voice: Voice, { finding, advice }: Advised, places: RulePlaces): void {
  const { ruleSet, language } = voice;
  const { analysis } = voice.words;
  print(`${paint("bold", analysis.kinds[finding.kind])} ${paint("dim", finding.id)}`);
  print(wrap(finding.sentence[language], "  ", WIDTH));
  if (advice.none !== null) {
    print(wrap(analysis.noRepair[advice.none], "  ", WIDTH));
    if (advice.blockedBy.length > 0) print(`  ${analysis.blockedBy}:`);
    for (const id of advice.blockedBy) printRule(ruleSet, id, places);
  } else {
    print(`  ${analysis.repairs(advice.repairs.length)}`);
    for (const { sentence, steps } of advice.repairs) {
      print(wrap(`• ${sentence[language]}`, "  ", WIDTH));
      for (const step of steps) {
        if (step.kind === "change-rule") printRule(ruleSet, step.rule, places);
        else if (step.overrides.length > 0)
          print(wrap(paint("dim", analysis.overriding(step.overrides.join(", "))), "    ", WIDTH));
      }
    }
    if (!advice.complete) print(`  ${analysis.notAll}`);
  }
  print();
}
