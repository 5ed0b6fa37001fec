import type { Answer, DutyInAnswer } from "./answer-types.ts";
import { effectsOf } from "./ask.ts";
import { type Effect, type OutcomeEffect, strictness } from "./effect.ts";
import { audienceOf } from "./points.ts";
import type { Citation, Rule, RuleSet, Untranslatable, Words } from "./rule-set.ts";

/** Why one rule counted, or why it did not. */
export interface RuleInExplanation {
  readonly rule: string;
  readonly issuer: string;
  readonly layer: Rule["layer"];
  readonly force: Rule["force"];
  /** What the rule says of this tool. */
  readonly effect: Effect | null;
  /** The rule requires another tool and so forbids this one. */
  readonly byRequiringAnother: boolean;
  readonly words: Words | null;
  /** The parts of the situation that made it apply, in the vocabulary's order. */
  readonly because: readonly {
    readonly attribute: string;
    readonly value: string | null;
    readonly matches: readonly string[];
  }[];
  readonly source: Citation;
  readonly reading: Words | null;
  /** The rules that set it aside; empty for a rule that counts. */
  readonly defeatedBy: readonly { readonly rule: string; readonly because: "overrides" | "yields" }[];
}

/** How the rules of one participant come to their outcome. */
export interface ParticipantExplanation {
  readonly participant: string;
  readonly effect: OutcomeEffect | readonly OutcomeEffect[];
  readonly contested: boolean;
  /** Its outcome is the strictest, so it settles the group's. */
  readonly settlesTheGroup: boolean;
  readonly decisive: readonly RuleInExplanation[];
  readonly defeated: readonly RuleInExplanation[];
}

/** The explanation of an outcome, as a value: the words for people are made from it elsewhere. */
export interface Explanation {
  readonly tool: string;
  readonly effect: OutcomeEffect | readonly OutcomeEffect[];
  readonly contested: boolean;
  readonly unworkable: boolean;
  readonly participants: readonly ParticipantExplanation[];
  readonly duties: readonly DutyInAnswer[];
  readonly untranslatables: readonly Untranslatable[];
}

/**
 * Explains one tool of an answer: the decisive and the defeated rules of each participant, what made them apply,
 * their sources, and the clauses that are no rule but touch the situation.
 *
 * @throws {RangeError} when the answer says nothing of the tool.
 */
export function explain(ruleSet: RuleSet, answer: Answer, tool: string): Explanation {
  const outcome = answer.outcomes.find((candidate) => candidate.tool === tool);
  if (outcome === undefined) throw new RangeError(`the answer says nothing of "${tool}"`);
  const groupStrictness = Math.max(...effectsOf(outcome).map(strictness));
  return {
    tool,
    effect: outcome.effect,
    contested: outcome.contested,
    unworkable: outcome.unworkable,
    participants: outcome.participants.map((participant) => ({
      participant: participant.participant,
      effect: participant.effect,
      contested: participant.contested,
      settlesTheGroup: effectsOf(participant).some((effect) => strictness(effect) === groupStrictness),
      decisive: participant.decisive.map((id) =>
        ruleInExplanation(ruleSet, answer, participant.participant, tool, id, []),
      ),
      defeated: [...new Set(participant.defeated.map((defeat) => defeat.rule))].map((id) =>
        ruleInExplanation(
          ruleSet,
          answer,
          participant.participant,
          tool,
          id,
          participant.defeated
            .filter((defeat) => defeat.rule === id)
            .map(({ by, because }) => ({ rule: by, because })),
        ),
      ),
    })),
    duties: outcome.duties,
    untranslatables: ruleSet.untranslatables.filter(
      (clause) => answer.untranslatables.includes(clause.id) && clause.tools.ids.includes(tool),
    ),
  };
}

function ruleInExplanation(
  ruleSet: RuleSet,
  answer: Answer,
  participantId: string,
  tool: string,
  id: string,
  defeatedBy: RuleInExplanation["defeatedBy"],
): RuleInExplanation {
  const rule = ruleSet.rules.find((candidate) => candidate.id === id);
  if (rule === undefined) throw new RangeError(`there is no rule "${id}" in this rule set`);
  const participant = answer.situation.participants.find((candidate) => candidate.id === participantId);
  const namesTool = rule.tools.ids.includes(tool);
  return {
    rule: rule.id,
    issuer: rule.issuer,
    layer: rule.layer,
    force: rule.force,
    effect: namesTool ? rule.effect : "prohibited",
    byRequiringAnother: !namesTool,
    words: rule.words,
    because: ruleSet.vocabulary.attributes.flatMap((attribute) => {
      const matches = rule.when[attribute.id];
      if (matches === undefined) return [];
      const value =
        attribute.scope === "derived"
          ? audienceOf(ruleSet, answer.situation.participants)
          : (answer.situation.attributes[attribute.id] ?? participant?.attributes[attribute.id] ?? null);
      return [{ attribute: attribute.id, value, matches }];
    }),
    source: rule.source,
    reading: rule.reading,
    defeatedBy,
  };
}
