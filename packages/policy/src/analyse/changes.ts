import { type CompiledRuleSet, compile, recompile } from "../compile/index.ts";
import type { Condition, IsoDate, Period, Rule, RuleSet } from "../rule-set.ts";
import { holdsOn } from "../valid-on.ts";
import { type Difference, Differences } from "./differences.ts";
import type { RuleSetChange } from "./finding.ts";
import { mergedSpace } from "./merged-space.ts";
import { narrowed } from "./narrow.ts";
import type { ChangeOptions, When } from "./options.ts";
import { type RuleChange, rulesThatDiffer } from "./rules-that-differ.ts";
import type { Analysis } from "./run.ts";
import { changeSentence } from "./sentences/index.ts";
import { Space } from "./space.ts";
import { dayIn, stretches } from "./stretches.ts";
import { Weights } from "./weights.ts";

/**
 * Finds every region in which another rule set gives another outcome, heaviest first: another effect, contest, duties or
 * tips, per organisation and tool. Over time: for each period in which nothing starts or ends, equal neighbours joined.
 *
 * The rule sets may differ in everything, also in their vocabulary: see `mergedSpace`. Only what rules that differ can
 * touch is looked at, so a draft of one rule takes milliseconds.
 *
 * @throws CompileBudgetError when the diagrams would take more than `nodeBudget`.
 * @throws CyclicDefeatError when rules set each other aside in a circle.
 * @example const changes = run(changesBetween(published, draft, { date: "2020-12-01" }));
 */
export function* changesBetween(
  before: RuleSet,
  after: RuleSet,
  when: When,
  options: ChangeOptions = {},
): Analysis<readonly RuleSetChange[]> {
  const part = affectedPart(before, after, when, options.organisations);
  if (part === null) return [];
  const everyPeriod = stretches([
    ...part.before.rules.map(({ valid }) => valid),
    ...part.after.rules.map(({ valid }) => valid),
    ...part.after.organisations.map(({ period }) => period),
  ]);
  const looked = everyPeriod.filter((period) => !("date" in when) || holdsOn(period, when.date));
  const found: Found[] = [];
  let chain: Compiled | null = null;
  for (const [done, period] of looked.entries()) {
    yield { done, of: looked.length, what: "changes" };
    chain = compileFor(part, period, chain, options);
    addTo(found, differencesIn(part, chain, period), period);
  }
  const date = "date" in when ? when.date : null;
  return written(part.after, found, new Weights(after.organisations, date, options));
}

/** A difference with the days for which it holds. */
interface Found {
  readonly difference: Difference;
  period: Period;
}

/** Both sides compiled for one period, and the space that differences are kept in. */
interface Compiled {
  readonly before: CompiledRuleSet;
  readonly after: CompiledRuleSet;
  readonly space: Space;
  readonly differences: Differences;
}

/** The parts of two rule sets that rules that differ can touch, over one space; null when no such rule counts. */
function affectedPart(
  before: RuleSet,
  after: RuleSet,
  when: When,
  organisations: readonly string[] | undefined,
): { readonly before: RuleSet; readonly after: RuleSet } | null {
  const merged = mergedSpace(before, after);
  const differing = rulesThatDiffer(merged.before, merged.after);
  const counted = differing.filter((change) => !("date" in when) || counts(change, when.date));
  const rules = counted.flatMap((change) => [change.before, change.after]).filter((rule) => rule !== null);
  const bound = new Set(
    rules
      .flatMap(({ bearers }) => bearers)
      .filter((id) => organisations === undefined || organisations.includes(id)),
  );
  if (bound.size === 0) return null;
  const all = rules.some(({ effect }) => effect === "required");
  const tools = new Set(
    all ? merged.after.tools.map(({ id }) => id) : rules.flatMap((rule) => rule.tools.ids),
  );
  const first = narrowed(merged.before, bound, tools);
  const second = narrowed(merged.after, bound, tools);
  const clip = clipper(rules.map(({ when: condition }) => condition));
  const clippedBefore = first.rules.map((rule) => ({ rule, clipped: clip(rule) }));
  // A rule that decides as before is the same object on both sides, so that it is not compiled again.
  const changed = new Set(differing.map(({ before: earlier, after: later }) => (later ?? earlier)?.id));
  const kept = new Map(clippedBefore.map(({ rule, clipped }) => [rule.id, clipped]));
  const clippedAfter = inOrderOf(first.rules, second.rules).map(
    (rule) => (changed.has(rule.id) ? undefined : kept.get(rule.id)) ?? clip(rule),
  );
  return {
    before: { ...first, rules: clippedBefore.flatMap(({ clipped }) => clipped ?? []) },
    after: { ...second, rules: clippedAfter.flatMap((rule) => rule ?? []) },
  };
}

