import { ask, explain, type RuleInExplanation } from "@akkoord/policy";
import { participantName, sourceTitle, toolName, type Voice, valueLabel, verdict } from "../answer-text.ts";
import { EXIT, type ExitCode, paint, print, printJson, UsageError, wrap } from "../io.ts";
import { readQuestion } from "../question.ts";
import { loadLexicon, loadRules } from "../rules.ts";
import { wordsOf } from "../words/index.ts";
import type { AskCommandOptions } from "./ask.ts";

/** `akkoord explain`: why a tool comes out as it does: every rule that counts and every rule set aside. */
export async function explainCommand(
  sentence: string | undefined,
  options: AskCommandOptions,
  today: string,
): Promise<ExitCode> {
  const { language, words } = wordsOf(options.lang);
  const ruleSet = await loadRules(options.policies);
  const lexicon = sentence === undefined ? null : await loadLexicon(options.policies, ruleSet);
  const question = readQuestion(ruleSet, lexicon, sentence, options, today);
  const answer = ask(question.decider, question.situation, {
    help: false,
    ...(question.namedTool === null ? {} : { tool: question.namedTool }),
  });
  if (answer.outcomes.length === 0)
    throw new UsageError("Name the asker's organisation first, with --participant.");
  const explanations = answer.outcomes.map((outcome) => explain(ruleSet, answer, outcome.tool));
  if (options.json) {
    printJson({ ruleSet: answer.ruleSet, date: answer.date, situation: answer.situation, explanations });
    return EXIT.fine;
  }
  const voice: Voice = { ruleSet, language, words };
  for (const explanation of explanations) {
    print(`${paint("bold", toolName(voice, explanation.tool))}: ${verdict(voice, explanation)}`);
    for (const participant of explanation.participants) {
      const settles =
        participant.settlesTheGroup && explanation.participants.length > 1 ? ` (${words.settles})` : "";
      print(
        `  ${participantName(voice, participant.participant)}: ${verdict(voice, { ...participant, unworkable: false })}${settles}`,
      );
      for (const rule of participant.decisive) printRule(voice, rule);
      for (const rule of participant.defeated) printRule(voice, rule);
    }
    for (const clause of explanation.untranslatables) {
      print(
        wrap(
          `${words.sourceAlsoSays}: “${clause.source.quote}” ${sourceTitle(voice, clause.source.document)}`,
          "  ",
        ),
      );
      print(wrap(paint("dim", `${words.notARule}: ${clause.why[language]}`), "    "));
    }
    print();
  }
  print(paint("dim", words.ruleSet(ruleSet.name, answer.ruleSet, answer.date)));
  return EXIT.fine;
}

function printRule(voice: Voice, rule: RuleInExplanation): void {
  const { words, language } = voice;
  const effect = rule.effect === null ? "" : ` · ${words.effects[rule.effect]}`;
  print(
    `    ${rule.defeatedBy.length > 0 ? "✕" : "•"} ${rule.rule} (${rule.issuer}, ${rule.layer}, ${rule.force}${effect})`,
  );
  const because = rule.because.map((part) =>
    part.value === null ? "" : valueLabel(voice, part.attribute, part.value),
  );
  if (because.some((part) => part !== ""))
    print(wrap(`${words.because}: ${because.filter((part) => part !== "").join(" · ")}`, "      "));
  if (rule.byRequiringAnother) print(wrap(words.byRequiring, "      "));
  print(
    wrap(
      `“${rule.source.quote}” ${sourceTitle(voice, rule.source.document)}${rule.source.place === undefined ? "" : `, ${rule.source.place}`}`,
      "      ",
    ),
  );
  if (rule.reading !== null)
    print(wrap(paint("dim", `${words.howRead}: ${rule.reading[language]}`), "      "));
  for (const defeat of rule.defeatedBy)
    print(wrap(`${words.setAside}: ${words.setAsideBy[defeat.because]} (${defeat.rule})`, "      "));
}
