/**
 * Multi-valued decision diagrams: the form in which decisions are compiled and analysed.
 *
 * A diagram is a function from points (one value per attribute) to whole numbers. It is a graph: a *node*
 * looks at one attribute and has one child per value; a *terminal* is the answer. Along every path attributes
 * come in one fixed order, no node has all its children equal, and no two nodes are the same, so two functions
 * are equal exactly when they have the same *reference*. That is what makes exact analysis possible: equality
 * is one comparison, counting is one pass, and combining two functions touches each pair of nodes once.
 *
 * All nodes of a rule set stand in one `Int32Array`. A reference is one number:
 *
 * - negative: the terminal `~reference`;
 * - otherwise: `offset << attributeBits | attribute`. The children stand at `words[offset + value]`.
 *
 * The attribute is part of the reference rather than of the node, so that following a path reads one word per step.
 *
 * Source: Srinivasan and others, *Algorithms for discrete function manipulation* (1990), for the diagrams;
 * Bryant, *Graph-based algorithms for Boolean function manipulation* (1986), for reduction and uniqueness.
 */
import { CompileBudgetError } from "./errors.ts";
import { grown, mix, word } from "./tables.ts";

/** A function on points: a node or a terminal. Two functions in the same store are equal when these are. */
export type Reference = number;

/** Diagrams that can be followed. The nodes are shared by every function that is kept here. */
export interface Diagrams {
  /** The number of values of each attribute, in the order of the vocabulary. */
  readonly sizes: readonly number[];
  /** The attributes in the order in which every path looks at them. */
  readonly order: readonly number[];
  /** How many low bits of a reference name the attribute. */
  readonly attributeBits: number;
  /** The children of all nodes. */
  readonly words: Int32Array;
}

/** How many bits it takes to name one of so many attributes. */
export function attributeBitsFor(attributes: number): number {
  return Math.max(1, 32 - Math.clz32(attributes - 1));
}

/** The reference of the terminal with this value (zero or more). */
export function terminal(value: number): Reference {
  return ~value;
}

/** Whether a reference is a terminal. */
export function isTerminal(reference: Reference): boolean {
  return reference < 0;
}

/** The value of a terminal. */
export function terminalValue(reference: Reference): number {
  return ~reference;
}

/** The attribute that a node looks at, as an index into the vocabulary. */
export function attributeOf(diagrams: Diagrams, node: Reference): number {
  return node & ((1 << diagrams.attributeBits) - 1);
}

/** Where the children of a node start in `words`. */
export function childrenOf(diagrams: Diagrams, node: Reference): number {
  return node >>> diagrams.attributeBits;
}

/** The child of a node for one value of its attribute. */
export function childOf(diagrams: Diagrams, node: Reference, value: number): Reference {
  return word(diagrams.words, childrenOf(diagrams, node) + value);
}

/** What is left of a function once an attribute is known that none of its earlier attributes comes after. */
export function follow(
  diagrams: Diagrams,
  reference: Reference,
  attribute: number,
  value: number,
): Reference {
  if (isTerminal(reference) || attributeOf(diagrams, reference) !== attribute) return reference;
  return childOf(diagrams, reference, value);
}

/**
 * How many points a function sends to the terminals that are wanted.
 *
 * Exact for spaces of any size. Each node is visited once.
 *
 * @param wanted says which terminal values count.
 * @example count(diagrams, root, (outcome) => effects[outcome] === 5) // points where the tool is prohibited
 */
export function count(diagrams: Diagrams, root: Reference, wanted: (value: number) => boolean): bigint {
  const levels = levelsOf(diagrams);
  const below = new Map<Reference, bigint>();
  const spaceFrom = spacesBelow(diagrams);
  const levelAt = (reference: Reference): number =>
    isTerminal(reference) ? diagrams.order.length : (levels[attributeOf(diagrams, reference)] ?? 0);
  // The points below a reference, in the attributes from its own level on.
  const countFrom = (reference: Reference): bigint => {
    if (isTerminal(reference)) return wanted(terminalValue(reference)) ? 1n : 0n;
    const known = below.get(reference);
    if (known !== undefined) return known;
    const level = levelAt(reference);
    let total = 0n;
    const size = diagrams.sizes[attributeOf(diagrams, reference)] ?? 0;
    for (let value = 0; value < size; value++) {
      const child = childOf(diagrams, reference, value);
      total += countFrom(child) * space(spaceFrom, level + 1, levelAt(child));
    }
    below.set(reference, total);
    return total;
  };
  return countFrom(root) * space(spaceFrom, 0, levelAt(root));
}

/** The level of each attribute: its place in the order. */
export function levelsOf(diagrams: Pick<Diagrams, "order">): readonly number[] {
  const levels = diagrams.order.map(() => 0);
  for (const [level, attribute] of diagrams.order.entries()) levels[attribute] = level;
  return levels;
}

function spacesBelow(diagrams: Diagrams): readonly bigint[] {
  const spaces = [1n];
  for (const attribute of diagrams.order.toReversed()) {
    spaces.push((spaces.at(-1) ?? 1n) * BigInt(diagrams.sizes[attribute] ?? 1));
  }
  return spaces.reverse();
}

/** The number of ways to fill in the attributes of the levels from one up to another. */
function space(spaceFrom: readonly bigint[], from: number, upTo: number): bigint {
  return (spaceFrom[from] ?? 1n) / (spaceFrom[upTo] ?? 1n);
}

/**
 * Where diagrams are made. Nodes are added and never changed, so references stay good.
 *
 * @throws CompileBudgetError from `node` when there would be more nodes than the budget.
 * @example const store = new DiagramStore([2, 3], [1, 0], 1_000);
 *          const node = store.node(0, Int32Array.of(terminal(4), terminal(5)), 0);
 */
