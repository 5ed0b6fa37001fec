import type { RuleSet } from "../rule-set.ts";
import { BoxCompiler } from "./boxes.ts";
import { type CompileOptions, compile, DEFAULT_NODE_BUDGET, finish } from "./compile.ts";
import type { CompiledRuleSet } from "./compiled-rule-set.ts";
import { PairCompiler } from "./pair-compiler.ts";
import { rulesInForce } from "./rules-in-force.ts";
import { workshopFor } from "./workshop.ts";

/**
 * Compiles a changed rule set for the same day, doing again only what changed: the organisations that a new,
 * changed or withdrawn rule binds. Gives the same decisions as `compile(ruleSet, previous.date)`.
 *
 * Finds out by itself what changed. When the vocabulary, the tools, the organisations or the order of the rules
 * changed, everything is compiled again.
 *
 * @throws CompileBudgetError and CyclicDefeatError as `compile` does.
 * @example const draft = recompile(published, withRule(published.ruleSet, newRule))
 */
export function recompile(
  previous: CompiledRuleSet,
  ruleSet: RuleSet,
  options: CompileOptions = {},
): CompiledRuleSet {
  const changed = organisationsThatChange(previous.ruleSet, ruleSet);
  if (changed === null) return compile(ruleSet, previous.date, options);
  const workshop = workshopFor(previous, options.nodeBudget ?? DEFAULT_NODE_BUDGET);
  const rules = rulesInForce(ruleSet, previous.date, workshop.numbers, ({ bearers }) =>
    bearers.some((bearer) => changed.has(bearer)),
  );
  const pairs = new PairCompiler(ruleSet, rules, workshop, new BoxCompiler(workshop.store));
  const roots = workshop.roots.slice();
  const organisations = [...ruleSet.organisations.keys()];
  pairs.compile(
    organisations.filter((organisation) => changed.has(ruleSet.organisations[organisation]?.id ?? "")),
    roots,
  );
  return finish(ruleSet, previous.date, workshop, roots, workshop.impossible, previous);
}

/** The ids of organisations for which decisions may change, or null when everything may. */
function organisationsThatChange(before: RuleSet, after: RuleSet): ReadonlySet<string> | null {
  if (!sameSpace(before, after)) return null;
  const changed = new Set<string>();
  const rulesBefore = new Map(before.rules.map((rule, index) => [rule.id, { rule, index }]));
  let latest = -1;
  for (const rule of after.rules) {
    const known = rulesBefore.get(rule.id);
    rulesBefore.delete(rule.id);
    if (known !== undefined && same(known.rule, rule)) {
      // Lists of rules follow the order of the rule set, so what stays must stay in the same order.
      if (known.index < latest) return null;
      latest = known.index;
      continue;
    }
    for (const bearer of [...rule.bearers, ...(known?.rule.bearers ?? [])]) changed.add(bearer);
  }
  for (const { rule } of rulesBefore.values()) for (const bearer of rule.bearers) changed.add(bearer);
  return changed;
}

function sameSpace(before: RuleSet, after: RuleSet): boolean {
  return (
    same(before.vocabulary, after.vocabulary) &&
    same(
      before.tools.map(({ id }) => id),
      after.tools.map(({ id }) => id),
    ) &&
    same(
      before.organisations.map(({ id }) => id),
      after.organisations.map(({ id }) => id),
    )
  );
}

/** Whether two values are written the same. May say no for equal ones, which only costs time. */
function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
