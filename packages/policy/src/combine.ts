/** One tool for a whole group: the participants' outcomes, put together. */
import type {
  AdviceInAnswer,
  DutyInAnswer,
  DutyStatus,
  ParticipantOutcome,
  ToolOutcome,
} from "./answer-types.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Decider } from "./decider.ts";
import { BY_STRICTNESS, type OutcomeEffect, opens } from "./effect.ts";
import type { Outcome } from "./outcome.ts";
import type { Duty, RuleSet } from "./rule-set.ts";
import { type Combination, type Member, possibleTogether, strictestEffect } from "./together.ts";
import { type Clash, clashesAt, dutyStatus, excludes, exclusions } from "./workable.ts";

/** What one combination of outcomes comes down to for the group. */
export interface GroupOutcome {
  readonly effect: OutcomeEffect;
  readonly contested: boolean;
  readonly clashes: readonly Clash[];
  readonly duties: readonly string[];
  readonly advice: readonly string[];
}

/** Every way the group's outcome for a tool can still go. */
export function groupOutcomes(
  decider: Decider,
  members: readonly Member[],
  tool: number,
): readonly GroupOutcome[] {
  return possibleTogether(decider, members, tool).map((combination) =>
    together(decider.ruleSet, members, combination),
  );
}

/** Whether a group's outcome puts a tool in the common set. */
export function isOpen(outcome: GroupOutcome): boolean {
  return opens(outcome.effect) && outcome.clashes.length === 0;
}

/** The strictest of the effects, with the union of the duties and what of them cannot be met. */
function together(ruleSet: RuleSet, members: readonly Member[], combination: Combination): GroupOutcome {
  const { vocabulary } = ruleSet;
  const duties = vocabulary.duties.filter((duty) =>
    combination.some((outcome) => outcome.duties.includes(duty.id)),
  );
  const ofEach = members.flatMap((member, i) =>
    clashesAt(vocabulary, combination[i]?.duties ?? [], member.point),
  );
  // A participant's own attribute can satisfy only its own duties; an attribute of the situation is everybody's.
  const ofAll = exclusions(
    vocabulary,
    duties.filter((duty) => !isOfParticipants(ruleSet, duty)),
  );
  const clashes = new Map([...ofEach, ...ofAll].map((clash) => [clash.duties.join(" "), clash]));
  return {
    effect: strictestEffect(combination),
    contested: combination.some((outcome) => outcome.contested),
    clashes: [...clashes.values()],
    duties: duties.map((duty) => duty.id),
    advice: vocabulary.advice
      .map((advice) => advice.id)
      .filter((id) => combination.some((outcome) => outcome.advice.includes(id))),
  };
}

/** The whole answer about one tool. */
export function toolOutcome(
  decider: Decider,
  participants: readonly string[],
  members: readonly Member[],
  tool: number,
): ToolOutcome {
  const { ruleSet } = decider;
  const combinations = possibleTogether(decider, members, tool);
  const groups = combinations.map((combination) => together(ruleSet, members, combination));
  const clashes = new Map(
    groups.flatMap((group) => group.clashes).map((clash) => [clash.duties.join(" "), clash]),
  );
  return {
    tool: ruleSet.tools[tool]?.id ?? "",
    effect: oneOrList(groups.map((group) => group.effect)),
    contested: groups.some((group) => group.contested),
    unworkable: groups.length > 0 && groups.every((group) => group.clashes.length > 0),
    clashes: [...clashes.keys()].toSorted().flatMap((key) => clashes.get(key) ?? []),
    duties: dutiesOf(ruleSet, members, combinations, groups),
    advice: adviceOf(ruleSet, combinations, groups),
    participants: members.map((_, i): ParticipantOutcome => {
      const outcomes = distinct(combinations.flatMap((combination) => combination[i] ?? []));
      return participantOutcome(ruleSet, participants[i] ?? "", outcomes);
    }),
  };
}

