import { afterEach, describe, expect, test } from "vitest";
import type { Trial } from "../testing/trial-worker.ts";
import { TemporarilyUnavailable } from "./errors.ts";
import { createWorkerPool, type PoolLimits, type WorkerPool } from "./worker-pool.ts";

const SCRIPT = new URL("../testing/trial-worker.ts", import.meta.url);
const NOTHING: ReadonlyMap<string, unknown> = new Map();

let pool: WorkerPool<Trial, string> | undefined;
function makePool(limits: Partial<PoolLimits> = {}): WorkerPool<Trial, string> {
  pool = createWorkerPool<Trial, string>(SCRIPT, {
    workers: 1,
    milliseconds: 20_000,
    waiting: 8,
    valuesKept: 2,
    tooLong: () => new Error("too long"),
    ...limits,
  });
  return pool;
}
afterEach(() => pool?.close());

describe("a pool of workers", () => {
  test("sends a value along once, and lets a worker forget those used longest ago", async () => {
    const { run } = makePool();
    const values = (...keys: string[]) => new Map(keys.map((key) => [key, { of: key }]));
    expect(await run("brought", values("a", "b"))).toBe("2");
    expect(await run("brought", values("b"))).toBe("0");
    expect(await run("keys", values("c"))).toBe("b c");
    expect(await run("brought", values("a"))).toBe("1");
  });

  test("says what kind of error stopped a task, and goes on with the next", async () => {
    const { run } = makePool();
    await expect(run("fail", NOTHING)).rejects.toMatchObject({ name: "WorkFailed", kind: "RangeError" });
    expect(await run("brought", NOTHING)).toBe("0");
  });

  test("ends a task that takes too long, and does the next in a new thread", async () => {
    const { run } = makePool({ milliseconds: 2_000 });
    const endless = run("forever", NOTHING);
    const next = run("keys", NOTHING);
    await expect(endless).rejects.toThrow("too long");
    expect(await next).toBe("");
  });

  test("ends a task at once when its caller leaves, so that the next can begin", async () => {
    const { run } = makePool();
    const leaving = new AbortController();
    const endless = run("forever", NOTHING, leaving.signal);
    const next = run("keys", NOTHING);
    leaving.abort(new Error("gone"));
    await expect(endless).rejects.toThrow("gone");
    expect(await next).toBe("");
  });

  test("drops a task that still waits when its caller leaves", async () => {
    const { run } = makePool();
    const stop = new AbortController();
    const endless = run("forever", NOTHING, stop.signal);
    const leaving = new AbortController();
    const waiting = run("keys", NOTHING, leaving.signal);
    leaving.abort(new Error("gone"));
    await expect(waiting).rejects.toThrow("gone");
    stop.abort(new Error("enough"));
    await expect(endless).rejects.toThrow("enough");
  });

  test("keeps no more tasks waiting than it may, and none after it closed", async () => {
    const { run, close } = makePool({ waiting: 1 });
    const ends = [run("forever", NOTHING), run("keys", NOTHING)].map((task) => task.catch((error) => error));
    await expect(run("keys", NOTHING)).rejects.toThrow(TemporarilyUnavailable);
    await close();
    for (const end of await Promise.all(ends)) expect(end).toBeInstanceOf(TemporarilyUnavailable);
    await expect(run("keys", NOTHING)).rejects.toThrow(TemporarilyUnavailable);
  });
});
