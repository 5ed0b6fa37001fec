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
import { TooComplex } from "../../platform/errors.ts";
import { createWorkerPool } from "../../platform/worker-pool.ts";
import type { HeldRuleSet } from "../registry/held-rule-set.ts";

/** What a worker is asked to do. */
export type Task =
  | { readonly kind: "answer"; readonly situation: Situation; readonly options: AskOptions }
  | { readonly kind: "receipt"; readonly situation: Situation; readonly tool: string | null }
  | { readonly kind: "replay"; readonly receipt: Receipt };

/** What a worker is asked, with the hash of the rule set to do it by. */
export interface ThinkingTask {
  readonly hash: string;
  readonly task: Task;
}

/** What a worker gives back. */
export type Thought = Answer | Receipt | Replay;

/** Decides, without ever holding up other requests for long. */
export interface Thinking {
  /** @throws TooComplex when it takes too long */
  answer(held: HeldRuleSet, situation: Situation, options: AskOptions): Promise<Answer>;
  /** @throws TooComplex when it takes too long */
  receipt(held: HeldRuleSet, situation: Situation, tool: string | null): Promise<Receipt>;
  /**
   * Decides again what a receipt records.
   *
   * @throws WorkFailed of kind `ReceiptError` when the receipt was altered; TooComplex when it takes too long
   */
  replay(held: HeldRuleSet, receipt: Receipt): Promise<Replay>;
  close(): Promise<void>;
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

/**
 * Simple questions are decided on the spot, in less than a millisecond. With much unknown, or when asked what
 * would help, the work grows with every participant: that goes to workers, with a limit on its time.
 */
export function createThinking(limits: ThinkingLimits): Thinking {
  const pool = createWorkerPool<ThinkingTask, Thought>(new URL("./thinking-worker.ts", import.meta.url), {
    ...limits,
    valuesKept: RULE_SETS_PER_WORKER,
    tooLong: () => new TooComplex(),
  });
  // The worker answers each kind of task with the value of that kind.
  const delegate = async <Value extends Thought>(
    { hash, ruleSet }: HeldRuleSet,
    task: Task,
  ): Promise<Value> => (await pool.run({ hash, task }, new Map([[hash, ruleSet]]))) as Value;

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
    close: () => pool.close(),
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
