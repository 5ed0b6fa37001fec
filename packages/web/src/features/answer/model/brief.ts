import {
  type Decider,
  type Outcome,
  type OutcomeEffect,
  type Point,
  pointOf,
  stricter,
  UNKNOWN,
} from "@akkoord/policy";
import { type Question, toSituation } from "./question.ts";

/**
 * What the rules can still say of one tool, found without working out the whole answer: enough to tell whether a
 * choice matters. Participants are taken apart from each other, so it may hold an effect that never occurs together.
 */
export interface Brief {
  readonly tool: string;
  readonly effects: readonly OutcomeEffect[];
  readonly contested: boolean;
  /** Duties that may come along, each with whether it is met, open or impossible. */
  readonly duties: readonly string[];
}

/** A brief of every tool that can serve the activity, or of the one asked about, in catalogue order. */
export function brief(decider: Decider, question: Question): readonly Brief[] {
  const { ruleSet } = decider;
  const situation = toSituation(ruleSet, question, decider.date);
  const members = situation.participants.flatMap((participant) => {
    const organisation = ruleSet.organisations.findIndex((candidate) => candidate.id === participant.id);
    return organisation === -1 ? [] : [{ organisation, point: pointOf(ruleSet, situation, participant) }];
  });
  const { activity } = question.attributes;
  return ruleSet.tools.flatMap((tool, index): Brief[] => {
    const wanted =
      question.tool === null
        ? activity === undefined || tool.activities.includes(activity)
        : tool.id === question.tool;
    if (!wanted) return [];
    const perMember = members.map((member) => decider.possible(member.organisation, index, member.point));
    if (perMember.length === 0 || perMember.some((outcomes) => outcomes.length === 0)) return [];
    return [
      {
        tool: tool.id,
        effects: together(perMember),
        contested: perMember.some((outcomes) => outcomes.some((outcome) => outcome.contested)),
        duties: members.flatMap((member, i) => dutiesAt(decider, perMember[i] ?? [], member.point)),
      },
    ];
  });
}

function together(perMember: readonly (readonly Outcome[])[]): readonly OutcomeEffect[] {
  let effects: ReadonlySet<OutcomeEffect> = new Set(["required"]);
  for (const outcomes of perMember) {
    const stricterYet = new Set<OutcomeEffect>();
    for (const effect of effects)
      for (const outcome of outcomes) stricterYet.add(stricter(effect, outcome.effect));
    effects = stricterYet;
  }
  return [...effects];
}

function dutiesAt(decider: Decider, outcomes: readonly Outcome[], point: Point): readonly string[] {
  const { attributes, duties } = decider.ruleSet.vocabulary;
  const coming = new Set(outcomes.flatMap((outcome) => outcome.duties));
  return duties
    .filter((duty) => coming.has(duty.id))
    .map((duty) => {
      const at = attributes.findIndex((attribute) => attribute.id === duty.constraint?.attribute);
      const value = point[at] ?? UNKNOWN;
      if (duty.constraint === undefined || value === UNKNOWN) return duty.id;
      const met = duty.constraint.values.includes(attributes[at]?.values[value]?.id ?? "");
      return `${duty.id} ${met ? "met" : "impossible"}`;
    });
}

/** What a brief comes down to: with the same gist somebody would do the same. */
export function gist(briefs: readonly Brief[]): string {
  return JSON.stringify(
    briefs.map(({ tool, effects, contested, duties }) => [
      tool,
      effects.toSorted(),
      contested,
      [...new Set(duties)].toSorted(),
    ]),
  );
}
