import { changesBetween, foldChanges, mergedSpace, type RuleSetChange } from "@akkoord/policy";
import { participantName, type Voice } from "../answer-text.ts";
import { drive } from "../drive.ts";
import { EXIT, type ExitCode, paint, print, printJson, wrap } from "../io.ts";
import { checkDay, knownIds } from "../options.ts";
import { readRuleSet } from "../rule-sets.ts";
import { wordsOf } from "../words/index.ts";

const WIDTH = 80;

/** The options of `akkoord diff`. */
export interface DiffCommandOptions {
  readonly json: boolean;
  readonly lang: string;
  readonly date?: string;
  readonly overTime: boolean;
  readonly organisation: readonly string[];
}

/** `akkoord diff`: every region in which other rules decide otherwise. */
export async function diffCommand(
  oldPath: string,
  newPath: string,
  options: DiffCommandOptions,
  today: string,
): Promise<ExitCode> {
  const { language, words } = wordsOf(options.lang);
  const before = await readRuleSet(oldPath, null);
  const after = await readRuleSet(newPath, before);
  const merged = mergedSpace(before, after).after;
  const organisations = knownIds(
    "--organisation",
    options.organisation,
    merged.organisations.map(({ id }) => id),
  );
  const changes = await drive(
    changesBetween(
      before,
      after,
      options.overTime ? { overTime: true } : { date: checkDay(options.date ?? today) },
      organisations.length > 0 ? { organisations } : {},
    ),
    words,
  );
  if (options.json) printJson({ changes });
  else printChanges({ ruleSet: merged, language, words }, changes);
  return changes.length === 0 ? EXIT.fine : EXIT.findings;
}

function printChanges(voice: Voice, changes: readonly RuleSetChange[]): void {
  const { ruleSet, language } = voice;
  const { analysis } = voice.words;
  if (changes.length === 0) {
    print(analysis.noChanges);
    return;
  }
  const folded = foldChanges(ruleSet, changes);
  for (const { organisations, situations, period, sentence, causes } of folded) {
    const who = organisations.map((id) => participantName(voice, id)).join(", ");
    const title = analysis.changeSummary(who, situations, analysis.period(period.from, period.to));
    print(wrap(paint("bold", title), "", WIDTH));
    print(wrap(sentence[language], "  ", WIDTH));
    const rules = (ids: readonly string[]): string => (ids.length === 0 ? "–" : ids.join(", "));
    print(wrap(paint("dim", `${rules(causes.from)} → ${rules(causes.to)}`), "  ", WIDTH));
    print();
  }
  print(analysis.changes(changes.length, folded.length));
}
