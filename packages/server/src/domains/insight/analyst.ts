import { createHash } from "node:crypto";
import {
  FINDING_KINDS,
  type Finding,
  type FindingKind,
  hashRuleSet,
  type IsoDate,
  type RepairAdvice,
  type Report,
  type RuleSet,
  type RuleSetChange,
} from "@akkoord/policy";
import { AnalysisTakesTooLong, AnalysisTooLarge } from "../../platform/errors.ts";
import { createWorkerPool, WorkFailed } from "../../platform/worker-pool.ts";
import { createSharedAnswers } from "./shared-answers.ts";
import { stretchAround } from "./stretch.ts";

/** What a worker is asked to work out; rule sets are named by their hash. */
export type AnalysisTask =
  | {
      readonly kind: "findings";
      readonly ruleSet: string;
      readonly date: IsoDate;
      readonly kinds: readonly FindingKind[];
      readonly reports: readonly Report[];
      readonly nodeBudget: number;
    }
  | {
      readonly kind: "changes";
      readonly before: string;
      readonly after: string;
      readonly date: IsoDate | null;
      readonly nodeBudget: number;
    }
  | {
      readonly kind: "repairs";
      readonly ruleSet: string;
      readonly date: IsoDate;
      readonly finding: Finding;
      readonly nodeBudget: number;
    };

/** What a worker gives back for its task. */
export type AnalysisResult = readonly Finding[] | readonly RuleSetChange[] | RepairAdvice;

/** For when: the stretch of days around one, or every period between dates on which something changes. */
export type ChangeScope = { readonly date: IsoDate } | { readonly overTime: true };

