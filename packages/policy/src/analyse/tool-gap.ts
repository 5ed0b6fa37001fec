import type { Reference } from "../compile/diagram.ts";
import { Causes } from "./causes.ts";
import { withCauses } from "./lazy-finding.ts";
import { EVERYWHERE, NOWHERE } from "./operations.ts";
import type { RawFinding } from "./raw-finding.ts";
import type { Analysis } from "./run.ts";
import type { Activity, Space } from "./space.ts";
import { Verdicts } from "./verdicts.ts";

/**
 * Where people of one organisation want to do something and no tool that serves it is open to them. Two findings at most
 * per organisation and activity: where every tool is silent, so that a rule must be made, and where some rule refuses, so
 * that one must be changed.
 *
 * @example run(toolGaps(space)).map(({ region }) => region.situations)
 */
export function* toolGaps(space: Space): Analysis<readonly RawFinding[]> {
  const findings: RawFinding[] = [];
  const of = space.activities.length * space.organisations.length;
  let done = 0;
  for (const activity of space.activities) {
    for (const organisation of space.organisations) {
      findings.push(...gapsOf(space, activity, organisation));
      yield { done: ++done, of, what: "tool-gap" };
    }
  }
  return findings;
}

function gapsOf(space: Space, activity: Activity, organisation: number): readonly RawFinding[] {
  const { minus, and } = space.operations;
  const gap = minus(space.scopeOf(activity, "one"), openSomehow(space, activity, organisation));
  if (gap === NOWHERE) return [];
  const verdicts = Verdicts.of(space);
  let silent = gap;
  for (const tool of activity.tools) silent = and(silent, verdicts.at(activity, organisation, tool).silent);
  const finding = (split: "silent" | "refused", root: Reference): readonly RawFinding[] => {
    if (root === NOWHERE) return [];
    const { ruleSet } = space.compiled;
    const parts = {
      kind: "tool-gap" as const,
      organisations: [ruleSet.organisations[organisation]?.id ?? ""],
      activity: activity.id,
      split,
      region: space.region(root),
    };
    const pairs = activity.tools.map((tool) => [organisation, tool] as const);
    return [withCauses(parts, () => Causes.of(space).decisive(pairs, root))];
  };
  return [...finding("silent", silent), ...finding("refused", minus(gap, silent))];
}

/** 1 where some tool that serves the activity is open to the organisation. */
export function openSomehow(space: Space, activity: Activity, organisation: number): Reference {
  const verdicts = Verdicts.of(space);
  let open = NOWHERE;
  for (const tool of activity.tools) {
    if (open === EVERYWHERE) break;
    open = space.operations.or(open, verdicts.at(activity, organisation, tool).open);
  }
  return open;
}
