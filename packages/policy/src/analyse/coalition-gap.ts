import type { Reference } from "../compile/diagram.ts";
import { Causes } from "./causes.ts";
import { type Coalition, minimalCoalitions } from "./coalitions.ts";
import { withCauses } from "./lazy-finding.ts";
import { NOWHERE } from "./operations.ts";
import type { RawFinding } from "./raw-finding.ts";
import type { Analysis } from "./run.ts";
import type { Activity, Space } from "./space.ts";
import { Verdicts } from "./verdicts.ts";

/**
 * Where organisations that can meet each have a tool for an activity, but none in common. An organisation has a tool also
 * where it has one only among its own people: it can do the work, but not with another. Only minimal coalitions: every
 * smaller part of two or more has a tool in common there. All coalitions are covered, without going through them.
 *
 * @example run(coalitionGaps(space)).map(({ organisations }) => organisations) // [["bzk", "ind"], …]
 */
export function* coalitionGaps(space: Space): Analysis<readonly RawFinding[]> {
  const findings: RawFinding[] = [];
  const of = space.activities.length;
  for (const [done, activity] of space.activities.entries()) {
    const classes = classesOf(space, activity);
    const scope = space.scopeOf(activity, "several");
    const search = minimalCoalitions(
      space,
      classes.map(({ open }) => open),
      scope,
    );
    let step = search.next();
    for (; step.done !== true; step = search.next()) yield { done, of, what: "coalition-gap" };
    for (const coalition of withPairsOnTheirOwn(space, classes, scope, step.value))
      for (const finding of expanded(space, activity, classes, coalition)) findings.push(finding);
    yield { done: done + 1, of, what: "coalition-gap" };
  }
  return findings;
}

/** Organisations for which every tool of an activity is open in the same situations. */
interface OpenClass {
  /** Per tool that serves the activity. */
  readonly open: readonly Reference[];
  /** Indices, in the order of the rule set. */
  readonly organisations: number[];
}

function classesOf(space: Space, activity: Activity): readonly OpenClass[] {
  const classes = new Map<string, OpenClass>();
  for (const organisation of space.organisations) {
    const open = activity.tools.map((tool) => Verdicts.of(space).at(activity, organisation, tool).open);
    const key = open.join();
    const known = classes.get(key);
    if (known === undefined) classes.set(key, { open, organisations: [organisation] });
    else known.organisations.push(organisation);
  }
  return [...classes.values()];
}

/**
 * Adds the pairs of which one has a tool only among its own people. Such an organisation has nothing in common with
 * anybody, so its minimal coalitions are exactly its pairs with everyone who has a tool, also with its own kind.
 */
function withPairsOnTheirOwn(
  space: Space,
  classes: readonly OpenClass[],
  scope: Reference,
  found: readonly Coalition[],
): readonly Coalition[] {
  const { and, or, minus } = space.operations;
  const means = classes.map(({ open }) => {
    const here = and(scope, open.reduce(or, NOWHERE));
    const amongOwn = and(scope, amongOwnPeople(space, open.reduce(or, NOWHERE)));
    return { some: or(here, amongOwn), onlyAmongOwn: minus(amongOwn, here) };
  });
  const keyOf = (members: readonly number[]): string => members.join();
  const coalitions = new Map(found.map((coalition) => [keyOf(coalition.members), coalition]));
  for (const [first, one] of means.entries()) {
    for (const [second, other] of means.entries()) {
      if (second < first) continue;
      const root = or(and(one.onlyAmongOwn, other.some), and(one.some, other.onlyAmongOwn));
      if (root === NOWHERE) continue;
      const members = [first, second];
      const known = coalitions.get(keyOf(members))?.root ?? NOWHERE;
      coalitions.set(keyOf(members), { members, root: or(known, root) });
    }
  }
  return [...coalitions.values()];
}

/**
 * Where an organisation that leaves the others would be in a region: several organisations make the second value of the
 * audience, one makes the first. Higher values are made by outside parties, who stay.
 */
function amongOwnPeople(space: Space, region: Reference): Reference {
  const { operations, occurs, audienceAttribute } = space;
  if (audienceAttribute === -1) return NOWHERE;
  const madeByOrganisations = operations.where(audienceAttribute, (value) => value === 1);
  const alone = operations.at(operations.and(occurs, region), audienceAttribute, 0);
  return operations.and(madeByOrganisations, alone);
}

/** A finding for every way to take one organisation of each class. */
function* expanded(
  space: Space,
  activity: Activity,
  classes: readonly OpenClass[],
  { members, root }: Coalition,
): Generator<RawFinding> {
  const { organisations } = space.compiled.ruleSet;
  const region = space.region(root);
  for (const chosen of combinations(classes, members)) {
    const inOrder = [...chosen].sort((a, b) => a - b);
    const parts = {
      kind: "coalition-gap" as const,
      organisations: inOrder.map((organisation) => organisations[organisation]?.id ?? ""),
      activity: activity.id,
      region,
    };
    yield withCauses(parts, () => {
      const pairs = inOrder.flatMap((organisation) =>
        activity.tools.map((tool) => [organisation, tool] as const),
      );
      return Causes.of(space).decisive(pairs, root);
    });
  }
}

/** Every way to take an organisation of each of these classes; two of one class are two different organisations. */
function* combinations(
  classes: readonly OpenClass[],
  members: readonly number[],
): Generator<readonly number[]> {
  const [first, ...others] = members;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const rest of combinations(classes, others)) {
    for (const choice of classes[first]?.organisations ?? []) {
      if (others[0] !== first || choice < (rest[0] ?? 0)) yield [choice, ...rest];
    }
  }
}