/** Works out where rules fail, in threads of its own. What was worked out is kept for who asks it again. */
export interface Analyst {
  /**
   * Everything that is wrong with a rule set on a day, heaviest first.
   *
   * @param ruleSet any rule set, published or not
   * @param options.kinds only these; the work is less when fewer are asked
   * @param options.reports reports of people, which make the findings that they fall in heavier
   * @param options.signal ends the wait, and the work when nobody else waits for it
   * @throws AnalysisTooLarge, AnalysisTakesTooLong, TemporarilyUnavailable when too much is asked at once
   * @example const conflicts = await analyst.findings(ruleSet, { date, kinds: ["norm-conflict"] });
   */
  findings(
    ruleSet: RuleSet,
    options: {
      readonly date: IsoDate;
      readonly kinds?: readonly FindingKind[] | undefined;
      readonly reports?: readonly Report[] | undefined;
      readonly signal?: AbortSignal | undefined;
    },
  ): Promise<readonly Finding[]>;
  /**
   * Every region in which one rule set decides otherwise than another, heaviest first.
   *
   * @throws what `findings` throws
   */
  changes(
    before: RuleSet,
    after: RuleSet,
    scope: ChangeScope,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<readonly RuleSetChange[]>;
  /**
   * The smallest sets of steps that end a finding, or why there are none.
   *
   * @param finding one of the findings of this rule set on this day
   * @throws what `findings` throws
   */
  repairs(
    ruleSet: RuleSet,
    date: IsoDate,
    finding: Finding,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<RepairAdvice>;
  close(): Promise<void>;
}

/** How much may be asked of it. */
export interface AnalystLimits {
  readonly workers: number;
  /** Diagram nodes that one analysis may make; a node takes about 50 bytes. */
  readonly nodeBudget: number;
  /** How long one analysis may take. */
  readonly timeLimitMs: number;
  /** How many answers are kept; 48 when left out. */
  readonly answersKept?: number;
}

const ANSWERS_KEPT = 48;
const MOST_WAITING = 32;
const RULE_SETS_PER_WORKER = 4;
const TOO_LARGE: ReadonlySet<string> = new Set(["CompileBudgetError", "AnalysisBudgetError"]);

/** Makes the analyst; its threads start when something is asked. */
export function createAnalyst(limits: AnalystLimits): Analyst {
  const { workers, nodeBudget, timeLimitMs, answersKept = ANSWERS_KEPT } = limits;
  const pool = createWorkerPool<AnalysisTask, AnalysisResult>(
    new URL("./analysis-worker.ts", import.meta.url),
    {
      workers,
      milliseconds: timeLimitMs,
      waiting: MOST_WAITING,
      valuesKept: RULE_SETS_PER_WORKER,
      tooLong: () => new AnalysisTakesTooLong(),
    },
  );
  const answers = createSharedAnswers(answersKept, (error) => error instanceof AnalysisTooLarge);
  const hashes = new WeakMap<RuleSet, string>();
  const hashOf = (ruleSet: RuleSet): string => {
    const hash = hashes.get(ruleSet) ?? hashRuleSet(ruleSet);
    hashes.set(ruleSet, hash);
    return hash;
  };

  const workOut = async <Value extends AnalysisResult>(
    task: AnalysisTask,
    ruleSets: readonly RuleSet[],
    signal: AbortSignal,
  ): Promise<Value> => {
    try {
      const needs = new Map(ruleSets.map((ruleSet) => [hashOf(ruleSet), ruleSet]));
      // The worker answers each kind of task with the value of that kind.
      return (await pool.run(task, needs, signal)) as Value;
    } catch (error) {
      if (error instanceof WorkFailed && TOO_LARGE.has(error.kind)) throw new AnalysisTooLarge(error);
      throw error;
    }
  };

  const findings: Analyst["findings"] = async (ruleSet, { date, kinds, reports = [], signal }) => {
    const wanted = FINDING_KINDS.filter((kind) => kinds === undefined || kinds.includes(kind));
    const hash = hashOf(ruleSet);
    const key = ["findings", hash, stretchKey([ruleSet], date), fingerprint(reports), ...wanted].join(" ");
    const task = { kind: "findings", ruleSet: hash, date, kinds: wanted, reports, nodeBudget } as const;
    const found = await answers.get<readonly Finding[]>(
      key,
      (until) => workOut(task, [ruleSet], until),
      signal,
    );
    return found.map((finding) => onDay(finding, date));
  };

  return {
    findings,
    async changes(before, after, scope, { signal } = {}) {
      const date = "date" in scope ? scope.date : null;
      const when = date === null ? "over time" : stretchKey([before, after], date);
      const task = {
        kind: "changes",
        before: hashOf(before),
        after: hashOf(after),
        date,
        nodeBudget,
      } as const;
      return answers.get(
        ["changes", task.before, task.after, when].join(" "),
        (until) => workOut<readonly RuleSetChange[]>(task, [before, after], until),
        signal,
      );
    },
    async repairs(ruleSet, date, finding, { signal } = {}) {
      const task = { kind: "repairs", ruleSet: hashOf(ruleSet), date, finding, nodeBudget } as const;
      return answers.get(
        ["repairs", task.ruleSet, stretchKey([ruleSet], date), finding.id].join(" "),
        (until) => workOut<RepairAdvice>(task, [ruleSet], until),
        signal,
      );
    },
    close: () => pool.close(),
  };
}

function stretchKey(ruleSets: readonly RuleSet[], date: IsoDate): string {
  const { from, to } = stretchAround(ruleSets, date);
  return `${from ?? ""}..${to ?? ""}`;
}

/** A text that changes when the reports do. */
function fingerprint(reports: readonly Report[]): string {
  return createHash("sha256").update(JSON.stringify(reports)).digest("base64url").slice(0, 22);
}

/** The finding with its example on the day that was asked about: it holds on every day of the stretch. */
function onDay(finding: Finding, date: IsoDate): Finding {
  const { example } = finding;
  if (example.situation.date === date) return finding;
  return { ...finding, example: { ...example, situation: { ...example.situation, date } } };
}
