/** Decides in a thread of its own; see `thinking.ts`. */
import { parentPort } from "node:worker_threads";
import { ask, compile, makeReceipt, type RuleSet, replayReceipt } from "@akkoord/policy";
import type { Errand, ErrandOutcome } from "../../platform/worker-pool.ts";
import type { Task, ThinkingTask, Thought } from "./thinking.ts";

const DAYS_KEPT = 16;

interface Known {
  readonly ruleSet: RuleSet;
  readonly days: Map<string, ReturnType<typeof compile>>;
}

const known = new Map<string, Known>();

parentPort?.on("message", (errand: Errand<ThinkingTask>) => {
  parentPort?.postMessage(run(errand));
});

function run({ task: { hash, task }, bring, forget }: Errand<ThinkingTask>): ErrandOutcome<Thought> {
  try {
    for (const gone of forget) known.delete(gone);
    // Nothing but rule sets is brought, each under its hash.
    for (const { key, value } of bring) known.set(key, { ruleSet: value as RuleSet, days: new Map() });
    const found = known.get(hash);
    if (found === undefined) throw new Error("the rule set did not come along");
    return { value: think(found, task) };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { failed: { name, message } };
  }
}

function think(found: Known, task: Task) {
  switch (task.kind) {
    case "answer":
      return ask(ready(found, task.situation.date), task.situation, task.options);
    case "receipt":
      return makeReceipt(ready(found, task.situation.date), task.situation, task.tool);
    case "replay":
      return replayReceipt(found.ruleSet, task.receipt, (_ruleSet, date) => ready(found, date));
  }
}

function ready({ ruleSet, days }: Known, date: string) {
  const compiled = days.get(date) ?? compile(ruleSet, date);
  if (days.size >= DAYS_KEPT) days.clear();
  days.set(date, compiled);
  return compiled;
}
