/** Decides about many rooms at once in a thread of its own; see `live-rooms-impact.ts`. */
import { parentPort } from "node:worker_threads";
import type { RuleSet } from "@akkoord/policy";
import type { Errand, ErrandOutcome } from "../../platform/worker-pool.ts";
import { HeldRuleSet } from "../registry/held-rule-set.ts";
import type { FittingTask } from "./live-rooms-impact.ts";
import { createVerdicts } from "./verdict.ts";

const known = new Map<string, HeldRuleSet>();

parentPort?.on("message", (errand: Errand<FittingTask>) => {
  parentPort?.postMessage(run(errand));
});

function run({ task, bring, forget }: Errand<FittingTask>): ErrandOutcome<readonly boolean[]> {
  try {
    for (const key of forget) known.delete(key);
    // Nothing but rule sets is brought, each under its hash.
    for (const { key, value } of bring) known.set(key, new HeldRuleSet(key, value as RuleSet, ""));
    const held = known.get(task.ruleSet);
    if (held === undefined) throw new Error("the rule set did not come along");
    const verdicts = createVerdicts();
    const rules = { held, day: task.day, waivers: task.waivers };
    return { value: task.questions.map((question) => verdicts.decide(question, rules).kind === "fits") };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { failed: { name, message } };
  }
}