export class DiagramStore implements Diagrams {
  readonly sizes: readonly number[];
  readonly order: readonly number[];
  readonly attributeBits: number;
  words: Int32Array;
  /** How many nodes there are. */
  nodes = 0;
  /** How many nodes there may be. */
  nodeBudget: number;
  #used = 0;
  #slots = new Int32Array(1024);

  constructor(sizes: readonly number[], order: readonly number[], nodeBudget: number) {
    this.sizes = sizes;
    this.order = order;
    this.nodeBudget = nodeBudget;
    this.attributeBits = attributeBitsFor(sizes.length);
    this.words = new Int32Array(1024);
  }

  /**
   * The function that looks at `attribute` and goes on as `children[from + value]`.
   * The children must look at later attributes only.
   */
  node(attribute: number, children: Int32Array, from: number): Reference {
    const size = this.sizes[attribute] ?? 0;
    const first = word(children, from);
    let same = 1;
    let hash = mix(0, attribute);
    for (let value = 0; value < size; value++) {
      const child = children[from + value] ?? 0;
      if (child === first) same++;
      hash = mix(hash, child);
    }
    if (same > size) return first;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const known = (this.#slots[slot] ?? 0) - 1;
      if (known < 0) return this.#append(slot, attribute, size, children, from);
      if (attributeOf(this, known) === attribute) {
        const start = childrenOf(this, known);
        let value = 0;
        while (value < size && this.words[start + value] === children[from + value]) value++;
        if (value === size) return known;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** The diagrams made so far. What is made later does not change them. */
  flatten(): Diagrams {
    return {
      sizes: this.sizes,
      order: this.order,
      attributeBits: this.attributeBits,
      words: this.words.subarray(0, this.#used),
    };
  }

  #append(slot: number, attribute: number, size: number, children: Int32Array, from: number): Reference {
    const start = this.#used;
    if (this.nodes >= this.nodeBudget || start + size >= 2 ** (31 - this.attributeBits)) {
      throw new CompileBudgetError(this.nodeBudget, `${this.nodes} nodes`);
    }
    if (start + size > this.words.length) this.words = grown(this.words, start + size);
    for (let value = 0; value < size; value++) this.words[start + value] = word(children, from + value);
    const reference = (start << this.attributeBits) | attribute;
    this.#used = start + size;
    this.nodes++;
    this.#slots[slot] = reference + 1;
    if (this.nodes * 2 > this.#slots.length) this.#rehash();
    return reference;
  }

  #rehash(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 2);
    const mask = this.#slots.length - 1;
    for (let i = 0; i < before.length; i++) {
      const entry = word(before, i);
      if (entry === 0) continue;
      const attribute = attributeOf(this, entry - 1);
      const start = childrenOf(this, entry - 1);
      let hash = mix(0, attribute);
      for (let value = 0; value < (this.sizes[attribute] ?? 0); value++)
        hash = mix(hash, word(this.words, start + value));
      let slot = hash & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = entry;
    }
  }
}

/**
 * Copies functions from one store of diagrams into another with the same attributes and order,
 * so that they can be compared with and built on by what is made there.
 *
 * @param renamed gives the terminal value in the new store for one in the old.
 * @returns a function that copies one reference; what was copied before is not copied again.
 */
export function copier(
  from: Diagrams,
  to: DiagramStore,
  renamed: (value: number) => number,
): (reference: Reference) => Reference {
  const copies = new Int32Array(from.words.length);
  const children = new Int32Array(from.sizes.reduce((sum, size) => sum + size, 0));
  const copy = (reference: Reference, room: number): Reference => {
    if (isTerminal(reference)) return terminal(renamed(terminalValue(reference)));
    const start = childrenOf(from, reference);
    const known = word(copies, start) - 1;
    if (known >= 0) return known;
    const attribute = attributeOf(from, reference);
    const size = from.sizes[attribute] ?? 0;
    for (let value = 0; value < size; value++) {
      children[room + value] = copy(word(from.words, start + value), room + size);
    }
    const copied = to.node(attribute, children, room);
    copies[start] = copied + 1;
    return copied;
  };
  return (reference) => copy(reference, 0);
}

/**
 * As {@link copier}, for functions of which one attribute is known. The copies no longer look at it, and what only other
 * values lead to is not visited.
 *
 * @returns a function that copies one reference for one value of the attribute.
 */
export function copierAt(
  from: Diagrams,
  to: DiagramStore,
  attribute: number,
  renamed: (value: number) => number,
): (reference: Reference, value: number) => Reference {
  const levels = levelsOf(from);
  const level = levels[attribute] ?? 0;
  const isBelow = (reference: Reference): boolean =>
    isTerminal(reference) || (levels[attributeOf(from, reference)] ?? 0) > level;
  const copyBelow = copier(from, to, renamed);
  const copies = new Map<Reference, Reference>();
  const children = new Int32Array(from.sizes.reduce((sum, size) => sum + size, 0));
  const copy = (reference: Reference, value: number, room: number): Reference => {
    if (isBelow(reference)) return copyBelow(reference);
    const own = attributeOf(from, reference);
    if (own === attribute) return copyBelow(childOf(from, reference, value));
    const key = reference * MOST_VALUES + value;
    const known = copies.get(key);
    if (known !== undefined) return known;
    const size = from.sizes[own] ?? 0;
    for (let other = 0; other < size; other++)
      children[room + other] = copy(childOf(from, reference, other), value, room + size);
    const copied = to.node(own, children, room);
    copies.set(key, copied);
    return copied;
  };
  return (reference, value) => copy(reference, value, 0);
}

/** More than an attribute has values. */
const MOST_VALUES = 256;
