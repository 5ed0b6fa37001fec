import type { DraftChanges, DraftRights, IsoDate, RuleProblem, RuleSet } from "@akkoord/policy";
import type { Expectation, Scenario, ScenarioDifference } from "@akkoord/policy-files";
import { AnalysisTakesTooLong, AnalysisTooLarge } from "../../platform/errors.ts";
import { createWorkerPool, WorkFailed } from "../../platform/worker-pool.ts";

/** A scenario to try; one without a day is tried on the day that the draft would hold from. */
export type ScenarioToTry = Omit<Scenario, "situation"> & {
  readonly situation: Omit<Scenario["situation"], "date"> & { readonly date: IsoDate | null };
};

/** What a worker is asked: apply a draft to a rule set and try scenarios on both. */
export interface ExamineTask {
  /** Hash of the rule set, which travels along once. */
  readonly base: string;
  readonly text: string;
  /** Null tries the scenarios on the rule set itself, without a draft. */
  readonly rights: DraftRights | null;
  readonly scenarios: readonly ScenarioToTry[];
  readonly date: IsoDate;
}

/** How one scenario comes out. */
export interface Tried {
  readonly id: string;
  readonly got: Expectation | null;
  /** In English. */
  readonly differences: readonly string[];
  /** The same differences with words in both languages. */
  readonly details: readonly ScenarioDifference[];
}

/** What became of the draft and of the scenarios, before and after it. */
export interface Examined {
  readonly problems: readonly RuleProblem[];
  readonly changed: DraftChanges | null;
  /** The rules with the draft; null when it has problems. */
  readonly ruleSet: RuleSet | null;
  readonly before: readonly Tried[];
  /** Empty when the draft has problems. */
  readonly after: readonly Tried[];
}

/** Applies drafts and tries scenarios, in threads of its own: a hostile text holds up nobody else. */
export interface Examiner {
  /** @throws AnalysisTooLarge, AnalysisTakesTooLong, TemporarilyUnavailable when too many wait */
  examine(
    base: { readonly hash: string; readonly ruleSet: RuleSet },
    task: Omit<ExamineTask, "base">,
  ): Promise<Examined>;
  close(): Promise<void>;
}

const LIMITS = { milliseconds: 10_000, waiting: 64, valuesKept: 3 } as const;

/** Makes the examiner; its threads start when something is asked. */
export function createExaminer(workers: number): Examiner {
  const pool = createWorkerPool<ExamineTask, Examined>(new URL("./examine-worker.ts", import.meta.url), {
    ...LIMITS,
    workers,
    tooLong: () => new AnalysisTakesTooLong(),
  });
  return {
    async examine({ hash, ruleSet }, task) {
      try {
        return await pool.run({ ...task, base: hash }, new Map([[hash, ruleSet]]));
      } catch (error) {
        if (error instanceof WorkFailed && error.kind === "CompileBudgetError")
          throw new AnalysisTooLarge(error);
        throw error;
      }
    },
    close: () => pool.close(),
  };
}
