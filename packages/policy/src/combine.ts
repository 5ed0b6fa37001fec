/** One tool for a whole group: the participants' outcomes, put together. */
import type {
  AdviceInAnswer,
  DutyInAnswer,
  DutyStatus,
  ParticipantOutcome,
  ToolOutcome,
} from "./answer-types.ts";
import { canonicalJson } from "./canonical-json.ts";
import { BY_STRICTNESS, type OutcomeEffect, opens, stricter } from "./effect.ts";
import type { Outcome } from "./outcome.ts";
import type { Duty, RuleSet } from "./rule-set.ts";
import type { Alike, Lookup, Member, Possibilities } from "./together.ts";
import { type Clash, clashesAt, dutyStatus, excludes, exclusions } from "./workable.ts";

/** What one combination of outcomes comes down to for the group. */
export interface GroupOutcome {
  readonly effect: OutcomeEffect;
  readonly contested: boolean;
  readonly clashes: readonly Clash[];
  readonly duties: readonly string[];
  readonly advice: readonly string[];
}

/** Every way the group's outcome for a tool can still go, without doubles, in an order of its own. */
export class GroupLookup {
  readonly lookup: Lookup;
  private readonly seen = new Map<string, readonly GroupOutcome[]>();

  constructor(lookup: Lookup) {
    this.lookup = lookup;
  }

  outcomes(members: readonly Member[], tool: number): readonly GroupOutcome[] {
    const alike = this.lookup.alike(members, tool);
    const key = `${tool}|${[...alike.kinds]
      .map(([kind, { members: count }]) => `${kind}x${count}`)
      .sort()
      .join("|")}`;
    const before = this.seen.get(key);
    if (before !== undefined) return before;
    const outcomes = together(this.lookup.decider.ruleSet, alike, this.lookup.possibleTogether(alike, tool));
    this.seen.set(key, outcomes);
    return outcomes;
  }

  /** One text for all that a person would see of the outcomes; which rules decide makes no difference to them. */
  view(members: readonly Member[], tool: number): { readonly text: string; readonly count: number } {
    const outcomes = this.outcomes(members, tool);
    const before = this.views.get(outcomes);
    if (before !== undefined) return before;
    const text = outcomes.map(textOf).sort().join("\n");
    const view = { text, count: outcomes.length };
    this.views.set(outcomes, view);
    return view;
  }

  private readonly views = new Map<
    readonly GroupOutcome[],
    { readonly text: string; readonly count: number }
  >();
}

/** Whether a group's outcome puts a tool in the common set. */
export function isOpen(outcome: GroupOutcome): boolean {
  return opens(outcome.effect) && outcome.clashes.length === 0;
}

/**
 * The strictest of the effects, with the union of the duties and what of them cannot be met.
 * Members are added kind by kind and equal results kept once, so that the work does not multiply.
 */
function together(
  ruleSet: RuleSet,
  { kinds }: Alike,
  possibilities: readonly Possibilities[],
): readonly GroupOutcome[] {
  const groups = possibilities.flatMap((possible) =>
    [...kinds].reduce<readonly GroupOutcome[]>(
      (before, [key, kind]) => {
        const shares = (possible.get(key) ?? []).map((outcome) =>
          share(ruleSet, kind.representative, outcome),
        );
        return addAlike(ruleSet, before, { shares: once(shares), members: kind.members });
      },
      [NOBODY],
    ),
  );
  return once(groups.map((group) => withSharedClashes(ruleSet, group)));
}

/** Adds members who all bring one of the same shares. Joining is idempotent, so it settles after a few of them. */
function addAlike(
  ruleSet: RuleSet,
  before: readonly GroupOutcome[],
  { shares, members }: { readonly shares: readonly GroupOutcome[]; readonly members: number },
): readonly GroupOutcome[] {
  let groups = before;
  for (let added = 0; added < members; added++) {
    const joined = once(groups.flatMap((group) => shares.map((one) => join(ruleSet, group, one))));
    const texts = new Set(groups.map(textOf));
    if (joined.length === groups.length && joined.every((group) => texts.has(textOf(group)))) break;
    groups = joined;
  }
  return groups;
}

const NOBODY: GroupOutcome = { effect: "required", contested: false, clashes: [], duties: [], advice: [] };

