import type { CompiledRuleSet } from "@akkoord/policy";
import { MOST_TABLE_ROWS } from "../limits.ts";
import { tooManyRules } from "../refusals.ts";

/** Values per attribute, as indices in the order of the vocabulary; null where any value will do. */
export type IndexBox = readonly (readonly number[] | null)[];

/** A box of points that all come out the same. */
export interface SettledBox {
  readonly box: IndexBox;
  /** What the points come out as: the number that was asked for. */
  readonly result: number;
}

/** A function on points, known by a number: equal functions have equal numbers. */
export type FunctionId = number;

interface FunctionNode {
  readonly attribute: number;
  /** Values that go on the same way, together. */
  readonly branches: readonly { readonly values: readonly number[]; readonly next: FunctionId }[];
}

/**
 * Cuts the decisions of a compiled rule set into boxes that do not overlap and that together hold every point: the
 * paths of its decision diagrams, with values that go on alike taken together. The diagrams are first made smaller by
 * taking together outcomes that need not be told apart.
 */
export class BoxCutter {
  readonly #compiled: CompiledRuleSet;
  readonly #resultOf: (outcome: number) => number;
  readonly #nodes: FunctionNode[] = [];
  readonly #known = new Map<string, FunctionId>();
  readonly #copies = new Map<number, FunctionId>();

  /** @param resultOf what an outcome counts as; outcomes with the same number are not told apart. */
  constructor(compiled: CompiledRuleSet, resultOf: (outcome: number) => number) {
    this.#compiled = compiled;
    this.#resultOf = resultOf;
  }

  /** The function of an organisation and tool. Two are equal exactly when their numbers are. */
  functionOf(organisation: number, tool: number): FunctionId {
    const { roots, ruleSet } = this.#compiled;
    return this.#copy(roots[organisation * ruleSet.tools.length + tool] ?? 0);
  }

  /**
   * The boxes of a function.
   *
   * @throws ExchangeError `too-many-rules` past 20,000.
   */
  boxesOf(root: FunctionId): readonly SettledBox[] {
    const boxes: SettledBox[] = [];
    const path: (readonly number[] | null)[] = this.#compiled.ruleSet.vocabulary.attributes.map(() => null);
    const walk = (reached: FunctionId): void => {
      const node = this.#nodes[reached];
      if (node === undefined) {
        if (boxes.length >= MOST_TABLE_ROWS) throw tooManyRules(MOST_TABLE_ROWS);
        boxes.push({ box: [...path], result: ~reached });
        return;
      }
      for (const { values, next } of node.branches) {
        path[node.attribute] = values;
        walk(next);
      }
      path[node.attribute] = null;
    };
    walk(root);
    return boxes;
  }

  /** Takes over a function. Results are negative numbers, functions that still look at an attribute are not. */
  #copy(reference: number): FunctionId {
    // A reference is a finished outcome when negative; otherwise the low bits name the attribute. See `Diagrams`.
    if (reference < 0) return ~this.#resultOf(~reference);
    const before = this.#copies.get(reference);
    if (before !== undefined) return before;
    const { attributeBits, words, sizes } = this.#compiled.diagrams;
    const attribute = reference & ((1 << attributeBits) - 1);
    const children = reference >>> attributeBits;
    const branches = new Map<FunctionId, number[]>();
    for (let value = 0; value < (sizes[attribute] ?? 0); value++) {
      const next = this.#copy(words[children + value] ?? 0);
      const values = branches.get(next);
      if (values === undefined) branches.set(next, [value]);
      else values.push(value);
    }
    const made = this.#node(attribute, branches);
    this.#copies.set(reference, made);
    return made;
  }

  #node(attribute: number, branches: ReadonlyMap<FunctionId, readonly number[]>): FunctionId {
    const [[only = 0] = []] = branches;
    if (branches.size === 1) return only;
    const key = `${attribute}:${[...branches].map(([next, values]) => `${next}/${values.join()}`).join(";")}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const id = this.#nodes.length;
    this.#nodes.push({ attribute, branches: [...branches].map(([next, values]) => ({ next, values })) });
    this.#known.set(key, id);
    return id;
  }
}
