import type { Answer, AskOptions, ToolOutcome } from "./answer-types.ts";
import { GroupLookup, toolOutcome } from "./combine.ts";
import type { Decider } from "./decider.ts";
import { type OutcomeEffect, opens, strictness } from "./effect.ts";
import { nextQuestion } from "./next-question.ts";
import { audienceOf, holdsAt } from "./points.ts";
import type { RuleSet, Untranslatable } from "./rule-set.ts";
import { type Situation, UNKNOWN } from "./situation.ts";
import { Lookup, type Member } from "./together.ts";
import { holdsOn } from "./valid-on.ts";
import { membersOf, whatWouldHelp } from "./what-would-help.ts";

/**
 * Answers one question: what may be used in this situation, by these people.
 *
 * @param decider `interpret(…)` or `compile(…)` for the day of the situation.
 * @param situation a checked situation (`checkSituation`); what it leaves out is unknown.
 * @throws {RangeError} when the decider is for another day, or the tool asked about does not exist.
 * @example
 * const answer = ask(compile(ruleSet, "2020-12-01"), checkSituation(ruleSet, input));
 * answer.common[0] // "webex"
 */
export function ask(decider: Decider, situation: Situation, options: AskOptions = {}): Answer {
  const { ruleSet } = decider;
  if (situation.date !== decider.date)
    throw new RangeError(`the rules were made ready for ${decider.date}, not for ${situation.date}`);
  const lookup = Lookup.of(decider);
  const groups = new GroupLookup(lookup);
  const members = membersOf(decider, situation);
  const tools = toolsAskedAbout(ruleSet, situation, options);
  const named = situation.participants.map((participant) => participant.id);
  const withRules = named.filter((id) =>
    ruleSet.organisations.some((organisation) => organisation.id === id),
  );
  const known = members.length > 0 && lookup.canOccur(members);
  const outcomes = known ? tools.map((tool) => toolOutcome(lookup, withRules, members, tool)) : [];
  const common = outcomes.filter(
    (outcome) => !outcome.unworkable && effectsOf(outcome).every(opens) && outcome.clashes.length === 0,
  );
  const open = new Set(common.map((outcome) => outcome.tool));
  const closed = tools.filter((tool) => !open.has(ruleSet.tools[tool]?.id ?? ""));
  return {
    ruleSet: decider.ruleSetHash,
    date: decider.date,
    situation,
    audience: audienceOf(ruleSet, situation.participants),
    outcomes,
    common: bestFirst(common).map((outcome) => outcome.tool),
    lastResort: outcomes
      .filter(
        (outcome) => !outcome.unworkable && effectsOf(outcome).every((effect) => effect === "discouraged"),
      )
      .map((outcome) => outcome.tool),
    nextQuestion:
      members.length === 0
        ? { attribute: "participants", values: organisationsOn(ruleSet, situation.date) }
        : nextQuestion(groups, members, tools),
    untranslatables: untranslatablesTouching(ruleSet, situation.date, withRules, members, tools),
    whatWouldHelp: known && options.help !== false ? whatWouldHelp(groups, situation, closed) : [],
  };
}

/** The effects a tool can still have: one, or several while attributes are unknown. */
export function effectsOf(outcome: {
  readonly effect: OutcomeEffect | readonly OutcomeEffect[];
}): readonly OutcomeEffect[] {
  return typeof outcome.effect === "string" ? [outcome.effect] : outcome.effect;
}

/** The tool asked about, or every tool that can serve the activity, in catalogue order. */
function toolsAskedAbout(ruleSet: RuleSet, situation: Situation, options: AskOptions): readonly number[] {
  if (options.tool !== undefined) {
    const index = ruleSet.tools.findIndex((tool) => tool.id === options.tool);
    if (index === -1) throw new RangeError(`there is no tool "${options.tool}"`);
    return [index];
  }
  const activity = situation.attributes.activity;
  return ruleSet.tools.flatMap((tool, index) =>
    activity === undefined || tool.activities.includes(activity) ? [index] : [],
  );
}

/** Recommended before permitted, then the one with fewest duties still open, then catalogue order. */
function bestFirst(outcomes: readonly ToolOutcome[]): readonly ToolOutcome[] {
  const worst = (outcome: ToolOutcome): number => Math.max(...effectsOf(outcome).map(strictness));
  const open = (outcome: ToolOutcome): number =>
    outcome.duties.filter((duty) => duty.status === "open").length;
  return outcomes.toSorted((a, b) => worst(a) - worst(b) || open(a) - open(b));
}

function organisationsOn(ruleSet: RuleSet, date: string): readonly string[] {
  return ruleSet.organisations
    .filter((organisation) => holdsOn(organisation.period, date))
    .map((organisation) => organisation.id);
}

function untranslatablesTouching(
  ruleSet: RuleSet,
  date: string,
  organisations: readonly string[],
  members: readonly Member[],
  tools: readonly number[],
): readonly string[] {
  const ids = tools.map((tool) => ruleSet.tools[tool]?.id ?? "");
  return ruleSet.untranslatables
    .filter(
      (clause) =>
        holdsOn(clause.valid, date) &&
        clause.bearers.some((bearer) => organisations.includes(bearer)) &&
        clause.tools.ids.some((id) => ids.includes(id)) &&
        members.some((member) => touches(ruleSet, clause, member)),
    )
    .map((clause) => clause.id);
}

/** A clause touches a point where it holds, or may still hold while something it asks for is already there. */
function touches(ruleSet: RuleSet, clause: Untranslatable, { point }: Member): boolean {
  const verdict = holdsAt(ruleSet.vocabulary, clause.when, point);
  if (verdict !== "open") return verdict === "holds";
  return ruleSet.vocabulary.attributes.some(
    (attribute, i) => attribute.id in clause.when && point[i] !== UNKNOWN,
  );
}
