import type { IsoDate, RuleSet } from "../rule-set.ts";
import { attributeOrder } from "./attribute-order.ts";
import { type Box, BoxCompiler, boxOf } from "./boxes.ts";
import { CompiledRuleSet } from "./compiled-rule-set.ts";
import { DiagramStore, type Reference } from "./diagram.ts";
import { CompileBudgetError } from "./errors.ts";
import { OutcomeTable } from "./outcome-table.ts";
import { periodAround } from "./periods.ts";
import { type RuleInForce, rulesInForce } from "./rules-in-force.ts";
import { Settler, type Speaker } from "./settle.ts";
import { ListTable } from "./tables.ts";

/** How to compile. */
export interface CompileOptions {
  /**
   * How many nodes the diagrams may have together, before compiling gives up with a `CompileBudgetError`.
   * A node takes about 30 bytes while compiling. Default ten million.
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
  const rules = rulesInForce(ruleSet, date);
  const sizes = ruleSet.vocabulary.attributes.map((attribute) => attribute.values.length);
  const store = new DiagramStore(sizes, attributeOrder(sizes, rules), options.nodeBudget ?? DEFAULT_NODE_BUDGET);
  const outcomes = new OutcomeTable();
  const boxes = new BoxCompiler(store);
  const impossible = compileImpossible(ruleSet, boxes);
  const pairs = new PairCompiler(ruleSet, rules, store, boxes, outcomes);
  const roots = new Int32Array(ruleSet.organisations.length * ruleSet.tools.length);
  for (const organisation of ruleSet.organisations.keys()) pairs.compileOrganisation(organisation, roots);
  return new CompiledRuleSet({
    ruleSet,
    date,
    period: periodAround(ruleSet, date),
    diagrams: store.flatten(),
    roots,
    impossible,
    outcomes: outcomes.flatten(),
  });
}

/** The function that is 1 for situations that cannot occur and 0 for the others. */
function compileImpossible(ruleSet: RuleSet, boxes: BoxCompiler): Reference {
  const conditions = ruleSet.vocabulary.impossible.flatMap((condition) => boxOf(ruleSet.vocabulary, condition) ?? []);
  const words = Math.max(1, (conditions.length + 31) >> 5);
  return boxes.build(conditions, (bits, from) => (bits.subarray(from, from + words).some((row) => row !== 0) ? 1 : 0));
}

/** Compiles the rules of one organisation for one tool at a time. Pairs with the same rules share one function. */
class PairCompiler {
  readonly #ruleSet: RuleSet;
  readonly #ofOrganisation: readonly (readonly RuleInForce[])[];
  readonly #store: DiagramStore;
  readonly #boxes: BoxCompiler;
  readonly #outcomes: OutcomeTable;
  readonly #settler: Settler;
  readonly #speakerLists = new ListTable();
  readonly #rootOfList: Reference[] = [];
  #key = new Int32Array(64);

  constructor(
    ruleSet: RuleSet,
    rules: readonly (RuleInForce | null)[],
    store: DiagramStore,
    boxes: BoxCompiler,
    outcomes: OutcomeTable,
  ) {
    const { duties, advice } = ruleSet.vocabulary;
    this.#ruleSet = ruleSet;
    this.#store = store;
    this.#boxes = boxes;
    this.#outcomes = outcomes;
    this.#settler = new Settler(outcomes, ruleSet.rules.length, Math.max(duties.length, advice.length));
    const ofOrganisation: RuleInForce[][] = ruleSet.organisations.map(() => []);
    for (const rule of rules) {
      if (rule !== null) for (const organisation of rule.bearers) ofOrganisation[organisation]?.push(rule);
    }
    this.#ofOrganisation = ofOrganisation;
  }

  /** Puts the roots of one organisation, for every tool, in their places. */
  compileOrganisation(organisation: number, roots: Int32Array): void {
    const tools = this.#ruleSet.tools.length;
    const speakers: Speaker[][] = this.#ruleSet.tools.map(() => []);
    for (const rule of this.#ofOrganisation[organisation] ?? []) {
      const named = { rule, namesTool: true };
      for (const tool of rule.tools) speakers[tool]?.push(named);
      if (!rule.isRequired) continue;
      const implied = { rule, namesTool: false };
      for (const [tool, list] of speakers.entries()) if (!rule.tools.includes(tool)) list.push(implied);
    }
    for (const [tool, list] of speakers.entries()) {
      roots[organisation * tools + tool] = this.#rootFor(list, organisation, tool);
    }
  }

  #rootFor(speakers: readonly Speaker[], organisation: number, tool: number): Reference {
    if (speakers.length > this.#key.length) this.#key = new Int32Array(speakers.length * 2);
    for (const [place, { rule, namesTool }] of speakers.entries()) {
      this.#key[place] = rule.index * 2 + (namesTool ? 1 : 0);
    }
    const list = this.#speakerLists.add(this.#key, speakers.length);
    const known = this.#rootOfList[list];
    if (known !== undefined) return known;
    const root = this.#build(speakers, organisation, tool);
    this.#rootOfList[list] = root;
    return root;
  }

  #build(speakers: readonly Speaker[], organisation: number, tool: number): Reference {
    this.#settler.prepare(speakers);
    const boxes: readonly Box[] = speakers.map(({ rule }) => rule.box);
    const { nodeBudget } = this.#store;
    try {
      const root = this.#boxes.build(boxes, (bits, from) => this.#settler.settle(bits, from));
      if (this.#outcomes.words > nodeBudget * WORDS_PER_NODE) throw new CompileBudgetError(nodeBudget, "the outcomes");
      return root;
    } catch (error) {
      if (!(error instanceof CompileBudgetError)) throw error;
      const who = this.#ruleSet.organisations[organisation]?.id;
      const what = this.#ruleSet.tools[tool]?.id;
      throw new CompileBudgetError(nodeBudget, `the ${speakers.length} rules that speak of ${what} for ${who}`);
    }
  }
}

/** What the outcomes may take for every node that is allowed. */
const WORDS_PER_NODE = 8;
