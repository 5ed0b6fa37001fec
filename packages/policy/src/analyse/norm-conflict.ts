import { Contests } from "../compile/contests.ts";
import type { Reference } from "../compile/diagram.ts";
import { Causes } from "./causes.ts";
import { withCauses } from "./lazy-finding.ts";
import { NOWHERE } from "./operations.ts";
import { terminalsWithin } from "./outcomes-within.ts";
import type { RawFinding } from "./raw-finding.ts";
import type { Analysis } from "./run.ts";
import type { Activity, Space } from "./space.ts";
import { type Verdict, Verdicts } from "./verdicts.ts";

/**
 * Where rules contradict each other about a tool that serves the activity: within one organisation, where the outcome is
 * contested, and between two that can meet, where one opens the tool and the other refuses it.
 *
 * Between organisations: those for which the tool comes out the same everywhere are one class, and two classes are compared
 * once. A product of two small diagrams is cheap; one diagram for all organisations together is not, because it tells
 * apart every combination of what they say.
 *
 * @example run(normConflicts(space)).filter(({ sides }) => sides?.for.includes("bzk"))
 */
export function* normConflicts(space: Space): Analysis<readonly RawFinding[]> {
  const findings: RawFinding[] = [];
  const contestants = contestantsIn(space);
  const of = space.activities.reduce((sum, { tools }) => sum + tools.length, 0);
  let done = 0;
  for (const activity of space.activities) {
    for (const tool of activity.tools) {
      for (const finding of withinOne(space, activity, tool, contestants)) findings.push(finding);
      for (const finding of betweenTwo(space, activity, tool)) findings.push(finding);
      yield { done: ++done, of, what: "norm-conflict" };
    }
  }
  return findings;
}

type Contestants = (organisation: number, tool: number, region: Reference) => readonly string[];

/** The rules for and against that meet somewhere in a region. Compiled when the first are asked for. */
function contestantsIn(space: Space): Contestants {
  let contests: Contests | undefined;
  const listsWithin = terminalsWithin(space.store, space.store);
  return (organisation, tool, region) => {
    contests ??= new Contests(space.compiled, space.store);
    const known = contests;
    const lists = listsWithin(known.functionOf(organisation, tool), region);
    return Causes.of(space).inOrder(lists.flatMap((list) => known.rulesOf(list)));
  };
}

function* withinOne(
  space: Space,
  activity: Activity,
  tool: number,
  contestants: Contestants,
): Generator<RawFinding> {
  const { organisations, tools } = space.compiled.ruleSet;
  const scope = space.scopeOf(activity, "one");
  for (const organisation of space.organisations) {
    const { contested } = Verdicts.of(space).at(activity, organisation, tool);
    const root = space.operations.and(scope, contested);
    if (root === NOWHERE) continue;
    const parts = {
      kind: "norm-conflict" as const,
      organisations: [organisations[organisation]?.id ?? ""],
      tool: tools[tool]?.id ?? "",
      activity: activity.id,
      region: space.region(root),
    };
    yield withCauses(parts, () => contestants(organisation, tool, root));
  }
}

/** Organisations for which a tool comes out the same. */
interface VerdictClass {
  readonly verdict: Verdict;
  /** Indices, in the order of the rule set. */
  readonly organisations: number[];
}

/** The organisations that exist on the day, put together where a tool comes out the same during an activity. */
function classesOf(space: Space, activity: Activity, tool: number): readonly VerdictClass[] {
  const classes = new Map<Verdict, VerdictClass>();
  for (const organisation of space.organisations) {
    const verdict = Verdicts.of(space).at(activity, organisation, tool);
    const known = classes.get(verdict);
    if (known === undefined) classes.set(verdict, { verdict, organisations: [organisation] });
    else known.organisations.push(organisation);
  }
  return [...classes.values()];
}

function* betweenTwo(space: Space, activity: Activity, tool: number): Generator<RawFinding> {
  const { and } = space.operations;
  const scope = space.scopeOf(activity, "several");
  const classes = classesOf(space, activity, tool).map(({ verdict, organisations }) => ({
    organisations,
    open: and(scope, verdict.open),
    refused: and(scope, verdict.refused),
  }));
  for (const inFavour of classes) {
    if (inFavour.open === NOWHERE) continue;
    for (const against of classes) {
      const root = and(inFavour.open, against.refused);
      if (root === NOWHERE) continue;
      const region = space.region(root);
      for (const one of inFavour.organisations)
        for (const other of against.organisations)
          yield conflictBetween(space, activity, tool, one, other, region);
    }
  }
}

function conflictBetween(
  space: Space,
  activity: Activity,
  tool: number,
  inFavour: number,
  against: number,
  region: RawFinding["region"],
): RawFinding {
  const { organisations, tools } = space.compiled.ruleSet;
  const idOf = (organisation: number): string => organisations[organisation]?.id ?? "";
  const parts = {
    kind: "norm-conflict" as const,
    organisations: [inFavour, against].sort((a, b) => a - b).map(idOf),
    sides: { for: [idOf(inFavour)], against: [idOf(against)] },
    tool: tools[tool]?.id ?? "",
    activity: activity.id,
    region,
  };
  const pairs = [
    [inFavour, tool],
    [against, tool],
  ] as const;
  return withCauses(parts, () => Causes.of(space).decisive(pairs, region.root));
}
