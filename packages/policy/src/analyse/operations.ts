/**
 * Operations on functions of points: everything analysis does is a combination of these. All work in one store, so
 * equal results are the same reference, and remember what they did before.
 */
import {
  attributeOf,
  childrenOf,
  type DiagramStore,
  type Diagrams,
  isTerminal,
  levelsOf,
  type Reference,
  terminal,
  terminalValue,
} from "../compile/diagram.ts";
import { word } from "../compile/tables.ts";
import { PairMemo, UNKNOWN_RESULT } from "./pair-memo.ts";

/** The function that is 0 everywhere: no point. */
export const NOWHERE: Reference = terminal(0);

/** The function that is 1 everywhere: every point. */
export const EVERYWHERE: Reference = terminal(1);

/** Says what a combination is without looking further; {@link UNDECIDED} where it depends on what is below. */
export type Shortcut = (a: Reference, b: Reference) => Reference;

/** See {@link Shortcut}. */
export const UNDECIDED: Reference = UNKNOWN_RESULT;

/** Combines two functions into one: at every point the operation on what the two give there. */
export type Combine = (a: Reference, b: Reference) => Reference;

/**
 * Makes the combination of two functions by an operation on their values (Bryant's *apply*). Each pair of nodes is
 * visited once.
 *
 * @param operation on two terminal values, giving a terminal value.
 * @param shortcut answers early where it can; an operation that absorbs values gains much from it.
 * @throws CompileBudgetError when the result would take more nodes than the store allows.
 * @example const strictest = combiner(store, Math.max); strictest(mine, yours)
 */
export function combiner(
  store: DiagramStore,
  operation: (a: number, b: number) => number,
  shortcut: Shortcut = () => UNDECIDED,
): Combine {
  const levels = levelsOf(store);
  const memo = new PairMemo();
  const children = roomFor(store);
  const combine = (a: Reference, b: Reference, room: number): Reference => {
    const early = shortcut(a, b);
    if (early !== UNDECIDED) return early;
    if (isTerminal(a) && isTerminal(b)) return terminal(operation(terminalValue(a), terminalValue(b)));
    const known = memo.get(a, b);
    if (known !== UNKNOWN_RESULT) return known;
    const levelA = isTerminal(a) ? levels.length : (levels[attributeOf(store, a)] ?? 0);
    const levelB = isTerminal(b) ? levels.length : (levels[attributeOf(store, b)] ?? 0);
    const attribute = attributeOf(store, levelA <= levelB ? a : b);
    const fromA = levelA <= levelB ? childrenOf(store, a) : -1;
    const fromB = levelB <= levelA ? childrenOf(store, b) : -1;
    const size = store.sizes[attribute] ?? 0;
    let lastA = 0;
    let lastB = 0;
    let last = 0;
    for (let value = 0; value < size; value++) {
      const nextA = fromA < 0 ? a : word(store.words, fromA + value);
      const nextB = fromB < 0 ? b : word(store.words, fromB + value);
      if (value === 0 || nextA !== lastA || nextB !== lastB) last = combine(nextA, nextB, room + size);
      lastA = nextA;
      lastB = nextB;
      children[room + value] = last;
    }
    const result = store.node(attribute, children, room);
    memo.set(a, b, result);
    return result;
  };
  return (a, b) => combine(a, b, 0);
}

/** Room for the children along one path. */
function roomFor(store: Diagrams): Int32Array {
  return new Int32Array(store.sizes.reduce((sum, size) => sum + size, 0));
}

/**
 * Makes the operation that gives other values to a function of the same store.
 *
 * @example mapper(store, (effect) => (effect <= 2 ? 1 : 0))(root)
 */
export function mapper(
  store: DiagramStore,
  renamed: (value: number) => number,
): (reference: Reference) => Reference {
  const memo = new PairMemo();
  const children = roomFor(store);
  const map = (reference: Reference, room: number): Reference => {
    if (isTerminal(reference)) return terminal(renamed(terminalValue(reference)));
    const known = memo.get(reference, 0);
    if (known !== UNKNOWN_RESULT) return known;
    const attribute = attributeOf(store, reference);
    const start = childrenOf(store, reference);
    const size = store.sizes[attribute] ?? 0;
    for (let value = 0; value < size; value++)
      children[room + value] = map(word(store.words, start + value), room + size);
    const result = store.node(attribute, children, room);
    memo.set(reference, 0, result);
    return result;
  };
  return (reference) => map(reference, 0);
}

/** What can be done with functions that are 1 at some points and 0 at the others, and with any function once an attribute is known. */
export class Operations {
  /** Points of both. */
  readonly and: Combine;
  /** Points of one or both. */
  readonly or: Combine;
  /** Points of the first that are none of the second. */
  readonly minus: Combine;
  readonly #store: DiagramStore;
  readonly #levels: readonly number[];
  readonly #restricted = new PairMemo();
  readonly #somewhere = new PairMemo();
  readonly #meeting = new PairMemo();
  readonly #within = new PairMemo();
  readonly #children: Int32Array;

  constructor(store: DiagramStore) {
    this.#store = store;
    this.#levels = levelsOf(store);
    this.#children = roomFor(store);
    this.and = combiner(
      store,
      (a, b) => a & b,
      (a, b) => {
        if (a === NOWHERE || b === NOWHERE) return NOWHERE;
        if (a === EVERYWHERE || a === b) return b;
        return b === EVERYWHERE ? a : UNDECIDED;
      },
    );
    this.or = combiner(
      store,
      (a, b) => a | b,
      (a, b) => {
        if (a === EVERYWHERE || b === EVERYWHERE) return EVERYWHERE;
        if (a === NOWHERE || a === b) return b;
        return b === NOWHERE ? a : UNDECIDED;
      },
    );
    this.minus = combiner(
      store,
      (a, b) => a & ~b,
      (a, b) => {
        if (a === NOWHERE || b === EVERYWHERE || a === b) return NOWHERE;
        return b === NOWHERE ? a : UNDECIDED;
      },
    );
  }

