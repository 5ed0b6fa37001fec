import { compile } from "../compile/index.ts";
import type { RuleSet } from "../rule-set.ts";
import { addresseeGaps } from "./addressee-gap.ts";
import { coalitionGaps } from "./coalition-gap.ts";
import { deadRules } from "./dead-rule.ts";
import { describe, weightOf } from "./describe.ts";
import { FINDING_KINDS, type Finding, type FindingKind } from "./finding.ts";
import { normConflicts } from "./norm-conflict.ts";
import { normativeGaps } from "./normative-gap.ts";
import type { AnalyseOptions } from "./options.ts";
import type { RawFinding } from "./raw-finding.ts";
import type { Analysis } from "./run.ts";
import { Space, type SpaceOptions } from "./space.ts";
import { toolGaps } from "./tool-gap.ts";
import { unworkable } from "./unworkable.ts";
import { Weights } from "./weights.ts";

const FINDERS: Readonly<
  Record<FindingKind, (space: Space, options: SpaceOptions) => Analysis<readonly RawFinding[]>>
> = {
  "norm-conflict": normConflicts,
  "normative-gap": normativeGaps,
  "tool-gap": toolGaps,
  "coalition-gap": coalitionGaps,
  unworkable,
  "addressee-gap": addresseeGaps,
  "dead-rule": deadRules,
};

/** After so many findings written out there is a step, so that progress shows and the work can be stopped. */
const WRITTEN_PER_STEP = 50;

/**
 * Finds every place where the rules of a day fail, heaviest first. What each kind means stands in `analyse/README.md`.
 *
 * It is work in steps: drive it with `run`, which reports progress and can be stopped.
 *
 * @throws CompileBudgetError when the diagrams would take more than `nodeBudget`.
 * @throws CyclicDefeatError when rules set each other aside in a circle.
 * @example const findings = run(analyse(ruleSet, { date: "2020-12-01", kinds: ["tool-gap"] }));
 */
export function* analyse(ruleSet: RuleSet, options: AnalyseOptions): Analysis<readonly Finding[]> {
  const { date, kinds = FINDING_KINDS, nodeBudget } = options;
  const budget: SpaceOptions = nodeBudget === undefined ? {} : { nodeBudget };
  const space = new Space(compile(ruleSet, date, budget), budget);
  const raw: RawFinding[] = [];
  for (const kind of FINDING_KINDS) {
    if (!kinds.includes(kind)) continue;
    for (const finding of yield* FINDERS[kind](space, budget)) raw.push(finding);
  }
  const wanted = raw.filter((finding) => concerns(finding, options.organisations));
  return yield* heaviestFirst(space, wanted, new Weights(ruleSet.organisations, date, options));
}

function concerns(finding: RawFinding, organisations: readonly string[] | undefined): boolean {
  return organisations === undefined || finding.organisations.some((id) => organisations.includes(id));
}

/** Writes findings out in order of weight; equally heavy ones as they were found, so that the order is always the same. */
function* heaviestFirst(
  space: Space,
  raw: readonly RawFinding[],
  weights: Weights,
): Analysis<readonly Finding[]> {
  const inOrder = raw
    .map((finding) => ({ finding, weight: weightOf(space, weights, finding) }))
    .sort((a, b) => b.weight - a.weight);
  const findings: Finding[] = [];
  for (const { finding, weight } of inOrder) {
    findings.push(describe(space, finding, weight));
    if (findings.length % WRITTEN_PER_STEP === 0)
      yield { done: findings.length, of: inOrder.length, what: "writing" };
  }
  return findings;
}
