import {
  type Answer,
  type Attribute,
  ask,
  type Decider,
  effectsOf,
  type IsoDate,
  type OutcomeEffect,
  opens,
  type RuleSet,
  type Situation,
  type Tool,
  type ToolOutcome,
} from "@akkoord/policy";
import type { Verdict } from "../../../primitives/verdict.tsx";
import { brief, gist } from "./brief.ts";
import { type Question, toSituation, withAttribute } from "./question.ts";

/** What the page asks next: who somebody is, who takes part, or an attribute that still matters. */
export type Step =
  | { readonly kind: "asker" }
  | { readonly kind: "company" }
  | { readonly kind: "attribute"; readonly attribute: Attribute; readonly values: readonly string[] };

/** What is known of a tool before the whole answer is: one verdict, or that it depends. */
export interface EarlyVerdict {
  readonly tool: Tool;
  readonly verdict: Verdict;
}

/** Everything the page shows of one question. */
export interface Decided {
  readonly situation: Situation;
  /** All tools that serve the activity; null until asker and company are known enough to decide. */
  readonly whole: Answer | null;
  /** The answer about the one tool asked about, whatever activity it usually serves. */
  readonly asked: Answer | null;
  /** What can be said already while there is no whole answer. */
  readonly early: readonly EarlyVerdict[];
  /** The question to put before the answer, because it can change what somebody should do; else null. */
  readonly step: Step | null;
  /** With whom was not said, and can change the answer. */
  readonly companyMatters: boolean;
  /** Open attributes that can still change the answer, in the vocabulary's order. */
  readonly open: readonly Attribute[];
}

/** At most this many questions are put one by one; what is open after that stays a chip. */
export const MOST_STEPS = 5;

/**
 * The same rules, for one day of the period they were made ready for. Within a period every day decides alike;
 * the day itself belongs in the answer and in the receipt.
 */
export function onDay(decider: Decider, date: IsoDate): Decider {
  return {
    ruleSet: decider.ruleSet,
    ruleSetHash: decider.ruleSetHash,
    date,
    decide: (organisation, tool, point) => decider.decide(organisation, tool, point),
    possible: (organisation, tool, point) => decider.possible(organisation, tool, point),
  };
}

/**
 * Decides one question, on the device.
 *
 * @param skipped ids of attributes, or `company`, that somebody said not to know.
 * @param steps how many questions were put already; after {@link MOST_STEPS} the answer comes with what is open.
 */
export function decide(decider: Decider, question: Question, skipped: readonly string[], steps = 0): Decided {
  const { ruleSet } = decider;
  const situation = toSituation(ruleSet, question, decider.date);
  const nothing = { situation, whole: null, asked: null, early: [], open: [], companyMatters: false };
  if (question.asker === null) return { ...nothing, step: { kind: "asker" } };
  const activity = ruleSet.vocabulary.attributes.find((attribute) => attribute.id === "activity");
  if (question.attributes.activity === undefined && question.tool === null && activity !== undefined)
    return { ...nothing, step: attributeStep(activity) };

  const companyMatters = question.others === null && matters(decider, companies(ruleSet, question));
  if (companyMatters) {
    const skippedCompany = skipped.includes("company");
    return {
      ...nothing,
      companyMatters,
      early: earlyVerdicts(decider, companies(ruleSet, question)),
      step: skippedCompany ? firstOpen(openAttributes(decider, question), skipped) : { kind: "company" },
    };
  }

  // What would help takes most of the time, so it waits until there is an answer to help with.
  const early = answers(decider, question, situation, false);
  const undecided = steps < MOST_STEPS && early.some((answer) => answer.outcomes.some(couldStillOpen));
  const next = early.at(0)?.nextQuestion ?? null;
  const attribute = ruleSet.vocabulary.attributes.find((candidate) => candidate.id === next?.attribute);
  if (undecided && attribute !== undefined && !skipped.includes(attribute.id))
    return { ...nothing, early: verdictsSoFar(ruleSet, early), step: attributeStep(attribute) };

  const open = next === null ? [] : openAttributes(decider, question);
  const step = undecided ? firstOpen(open, skipped) : null;
  if (step !== null) return { ...nothing, early: verdictsSoFar(ruleSet, early), step, open };
  const full = answers(decider, question, situation, true);
  return {
    situation,
    whole: question.attributes.activity === undefined ? null : (full.at(-1) ?? null),
    asked: question.tool === null ? null : (full.at(0) ?? null),
    early: [],
    step: null,
    open,
    companyMatters: false,
  };
}

