import type { Decider } from "../decider.ts";
import { hashRuleSet } from "../hash.ts";
import type { Outcome } from "../outcome.ts";
import type { IsoDate, Period, RuleSet } from "../rule-set.ts";
import type { Point } from "../situation.ts";
import type { Member } from "../together.ts";
import { CommonSets } from "./common-set.ts";
import type { Diagrams, Reference } from "./diagram.ts";
import { pathFollower } from "./follow.ts";
import { CONTESTED, type OutcomeRecords, outcomeReader, RECORD_WORDS } from "./outcome-table.ts";
import { possibleOutcomes } from "./possible.ts";
import { Prefix } from "./prefix.ts";
import { word } from "./tables.ts";

/** What a compiled rule set is made of. */
export interface CompiledParts {
  readonly ruleSet: RuleSet;
  /** The day it was compiled for. */
  readonly date: IsoDate;
  /** The days it decides for: none of its rules starts or ends within. */
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

/**
 * A rule set compiled for one period. Immutable; it decides by following a diagram from its root to a terminal.
 * Outcomes are interned: the same outcome is always the same object, and no decision allocates anything.
 */
export interface CompiledRuleSet extends Decider, CompiledParts {
  readonly ruleSet: RuleSet;
  readonly date: IsoDate;
  /** Strictness of the effect, by outcome index. */
  readonly effects: Uint8Array;
  /**
   * The outcome at a point.
   *
   * @throws OpenAttributeError when an attribute that the rules look at is unknown there.
   */
  decide(organisation: number, tool: number, point: Point): Outcome;
  /** The index of the outcome at a point: an index into `effects`, and for `outcome`. */
  decideIndex(organisation: number, tool: number, point: Point): number;
  /** The outcome with this index. */
  outcome(index: number): Outcome;
  /**
   * Puts the index of every tool's outcome in `out`, in the order of the tools. The same as `decideIndex` for each,
   * many times faster; the first answers take longer, and memory, because tables are filled as they are needed.
   *
   * @throws OpenAttributeError when an attribute that the rules look at is unknown at the point.
   */
  decideAll(organisation: number, point: Point, out: Int32Array): void;
  /**
   * The common set of a group: the tools that come out `permitted` or better for every member, and whose duties can
   * be met. Best first; equally good ones in the order of the tools.
   *
   * @param members who takes part, each at its own point. Nobody gives no tools.
   * @param out gets the indices of the tools, and must have room for all.
   * @returns how many tools there are.
   * @throws OpenAttributeError when an attribute that the rules look at is unknown at some member's point.
   * @example const amount = compiled.commonSet(members, tools); tools.subarray(0, amount)
   */
  commonSet(members: readonly Member[], out: Int32Array): number;
}

/** How far the first attributes are taken together: past this, tables per combination cost more than they save. */
const MOST_COMBINATIONS = 64;

/** How many references to functions after the prefix are kept: two megabytes, about what a processor keeps near. */
const MOST_SHORTCUTS = 2 ** 19;

/**
 * Makes a compiled rule set out of its parts.
 *
 * It is an object of functions rather than a class: V8 keeps objects with as many fields as this needs in a slow
 * form once a few of them have come and gone, which made a decision four times as slow.
 */
export function assemble(parts: CompiledParts): CompiledRuleSet {
  const { ruleSet, diagrams, roots, outcomes } = parts;
  const most = Math.min(MOST_COMBINATIONS, MOST_SHORTCUTS / Math.max(1, roots.length));
  const prefix = new Prefix(diagrams.sizes, diagrams.order, most);
  const decideIndex = pathFollower(parts, prefix);
  const read = outcomeReader(ruleSet.vocabulary, parts.ruleIds, outcomes);
  const known = new Array<Outcome | undefined>(outcomes.records.length / RECORD_WORDS).fill(undefined);
  const outcome = (index: number): Outcome => {
    const before = known[index];
    if (before !== undefined) return before;
    const made = read(index);
    known[index] = made;
    return made;
  };
  let commonSets: CommonSets | undefined;
  const groups = (): CommonSets => {
    commonSets ??= new CommonSets(compiled, prefix);
    return commonSets;
  };
  const compiled: CompiledRuleSet = {
    ...parts,
    effects: effectsOf(outcomes),
    // Worked out when it is first asked for: deciding does not need it.
    get ruleSetHash() {
      return hashRuleSet(ruleSet);
    },
    decide: (organisation, tool, point) => {
      const index = decideIndex(organisation, tool, point);
      return known[index] ?? outcome(index);
    },
    decideIndex,
    outcome,
    decideAll: (organisation, point, out) => groups().allTools.decide(organisation, point, out),
    commonSet: (members, out) => groups().find(members, out),
    possible: (organisation, tool, point) =>
      possibleOutcomes(parts, roots[organisation * ruleSet.tools.length + tool] ?? 0, point).map(outcome),
  };
  return compiled;
}

function effectsOf({ records }: OutcomeRecords): Uint8Array {
  const effects = new Uint8Array(records.length / RECORD_WORDS);
  for (let index = 0; index < effects.length; index++) {
    effects[index] = word(records, index * RECORD_WORDS) & (CONTESTED - 1);
  }
  return effects;
}