function participantOutcome(
  ruleSet: RuleSet,
  participant: string,
  outcomes: readonly Outcome[],
): ParticipantOutcome {
  const decisive = new Set(outcomes.flatMap((outcome) => outcome.decisive));
  const defeated = new Map(
    outcomes.flatMap((outcome) => outcome.defeated).map((defeat) => [`${defeat.rule} ${defeat.by}`, defeat]),
  );
  return {
    participant,
    effect: oneOrList(outcomes.map((outcome) => outcome.effect)),
    contested: outcomes.some((outcome) => outcome.contested),
    decisive: outcomes.length === 1 ? [...decisive] : inRuleOrder(ruleSet, decisive),
    defeated: [...defeated.keys()].toSorted().flatMap((key) => defeated.get(key) ?? []),
    outcomes,
  };
}

function inRuleOrder(ruleSet: RuleSet, ids: ReadonlySet<string>): readonly string[] {
  return ruleSet.rules.map((rule) => rule.id).filter((id) => ids.has(id));
}

function dutiesOf(
  ruleSet: RuleSet,
  members: readonly Member[],
  combinations: readonly Combination[],
  groups: readonly GroupOutcome[],
): readonly DutyInAnswer[] {
  return ruleSet.vocabulary.duties
    .filter((duty) => groups.some((group) => group.duties.includes(duty.id)))
    .map((duty) => {
      const bound = members.filter((_, i) =>
        combinations.some((combination) => combination[i]?.duties.includes(duty.id)),
      );
      const statuses = bound.map((member) => dutyStatus(ruleSet.vocabulary, duty, member.point));
      return {
        id: duty.id,
        status: worst(statuses),
        certain: groups.every((group) => group.duties.includes(duty.id)),
        rules: rulesWith(ruleSet, members, (rule) => rule.duties.includes(duty.id)),
      };
    });
}

function adviceOf(
  ruleSet: RuleSet,
  combinations: readonly Combination[],
  groups: readonly GroupOutcome[],
): readonly AdviceInAnswer[] {
  return ruleSet.vocabulary.advice
    .filter((advice) => groups.some((group) => group.advice.includes(advice.id)))
    .map((advice) => {
      const withAdvice = combinations.flat().filter((outcome) => outcome.advice.includes(advice.id));
      const opposite = ruleSet.vocabulary.duties.find(
        (duty) => excludes(duty, advice) && withAdvice.some((outcome) => outcome.duties.includes(duty.id)),
      );
      return {
        id: advice.id,
        rules: ruleSet.rules.filter((rule) => rule.advice.includes(advice.id)).map((rule) => rule.id),
        atOddsWith: opposite?.id ?? null,
      };
    });
}

function rulesWith(
  ruleSet: RuleSet,
  members: readonly Member[],
  has: (rule: RuleSet["rules"][number]) => boolean,
): readonly string[] {
  const organisations = members.map((member) => ruleSet.organisations[member.organisation]?.id ?? "");
  return ruleSet.rules
    .filter((rule) => has(rule) && organisations.some((id) => rule.bearers.includes(id)))
    .map((rule) => rule.id);
}

function isOfParticipants(ruleSet: RuleSet, duty: Duty): boolean {
  return ruleSet.vocabulary.attributes.some(
    (attribute) => attribute.id === duty.constraint?.attribute && attribute.scope === "participant",
  );
}

function worst(statuses: readonly DutyStatus[]): DutyStatus {
  if (statuses.includes("impossible")) return "impossible";
  return statuses.length > 0 && statuses.every((status) => status === "met") ? "met" : "open";
}

function oneOrList(effects: readonly OutcomeEffect[]): OutcomeEffect | readonly OutcomeEffect[] {
  const present = BY_STRICTNESS.filter((effect) => effects.includes(effect));
  const [only] = present;
  return present.length === 1 && only !== undefined ? only : present;
}

/** Each outcome once, in an order that depends on nothing but the outcomes, so that receipts are equal texts. */
function distinct(outcomes: readonly Outcome[]): readonly Outcome[] {
  const texts = new Map(outcomes.map((outcome) => [canonicalJson(outcome), outcome]));
  const [only] = texts.values();
  if (texts.size === 1 && only !== undefined) return [only];
  return [...texts.keys()].toSorted().flatMap((text) => texts.get(text) ?? []);
}
