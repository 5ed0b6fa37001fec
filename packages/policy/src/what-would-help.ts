import type { Change, Help } from "./answer-types.ts";
import { type GroupLookup, isOpen } from "./combine.ts";
import type { Decider } from "./decider.ts";
import { type OutcomeEffect, stricter } from "./effect.ts";
import { audienceOf, cannotOccur, pointOf } from "./points.ts";
import type { Attribute } from "./rule-set.ts";
import type { Situation } from "./situation.ts";
import type { Member } from "./together.ts";

/** More changes than this at once are no help to anybody. */
const MOST_CHANGES = 2;

/** How to look for changes that help. */
export interface HelpOptions {
  readonly enough?: "always" | "possibly";
  readonly most?: number;
}

/**
 * The smallest changes to a situation that open a tool which is closed in it. Searched completely:
 * every single change, and for tools that no single change opens every pair.
 *
 * Attributes that are `given` (what somebody wants to do, who they are) and the asker stay as they are.
 * On an ordered attribute only the nearest value that opens the tool is named.
 *
 * @param closed indices of the tools that are not in the common set.
 * @param options `enough`: whether a tool must be open whatever is still unknown (default), or in some completion of it.
 *   `most`: more changes than this at once are not tried; default 2, beyond which it is no help to anybody.
 */
export function whatWouldHelp(
  groups: GroupLookup,
  situation: Situation,
  closed: readonly number[],
  { enough = "always", most = MOST_CHANGES }: HelpOptions = {},
): readonly Help[] {
  const { decider } = groups.lookup;
  const steps = singleChanges(decider, situation);
  const helps: Help[] = [];
  let waiting = closed;
  for (let size = 1; size <= most && waiting.length > 0; size++) {
    const candidates = subsets(steps, size).flatMap((changes) => {
      const changed = changes.reduce<Situation>(applyChange, situation);
      const members = membersOf(decider, changed);
      const { vocabulary } = decider.ruleSet;
      return members.some((member) => cannotOccur(vocabulary, member.point)) ? [] : [{ changes, members }];
    });
    for (const tool of waiting) {
      const found = candidates.flatMap(({ changes, members }): Help[] => {
        const effect = openEffect(groups, members, tool, enough);
        return effect === null ? [] : [{ tool: decider.ruleSet.tools[tool]?.id ?? "", effect, changes }];
      });
      helps.push(...nearestOnly(decider, found));
    }
    const helped = new Set(helps.map((help) => help.tool));
    waiting = waiting.filter((tool) => !helped.has(decider.ruleSet.tools[tool]?.id ?? ""));
  }
  return helps;
}

/** The participants that have rules, each at its own point. */
export function membersOf(decider: Decider, situation: Situation): readonly Member[] {
  const { ruleSet } = decider;
  return situation.participants.flatMap((participant) => {
    const organisation = ruleSet.organisations.findIndex((candidate) => candidate.id === participant.id);
    return organisation === -1 ? [] : [{ organisation, point: pointOf(ruleSet, situation, participant) }];
  });
}

/** A situation with one change made. Attributes of participants change for everyone. */
export function applyChange(situation: Situation, change: Change): Situation {
  if (change.kind === "without-participant")
    return {
      ...situation,
      participants: situation.participants.filter((participant) => participant.id !== change.participant),
    };
  const { attribute, to } = change;
  if (attribute in situation.attributes)
    return { ...situation, attributes: { ...situation.attributes, [attribute]: to } };
  return {
    ...situation,
    participants: situation.participants.map((participant) => ({
      ...participant,
      attributes: { ...participant.attributes, [attribute]: to },
    })),
  };
}

function singleChanges(decider: Decider, situation: Situation): readonly Change[] {
  const { ruleSet } = decider;
  const [asker, ...others] = situation.participants;
  const ofAttributes = ruleSet.vocabulary.attributes
    .filter((attribute) => !attribute.given && attribute.scope !== "derived")
    .flatMap((attribute): Change[] => {
      const from = situation.attributes[attribute.id] ?? asker?.attributes[attribute.id];
      if (from === undefined) return [];
      return attribute.values
        .filter((value) => value.id !== from)
        .map((value) => ({ kind: "attribute", attribute: attribute.id, from, to: value.id }));
    });
  const ofParticipants = others
    // Leaving somebody out is a change only when it changes who is together.
    .filter((other) => changesTheGroup(decider, situation, other.id))
    .map((other): Change => ({ kind: "without-participant", participant: other.id }));
  return [...ofAttributes, ...ofParticipants];
}

function changesTheGroup(decider: Decider, situation: Situation, id: string): boolean {
  const without = situation.participants.filter((participant) => participant.id !== id);
  const isOrganisation = decider.ruleSet.organisations.some((organisation) => organisation.id === id);
  return (
    isOrganisation ||
    audienceOf(decider.ruleSet, without) !== audienceOf(decider.ruleSet, situation.participants)
  );
}

/** The strictest effect with which the tool is open here, when it is open in enough completions; else null. */
function openEffect(
  groups: GroupLookup,
  members: readonly Member[],
  tool: number,
  enough: NonNullable<HelpOptions["enough"]>,
): OutcomeEffect | null {
  const outcomes = groups.outcomes(members, tool);
  const open = outcomes.filter(isOpen);
  if (open.length === 0 || (enough === "always" && open.length < outcomes.length)) return null;
  return open.map((outcome) => outcome.effect).reduce(stricter, "required");
}

/** Keeps, of helps that differ only in the value of an ordered attribute, the one nearest to where it was. */
function nearestOnly(decider: Decider, helps: readonly Help[]): readonly Help[] {
  const { attributes } = decider.ruleSet.vocabulary;
  const distance = (change: Change): number => {
    if (change.kind !== "attribute") return 0;
    const attribute = attributes.find((candidate) => candidate.id === change.attribute);
    if (attribute === undefined || !attribute.ordered) return 0;
    return Math.abs(rank(attribute, change.to) - rank(attribute, change.from ?? ""));
  };
  const shape = (change: Change): string => {
    if (change.kind !== "attribute") return `without ${change.participant}`;
    const ordered = attributes.some((attribute) => attribute.id === change.attribute && attribute.ordered);
    return ordered ? change.attribute : `${change.attribute} ${change.to}`;
  };
  const best = new Map<string, { help: Help; distance: number }>();
  for (const help of helps) {
    const key = help.changes.map(shape).join(" + ");
    const total = help.changes.reduce((sum, change) => sum + distance(change), 0);
    const before = best.get(key);
    if (before === undefined || total < before.distance) best.set(key, { help, distance: total });
  }
  return [...best.values()].map(({ help }) => help);
}

function rank(attribute: Attribute, value: string): number {
  return attribute.values.findIndex((candidate) => candidate.id === value);
}

/** All ways to pick `size` changes that do not touch the same thing twice. */
function subsets(steps: readonly Change[], size: number): readonly (readonly Change[])[] {
  if (size === 0) return [[]];
  return steps.flatMap((step, i) =>
    subsets(steps.slice(i + 1), size - 1)
      .filter((rest) => rest.every((other) => subject(other) !== subject(step)))
      .map((rest) => [step, ...rest]),
  );
}

function subject(change: Change): string {
  return change.kind === "attribute" ? change.attribute : `without ${change.participant}`;
}
