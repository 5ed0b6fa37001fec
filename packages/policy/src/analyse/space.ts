import { DEFAULT_NODE_BUDGET } from "../compile/compile.ts";
import type { CompiledRuleSet } from "../compile/compiled-rule-set.ts";
import {
  attributeOf,
  childOf,
  copier,
  copierAt,
  DiagramStore,
  isTerminal,
  type Reference,
  terminalValue,
} from "../compile/diagram.ts";
import { word } from "../compile/tables.ts";
import type { Condition } from "../rule-set.ts";
import type { Point } from "../situation.ts";
import { holdsOn } from "../valid-on.ts";
import { type AllowedValues, BoxFinder } from "./boxes.ts";
import { Counter } from "./counting.ts";
import type { Box } from "./finding.ts";
import { EVERYWHERE, Operations } from "./operations.ts";
import { Region } from "./region.ts";

/** How much analysis may take. */
export interface SpaceOptions {
  /**
   * How many nodes its diagrams may have together, before it gives up with a `CompileBudgetError`. A node takes about
   * 50 bytes. Default ten million.
   */
  readonly nodeBudget?: number;
}

/** What somebody wants to do, with the tools that can serve it. */
export interface Activity {
  readonly id: string;
  /** Its place among the values of the attribute `activity`. */
  readonly value: number;
  /** Indices of the tools that serve it, in the order of the catalogue. */
  readonly tools: readonly number[];
}

/** The function that a pair of an organisation and a tool has. */
export type FunctionOf = (organisation: number, tool: number) => Reference;

/**
 * The space of situations in which the rules of one day are analysed: a store of diagrams beside the compiled rules, which
 * stay untouched, with what every analysis needs at hand.
 *
 * @example
 * const space = new Space(compile(ruleSet, "2020-12-01"));
 * const open = space.mapped((outcome) => (space.compiled.effects[outcome] ?? 5) <= 2 ? 1 : 0);
 * space.region(open(0, 0)).situations // in how many situations the first tool is open for the first organisation
 */
export class Space {
  readonly compiled: CompiledRuleSet;
  readonly store: DiagramStore;
  readonly operations: Operations;
  readonly counter: Counter;
  readonly boxFinder: BoxFinder;
  /** The number of values of each attribute, in the order of the vocabulary. */
  readonly sizes: readonly number[];
  /** 1 at the points that cannot occur. */
  readonly impossible: Reference;
  /** 1 at the points that can occur. */
  readonly occurs: Reference;
  /** 1 where organisations can meet: the audience is past its first value. Points that cannot occur are not left out. */
  readonly together: Reference;
  /** Indices of the organisations that exist on the day. */
  readonly organisations: readonly number[];
  /** Every value of the attribute `activity`. Without that attribute nobody wants to do anything, and there are none. */
  readonly activities: readonly Activity[];
  /** The index of the attribute `activity`; -1 when there is none. */
  readonly activityAttribute: number;
  /** The index of the derived attribute, the audience; -1 when there is none. */
  readonly audienceAttribute: number;

  constructor(compiled: CompiledRuleSet, { nodeBudget = DEFAULT_NODE_BUDGET }: SpaceOptions = {}) {
    const { ruleSet, date, diagrams } = compiled;
    const { attributes } = ruleSet.vocabulary;
    this.compiled = compiled;
    this.sizes = diagrams.sizes;
    this.store = new DiagramStore(diagrams.sizes, diagrams.order, nodeBudget);
    this.operations = new Operations(this.store);
    this.counter = new Counter(this.store);
    this.boxFinder = new BoxFinder(this.store, this.operations);
    this.impossible = copier(diagrams, this.store, (value) => value)(compiled.impossible);
    this.occurs = this.operations.not(this.impossible);
    this.organisations = [...ruleSet.organisations.entries()].flatMap(([index, { period }]) =>
      holdsOn(period, date) ? [index] : [],
    );
    this.activityAttribute = attributes.findIndex(({ id }) => id === "activity");
    this.activities = (attributes[this.activityAttribute]?.values ?? []).map(({ id }, value) => ({
      id,
      value,
      tools: [...ruleSet.tools.entries()].flatMap(([tool, { activities }]) =>
        activities.includes(id) ? [tool] : [],
      ),
    }));
    this.audienceAttribute = attributes.findIndex(({ scope }) => scope === "derived");
    this.together =
      this.audienceAttribute === -1
        ? EVERYWHERE
        : this.operations.where(this.audienceAttribute, (value) => value > 0);
  }

  /** The region of those points of a function with the values 0 and 1 that can occur. */
  region(root: Reference): Region {
    return new Region(this, this.operations.and(root, this.occurs));
  }

  /** The region where a condition holds. */
  regionWhere(condition: Condition): Region {
    return this.region(this.functionOf(condition));
  }

  /** The function that is 1 where a condition holds. */
  functionOf(condition: Condition): Reference {
    const { attributes } = this.compiled.ruleSet.vocabulary;
    return attributes.reduce((region, { id, values }, attribute) => {
      const allowed = condition[id];
      if (allowed === undefined) return region;
      const holds = this.operations.where(attribute, (value) => allowed.includes(values[value]?.id ?? ""));
      return this.operations.and(region, holds);
    }, EVERYWHERE);
  }

  /**
   * The points of an activity that can occur; for findings between organisations only those where they can meet.
   */
  scopeOf(activity: Activity, between: "one" | "several"): Reference {
    const doing = this.operations.where(this.activityAttribute, (value) => value === activity.value);
    const occurring = this.operations.and(doing, this.occurs);
    return between === "one" ? occurring : this.operations.and(occurring, this.together);
  }

  /**
   * Brings what the rules say of each pair into this space, with outcomes summed up in fewer values: outcomes that get the
   * same value are no longer told apart, which makes diagrams small.
   *
   * @param summary gives the terminal value for an outcome, by its index in the compiled rules. Zero or more.
   */
  mapped(summary: (outcome: number) => number): FunctionOf {
    const { diagrams, roots, ruleSet } = this.compiled;
    const copy = copier(diagrams, this.store, summary);
    const tools = ruleSet.tools.length;
    return (organisation, tool) => copy(word(roots, organisation * tools + tool));
  }

  /**
   * As {@link mapped}, for one activity at a time. The functions no longer look at the activity, and for tools that do not
   * serve it nothing needs to be brought in.
   */
  mappedAt(
    summary: (outcome: number) => number,
  ): (organisation: number, tool: number, activity: Activity) => Reference {
    const { diagrams, roots, ruleSet } = this.compiled;
    const copy = copierAt(diagrams, this.store, this.activityAttribute, summary);
    const tools = ruleSet.tools.length;
    return (organisation, tool, activity) => copy(word(roots, organisation * tools + tool), activity.value);
  }

  /** The value of a function at a fully known point. */
  valueAt(root: Reference, point: Point): number {
    let reference = root;
    while (!isTerminal(reference))
      reference = childOf(this.store, reference, point[attributeOf(this.store, reference)] ?? 0);
    return terminalValue(reference);
  }

  /** The box in words: values by id, without the attributes that allow everything. */
  boxOf(allowed: AllowedValues): Box {
    const box: Record<string, readonly string[]> = {};
    for (const [attribute, { id, values }] of this.compiled.ruleSet.vocabulary.attributes.entries()) {
      const first = this.boxFinder.firstOf[attribute] ?? 0;
      const ids = values.filter((_, value) => allowed[first + value] === 1).map((value) => value.id);
      if (ids.length < values.length) box[id] = ids;
    }
    return box;
  }
}
