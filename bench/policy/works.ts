/** The work of the Cost table, done by the compiled rules and by the scan, on the same questions. */
import { type CompiledRuleSet, compile, type RuleSet, recompile, strictness } from "@akkoord/policy";
import { withChangedRule } from "../../packages/policy/src/testing/generate.ts";
import { type Effort, keep, median, timed, timedOnce } from "./measure.ts";
import { Scan } from "./peers/scan.ts";
import type { GroupQuestion, Question, Workload } from "./workload.ts";

/** Something that takes time, and how much it may take. Limits are those of the Cost table. */
export interface Row {
  readonly work: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number | null;
}

/** Measures everything that the compiled rules do. */
export function measureOurs(
  effort: Effort,
  workload: Workload,
): { readonly rows: readonly Row[]; readonly compiled: CompiledRuleSet } {
  const { ruleSet, date, questions, manyQuestions, groups, unseenPoints } = workload;
  const times = Math.min(effort.rounds, 9);
  const compileMs = timedOnce(times, () => keep(compile(ruleSet, date).roots.length));
  const compiled = compile(ruleSet, date);
  const recompileMs = timedOnce(times, changeOneOrganisation(compiled));
  const all = new Int32Array(ruleSet.tools.length);
  const rows: readonly Row[] = [
    {
      work: "one-decision",
      value: timed(effort, questions.length, () => decideEach(compiled, questions)),
      unit: "ns",
      limit: 40,
    },
    {
      work: "one-decision-65536-questions",
      value: timed(effort, manyQuestions.length, () => decideEach(compiled, manyQuestions)),
      unit: "ns",
      limit: null,
    },
    {
      work: "all-tools",
      value: timed(effort, questions.length, () => decideAllEach(compiled, questions, all)) / 1e3,
      unit: "µs",
      limit: 2,
    },
    { work: "all-tools-unseen", value: unseen(compiled, unseenPoints, all) / 1e3, unit: "µs", limit: null },
    {
      work: "common-set-4",
      value: timed(effort, groups.length, () => commonEach(compiled, groups, all)) / 1e3,
      unit: "µs",
      limit: 6,
    },
    { work: "compile", value: compileMs, unit: "ms", limit: 2000 },
    { work: "recompile-one-organisation", value: recompileMs, unit: "ms", limit: 100 },
  ];
  return { rows, compiled };
}

/** The scan's cost of the same work, per unit of the rows above. */
export function measureScan(effort: Effort, workload: Workload, scan: Scan): ReadonlyMap<string, number> {
  const { ruleSet, date, questions, manyQuestions, groups } = workload;
  const tools = ruleSet.tools.length;
  const few = questions.slice(0, 100);
  const fewGroups = groups.slice(0, 50);
  return new Map([
    ["one-decision", timed(effort, questions.length, () => scanEach(scan, questions))],
    [
      "one-decision-65536-questions",
      timed(effort, manyQuestions.length, () => scanEach(scan, manyQuestions)),
    ],
    ["all-tools", timed(effort, few.length, () => scanAllEach(scan, few, tools)) / 1e3],
    ["common-set-4", timed(effort, fewGroups.length, () => scanCommonEach(scan, fewGroups, tools)) / 1e3],
    ["compile", timedOnce(3, () => keep(new Scan(ruleSet, date).decisive))],
  ]);
}

function decideEach(compiled: CompiledRuleSet, questions: readonly Question[]): void {
  let rules = 0;
  for (const { organisation, tool, point } of questions)
    rules += compiled.decide(organisation, tool, point).decisive.length;
  keep(rules);
}

function decideAllEach(compiled: CompiledRuleSet, questions: readonly Question[], out: Int32Array): void {
  let sum = 0;
  for (const { organisation, tool, point } of questions) {
    compiled.decideAll(organisation, point, out);
    sum += out[tool] ?? 0;
  }
  keep(sum);
}

function commonEach(compiled: CompiledRuleSet, groups: readonly GroupQuestion[], out: Int32Array): void {
  let tools = 0;
  for (const members of groups) tools += compiled.commonSet(members, out);
  keep(tools);
}

/** Nanoseconds for all tools at points that were never asked about, after many others were. */
function unseen(compiled: CompiledRuleSet, points: readonly Uint8Array[], out: Int32Array): number {
  const organisations = compiled.ruleSet.organisations.length;
  const before = points.slice(0, points.length / 2);
  for (const point of before) {
    for (let organisation = 0; organisation < organisations; organisation++)
      compiled.decideAll(organisation, point, out);
  }
  const chunks: number[] = [];
  for (let from = before.length; from < points.length; from += CHUNK) {
    const fresh = points.slice(from, from + CHUNK);
    const start = performance.now();
    for (const [index, point] of fresh.entries()) {
      compiled.decideAll((from + index) % organisations, point, out);
      keep(out[0] ?? 0);
    }
    chunks.push(((performance.now() - start) * 1e6) / fresh.length);
  }
  return median(chunks);
}

/** Points per time that is taken of what can be done only once. */
const CHUNK = 100;

function scanEach(scan: Scan, questions: readonly Question[]): void {
  let sum = 0;
  for (const question of questions) sum += scan.decide(question) + scan.decisive;
  keep(sum);
}

function scanAllEach(scan: Scan, questions: readonly Question[], tools: number): void {
  let sum = 0;
  for (const { organisation, point } of questions) {
    for (let tool = 0; tool < tools; tool++) sum += scan.decide({ organisation, tool, point });
  }
  keep(sum);
}

/** Only the strictest effect per tool; the scan does not look at duties, which is to its advantage. */
function scanCommonEach(scan: Scan, groups: readonly GroupQuestion[], tools: number): void {
  const opens = strictness("permitted");
  let open = 0;
  for (const members of groups) {
    for (let tool = 0; tool < tools; tool++) {
      const isOpen = members.every(
        ({ organisation, point }) => scan.decide({ organisation, tool, point }) <= opens,
      );
      if (isOpen) open++;
    }
  }
  keep(open);
}

function changeOneOrganisation(compiled: CompiledRuleSet): () => void {
  let latest = compiled;
  let turn = 0;
  const nextRules = (): RuleSet => withChangedRule(latest.ruleSet, `org-${turn++ % 30}`);
  let next = nextRules();
  return () => {
    latest = recompile(latest, next);
    keep(latest.roots.length);
    next = nextRules();
  };
}
