import { exampleOf } from "./example.ts";
import type { Finding } from "./finding.ts";
import { namesOf } from "./ids.ts";
import type { RawFinding } from "./raw-finding.ts";
import { withRealActivities } from "./real-activities.ts";
import { findingSentence } from "./sentences/index.ts";
import type { Space } from "./space.ts";
import type { Weights } from "./weights.ts";

/** How heavy a finding is. Cheap while there are no reports. */
export function weightOf(space: Space, weights: Weights, finding: RawFinding): number {
  return weights.ofFinding(finding, (known) => !finding.region.and(space.regionWhere(known)).isEmpty);
}

/** Writes a finding out as people and programs read it: names, boxes, causes, an example and a sentence. */
export function describe(space: Space, finding: RawFinding, weight: number): Finding {
  const { ruleSet } = space.compiled;
  const { kind, organisations, sides, tool, rule, situations, causes } = finding;
  const boxes = withRealActivities(finding.region, finding.region.allBoxes());
  return {
    ...namesOf(finding),
    kind,
    organisations,
    ...(sides === undefined ? {} : { sides }),
    ...(tool === undefined ? {} : { tool }),
    ...(rule === undefined ? {} : { rule }),
    ...detailOf(finding),
    situations,
    boxes,
    causes,
    example: exampleOf(space, finding),
    sentence: findingSentence(ruleSet, { ...finding, causes, boxes }),
    weight,
  };
}

function detailOf({ split, duties, advice, value }: RawFinding): Pick<Finding, "detail"> {
  const detail = {
    ...(split === undefined ? {} : { split }),
    ...(duties === undefined ? {} : { duties }),
    ...(advice === undefined ? {} : { advice }),
    ...(value === undefined ? {} : { value }),
  };
  return Object.keys(detail).length === 0 ? {} : { detail };
}
