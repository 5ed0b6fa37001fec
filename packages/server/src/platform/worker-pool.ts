import { Worker } from "node:worker_threads";
import { TemporarilyUnavailable } from "./errors.ts";

/** A task on its way to a worker, with the values it needs that the worker does not have yet. */
export interface Errand<Task> {
  readonly task: Task;
  readonly bring: readonly { readonly key: string; readonly value: unknown }[];
  /** Keys of values it will not be asked about any more. */
  readonly forget: readonly string[];
}

/** What a worker gives back. */
export type ErrandOutcome<Value> =
  | { readonly value: Value }
  | { readonly failed: { readonly name: string; readonly message: string } };

/** A worker could not do its task; `kind` is the name of the error. */
export class WorkFailed extends Error {
  override readonly name = "WorkFailed";
  readonly kind: string;
  constructor(kind: string, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** How much a pool does. */
export interface PoolLimits {
  readonly workers: number;
  /** A task may take this long; then its thread is ended. */
  readonly milliseconds: number;
  /** More tasks than this are not kept waiting. */
  readonly waiting: number;
  /** How many of the values that tasks need each worker keeps. */
  readonly valuesKept: number;
  /** What a task that took too long fails with. */
  readonly tooLong: () => Error;
}

/** Threads that do long work, so that it holds up nobody else. */
export interface WorkerPool<Task, Value> {
  /**
   * Has a task done by the first worker that is free.
   *
   * @param needs values by key that the task speaks of; large ones travel to a worker once
   * @param signal ends the wait, and the work when it had begun
   * @throws TemporarilyUnavailable when too many wait; WorkFailed; what `tooLong` makes; the signal's reason
   */
  run(task: Task, needs: ReadonlyMap<string, unknown>, signal?: AbortSignal): Promise<Value>;
  close(): Promise<void>;
}

interface Waiting<Task, Value> {
  readonly task: Task;
  readonly needs: ReadonlyMap<string, unknown>;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes a pool; threads start when there is work.
 *
 * @param script the module that each thread runs: it must answer an {@link Errand} with an {@link ErrandOutcome}
 */
export function createWorkerPool<Task, Value>(script: URL, limits: PoolLimits): WorkerPool<Task, Value> {
  const queue: Waiting<Task, Value>[] = [];
  const desks = Array.from({ length: limits.workers }, () => new Desk<Task, Value>(script, limits));
  let closed = false;

  const pull = (): void => {
    for (const desk of desks) {
      if (desk.busy) continue;
      const next = queue.shift();
      if (next === undefined) return;
      desk.work(next).finally(pull);
    }
  };
  return {
    run(task, needs, signal) {
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (closed || queue.length >= limits.waiting) return Promise.reject(new TemporarilyUnavailable());
      return new Promise<Value>((resolve, reject) => {
        const waiting: Waiting<Task, Value> = { task, needs, signal, resolve, reject };
        signal?.addEventListener("abort", () => leave(queue, waiting), { once: true });
        queue.push(waiting);
        pull();
      });
    },
    async close() {
      closed = true;
      for (const waiting of queue.splice(0)) waiting.reject(new TemporarilyUnavailable());
      await Promise.all(desks.map((desk) => desk.close()));
    },
  };
}

function leave<Task, Value>(queue: Waiting<Task, Value>[], waiting: Waiting<Task, Value>): void {
  const place = queue.indexOf(waiting);
  if (place === -1) return;
  queue.splice(place, 1);
  waiting.reject(waiting.signal?.reason);
}

/** One worker and what it knows; started when there is work, and anew after it was cut off. */
class Desk<Task, Value> {
  busy = false;
  readonly #script: URL;
  readonly #limits: PoolLimits;
  #worker: Worker | null = null;
  #known: readonly string[] = [];
  /** Ends the wait for the task at hand. */
  #settle: ((outcome: ErrandOutcome<Value> | Error) => void) | null = null;

  constructor(script: URL, limits: PoolLimits) {
    this.#script = script;
    this.#limits = limits;
  }

  async work({ task, needs, signal, resolve, reject }: Waiting<Task, Value>): Promise<void> {
    this.busy = true;
    const leaveOff = () => this.#settle?.(asError(signal?.reason));
    signal?.addEventListener("abort", leaveOff, { once: true });
    try {
      const outcome = await this.#send(this.#errand(task, needs));
      if ("value" in outcome) resolve(outcome.value);
      else reject(new WorkFailed(outcome.failed.name, outcome.failed.message));
    } catch (error) {
      // Nothing else stops a thread in the middle of its work.
      await this.close();
      reject(error);
    } finally {
      signal?.removeEventListener("abort", leaveOff);
      this.busy = false;
    }
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#known = [];
    this.#settle?.(new TemporarilyUnavailable());
    await worker?.terminate();
  }

  #errand(task: Task, needs: ReadonlyMap<string, unknown>): Errand<Task> {
    const before = this.#known;
    const kept = Math.max(this.#limits.valuesKept, needs.size);
    const known = [...needs.keys(), ...before.filter((key) => !needs.has(key))];
    this.#known = known.slice(0, kept);
    return {
      task,
      bring: [...needs].flatMap(([key, value]) => (before.includes(key) ? [] : [{ key, value }])),
      forget: known.slice(kept),
    };
  }

  #send(errand: Errand<Task>): Promise<ErrandOutcome<Value>> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise<ErrandOutcome<Value>>((resolve, reject) => {
      const limit = setTimeout(() => this.#settle?.(this.#limits.tooLong()), this.#limits.milliseconds);
      this.#settle = (outcome) => {
        clearTimeout(limit);
        this.#settle = null;
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      };
      worker.postMessage(errand);
    });
  }

  #start(): Worker {
    const worker = new Worker(this.#script);
    worker.unref();
    // What a worker says after it was let go is nobody's business any more.
    const hear = (outcome: ErrandOutcome<Value> | Error) => {
      if (worker === this.#worker) this.#settle?.(outcome);
    };
    worker.on("message", hear);
    worker.on("error", (error) => hear(asError(error)));
    worker.on("exit", () => hear(new TemporarilyUnavailable()));
    return worker;
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
