/** A worker for tests of the pool: answers, fails, tells what it knows, or never ends. */
import { parentPort } from "node:worker_threads";
import type { Errand, ErrandOutcome } from "../platform/worker-pool.ts";

/** What a test asks of it. */
export type Trial = "keys" | "brought" | "fail" | "forever";

const known = new Set<string>();

parentPort?.on("message", ({ task, bring, forget }: Errand<Trial>) => {
  for (const key of forget) known.delete(key);
  for (const { key } of bring) known.add(key);
  parentPort?.postMessage(outcomeOf(task, bring.length));
});

function outcomeOf(task: Trial, brought: number): ErrandOutcome<string> {
  switch (task) {
    case "keys":
      return { value: [...known].sort().join(" ") };
    case "brought":
      return { value: String(brought) };
    case "fail":
      return { failed: { name: "RangeError", message: "too far" } };
    case "forever":
      for (;;);
  }
}