/** The answer about the tool asked about, when there is one, and that about all tools for the activity. */
function answers(
  decider: Decider,
  question: Question,
  situation: Situation,
  help: boolean,
): readonly Answer[] {
  const asked = question.tool === null ? [] : [ask(decider, situation, { tool: question.tool, help })];
  return question.attributes.activity === undefined ? asked : [...asked, ask(decider, situation, { help })];
}

/** Whether a tool may still turn out to be open here, or closed: then somebody cannot act on the answer yet. */
function couldStillOpen(outcome: ToolOutcome): boolean {
  const effects = effectsOf(outcome);
  return effects.some(opens) && (effects.length > 1 || (outcome.clashes.length > 0 && !outcome.unworkable));
}

function attributeStep(attribute: Attribute): Step {
  return { kind: "attribute", attribute, values: attribute.values.map((value) => value.id) };
}

function firstOpen(open: readonly Attribute[], skipped: readonly string[]): Step | null {
  const attribute = open.find((candidate) => !skipped.includes(candidate.id));
  return attribute === undefined ? null : attributeStep(attribute);
}

/** Every way the company can be filled in: alone, with each other organisation, with each outside party. */
function companies(ruleSet: RuleSet, question: Question): readonly Question[] {
  const ids = [...ruleSet.organisations, ...ruleSet.outsideParties].map((party) => party.id);
  return [[], ...ids.filter((id) => id !== question.asker).map((id) => [id])].map((others) => ({
    ...question,
    others,
  }));
}

function matters(decider: Decider, ways: readonly Question[]): boolean {
  const [first, ...rest] = ways.map((way) => () => gist(brief(decider, way)));
  if (first === undefined) return false;
  const before = first();
  return rest.some((way) => way() !== before);
}

/** The attributes that were not said and can still change the answer. */
export function openAttributes(decider: Decider, question: Question): readonly Attribute[] {
  return decider.ruleSet.vocabulary.attributes.filter(
    (attribute) =>
      attribute.scope !== "derived" &&
      question.attributes[attribute.id] === undefined &&
      matters(
        decider,
        attribute.values
          .map((value) => withAttribute(question, attribute.id, value.id))
          .filter((way) => brief(decider, way).length > 0),
      ),
  );
}

/** The verdicts of an answer while something that matters is open: one, or that it depends. */
function verdictsSoFar(ruleSet: RuleSet, early: readonly Answer[]): readonly EarlyVerdict[] {
  const outcomes = new Map(
    early.flatMap((answer) => answer.outcomes.map((outcome) => [outcome.tool, outcome] as const)),
  );
  return ruleSet.tools.flatMap((tool) => {
    const outcome = outcomes.get(tool.id);
    if (outcome === undefined) return [];
    const [only, ...more] = effectsOf(outcome);
    const settled = only !== undefined && more.length === 0 && !couldStillOpen(outcome);
    return [{ tool, verdict: settled ? (outcome.contested ? "contested" : only) : "depends" }];
  });
}

function earlyVerdicts(decider: Decider, ways: readonly Question[]): readonly EarlyVerdict[] {
  const verdicts = new Map<string, Set<Verdict>>();
  for (const { tool, effects, contested } of ways.flatMap((way) => brief(decider, way))) {
    const seen = verdicts.get(tool) ?? new Set<Verdict>();
    for (const effect of effects) seen.add(contested ? "contested" : effect);
    verdicts.set(tool, seen);
  }
  return decider.ruleSet.tools.flatMap((tool) => {
    const [only, ...more] = verdicts.get(tool.id) ?? [];
    return only === undefined ? [] : [{ tool, verdict: more.length === 0 ? only : "depends" }];
  });
}

/** The least favourable of the effects still possible: what somebody can count on. */
export function leastFavourable(effects: readonly OutcomeEffect[]): OutcomeEffect {
  return effects.at(-1) ?? "unspecified";
}
