import { withCauses } from "./lazy-finding.ts";
import { NOWHERE } from "./operations.ts";
import type { RawFinding } from "./raw-finding.ts";
import type { Analysis } from "./run.ts";
import type { Space } from "./space.ts";
import { Verdicts } from "./verdicts.ts";

/**
 * Where nobody has said anything: per organisation, tool and activity that the tool serves, the situations in which the
 * outcome is `unspecified`. No rule causes it; that is what it means.
 */
export function* normativeGaps(space: Space): Analysis<readonly RawFinding[]> {
  const { organisations, tools } = space.compiled.ruleSet;
  const verdicts = Verdicts.of(space);
  const findings: RawFinding[] = [];
  const of = space.activities.length * space.organisations.length;
  let done = 0;
  for (const activity of space.activities) {
    const scope = space.scopeOf(activity, "one");
    for (const organisation of space.organisations) {
      for (const tool of activity.tools) {
        const gap = space.operations.and(scope, verdicts.at(activity, organisation, tool).silent);
        if (gap === NOWHERE) continue;
        const parts = {
          kind: "normative-gap" as const,
          organisations: [organisations[organisation]?.id ?? ""],
          tool: tools[tool]?.id ?? "",
          activity: activity.id,
          region: space.region(gap),
        };
        findings.push(withCauses(parts, () => []));
      }
      yield { done: ++done, of, what: "normative-gap" };
    }
  }
  return findings;
}
