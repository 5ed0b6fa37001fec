import { writeFile } from "node:fs/promises";
import { ask, makeReceipt } from "@akkoord/policy";
import { answerJson } from "../answer-json.ts";
import { printAnswer } from "../answer-text.ts";
import { EXIT, type ExitCode, print, printJson } from "../io.ts";
import { readQuestion, type SituationOptions } from "../question.ts";
import { loadLexicon, loadRules } from "../rules.ts";
import { wordsOf } from "../words/index.ts";

export interface AskCommandOptions extends SituationOptions {
  readonly policies: readonly string[];
  readonly json: boolean;
  readonly lang: string;
  /** Where to write a receipt of the decision. */
  readonly receipt?: string;
}

/** `akkoord ask`: one answer for one situation. */
export async function askCommand(
  sentence: string | undefined,
  options: AskCommandOptions,
  today: string,
): Promise<ExitCode> {
  const { language, words } = wordsOf(options.lang);
  const ruleSet = await loadRules(options.policies);
  const lexicon = sentence === undefined ? null : await loadLexicon(options.policies, ruleSet);
  const question = readQuestion(ruleSet, lexicon, sentence, options, today);
  const answer = ask(
    question.decider,
    question.situation,
    question.onlyTool === null ? {} : { tool: question.onlyTool },
  );
  if (options.receipt !== undefined) {
    const receipt = makeReceipt(question.decider, question.situation, question.onlyTool);
    await writeFile(options.receipt, `${JSON.stringify(receipt, null, 2)}\n`, { flag: "wx" });
  }
  if (options.json) printJson(answerJson(ruleSet, question, answer));
  else {
    printAnswer({ ruleSet, language, words }, question, answer);
    if (options.receipt !== undefined) print(words.receiptWritten(options.receipt));
  }
  return EXIT.fine;
}
