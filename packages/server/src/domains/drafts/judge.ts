import {
  type DraftRights,
  type Finding,
  type FindingKind,
  type IsoDate,
  periods,
  type RuleSet,
} from "@akkoord/policy";
import { AnalysisTakesTooLong, AnalysisTooLarge } from "../../platform/errors.ts";
import type { Examined, Examiner, ScenarioToTry } from "./examine.ts";
import type {
  Acknowledgement,
  Block,
  CheckedScenario,
  DraftCheck,
  DraftState,
  ScenarioChanges,
} from "./model.ts";

/** Finds what is wrong with rules on a day; the analyst does. */
export type FindFindings = (
  ruleSet: RuleSet,
  options: { readonly date: IsoDate; readonly kinds: readonly FindingKind[] },
) => Promise<readonly Finding[]>;

/** A scenario with whose it is. */
export interface OwnedScenario extends ScenarioToTry {
  readonly owner: string;
}

/** A draft with everything that judging it needs. */
export interface DraftToJudge {
  readonly draft: {
    readonly owner: string;
    readonly state: DraftState;
    readonly revision: number;
    readonly text: string;
  };
  readonly rights: DraftRights;
  readonly acknowledgements: readonly Acknowledgement[];
  /** Those of everybody. */
  readonly scenarios: readonly OwnedScenario[];
  readonly scenarioChanges: ScenarioChanges;
  /** Ids of those that were changed or removed after the draft was approved. */
  readonly changedSinceApproval: readonly string[];
  /** The rules in force. */
  readonly current: { readonly hash: string; readonly ruleSet: RuleSet };
  /** The day from which it would hold. */
  readonly date: IsoDate;
}

/** What follows from a draft, and the rules that it makes when its text can be applied. */
export interface Judgement {
  readonly check: DraftCheck;
  readonly ruleSet: RuleSet | null;
}

/** Tells what follows from a draft, and what keeps it from being published. */
export type Judge = (subject: DraftToJudge) => Promise<Judgement>;

/** A draft in which more rules than this start or end on a day of their own would keep the analyst busy for hours. */
const MOST_NEW_DAYS = 40;

const APPROVED: readonly DraftState[] = ["approved", "planned", "failed", "published"];

/** Makes the judge. */
export function createJudge(examiner: Examiner, findings: FindFindings): Judge {
  return async (subject) => {
    const { draft, current, date, scenarios, acknowledgements } = subject;
    const task = {
      text: draft.text,
      rights: subject.rights,
      scenarios: scenarios.map(({ owner: _owner, ...scenario }) => scenario),
      date,
    };
    const examined: Examined & { readonly failed?: string } = await examiner
      .examine(current, task)
      .catch(notWhenTooLarge);
    const { problems, changed, ruleSet } = examined;
    const checked = ruleSet === null ? [] : checkedScenarios(scenarios, examined);
    const conflicts =
      ruleSet === null
        ? { found: [], failed: examined.failed ?? null }
        : await newConflicts(findings, current.ruleSet, ruleSet, date);
    const blockedBy: readonly Block[] = [
      ...(problems.length > 0 ? [{ kind: "problems" } as const] : []),
      ...(changed !== null && Object.values(changed).every((ids) => ids.length === 0)
        ? [{ kind: "no-change" } as const]
        : []),
      ...(APPROVED.includes(draft.state) ? [] : [{ kind: "not-approved" } as const]),
      ...(conflicts.failed === null ? [] : [{ kind: "analysis-failed", code: conflicts.failed } as const]),
      ...checked
        .filter((one) => one.state === "red" && (one.owner === draft.owner || one.stateBefore === "green"))
        .map((one) => ({ kind: "red-scenario", scenario: one.id }) as const),
      ...(APPROVED.includes(draft.state) ? subject.changedSinceApproval : []).map(
        (scenario) => ({ kind: "changed-scenario", scenario }) as const,
      ),
      ...conflicts.found
        .filter(({ id }) => !acknowledgements.some(({ finding }) => finding === id))
        .map(({ id }) => ({ kind: "new-conflict", finding: id }) as const),
    ];
    return {
      ruleSet,
      check: {
        revision: draft.revision,
        ruleSet: current.hash,
        date,
        problems,
        changed,
        scenarios: checked,
        scenarioChanges: subject.scenarioChanges,
        newConflicts: conflicts.found,
        acknowledgements,
        mayPublish: blockedBy.length === 0,
        blockedBy,
        rooms: null,
      },
    };
  };
}

/** What is too large stays so: the draft is blocked for it, rather than tried again and again on its day. */
function notWhenTooLarge(error: unknown): Examined & { readonly failed: string } {
  if (!(error instanceof AnalysisTooLarge)) throw error;
  return { problems: [], changed: null, ruleSet: null, before: [], after: [], failed: error.code };
}

function checkedScenarios(
  scenarios: readonly OwnedScenario[],
  { before, after }: Examined,
): readonly CheckedScenario[] {
  const was = new Map(before.map((tried) => [tried.id, tried]));
  const is = new Map(after.map((tried) => [tried.id, tried]));
  return scenarios.map(({ id, owner, says, expect, common, duties, advice }) => {
    const now = is.get(id);
    const { differences, details } = now ?? { differences: [], details: [] };
    return {
      id,
      owner,
      title: says,
      state: differences.length === 0 ? "green" : "red",
      stateBefore: (was.get(id)?.differences ?? []).length === 0 ? "green" : "red",
      expected: { expect, common, duties, advice },
      got: now?.got ?? null,
      differences,
      details,
    };
  });
}

/**
 * The conflicts that there are with the draft and not without it: on the day that it would begin, and in every
 * later period in which a rule starts or ends, because a rule of the draft may start later than the draft.
 */
async function newConflicts(
  findings: FindFindings,
  before: RuleSet,
  after: RuleSet,
  date: IsoDate,
): Promise<{ readonly found: readonly Finding[]; readonly failed: string | null }> {
  const laterDays = (ruleSet: RuleSet) =>
    periods(ruleSet).flatMap(({ from }) => (from !== null && from > date ? [from] : []));
  const known = new Set(laterDays(before));
  const added = laterDays(after).filter((day) => !known.has(day));
  if (added.length > MOST_NEW_DAYS) return { found: [], failed: new AnalysisTooLarge().code };
  const found = new Map<string, Finding>();
  try {
    // One by one: the analyst has other work too.
    for (const day of [date, ...[...known, ...added].sort()]) {
      const options = { date: day, kinds: ["norm-conflict"] } as const;
      const already = new Set((await findings(before, options)).map(({ id }) => id));
      for (const finding of await findings(after, options))
        if (!already.has(finding.id) && !found.has(finding.id)) found.set(finding.id, finding);
    }
    return { found: [...found.values()], failed: null };
  } catch (error) {
    if (error instanceof AnalysisTooLarge || error instanceof AnalysisTakesTooLong)
      return { found: [...found.values()], failed: error.code };
    throw error;
  }
}