  /** Points that are none of these. */
  not(region: Reference): Reference {
    return this.minus(EVERYWHERE, region);
  }

  /** Whether two regions have a point in common. Cheaper than `and`: nothing is made, and one point is enough. */
  meets(a: Reference, b: Reference): boolean {
    if (a === NOWHERE || b === NOWHERE) return false;
    if (a === EVERYWHERE || b === EVERYWHERE || a === b) return true;
    const known = this.#meeting.get(a, b);
    if (known !== UNKNOWN_RESULT) return known === 1;
    const store = this.#store;
    const levelA = this.#levels[attributeOf(store, a)] ?? 0;
    const levelB = this.#levels[attributeOf(store, b)] ?? 0;
    const fromA = levelA <= levelB ? childrenOf(store, a) : -1;
    const fromB = levelB <= levelA ? childrenOf(store, b) : -1;
    const size = store.sizes[attributeOf(store, levelA <= levelB ? a : b)] ?? 0;
    let meeting = false;
    for (let value = 0; value < size && !meeting; value++) {
      meeting = this.meets(
        fromA < 0 ? a : word(store.words, fromA + value),
        fromB < 0 ? b : word(store.words, fromB + value),
      );
    }
    this.#meeting.set(a, b, meeting ? 1 : 0);
    return meeting;
  }

  /** Whether every point of a region is one of another. Cheaper than `minus`: nothing is made. */
  isWithin(a: Reference, b: Reference): boolean {
    if (a === NOWHERE || b === EVERYWHERE || a === b) return true;
    if (b === NOWHERE || a === EVERYWHERE) return false;
    const known = this.#within.get(a, b);
    if (known !== UNKNOWN_RESULT) return known === 1;
    const store = this.#store;
    const levelA = this.#levels[attributeOf(store, a)] ?? 0;
    const levelB = this.#levels[attributeOf(store, b)] ?? 0;
    const fromA = levelA <= levelB ? childrenOf(store, a) : -1;
    const fromB = levelB <= levelA ? childrenOf(store, b) : -1;
    const size = store.sizes[attributeOf(store, levelA <= levelB ? a : b)] ?? 0;
    let within = true;
    for (let value = 0; value < size && within; value++) {
      within = this.isWithin(
        fromA < 0 ? a : word(store.words, fromA + value),
        fromB < 0 ? b : word(store.words, fromB + value),
      );
    }
    this.#within.set(a, b, within ? 1 : 0);
    return within;
  }

  /** What a function is once an attribute has a value. The result no longer looks at the attribute. */
  at(root: Reference, attribute: number, value: number): Reference {
    return this.#at(root, attribute, value, 0);
  }

  /** The points from which some value of an attribute leads into the region, whatever value they have now. */
  exists(region: Reference, attribute: number): Reference {
    return this.#exists(region, attribute, 0);
  }

  /** The points at which an attribute has one of the values that are wanted, as a function. */
  where(attribute: number, isWanted: (value: number) => boolean): Reference {
    const children = Int32Array.from({ length: this.#store.sizes[attribute] ?? 0 }, (_, value) =>
      isWanted(value) ? EVERYWHERE : NOWHERE,
    );
    return this.#store.node(attribute, children, 0);
  }

  #at(reference: Reference, attribute: number, value: number, room: number): Reference {
    if (isTerminal(reference)) return reference;
    const store = this.#store;
    const own = attributeOf(store, reference);
    if (own === attribute) return word(store.words, childrenOf(store, reference) + value);
    if ((this.#levels[own] ?? 0) > (this.#levels[attribute] ?? 0)) return reference;
    const key = attribute * VALUES + value;
    const known = this.#restricted.get(reference, key);
    if (known !== UNKNOWN_RESULT) return known;
    const result = this.#rebuilt(reference, room, (child, below) => this.#at(child, attribute, value, below));
    this.#restricted.set(reference, key, result);
    return result;
  }

  #exists(reference: Reference, attribute: number, room: number): Reference {
    if (isTerminal(reference)) return reference;
    const store = this.#store;
    const own = attributeOf(store, reference);
    if ((this.#levels[own] ?? 0) > (this.#levels[attribute] ?? 0)) return reference;
    const known = this.#somewhere.get(reference, attribute);
    if (known !== UNKNOWN_RESULT) return known;
    let result: Reference;
    if (own === attribute) {
      const start = childrenOf(store, reference);
      result = NOWHERE;
      for (let value = 0; value < (store.sizes[attribute] ?? 0); value++)
        result = this.or(result, word(store.words, start + value));
    } else {
      result = this.#rebuilt(reference, room, (child, below) => this.#exists(child, attribute, below));
    }
    this.#somewhere.set(reference, attribute, result);
    return result;
  }

  /** The node with each of its children changed. */
  #rebuilt(
    reference: Reference,
    room: number,
    change: (child: Reference, below: number) => Reference,
  ): Reference {
    const store = this.#store;
    const attribute = attributeOf(store, reference);
    const start = childrenOf(store, reference);
    const size = store.sizes[attribute] ?? 0;
    for (let value = 0; value < size; value++)
      this.#children[room + value] = change(word(store.words, start + value), room + size);
    return store.node(attribute, this.#children, room);
  }
}

/** More than an attribute can have values. */
const VALUES = 256;
