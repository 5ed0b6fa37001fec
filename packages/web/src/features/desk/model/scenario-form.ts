import {
  type Answer,
  ask,
  checkSituation,
  compile,
  type OutcomeEffect,
  type RuleSet,
  SituationError,
} from "@akkoord/policy";
import { fragmentOf } from "../../../platform/fragment-state.ts";
import { EMPTY_QUESTION, fitToRuleSet, type Question, readFragment } from "../../answer/model/question.ts";
import type { KeptScenario, ScenarioInput } from "../api.ts";

/** A scenario as somebody fills it in. */
export interface ScenarioDraft {
  readonly title: string;
  readonly question: Question;
  readonly expect: Readonly<Record<string, OutcomeEffect>>;
  /** Whether exactly the tools in common count too. */
  readonly withCommon: boolean;
}

/** A scenario in which nothing was filled in, for an organisation. */
export function emptyScenario(asker: string | null): ScenarioDraft {
  return { title: "", question: { ...EMPTY_QUESTION, asker }, expect: {}, withCommon: false };
}

/** A kept scenario, to change it. */
export function scenarioDraft(kept: KeptScenario, title: string): ScenarioDraft {
  const [asker = null, ...others] = kept.situation.participants;
  return {
    title,
    question: {
      ...EMPTY_QUESTION,
      attributes: kept.situation.attributes,
      asker,
      others,
      date: kept.situation.date,
    },
    expect: kept.expect,
    withCommon: kept.common !== null,
  };
}

/**
 * The question of a shared answer; null when the text is no link of an answer.
 *
 * @example questionInLink("https://akkoord.example/antwoord#me=bzk&activity=meet", ruleSet)
 */
export function questionInLink(link: string, ruleSet: RuleSet): Question | null {
  const fragment = fragmentOf(link.trim());
  if (!/\/antwoord#./.test(link) || fragment === "") return null;
  const { question } = fitToRuleSet(ruleSet, readFragment(fragment));
  return question.asker === null && Object.keys(question.attributes).length === 0 ? null : question;
}

/** What the rules say of a question now. */
export interface Outcomes {
  /** Tools that serve the activity, with the one effect they have; a tool whose effect is still open is left out. */
  readonly effects: Readonly<Record<string, OutcomeEffect>>;
  readonly common: readonly string[];
}

/** The situation as the server keeps it. */
export function situationOf(question: Question): ScenarioInput["situation"] {
  return {
    date: question.date,
    attributes: question.attributes,
    participants: question.asker === null ? [] : [question.asker, ...(question.others ?? [])],
  };
}

/** Asks the question under the rules; null while nobody asks, or when the situation cannot occur. */
export function outcomesNow(ruleSet: RuleSet, question: Question, today: string): Outcomes | null {
  if (question.asker === null) return null;
  try {
    const situation = checkSituation(ruleSet, {
      ...situationOf(question),
      date: question.date ?? today,
    });
    const answer = ask(compile(ruleSet, situation.date), situation, { help: false });
    return { effects: settled(answer), common: answer.common };
  } catch (error) {
    if (error instanceof SituationError) return null;
    throw error;
  }
}

function settled(answer: Answer): Readonly<Record<string, OutcomeEffect>> {
  return Object.fromEntries(
    answer.outcomes.flatMap(({ tool, effect }) => (typeof effect === "string" ? [[tool, effect]] : [])),
  );
}

/** What is sent to the server; null while something is missing. */
export function scenarioInput(draft: ScenarioDraft, now: Outcomes | null): ScenarioInput | null {
  const { title, question, expect, withCommon } = draft;
  const common = withCommon ? (now?.common ?? null) : null;
  if (title.trim() === "" || question.asker === null) return null;
  if (Object.keys(expect).length === 0 && common === null) return null;
  return { title: { nl: title.trim() }, situation: situationOf(question), expect, common };
}
