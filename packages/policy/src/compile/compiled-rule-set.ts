import type { Decider } from "../decider.ts";
import { hashRuleSet } from "../hash.ts";
import type { Outcome } from "../outcome.ts";
import type { IsoDate, Period, RuleSet } from "../rule-set.ts";
import { type Point, UNKNOWN } from "../situation.ts";
import type { Member } from "../together.ts";
import { CommonSets } from "./common-set.ts";
import { attributeOf, childOf, type Diagrams, isTerminal, levelsOf, type Reference, terminalValue } from "./diagram.ts";
import { OpenAttributeError } from "./errors.ts";
import { CONTESTED, type OutcomeRecords, outcomeReader, RECORD_WORDS } from "./outcome-table.ts";
import { Prefix, referencesAfter } from "./prefix.ts";
import { KeyTable, word } from "./tables.ts";

/** What a compiled rule set is made of. */
export interface CompiledParts {
  readonly ruleSet: RuleSet;
  readonly date: IsoDate;
  readonly period: Period;
  readonly diagrams: Diagrams;
  /** Per organisation, per tool: the function from points to outcome indices. */
  readonly roots: Int32Array;
  /** The function that is 1 for situations that cannot occur. */
  readonly impossible: Reference;
  readonly outcomes: OutcomeRecords;
  /** Rule ids by the number that the outcomes know them by. */
  readonly ruleIds: readonly string[];
}

/** How far the first attributes are taken together: past this, tables per combination cost more than they save. */
const MOST_COMBINATIONS = 64;

/** How many references to functions after the prefix are kept: two megabytes, about what a processor keeps near. */
const MOST_SHORTCUTS = 2 ** 19;

/**
 * A rule set compiled for one period. Immutable; it decides by following a diagram from its root to a terminal.
 * Outcomes are interned: the same outcome is always the same object.
 */
export class CompiledRuleSet implements Decider, CompiledParts {
  readonly ruleSet: RuleSet;
  readonly date: IsoDate;
  /** The days it decides for: none of its rules starts or ends within. */
  readonly period: Period;
  readonly diagrams: Diagrams;
  readonly roots: Int32Array;
  readonly impossible: Reference;
  readonly outcomes: OutcomeRecords;
  readonly ruleIds: readonly string[];
  /** Strictness of the effect, by outcome index. */
  readonly effects: Uint8Array;
  readonly #words: Int32Array;
  readonly #attributeBits: number;
  readonly #attributeMask: number;
  readonly #tools: number;
  readonly #levels: readonly number[];
  readonly #prefix: Prefix;
  // The same, copied here because following a path is measured in nanoseconds.
  readonly #first: number;
  readonly #second: number;
  readonly #firstStep: number;
  readonly #secondStep: number;
  readonly #combinations: number;
  /** Per root, per combination of the first attributes' values: the function of the other attributes. */
  readonly #afterPrefix: Int32Array;
  #common: CommonSets | undefined;
  readonly #read: (index: number) => Outcome;
  readonly #known: (Outcome | undefined)[];

  constructor(parts: CompiledParts) {
    this.ruleSet = parts.ruleSet;
    this.date = parts.date;
    this.period = parts.period;
    this.diagrams = parts.diagrams;
    this.roots = parts.roots;
    this.impossible = parts.impossible;
    this.outcomes = parts.outcomes;
    this.ruleIds = parts.ruleIds;
    this.#words = parts.diagrams.words;
    this.#attributeBits = parts.diagrams.attributeBits;
    this.#attributeMask = (1 << parts.diagrams.attributeBits) - 1;
    this.#tools = parts.ruleSet.tools.length;
    this.#levels = levelsOf(parts.diagrams);
    const combinations = Math.min(MOST_COMBINATIONS, MOST_SHORTCUTS / Math.max(1, parts.roots.length));
    this.#prefix = new Prefix(parts.diagrams.sizes, parts.diagrams.order, combinations);
    this.#first = this.#prefix.first;
    this.#second = this.#prefix.second;
    this.#firstStep = this.#prefix.firstStep;
    this.#secondStep = this.#prefix.secondStep;
    this.#combinations = this.#prefix.combinations;
    this.#afterPrefix = referencesAfter(this.#prefix, parts.diagrams, parts.roots);
    this.#read = outcomeReader(parts.ruleSet.vocabulary, parts.ruleIds, parts.outcomes);
    const { records } = parts.outcomes;
    this.#known = new Array<Outcome | undefined>(records.length / RECORD_WORDS).fill(undefined);
    this.effects = effectsOf(parts.outcomes);
  }

  /** Hash of the rule set. Worked out when it is first asked for: deciding does not need it. */
  get ruleSetHash(): string {
    return hashRuleSet(this.ruleSet);
  }

  /**
   * The outcome at a point.
   *
   * @throws OpenAttributeError when an attribute that the rules look at is unknown there.
   */
  decide(organisation: number, tool: number, point: Point): Outcome {
    const index = this.decideIndex(organisation, tool, point);
    return this.#known[index] ?? this.outcome(index);
  }

