import type { Reference } from "../compile/diagram.ts";
import { compile } from "../compile/index.ts";
import type { Rule, RuleSet } from "../rule-set.ts";
import { holdsOn } from "../valid-on.ts";
import { withCauses } from "./lazy-finding.ts";
import { narrowed } from "./narrow.ts";
import { NOWHERE } from "./operations.ts";
import { outcomesWithin } from "./outcomes-within.ts";
import type { RawFinding } from "./raw-finding.ts";
import { inRuleOrder } from "./rule-order.ts";
import type { Analysis } from "./run.ts";
import { toolsSpokenOf, whereServed } from "./serving.ts";
import { Space, type SpaceOptions } from "./space.ts";

/**
 * Finds rules that might as well not be there: in force, and never decisive for any organisation that they bind and any
 * tool that they speak of. A rule without effect is never decisive; it is dead when its duties and tips never join.
 *
 * The region is where its condition holds, empty when that cannot occur. Causes are the rules that settle it there instead,
 * and those that set it aside.
 */
export function* deadRules(space: Space, options: SpaceOptions = {}): Analysis<readonly RawFinding[]> {
  const { compiled } = space;
  const { ruleSet, date } = compiled;
  const inForce = ruleSet.rules.filter(({ valid }) => holdsOn(valid, date));
  const of = space.organisations.length + 1;
  const alive = new Set<string>();
  const outcomes = outcomesWithin(space);
  const seen = new Set<number>();
  const looked = new Set<string>();
  for (const [done, organisation] of space.organisations.entries()) {
    for (const tool of ruleSet.tools.keys()) {
      const root = compiled.roots[organisation * ruleSet.tools.length + tool] ?? 0;
      const scope = space.operations.and(space.occurs, whereServed(space, [tool]));
      const key = `${root} ${scope}`;
      if (looked.has(key)) continue;
      looked.add(key);
      for (const outcome of outcomes(organisation, tool, scope)) seen.add(outcome);
    }
    yield { done: done + 1, of, what: "dead-rule" };
  }
  for (const index of seen) for (const id of compiled.outcome(index).decisive) alive.add(id);
  for (const id of joining(space, inForce, options)) alive.add(id);
  const dead = inForce.filter(({ id }) => !alive.has(id)).map((rule) => deadRule(space, rule));
  yield { done: of, of, what: "dead-rule" };
  return dead;
}

function deadRule(space: Space, rule: Rule): RawFinding {
  const bound = bearersOf(space, rule);
  const region = space.regionWhere(rule.when);
  return withCauses(
    {
      kind: "dead-rule",
      organisations: bound.map((index) => space.compiled.ruleSet.organisations[index]?.id ?? ""),
      rule: rule.id,
      region,
    },
    () => inRuleOrder(space.compiled.ruleSet, settlingInstead(space, rule, bound, region.root)),
  );
}

/** The indices of the organisations that a rule binds and that exist on the day. */
function bearersOf(space: Space, rule: Rule): readonly number[] {
  const { organisations } = space.compiled.ruleSet;
  return space.organisations.filter((index) => rule.bearers.includes(organisations[index]?.id ?? ""));
}

function settlingInstead(
  space: Space,
  rule: Rule,
  bound: readonly number[],
  region: Reference,
): ReadonlySet<string> {
  const { compiled, operations } = space;
  const outcomes = outcomesWithin(space);
  const found = new Set<string>();
  for (const tool of toolsSpokenOf(space, rule)) {
    const there = operations.and(region, whereServed(space, [tool]));
    for (const organisation of bound) {
      for (const index of outcomes(organisation, tool, there)) {
        const { decisive, defeated } = compiled.outcome(index);
        for (const id of decisive) found.add(id);
        for (const defeat of defeated) if (defeat.rule === rule.id) found.add(defeat.by);
      }
    }
  }
  return found;
}

/**
 * The rules without effect whose duties and tips join somewhere. An outcome does not tell which rules brought its duties.
 * For a rule that nothing can set aside it is enough that it applies; for the others the rules are compiled once more with a
 * tip that is theirs alone.
 */
function* joining(space: Space, inForce: readonly Rule[], options: SpaceOptions): Generator<string> {
  const { ruleSet, date } = space.compiled;
  const attackable: Rule[] = [];
  for (const rule of inForce.filter(({ effect }) => effect === null)) {
    if (appliesSomewhere(space, rule)) {
      if (canBeSetAside(inForce, rule)) attackable.push(rule);
      else yield rule.id;
    }
  }
  if (attackable.length === 0) return;
  const marked = new Space(compile(withMarks(ruleSet, attackable), date, options), options);
  const outcomes = outcomesWithin(marked);
  for (const rule of attackable) {
    const joins = bearersOf(marked, rule).some((organisation) =>
      toolsSpokenOf(marked, rule).some((tool) => {
        const there = marked.operations.and(marked.regionWhere(rule.when).root, whereServed(marked, [tool]));
        return outcomes(organisation, tool, there).some((index) =>
          marked.compiled.outcome(index).advice.includes(markOf(rule)),
        );
      }),
    );
    if (joins) yield rule.id;
  }
}

/** Whether a rule without effect applies at some point where a tool counts that it names. */
function appliesSomewhere(space: Space, rule: Rule): boolean {
  const tools = toolsSpokenOf(space, rule);
  if (tools.length === 0 || bearersOf(space, rule).length === 0) return false;
  return space.operations.and(space.regionWhere(rule.when).root, whereServed(space, tools)) !== NOWHERE;
}

function canBeSetAside(inForce: readonly Rule[], rule: Rule): boolean {
  return (
    rule.yieldsTo.length > 0 ||
    inForce.some(
      (other) =>
        other.id !== rule.id &&
        other.overrides.includes(rule.id) &&
        other.bearers.some((bearer) => rule.bearers.includes(bearer)),
    )
  );
}

function markOf({ id }: Rule): string {
  return `joins ${id}`;
}

/** The part of the rules that these depend on, with a tip for each that no other rule has. */
function withMarks(ruleSet: RuleSet, rules: readonly Rule[]): RuleSet {
  const part = narrowed(
    ruleSet,
    new Set(rules.flatMap(({ bearers }) => bearers)),
    new Set(rules.flatMap(({ tools }) => tools.ids)),
  );
  const ids = new Set(rules.map(({ id }) => id));
  return {
    ...part,
    vocabulary: {
      ...part.vocabulary,
      advice: rules.map((rule) => ({ id: markOf(rule), words: { nl: rule.id, en: rule.id } })),
    },
    rules: part.rules.map((rule) => ({
      ...rule,
      duties: [],
      advice: ids.has(rule.id) ? [markOf(rule)] : [],
    })),
  };
}
