import type { Reference } from "../compile/diagram.ts";
import { Causes } from "./causes.ts";
import { type Coalition, minimalCoalitions } from "./coalitions.ts";
import { withCauses } from "./lazy-finding.ts";
import type { RawFinding } from "./raw-finding.ts";
import type { Analysis } from "./run.ts";
import type { Activity, Space } from "./space.ts";
import { Verdicts } from "./verdicts.ts";

/**
 * Where organisations that can meet each have a tool for an activity, but none in common. Only minimal coalitions: every
 * smaller part has a tool in common there. All coalitions are covered, without going through them.
 *
 * @example run(coalitionGaps(space)).map(({ organisations }) => organisations) // [["bzk", "ind"], …]
 */
export function* coalitionGaps(space: Space): Analysis<readonly RawFinding[]> {
  const findings: RawFinding[] = [];
  const of = space.activities.length;
  for (const [done, activity] of space.activities.entries()) {
    const classes = classesOf(space, activity);
    const search = minimalCoalitions(
      space,
      classes.map(({ open }) => open),
      space.scopeOf(activity, "several"),
    );
    let step = search.next();
    for (; step.done !== true; step = search.next()) yield { done, of, what: "coalition-gap" };
    for (const coalition of step.value)
      for (const finding of expanded(space, activity, classes, coalition)) findings.push(finding);
    yield { done: done + 1, of, what: "coalition-gap" };
  }
  return findings;
}

/** Organisations for which every tool of an activity is open in the same situations. At most one is in a minimal coalition. */
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

/** A finding for every way to take one organisation of each class. */
function* expanded(
  space: Space,
  activity: Activity,
  classes: readonly OpenClass[],
  { members, root }: Coalition,
): Generator<RawFinding> {
  const { organisations } = space.compiled.ruleSet;
  const region = space.region(root);
  const choices = members.map((member) => classes[member]?.organisations ?? []);
  for (const chosen of combinations(choices)) {
    const inOrder = [...chosen].sort((a, b) => a - b);
    const parts = {
      kind: "coalition-gap" as const,
      organisations: inOrder.map((organisation) => organisations[organisation]?.id ?? ""),
      activity: activity.id,
      region,
    };
    const pairs = inOrder.flatMap((organisation) =>
      activity.tools.map((tool) => [organisation, tool] as const),
    );
    yield withCauses(parts, () => Causes.of(space).decisive(pairs, root));
  }
}

function* combinations(choices: readonly (readonly number[])[]): Generator<readonly number[]> {
  const [first, ...others] = choices;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const rest of combinations(others)) for (const choice of first) yield [choice, ...rest];
}