/**
 * Makes the function that narrows rules to a box around some conditions; null for a rule that never holds in it. Outside
 * of the conditions of rules that differ nothing does, so nothing else needs to be compiled.
 */
function clipper(conditions: readonly Condition[]): (rule: Rule) => Rule | null {
  const around: Record<string, Set<string>> = {};
  for (const id of Object.keys(conditions[0] ?? {})) {
    if (conditions.every((condition) => condition[id] !== undefined))
      around[id] = new Set(conditions.flatMap((condition) => condition[id] ?? []));
  }
  return (rule) => {
    const narrower = Object.entries(around).map(([id, values]): [string, readonly string[]] => [
      id,
      rule.when[id]?.filter((value) => values.has(value)) ?? [...values],
    ]);
    if (narrower.some(([, values]) => values.length === 0)) return null;
    return { ...rule, when: { ...rule.when, ...Object.fromEntries(narrower) } };
  };
}

function counts({ before, after }: RuleChange, date: IsoDate): boolean {
  return [before, after].some((rule) => rule !== null && holdsOn(rule.valid, date));
}

/** Rules in the order of an earlier list, new ones behind: then what stays need not be compiled again. */
function inOrderOf(earlier: readonly Rule[], rules: readonly Rule[]): readonly Rule[] {
  const places = new Map(earlier.map(({ id }, place) => [id, place]));
  return rules.toSorted((a, b) => (places.get(a.id) ?? places.size) - (places.get(b.id) ?? places.size));
}

/**
 * Compiles both sides for a period, in the store of the period before it. The rules that hold are compiled as if they always
 * did, so that only what starts or ends is done again.
 */
function compileFor(
  part: { readonly before: RuleSet; readonly after: RuleSet },
  period: Period,
  previous: Compiled | null,
  { nodeBudget }: ChangeOptions,
): Compiled {
  const budget = nodeBudget === undefined ? {} : { nodeBudget };
  const day = dayIn(period);
  const holding = (ruleSet: RuleSet): RuleSet => ({
    ...ruleSet,
    rules: ruleSet.rules.filter(({ valid }) => holdsOn(valid, day)).map(always),
  });
  const before =
    previous === null
      ? compile(holding(part.before), day, budget)
      : recompile(previous.before, holding(part.before), budget);
  const after = recompile(before, holding(part.after), budget);
  const space = previous?.space ?? new Space(after, budget);
  return { before, after, space, differences: previous?.differences ?? new Differences(space) };
}

const timeless = new WeakMap<Rule, Rule>();

/** The same rule without a period; the same object every time. */
function always(rule: Rule): Rule {
  const known = timeless.get(rule) ?? { ...rule, valid: { from: null, to: null } };
  timeless.set(rule, known);
  return known;
}

function differencesIn(
  part: { readonly after: RuleSet },
  { before, after, differences }: Compiled,
  period: Period,
): readonly Difference[] {
  const day = dayIn(period);
  const existing = [...part.after.organisations.entries()].filter(([, organisation]) =>
    holdsOn(organisation.period, day),
  );
  return differences.between(
    before,
    after,
    existing.map(([index]) => index),
  );
}

/** Adds what differs in a period, or makes the one before it last longer where that is the same. */
function addTo(found: Found[], differences: readonly Difference[], period: Period): void {
  const neighbours = new Map(
    found.filter((each) => touches(each.period, period)).map((each) => [each.difference.key, each]),
  );
  for (const difference of differences) {
    const neighbour = neighbours.get(difference.key);
    if (neighbour === undefined) found.push({ difference, period });
    else neighbour.period = { from: neighbour.period.from, to: period.to };
  }
}

/** Whether a period ends the day before another starts. */
function touches(earlier: Period, later: Period): boolean {
  if (earlier.to === null || later.from === null) return false;
  const next = new Date(`${earlier.to}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10) === later.from;
}

function written(ruleSet: RuleSet, found: readonly Found[], weights: Weights): readonly RuleSetChange[] {
  return found
    .map(({ difference, period }): RuleSetChange => {
      const { organisation, tool, from, to, contested, duties, advice, situations, boxes, causes } =
        difference;
      const change = { tool, organisation, from, to, contested, duties, advice };
      return {
        ...change,
        period,
        situations,
        boxes: boxes(),
        causes,
        sentence: changeSentence(ruleSet, { ...change, organisations: [organisation], boxes: boxes() }),
        weight: weights.ofChange({ organisations: [organisation], situations }),
      };
    })
    .sort((a, b) => b.weight - a.weight);
}
