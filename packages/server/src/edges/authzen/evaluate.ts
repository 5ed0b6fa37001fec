import { type Answer, effectsOf, opens, type RuleSet, type ToolOutcome } from "@akkoord/policy";
import type { Advice } from "../../domains/advice/queries.ts";
import { organisationId } from "../../domains/directory/model.ts";
import { makeReceipt } from "../../domains/receipts/commands.ts";
import type { Registry } from "../../domains/registry/registry.ts";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import type { Caller, Commands } from "../../platform/command.ts";
import type { Language } from "../../platform/problem-words.ts";
import { asked, type Evaluation } from "./model.ts";

/** What answering AuthZEN questions needs. */
export interface AuthZenParts {
  readonly registry: Registry;
  readonly advice: Advice;
  readonly commands: Commands;
  readonly clock: Clock;
}

/** An AuthZEN answer. */
export interface Decision {
  readonly decision: boolean;
  readonly context: Readonly<Record<string, unknown>>;
}

/**
 * Decides an AuthZEN question by the same rules as everything else. True only when everyone who takes part
 * may use the tool in every situation that the question can mean, and can meet its duties.
 */
export async function evaluate(
  parts: AuthZenParts,
  evaluation: Evaluation,
  caller: () => Promise<Caller>,
  language: Language,
): Promise<Decision> {
  const today = dayInAmsterdam(parts.clock.now());
  const { held: current } = await parts.registry.currentOn(today);
  const question = asked(evaluation, (named) => organisationId(current.ruleSet, named));
  const answers = await Promise.all(
    question.situations.map(async (situation) => {
      const input = {
        situation: { ...situation, participants: [...situation.participants] },
        tool: question.tool,
      };
      const { answer, held } = await parts.advice.answer({ ...input, help: false });
      return { input, answer, ruleSet: held.ruleSet, open: answer.common.includes(question.tool) };
    }),
  );
  const telling = answers.find(({ open }) => !open) ?? answers.at(-1);
  if (telling === undefined) return { decision: false, context: {} };
  const receipt = question.receipt
    ? await parts.commands.execute(makeReceipt(parts.advice), telling.input, await caller())
    : null;
  return {
    decision: answers.every(({ open }) => open),
    context: {
      ...explained(telling.ruleSet, telling.answer, language),
      ...(receipt === null ? {} : { receipt: receipt.id }),
    },
  };
}

function explained(ruleSet: RuleSet, answer: Answer, language: Language): Record<string, unknown> {
  const shared = { ruleSet: answer.ruleSet, date: answer.date, nextQuestion: answer.nextQuestion };
  const outcome = answer.outcomes[0];
  if (outcome === undefined) return { ...shared, reason: {} };
  return {
    ...shared,
    effect: outcome.effect,
    contested: outcome.contested,
    unworkable: outcome.unworkable,
    reason: reasons(ruleSet, outcome, language),
    duties: outcome.duties.map(({ id, status }) => ({
      id,
      status,
      words: ruleSet.vocabulary.duties.find((duty) => duty.id === id)?.words[language] ?? id,
    })),
    advice: outcome.advice.map(({ id }) => ({
      id,
      words: ruleSet.vocabulary.advice.find((advice) => advice.id === id)?.words[language] ?? id,
    })),
  };
}

/** Per decisive rule of those whose outcome settles it: what it says. */
function reasons(ruleSet: RuleSet, outcome: ToolOutcome, language: Language): Record<string, string> {
  const groupIsOpen = effectsOf(outcome).every(opens);
  const settling = outcome.participants.filter(
    (participant) => groupIsOpen || !effectsOf(participant).every(opens),
  );
  const ids = [...new Set(settling.flatMap(({ decisive }) => decisive))];
  return Object.fromEntries(
    ids.flatMap((id) => {
      const rule = ruleSet.rules.find((candidate) => candidate.id === id);
      return rule === undefined ? [] : [[id, rule.words?.[language] ?? rule.source.quote]];
    }),
  );
}