/** What one member brings: its outcome, and the duties that it cannot meet at its own point. */
function share(ruleSet: RuleSet, member: Member, outcome: Outcome): GroupOutcome {
  const { effect, contested, duties, advice } = outcome;
  return {
    effect,
    contested,
    clashes: inOrder(clashesAt(ruleSet.vocabulary, duties, member.point)),
    duties,
    advice,
  };
}

function join(ruleSet: RuleSet, a: GroupOutcome, b: GroupOutcome): GroupOutcome {
  return {
    effect: stricter(a.effect, b.effect),
    contested: a.contested || b.contested,
    clashes: b.clashes.length === 0 ? a.clashes : inOrder([...a.clashes, ...b.clashes]),
    duties: union(ruleSet.vocabulary.duties, a.duties, b.duties),
    advice: union(ruleSet.vocabulary.advice, a.advice, b.advice),
  };
}

/** A participant's own attribute can satisfy only its own duties; an attribute of the situation is everybody's. */
function withSharedClashes(ruleSet: RuleSet, group: GroupOutcome): GroupOutcome {
  const shared = ruleSet.vocabulary.duties.filter(
    (duty) => group.duties.includes(duty.id) && !isOfParticipants(ruleSet, duty),
  );
  const more = exclusions(ruleSet.vocabulary, shared);
  return more.length === 0 ? group : join(ruleSet, group, { ...NOBODY, clashes: more });
}

function union(
  order: readonly { readonly id: string }[],
  a: readonly string[],
  b: readonly string[],
): readonly string[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return order.map((item) => item.id).filter((id) => a.includes(id) || b.includes(id));
}

/** Clashes once each, in an order that does not depend on who brought them. */
function inOrder(clashes: readonly Clash[]): readonly Clash[] {
  const byDuties = new Map(clashes.map((clash) => [clash.duties.join(" "), clash]));
  return [...byDuties.keys()].toSorted().flatMap((key) => byDuties.get(key) ?? []);
}

/** The same text for the same outcome. Ids hold no spaces or bars. */
function textOf(group: GroupOutcome): string {
  const clashes = group.clashes.map((clash) => clash.duties.join("+")).join();
  return `${group.effect} ${group.contested} ${group.duties.join()} ${group.advice.join()} ${clashes}`;
}

function once(groups: readonly GroupOutcome[]): readonly GroupOutcome[] {
  if (groups.length < 2) return groups;
  return [...new Map(groups.map((group) => [textOf(group), group])).values()];
}

/** The whole answer about one tool. */
export function toolOutcome(
  lookup: Lookup,
  participants: readonly string[],
  members: readonly Member[],
  tool: number,
): ToolOutcome {
  const { ruleSet } = lookup.decider;
  const alike = lookup.alike(members, tool);
  const possibilities = lookup.possibleTogether(alike, tool);
  const groups = together(ruleSet, alike, possibilities);
  const perMember = alike.keys.map((key) =>
    distinct(possibilities.flatMap((possible) => possible.get(key) ?? [])),
  );
  return {
    tool: ruleSet.tools[tool]?.id ?? "",
    effect: oneOrList(groups.map((group) => group.effect)),
    contested: groups.some((group) => group.contested),
    unworkable: groups.length > 0 && groups.every((group) => group.clashes.length > 0),
    clashes: inOrder(groups.flatMap((group) => group.clashes)),
    duties: dutiesOf(ruleSet, members, perMember, groups),
    advice: adviceOf(ruleSet, perMember, groups),
    participants: perMember.map((outcomes, i) =>
      participantOutcome(ruleSet, participants[i] ?? "", outcomes),
    ),
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
  perMember: readonly (readonly Outcome[])[],
  groups: readonly GroupOutcome[],
): readonly DutyInAnswer[] {
  return ruleSet.vocabulary.duties
    .filter((duty) => groups.some((group) => group.duties.includes(duty.id)))
    .map((duty) => {
      const bound = members.filter((_, i) =>
        perMember[i]?.some((outcome) => outcome.duties.includes(duty.id)),
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
  perMember: readonly (readonly Outcome[])[],
  groups: readonly GroupOutcome[],
): readonly AdviceInAnswer[] {
  return ruleSet.vocabulary.advice
    .filter((advice) => groups.some((group) => group.advice.includes(advice.id)))
    .map((advice) => {
      const withAdvice = perMember.flat().filter((outcome) => outcome.advice.includes(advice.id));
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
