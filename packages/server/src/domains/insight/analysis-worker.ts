/** Analyses rules in a thread of its own; see `analyst.ts`. */
import { parentPort } from "node:worker_threads";
import { analyse, changesBetween, type RuleSet, repairs, run as runToEnd } from "@akkoord/policy";
import type { Errand, ErrandOutcome } from "../../platform/worker-pool.ts";
import type { AnalysisResult, AnalysisTask } from "./analyst.ts";

const known = new Map<string, RuleSet>();

parentPort?.on("message", (errand: Errand<AnalysisTask>) => {
  parentPort?.postMessage(run(errand));
});

function run({ task, bring, forget }: Errand<AnalysisTask>): ErrandOutcome<AnalysisResult> {
  try {
    for (const key of forget) known.delete(key);
    // The analyst brings nothing but rule sets, each under its hash.
    for (const { key, value } of bring) known.set(key, value as RuleSet);
    return { value: workOut(task) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { failed: { name, message } };
  }
}

function workOut(task: AnalysisTask): AnalysisResult {
  const { nodeBudget } = task;
  switch (task.kind) {
    case "findings": {
      const { date, kinds, reports } = task;
      return runToEnd(analyse(ruleSetOf(task.ruleSet), { date, kinds, reports, nodeBudget }));
    }
    case "changes": {
      const when = task.date === null ? ({ overTime: true } as const) : { date: task.date };
      return runToEnd(changesBetween(ruleSetOf(task.before), ruleSetOf(task.after), when, { nodeBudget }));
    }
    case "repairs":
      return runToEnd(repairs(ruleSetOf(task.ruleSet), task.finding, { date: task.date, nodeBudget }));
  }
}

function ruleSetOf(hash: string): RuleSet {
  const found = known.get(hash);
  if (found === undefined) throw new Error("the rule set did not come along");
  return found;
}
