import type { CompiledParts, CompiledRuleSet } from "./compiled-rule-set.ts";
import { copier, DiagramStore, type Reference } from "./diagram.ts";
import { OutcomeTable, outcomeCopier } from "./outcome-table.ts";
import { RuleNumbers } from "./rules-in-force.ts";

/** What compiling adds to. Nothing in it is ever changed, so compiled rule sets can share one. */
export interface Workshop {
  readonly store: DiagramStore;
  readonly outcomes: OutcomeTable;
  readonly numbers: RuleNumbers;
}

/** A workshop that holds exactly what one compiled rule set uses, and where that stands in it. */
export interface StockedWorkshop extends Workshop {
  readonly roots: Int32Array;
  readonly impossible: Reference;
}

/**
 * How many times larger a workshop may become than what it was stocked with. Stocking anew takes about half as long as
 * compiling everything, so it should be rare.
 */
const MOST_GROWTH = 4;

const workshops = new WeakMap<CompiledRuleSet, { workshop: Workshop; nodesWhenStocked: number }>();

/** Keeps the workshop that a rule set was compiled in, for when its rules change a little. */
export function rememberWorkshop(
  compiled: CompiledRuleSet,
  workshop: Workshop,
  from?: CompiledRuleSet,
): void {
  const before = from === undefined ? undefined : workshops.get(from);
  const nodesWhenStocked =
    before?.workshop.store === workshop.store ? before.nodesWhenStocked : workshop.store.nodes;
  workshops.set(compiled, { workshop, nodesWhenStocked });
}

/**
 * The workshop to change a compiled rule set in: the one it was made in, or a fresh one when that is gone
 * (the rule set was read from a buffer) or is mostly filled with what earlier changes left behind.
 */
export function workshopFor(compiled: CompiledRuleSet, nodeBudget: number): StockedWorkshop {
  const known = workshops.get(compiled);
  if (known !== undefined && known.workshop.store.nodes <= known.nodesWhenStocked * MOST_GROWTH) {
    known.workshop.store.nodeBudget = nodeBudget;
    return { ...known.workshop, roots: compiled.roots, impossible: compiled.impossible };
  }
  return stock(compiled, nodeBudget);
}

/** Copies what a compiled rule set uses, and nothing else, into a fresh workshop; rules are numbered as they stand. */
export function stock(compiled: CompiledParts, nodeBudget: number): StockedWorkshop {
  const { sizes, order } = compiled.diagrams;
  const store = new DiagramStore(sizes, order, nodeBudget);
  const outcomes = new OutcomeTable();
  const numbers = new RuleNumbers();
  for (const { id } of compiled.ruleSet.rules) numbers.numberOf(id);
  const renamed = outcomeCopier(compiled.outcomes, outcomes, (rule) =>
    numbers.numberOf(compiled.ruleIds[rule] ?? ""),
  );
  const impossible = copier(compiled.diagrams, store, (value) => value)(compiled.impossible);
  const copy = copier(compiled.diagrams, store, renamed);
  return { store, outcomes, numbers, impossible, roots: Int32Array.from(compiled.roots, copy) };
}
