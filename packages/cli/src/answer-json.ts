import type { Answer, RuleSet } from "@akkoord/policy";
import type { Question } from "./question.ts";

/** The answer as the command line's contract for machines has it. */
export function answerJson(ruleSet: RuleSet, question: Question, answer: Answer) {
  const { situation } = question;
  const shared = situation.participants[0]?.attributes ?? {};
  return {
    ruleSet: answer.ruleSet,
    date: answer.date,
    situation: {
      ...situation.attributes,
      ...shared,
      audience: answer.audience,
      participants: situation.participants.map((participant) => participant.id),
    },
    understood: question.understood,
    outcomes: answer.outcomes.map((outcome) => ({
      tool: outcome.tool,
      effect: outcome.effect,
      contested: outcome.contested,
      unworkable: outcome.unworkable,
      duties: outcome.duties.map((duty) => ({
        ...duty,
        words: wordsOfId(ruleSet.vocabulary.duties, duty.id),
      })),
      advice: outcome.advice.map((advice) => ({
        ...advice,
        words: wordsOfId(ruleSet.vocabulary.advice, advice.id),
      })),
      clashes: outcome.clashes,
      participants: outcome.participants.map(({ participant, effect, contested, decisive, defeated }) => ({
        participant,
        effect,
        contested,
        decisive,
        defeated,
      })),
    })),
    common: answer.common,
    lastResort: answer.lastResort,
    nextQuestion: answer.nextQuestion,
    untranslatables: ruleSet.untranslatables
      .filter((clause) => answer.untranslatables.includes(clause.id))
      .map(({ id, source, why }) => ({ id, source, why })),
    whatWouldHelp: answer.whatWouldHelp,
  };
}

function wordsOfId(list: readonly { id: string; words: { nl: string; en: string } }[], id: string) {
  return list.find((item) => item.id === id)?.words ?? null;
}
