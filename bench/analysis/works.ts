/** The analysis rows of the Cost table, done by the diagrams. */
import { type CompiledRuleSet, changesBetween, compile, type RuleSet, run } from "@akkoord/policy";
import { coalitionGaps } from "../../packages/policy/src/analyse/coalition-gap.ts";
import { normConflicts } from "../../packages/policy/src/analyse/norm-conflict.ts";
import type { RawFinding } from "../../packages/policy/src/analyse/raw-finding.ts";
import type { Analysis } from "../../packages/policy/src/analyse/run.ts";
import { Space } from "../../packages/policy/src/analyse/space.ts";
import { toolGaps } from "../../packages/policy/src/analyse/tool-gap.ts";
import {
  COST_TABLE_SIZE,
  GENERATED_DATE,
  generateRuleSet,
  withChangedRule,
} from "../../packages/policy/src/testing/generate.ts";
import { keep, median, timedOnce } from "../policy/measure.ts";
import { measureLargeRuleSet } from "../policy/report.ts";
import type { Row } from "../policy/works.ts";

/** The rules that are analysed, and what was found in them. */
export interface Analysed {
  readonly ruleSet: RuleSet;
  readonly date: string;
  readonly space: Space;
  readonly gaps: readonly RawFinding[];
  readonly conflicts: readonly RawFinding[];
  readonly coalitions: readonly RawFinding[];
}

/** Measures everything that the diagrams do. Each time in a fresh space, so that nothing is left from the time before. */
export function measureOurs(times: number): { readonly rows: readonly Row[]; readonly analysed: Analysed } {
  // First, while this process is small: its memory would count for the other's.
  const large = measureLargeRuleSet();
  const ruleSet = generateRuleSet(COST_TABLE_SIZE);
  const compiled = compile(ruleSet, GENERATED_DATE);
  const gaps = timedOnce(times, () => countAll(compiled, toolGaps));
  const conflicts = timedOnce(times, () => countAll(compiled, normConflicts));
  // Long enough to be timed once, and kept.
  let coalitions: readonly RawFinding[] = [];
  const coalitionsMs = timedOnce(1, () => {
    coalitions = run(coalitionGaps(new Space(compiled)));
    keep(coalitions.length);
  });
  const change = measureChange(ruleSet, Math.max(30, times));
  const rows: readonly Row[] = [
    { work: "tool-gaps", value: gaps, unit: "ms", limit: 500 },
    { work: "norm-conflicts", value: conflicts, unit: "ms", limit: 3000 },
    { work: "coalition-gaps", value: coalitionsMs, unit: "ms", limit: 5000 },
    { work: "change-impact", value: change, unit: "ms", limit: 50 },
    { work: "compile-5100", value: large.milliseconds, unit: "ms", limit: 10_000 },
    { work: "compile-5100-memory", value: large.megabytes, unit: "MB", limit: 1000 },
  ];
  const space = new Space(compiled);
  const analysed: Analysed = {
    ruleSet,
    date: GENERATED_DATE,
    space,
    gaps: run(toolGaps(space)),
    conflicts: run(normConflicts(space)),
    coalitions,
  };
  return { rows, analysed };
}

/** Finds everything there is, and how many situations each finding holds. */
function countAll(
  compiled: CompiledRuleSet,
  analysis: (space: Space) => Analysis<readonly RawFinding[]>,
): void {
  let situations = 0;
  for (const finding of run(analysis(new Space(compiled)))) situations += finding.situations;
  keep(situations % 2 ** 31);
}

/** The impact of one draft rule: of a changed rule of each organisation in turn, with boxes, causes and sentences. */
function measureChange(ruleSet: RuleSet, times: number): number {
  const when = { date: GENERATED_DATE };
  const taken = Array.from({ length: times }, (_, turn) => {
    const draft = withChangedRule(ruleSet, `org-${turn % ruleSet.organisations.length}`);
    const start = performance.now();
    keep(run(changesBetween(ruleSet, draft, when)).length);
    return performance.now() - start;
  });
  return median(taken);
}
