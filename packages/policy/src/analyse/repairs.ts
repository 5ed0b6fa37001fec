import { compile } from "../compile/index.ts";
import type { IsoDate, RuleSet } from "../rule-set.ts";
import { holdsOn } from "../valid-on.ts";
import { type Trouble, whereEnded } from "./ended.ts";
import type { Finding, FindingKind, Repair, RepairStep } from "./finding.ts";
import { namesOf } from "./ids.ts";
import { mended } from "./mend.ts";
import { narrowed } from "./narrow.ts";
import { NOWHERE } from "./operations.ts";
import { workingSets } from "./repair-search.ts";
import { fixedAgainst, possibleSteps } from "./repair-steps.ts";
import { inRuleOrder } from "./rule-order.ts";
import { type Analysis, run } from "./run.ts";
import { repairSentence } from "./sentences/index.ts";
import { Space, type SpaceOptions } from "./space.ts";
import { unworkable } from "./unworkable.ts";

/** How to look for repairs. */
export interface RepairOptions extends SpaceOptions {
  /** The day that the finding is of. */
  readonly date: IsoDate;
  /** No more repairs than this. Default 20. */
  readonly most?: number;
}

/** The repairs of a finding. */
export interface RepairAdvice {
  /** Fewest steps first, then those that deviate by name from fewest rules; no repair contains another. */
  readonly repairs: readonly Repair[];
  /** Whether these are all. If not, there were more than asked for, or too many steps to weigh. */
  readonly complete: boolean;
  /** Why there is none; null when there is one. */
  readonly none:
    | null
    /** Findings of this kind are no matter of steps: somebody must decide what the rules should say. */
    | "not-for-this-kind"
    /** The finding is not there on that day. */
    | "no-longer-there"
    /** Law or treaty rules stand in the way, or there is nothing that could be admitted. */
    | "blocked"
    /** None was found among the steps that could be weighed. */
    | "not-found";
  /** Law and treaty rules in the way, when there is no repair; in the order of the rule set. */
  readonly blockedBy: readonly string[];
}

const DEFAULT_MOST = 20;

/** More steps than this are not weighed against each other: their interplay doubles with each. */
const MOST_STEPS = 48;

const REPAIRABLE: ReadonlySet<FindingKind> = new Set([
  "tool-gap",
  "normative-gap",
  "norm-conflict",
  "coalition-gap",
  "unworkable",
]);

/**
 * Finds the smallest sets of steps that close a gap or end a conflict, everywhere in its region: rules to change, or tools
 * to admit by a rule of the organisation itself, each with the owner whose signature it needs. Law and treaty rules are
 * never changed nor overridden, and strict rules of a higher layer are never overridden.
 *
 * Every repair that is given was tried: the mended rules were compiled again, and the finding was gone.
 *
 * @throws CompileBudgetError when the steps interlock in more ways than `nodeBudget` allows.
 * @example run(repairs(ruleSet, finding, { date: "2020-12-01" })).repairs[0]?.sentence.nl
 */
