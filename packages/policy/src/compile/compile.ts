import type { IsoDate, RuleSet } from "../rule-set.ts";
import { attributeOrder } from "./attribute-order.ts";
import { BoxCompiler, boxMaker, rowWidth, setBit } from "./boxes.ts";
import { assemble, type CompiledRuleSet } from "./compiled-rule-set.ts";
import { DiagramStore, type Reference } from "./diagram.ts";
import { OutcomeTable } from "./outcome-table.ts";
import { PairCompiler } from "./pair-compiler.ts";
import { periodAround } from "./periods.ts";
import { RuleNumbers, rulesInForce } from "./rules-in-force.ts";
import { rememberWorkshop, type Workshop } from "./workshop.ts";

/** How to compile. */
export interface CompileOptions {
  /**
   * How many nodes the diagrams may have together, before compiling gives up with a `CompileBudgetError`.
   * A node takes about 50 bytes while compiling. Default ten million.
   */
  readonly nodeBudget?: number;
}

/** Enough for thousands of rules, and under a gigabyte. */
export const DEFAULT_NODE_BUDGET = 10_000_000;

/**
 * Compiles the rules for one day into decision diagrams: one function per organisation and tool,
 * from the point to the finished outcome. Decides exactly as `interpret` does.
 *
 * @param date the day the rules must hold on. The result holds for its whole `period`.
 * @throws CompileBudgetError when the diagrams would be larger than `nodeBudget`.
 * @throws CyclicDefeatError when rules set each other aside in a circle.
 * @example const compiled = compile(ruleSet, "2020-12-01"); compiled.decide(organisation, tool, point).effect
 */
export function compile(ruleSet: RuleSet, date: IsoDate, options: CompileOptions = {}): CompiledRuleSet {
  const numbers = new RuleNumbers();
  const rules = rulesInForce(ruleSet, date, numbers);
  const sizes = ruleSet.vocabulary.attributes.map((attribute) => attribute.values.length);
  const order = attributeOrder(sizes, ruleSet.tools.length, rules);
  const store = new DiagramStore(sizes, order, options.nodeBudget ?? DEFAULT_NODE_BUDGET);
  const workshop: Workshop = { store, outcomes: new OutcomeTable(), numbers };
  const boxes = new BoxCompiler(store);
  const impossible = compileImpossible(ruleSet, boxes);
  const pairs = new PairCompiler(ruleSet, rules, workshop, boxes);
  const roots = new Int32Array(ruleSet.organisations.length * ruleSet.tools.length);
  pairs.compile([...ruleSet.organisations.keys()], roots);
  return finish(ruleSet, date, workshop, roots, impossible);
}

/** The compiled rule set out of what was made in a workshop, which stays at hand for later changes. */
export function finish(
  ruleSet: RuleSet,
  date: IsoDate,
  workshop: Workshop,
  roots: Int32Array,
  impossible: Reference,
  changedFrom?: CompiledRuleSet,
): CompiledRuleSet {
  const compiled = assemble({
    ruleSet,
    date,
    period: periodAround(ruleSet, date),
    diagrams: workshop.store.flatten(),
    roots,
    impossible,
    outcomes: workshop.outcomes.flatten(),
    ruleIds: workshop.numbers.ids,
  });
  rememberWorkshop(compiled, workshop, changedFrom);
  return compiled;
}

/** The function that is 1 for situations that cannot occur and 0 for the others. */
function compileImpossible(ruleSet: RuleSet, boxes: BoxCompiler): Reference {
  const boxOf = boxMaker(ruleSet.vocabulary);
  const conditions = ruleSet.vocabulary.impossible.flatMap((condition) => boxOf(condition) ?? []);
  const width = rowWidth(conditions.length);
  const all = new Int32Array(width);
  for (const place of conditions.keys()) setBit(all, 0, place);
  boxes.startFamily(conditions, 0, (bits, from) =>
    bits.subarray(from, from + width).some((row) => row !== 0) ? 1 : 0,
  );
  return boxes.build(all, []);
}
