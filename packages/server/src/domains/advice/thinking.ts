import { Worker } from "node:worker_threads";
import {
  type Answer,
  type AskOptions,
  ask,
  makeReceipt,
  type Receipt,
  type Replay,
  type RuleSet,
  type Situation,
} from "@akkoord/policy";
import { TemporarilyUnavailable, TooComplex } from "../../platform/errors.ts";
import type { HeldRuleSet } from "../registry/held-rule-set.ts";

/** What a worker is asked to do. */
export type Task =
  | { readonly kind: "answer"; readonly situation: Situation; readonly options: AskOptions }
  | { readonly kind: "receipt"; readonly situation: Situation; readonly tool: string | null }
  | { readonly kind: "replay"; readonly receipt: Receipt };

/** A task on its way to a worker, with the rule set when the worker does not have it. */
export interface Errand {
  readonly task: Task;
  readonly hash: string;
  readonly ruleSet: RuleSet | null;
  /** Rule sets it will not be asked about any more. */
  readonly forget: readonly string[];
}

/** What a worker gives back. */
export type Outcome =
  | { readonly value: Answer | Receipt | Replay }
  | { readonly failed: { readonly name: string; readonly message: string } };

/** Decides, without ever holding up other requests for long. */
export interface Thinking {
  /** @throws TooComplex when it takes too long */
  answer(held: HeldRuleSet, situation: Situation, options: AskOptions): Promise<Answer>;
  /** @throws TooComplex when it takes too long */
  receipt(held: HeldRuleSet, situation: Situation, tool: string | null): Promise<Receipt>;
  /**
   * Decides again what a receipt records.
   *
   * @throws ThinkingFailed of kind `ReceiptError` when the receipt was altered; TooComplex when it takes too long
   */
  replay(held: HeldRuleSet, receipt: Receipt): Promise<Replay>;
  close(): Promise<void>;
}

/** A worker could not do its task; `kind` is the name of the error. */
export class ThinkingFailed extends Error {
  override readonly name = "ThinkingFailed";
  readonly kind: string;
  constructor(kind: string, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** How much may be asked of it. */
export interface ThinkingLimits {
  readonly workers: number;
  /** A question may take this long. */
  readonly milliseconds: number;
  /** More questions than this are not kept waiting. */
  readonly waiting: number;
}

const RULE_SETS_PER_WORKER = 4;
const MOST_PARTICIPANTS_AT_ONCE = 4;

interface Waiting {
  readonly task: Task;
  readonly held: HeldRuleSet;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Simple questions are decided on the spot, in less than a millisecond. With much unknown, or when asked what
 * would help, the work grows with every participant: that goes to workers, with a limit on its time.
 */
export function createThinking(limits: ThinkingLimits): Thinking {
  const queue: Waiting[] = [];
  const desks = Array.from({ length: limits.workers }, () => new Desk(limits.milliseconds));

  const pull = (): void => {
    for (const desk of desks) {
      if (desk.busy) continue;
      const next = queue.shift();
      if (next === undefined) return;
      desk.work(next).finally(pull);
    }
  };
  const delegate = <Value>(held: HeldRuleSet, task: Task): Promise<Value> => {
    if (queue.length >= limits.waiting) return Promise.reject(new TemporarilyUnavailable());
    return new Promise<Value>((resolve, reject) => {
      // The worker answers each kind of task with the value of that kind.
      queue.push({ task, held, resolve: (value) => resolve(value as Value), reject });
      pull();
    });
  };

  return {
    async answer(held, situation, options) {
      return isSimple(held.ruleSet, situation) && options.help === false
        ? ask(held.decider(situation.date), situation, options)
        : delegate(held, { kind: "answer", situation, options });
    },
    async receipt(held, situation, tool) {
      return isSimple(held.ruleSet, situation)
        ? makeReceipt(held.decider(situation.date), situation, tool)
        : delegate(held, { kind: "receipt", situation, tool });
    },
    replay: (held, receipt) => delegate(held, { kind: "replay", receipt }),
    async close() {
      await Promise.all(desks.map((desk) => desk.close()));
    },
  };
}

/** Whether everything is known and few take part: then it is decided at once. */
function isSimple(ruleSet: RuleSet, situation: Situation): boolean {
  const { attributes } = ruleSet.vocabulary;
  return (
    situation.participants.length > 0 &&
    situation.participants.length <= MOST_PARTICIPANTS_AT_ONCE &&
    attributes.every(({ id, scope }) => {
      if (scope === "situation") return situation.attributes[id] !== undefined;
      if (scope === "participant") {
        return situation.participants.every((participant) => participant.attributes[id] !== undefined);
      }
      return true;
    })
  );
}

/** One worker and what it knows; started when there is work, and anew after it was cut off. */
class Desk {
  busy = false;
  readonly #milliseconds: number;
  #worker: Worker | null = null;
  #known: string[] = [];
  /** Ends the wait for the task at hand. */
  #settle: ((outcome: Outcome | Error) => void) | null = null;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  async work({ task, held, resolve, reject }: Waiting): Promise<void> {
    this.busy = true;
    try {
      const outcome = await this.#send(this.#errand(task, held));
      if ("value" in outcome) resolve(outcome.value);
      else reject(new ThinkingFailed(outcome.failed.name, outcome.failed.message));
    } catch (error) {
      await this.close();
      reject(error);
    } finally {
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

  #errand(task: Task, held: HeldRuleSet): Errand {
    const isKnown = this.#known.includes(held.hash);
    const known = [held.hash, ...this.#known.filter((hash) => hash !== held.hash)];
    this.#known = known.slice(0, RULE_SETS_PER_WORKER);
    return {
      task,
      hash: held.hash,
      ruleSet: isKnown ? null : held.ruleSet,
      forget: known.slice(RULE_SETS_PER_WORKER),
    };
  }

  #send(errand: Errand): Promise<Outcome> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise<Outcome>((resolve, reject) => {
      const limit = setTimeout(() => this.#settle?.(new TooComplex()), this.#milliseconds);
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
    const worker = new Worker(new URL("./thinking-worker.ts", import.meta.url));
    worker.unref();
    // What a worker says after it was let go is nobody's business any more.
    const hear = (outcome: Outcome | Error) => {
      if (worker === this.#worker) this.#settle?.(outcome);
    };
    worker.on("message", hear);
    worker.on("error", hear);
    worker.on("exit", () => hear(new TemporarilyUnavailable()));
    return worker;
  }
}