export function* repairs(ruleSet: RuleSet, finding: Finding, options: RepairOptions): Analysis<RepairAdvice> {
  const { date, most = DEFAULT_MOST } = options;
  if (!REPAIRABLE.has(finding.kind)) return none("not-for-this-kind");
  const trouble = troubleOf(ruleSet, finding, options);
  if (trouble === null) return none("no-longer-there");
  const part = partFor(ruleSet, trouble, date);
  const space = new Space(compile(part, date, options), options);
  const { operations } = space;
  const region = operations.and(
    finding.boxes.reduce((all, box) => operations.or(all, space.functionOf(box)), NOWHERE),
    space.occurs,
  );
  if (operations.minus(region, whereEnded(space, trouble)) === NOWHERE) return none("no-longer-there");
  const steps = possibleSteps(space, trouble, region);
  yield { done: 1, of: 4, what: "repairs" };
  const alone = steps.filter(
    (step) =>
      trouble.kind === "tool-gap" &&
      step.kind === "admit-tool" &&
      suffices(part, trouble, finding, [step], options),
  );
  yield { done: 2, of: 4, what: "repairs" };
  const others = steps.filter((step) => !alone.includes(step));
  const weighed = others.slice(0, MOST_STEPS);
  const { smallest, complete, hopeless } = workingSets(
    part,
    date,
    trouble,
    finding.boxes,
    weighed,
    Math.max(0, most - alone.length),
    options,
  );
  yield { done: 3, of: 4, what: "repairs" };
  const sets = [...alone.map((step) => [step]), ...smallest]
    .filter((set) => suffices(part, trouble, finding, set, options))
    .toSorted((a, b) => a.length - b.length || overridesIn(a) - overridesIn(b))
    .slice(0, most);
  const isComplete =
    complete && weighed.length === others.length && sets.length === alone.length + smallest.length;
  if (sets.length > 0)
    return {
      repairs: sets.map((set) => repairOf(ruleSet, finding, set)),
      complete: isComplete,
      none: null,
      blockedBy: [],
    };
  const blockedBy =
    hopeless.region === NOWHERE
      ? fixedAgainst(space, trouble, region)
      : fixedAgainst(hopeless.space, trouble, hopeless.region);
  return {
    repairs: [],
    complete: isComplete,
    none: isComplete ? "blocked" : "not-found",
    blockedBy: inRuleOrder(ruleSet, blockedBy),
  };
}

/** How many rules a repair deviates from by name. */
function overridesIn(steps: readonly RepairStep[]): number {
  return steps.reduce((sum, step) => sum + (step.kind === "admit-tool" ? step.overrides.length : 0), 0);
}

function none(why: RepairAdvice["none"]): RepairAdvice {
  return { repairs: [], complete: true, none: why, blockedBy: [] };
}

/** What must come to an end. Which duties a finding is about does not stand in it, so that is looked up. */
function troubleOf(ruleSet: RuleSet, finding: Finding, options: RepairOptions): Trouble | null {
  const { kind, organisations, sides, tool } = finding;
  const tools = tool === undefined ? toolsServing(ruleSet, finding) : [tool];
  const trouble = { kind, organisations, sides, tools };
  if (kind !== "unworkable") return trouble;
  const space = new Space(compile(partFor(ruleSet, trouble, null), options.date, options), options);
  const same = run(unworkable(space)).find((raw) => namesOf(raw).id === finding.id);
  return same === undefined ? null : { ...trouble, duties: same.duties, advice: same.advice };
}

/** The tools that serve the activity of a finding. */
function toolsServing(ruleSet: RuleSet, { boxes }: Finding): readonly string[] {
  const all = ruleSet.vocabulary.attributes.find(({ id }) => id === "activity")?.values ?? [];
  const activities = boxes[0]?.activity ?? all.map(({ id }) => id);
  return ruleSet.tools
    .filter((tool) => activities.some((id) => tool.activities.includes(id)))
    .map(({ id }) => id);
}

/** The rules that decide for those concerned; only those in force, unless all are wanted. */
function partFor(ruleSet: RuleSet, trouble: Trouble, date: IsoDate | null): RuleSet {
  const part = narrowed(ruleSet, new Set(trouble.organisations), new Set(trouble.tools));
  if (date === null) return part;
  return { ...part, rules: part.rules.filter(({ valid }) => holdsOn(valid, date)) };
}

/** Tries steps: whether the finding is gone once the rules are mended. */
function suffices(
  part: RuleSet,
  trouble: Trouble,
  finding: Finding,
  steps: readonly RepairStep[],
  options: RepairOptions,
): boolean {
  const { date } = options;
  const rules = mended(
    part,
    { organisations: trouble.organisations, boxes: finding.boxes },
    steps,
    date,
    options,
  );
  const space = new Space(compile(rules, date, options), options);
  const region = finding.boxes.reduce((all, box) => space.operations.or(all, space.functionOf(box)), NOWHERE);
  const left = space.operations.minus(region, whereEnded(space, trouble));
  return space.region(left).isEmpty;
}

function repairOf(ruleSet: RuleSet, finding: Finding, steps: readonly RepairStep[]): Repair {
  const owners = [...new Set(steps.map(({ owner }) => owner))];
  return { finding: finding.id, steps, owners, sentence: repairSentence(ruleSet, steps, owners) };
}
