import type { RuleSet } from "../rule-set.ts";
import { type Box, type BoxCompiler, rowWidth, type Summary, setBit } from "./boxes.ts";
import type { Reference } from "./diagram.ts";
import { MOST_OUTCOMES } from "./entries.ts";
import { CompileBudgetError } from "./errors.ts";
import type { RuleInForce } from "./rules-in-force.ts";
import { Settler, type Speaker } from "./settle.ts";
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

/**
 * Compiles what the rules of some organisations say of one tool at a time. Those are a family of functions: most
 * rules bind many organisations, and wherever only those are left the functions go on alike.
 */
export class PairCompiler {
  readonly #ruleSet: RuleSet;
  readonly #rules: readonly RuleInForce[];
  readonly #workshop: Workshop;
  readonly #boxes: BoxCompiler;
  readonly #settler: Settler;

  constructor(ruleSet: RuleSet, rules: readonly RuleInForce[], workshop: Workshop, boxes: BoxCompiler) {
    const { duties, advice } = ruleSet.vocabulary;
    this.#ruleSet = ruleSet;
    this.#rules = rules;
    this.#workshop = workshop;
    this.#boxes = boxes;
    this.#settler = new Settler(
      workshop.outcomes,
      workshop.numbers.ids.length,
      Math.max(duties.length, advice.length),
    );
  }

  /** Puts the roots of some organisations, for every tool, in their places. */
  compile(organisations: readonly number[], roots: Int32Array): void {
    const tools = this.#ruleSet.tools.length;
    const wanted = new Set(organisations);
    const rules = this.#rules.filter(({ bearers }) => bearers.some((bearer) => wanted.has(bearer)));
    for (const [tool, speakers] of speakersPerTool(this.#ruleSet, rules).entries()) {
      const common = speakers.filter(({ rule }) => rule.bearers.length > 1);
      const own = this.#ownSpeakers(speakers);
      const width = rowWidth(common.length);
      const chosen = this.#commonPerOrganisation(common);
      const settle: Summary = (bits, from) => this.#settler.settle(bits, from);
      this.#boxes.startFamily(common.map(boxOfSpeaker), Math.max(...own.map((list) => list.length)), settle);
      for (const organisation of organisations) {
        const row = chosen.subarray(organisation * width, (organisation + 1) * width);
        roots[organisation * tools + tool] = this.#build(
          common,
          row,
          own[organisation] ?? [],
          organisation,
          tool,
        );
      }
    }
  }

  /** Per organisation: the rules among these that bind it alone. */
  #ownSpeakers(speakers: readonly Speaker[]): readonly (readonly Speaker[])[] {
    const lists: Speaker[][] = this.#ruleSet.organisations.map(() => []);
    for (const speaker of speakers) {
      const [bearer = 0] = speaker.rule.bearers;
      if (speaker.rule.bearers.length === 1) lists[bearer]?.push(speaker);
    }
    return lists;
  }

  /** Per organisation, as a row of bits: which of the common rules bind it. */
  #commonPerOrganisation(common: readonly Speaker[]): Int32Array {
    const width = rowWidth(common.length);
    const rows = new Int32Array(this.#ruleSet.organisations.length * width);
    for (const [place, { rule }] of common.entries()) {
      for (const bearer of rule.bearers) setBit(rows, bearer * width, place);
    }
    return rows;
  }

  #build(
    common: readonly Speaker[],
    chosen: Int32Array,
    own: readonly Speaker[],
    organisation: number,
    tool: number,
  ): Reference {
    const { store, outcomes } = this.#workshop;
    this.#settler.prepare([...common, ...own]);
    try {
      const root = this.#boxes.build(chosen, own.map(boxOfSpeaker));
      if (outcomes.words > store.nodeBudget * WORDS_PER_NODE || outcomes.count > MOST_OUTCOMES) {
        throw new CompileBudgetError(store.nodeBudget, "the outcomes");
      }
      return root;
    } catch (error) {
      if (!(error instanceof CompileBudgetError)) throw error;
      const who = this.#ruleSet.organisations[organisation]?.id;
      const what = this.#ruleSet.tools[tool]?.id;
      throw new CompileBudgetError(store.nodeBudget, `the rules that speak of ${what} for ${who}`);
    }
  }
}

function boxOfSpeaker({ rule }: Speaker): Box {
  return rule.box;
}
