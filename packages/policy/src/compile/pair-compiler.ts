import type { RuleSet } from "../rule-set.ts";
import type { BoxCompiler } from "./boxes.ts";
import type { Reference } from "./diagram.ts";
import { CompileBudgetError } from "./errors.ts";
import type { RuleInForce } from "./rules-in-force.ts";
import { Settler, type Speaker } from "./settle.ts";
import { ListTable } from "./tables.ts";
import type { Workshop } from "./workshop.ts";

/** What the outcomes may take for every node that is allowed. */
const WORDS_PER_NODE = 8;

/** The rules in force, per organisation that they bind. */
export function rulesPerOrganisation(
  ruleSet: RuleSet,
  rules: readonly RuleInForce[],
): readonly (readonly RuleInForce[])[] {
  const lists: RuleInForce[][] = ruleSet.organisations.map(() => []);
  for (const rule of rules) for (const organisation of rule.bearers) lists[organisation]?.push(rule);
  return lists;
}

/** The rules that speak of each tool, among the rules of one organisation, in the order of the rule set. */
export function speakersPerTool(
  ruleSet: RuleSet,
  rules: readonly RuleInForce[],
): readonly (readonly Speaker[])[] {
  const speakers: Speaker[][] = ruleSet.tools.map(() => []);
  for (const rule of rules) {
    const named = { rule, namesTool: true };
    for (const tool of rule.tools) speakers[tool]?.push(named);
    if (!rule.isRequired) continue;
    const implied = { rule, namesTool: false };
    for (const [tool, list] of speakers.entries()) if (!rule.tools.includes(tool)) list.push(implied);
  }
  return speakers;
}

/** Compiles the rules of one organisation for one tool at a time. Pairs with the same rules share one function. */
export class PairCompiler {
  readonly #ruleSet: RuleSet;
  readonly #ofOrganisation: readonly (readonly RuleInForce[])[];
  readonly #workshop: Workshop;
  readonly #boxes: BoxCompiler;
  readonly #settler: Settler;
  readonly #speakerLists = new ListTable();
  readonly #rootOfList: Reference[] = [];
  #key = new Int32Array(64);

  constructor(ruleSet: RuleSet, rules: readonly RuleInForce[], workshop: Workshop, boxes: BoxCompiler) {
    const { duties, advice } = ruleSet.vocabulary;
    this.#ruleSet = ruleSet;
    this.#workshop = workshop;
    this.#boxes = boxes;
    this.#settler = new Settler(
      workshop.outcomes,
      workshop.numbers.ids.length,
      Math.max(duties.length, advice.length),
    );
    this.#ofOrganisation = rulesPerOrganisation(ruleSet, rules);
  }

  /** Puts the roots of one organisation, for every tool, in their places. */
  compileOrganisation(organisation: number, roots: Int32Array): void {
    const speakers = speakersPerTool(this.#ruleSet, this.#ofOrganisation[organisation] ?? []);
    for (const [tool, list] of speakers.entries()) {
      roots[organisation * speakers.length + tool] = this.#rootFor(list, organisation, tool);
    }
  }

  #rootFor(speakers: readonly Speaker[], organisation: number, tool: number): Reference {
    if (speakers.length > this.#key.length) this.#key = new Int32Array(speakers.length * 2);
    for (const [place, { rule, namesTool }] of speakers.entries()) {
      this.#key[place] = rule.number * 2 + (namesTool ? 1 : 0);
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
    const { store, outcomes } = this.#workshop;
    try {
      const boxes = speakers.map(({ rule }) => rule.box);
      const root = this.#boxes.build(boxes, (bits, from) => this.#settler.settle(bits, from));
      if (outcomes.words > store.nodeBudget * WORDS_PER_NODE) {
        throw new CompileBudgetError(store.nodeBudget, "the outcomes");
      }
      return root;
    } catch (error) {
      if (!(error instanceof CompileBudgetError)) throw error;
      const who = this.#ruleSet.organisations[organisation]?.id;
      const what = this.#ruleSet.tools[tool]?.id;
      throw new CompileBudgetError(
        store.nodeBudget,
        `the ${speakers.length} rules that speak of ${what} for ${who}`,
      );
    }
  }
}
