/** Applies drafts and tries scenarios in a thread of its own; see `examine.ts`. */
import { parentPort } from "node:worker_threads";
import { applyDraft, compile, type RuleSet } from "@akkoord/policy";
import { type Ready, readYaml, tryScenario } from "@akkoord/policy-files";
import type { Errand, ErrandOutcome } from "../../platform/worker-pool.ts";
import type { Examined, ExamineTask, Tried } from "./examine.ts";

const DAYS_KEPT = 16;

interface Known {
  readonly ruleSet: RuleSet;
  readonly days: Map<string, ReturnType<typeof compile>>;
}

const known = new Map<string, Known>();

parentPort?.on("message", (errand: Errand<ExamineTask>) => {
  parentPort?.postMessage(run(errand));
});

function run({ task, bring, forget }: Errand<ExamineTask>): ErrandOutcome<Examined> {
  try {
    for (const key of forget) known.delete(key);
    // The examiner brings nothing but rule sets, each under its hash.
    for (const { key, value } of bring) known.set(key, { ruleSet: value as RuleSet, days: new Map() });
    const base = known.get(task.base);
    if (base === undefined) throw new Error("the rule set did not come along");
    return { value: examine(base, task) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { failed: { name, message } };
  }
}

function examine(base: Known, task: ExamineTask): Examined {
  const { text, rights } = task;
  if (rights === null) {
    return { problems: [], changed: null, ruleSet: null, before: tryAll(base, task), after: [] };
  }
  const { ruleSet, changed, problems } = applyDraft(base.ruleSet, readYaml("concept.yaml", text), rights);
  if (ruleSet === null) return { problems, changed, ruleSet, before: [], after: [] };
  const drafted = { ruleSet, days: new Map() };
  return { problems, changed, ruleSet, before: tryAll(base, task), after: tryAll(drafted, task) };
}

function tryAll({ ruleSet, days }: Known, { scenarios, date }: ExamineTask): readonly Tried[] {
  const ready: Ready = (_ruleSet, day) => {
    const compiled = days.get(day) ?? compile(ruleSet, day);
    if (days.size >= DAYS_KEPT) days.clear();
    days.set(day, compiled);
    return compiled;
  };
  return scenarios.map((scenario) => {
    const situation = { ...scenario.situation, date: scenario.situation.date ?? date };
    const { found, differences, details } = tryScenario(ruleSet, { ...scenario, situation }, ready);
    return { id: scenario.id, got: found, differences, details };
  });
}