  /** The index of the outcome at a point: an index into `effects`, and for {@link outcome}. */
  decideIndex(organisation: number, tool: number, point: Point): number {
    const words = this.#words;
    const bits = this.#attributeBits;
    const mask = this.#attributeMask;
    const pair = organisation * this.#tools + tool;
    const first = point[this.#first] ?? UNKNOWN;
    const second = point[this.#second] ?? UNKNOWN;
    let reference: number | undefined =
      first === UNKNOWN || second === UNKNOWN
        ? this.roots[pair]
        : this.#afterPrefix[pair * this.#combinations + first * this.#firstStep + second * this.#secondStep];
    if (reference === undefined) throw new RangeError(`there is no organisation ${organisation} or tool ${tool}`);
    while (reference >= 0) {
      const value: number = point[reference & mask] ?? UNKNOWN;
      if (value === UNKNOWN) throw this.#isOpen(reference & mask);
      reference = words[(reference >>> bits) + value] ?? -1;
    }
    return ~reference;
  }

  /** The outcome with this index. */
  outcome(index: number): Outcome {
    const known = this.#known[index];
    if (known !== undefined) return known;
    const outcome = this.#read(index);
    this.#known[index] = outcome;
    return outcome;
  }

  /**
   * Puts the index of every tool's outcome in `out`, in the order of the tools. The same as {@link decideIndex} for
   * each, many times faster; the first answers take longer and memory, because tables are filled as they are needed.
   *
   * @throws OpenAttributeError when an attribute that the rules look at is unknown at the point.
   */
  decideAll(organisation: number, point: Point, out: Int32Array): void {
    this.#commonSets().allTools.decide(organisation, point, out);
  }

  /**
   * The common set of a group: the tools that come out `permitted` or better for every member, and whose duties can
   * be met. Best first; equally good ones in the order of the tools.
   *
   * @param members who takes part, each at its own point. Empty gives no tools.
   * @param out gets the indices of the tools, and must have room for all.
   * @returns how many tools there are.
   * @throws OpenAttributeError when an attribute that the rules look at is unknown at some member's point.
   * @example const amount = compiled.commonSet(members, tools); tools.subarray(0, amount)
   */
  commonSet(members: readonly Member[], out: Int32Array): number {
    return this.#commonSets().find(members, out);
  }

  #commonSets(): CommonSets {
    this.#common ??= new CommonSets(this, this.#prefix);
    return this.#common;
  }

  possible(organisation: number, tool: number, point: Point): readonly Outcome[] {
    const root = this.roots[organisation * this.#tools + tool] ?? 0;
    return this.#possibleFrom(root, point).map((index) => this.outcome(index));
  }

  /** The outcomes that can be reached together with a situation that can occur. */
  #possibleFrom(root: Reference, point: Point): number[] {
    const seen = new KeyTable(2);
    const found = new Set<number>();
    const visit = (reference: Reference, impossible: Reference): void => {
      if (isTerminal(impossible) && terminalValue(impossible) === 1) return;
      if (isTerminal(reference) && found.has(terminalValue(reference))) return;
      if (isTerminal(reference) && isTerminal(impossible)) {
        found.add(terminalValue(reference));
        return;
      }
      seen.key[0] = reference;
      seen.key[1] = impossible;
      seen.add();
      if (!seen.isNew) return;
      const attribute = this.#firstOf(reference, impossible);
      const value = point[attribute] ?? UNKNOWN;
      const from = value === UNKNOWN ? 0 : value;
      const to = value === UNKNOWN ? (this.diagrams.sizes[attribute] ?? 0) : value + 1;
      for (let next = from; next < to; next++) {
        visit(this.#follow(reference, attribute, next), this.#follow(impossible, attribute, next));
      }
    };
    visit(root, this.impossible);
    return [...found];
  }

  /** The attribute that comes first of those that two functions look at. */
  #firstOf(a: Reference, b: Reference): number {
    if (isTerminal(a)) return attributeOf(this.diagrams, b);
    if (isTerminal(b)) return attributeOf(this.diagrams, a);
    const first = attributeOf(this.diagrams, a);
    const second = attributeOf(this.diagrams, b);
    return (this.#levels[first] ?? 0) <= (this.#levels[second] ?? 0) ? first : second;
  }

  #follow(reference: Reference, attribute: number, value: number): Reference {
    if (isTerminal(reference) || attributeOf(this.diagrams, reference) !== attribute) return reference;
    return childOf(this.diagrams, reference, value);
  }

  #isOpen(attribute: number): OpenAttributeError {
    return new OpenAttributeError(this.ruleSet.vocabulary.attributes[attribute]?.id ?? String(attribute));
  }
}

function effectsOf({ records }: OutcomeRecords): Uint8Array {
  const effects = new Uint8Array(records.length / RECORD_WORDS);
  for (let index = 0; index < effects.length; index++) {
    effects[index] = word(records, index * RECORD_WORDS) & (CONTESTED - 1);
  }
  return effects;
}
