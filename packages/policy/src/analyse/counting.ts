import {
  attributeOf,
  childrenOf,
  count,
  type DiagramStore,
  isTerminal,
  levelsOf,
  type Reference,
} from "../compile/diagram.ts";
import { word } from "../compile/tables.ts";
import { EVERYWHERE } from "./operations.ts";

/**
 * Counts the points of regions in one store. Each node is counted once, ever: nodes never change.
 * Counts are exact: in floating point where the whole space has at most 2^53 points, in big integers beyond.
 */
export class Counter {
  /** How many points there are, occurring or not; exact up to 2^53. */
  readonly total: number;
  readonly #store: DiagramStore;
  readonly #levels: readonly number[];
  /** Per level: the number of ways to fill in the attributes from there on. */
  readonly #ways: readonly number[];
  /** Per node, by where its children start: its points in the attributes from its level on. A node has some; 0 is unknown. */
  #known = new Float64Array(1024);

  constructor(store: DiagramStore) {
    const ways = [1];
    for (const attribute of store.order.toReversed())
      ways.push((ways.at(-1) ?? 1) * (store.sizes[attribute] ?? 1));
    this.#store = store;
    this.#levels = levelsOf(store);
    this.#ways = ways.reverse();
    this.total = this.#ways[0] ?? 1;
  }

  /** The number of points at which a function is 1; exact up to 2^53. */
  points(region: Reference): number {
    if (this.total > Number.MAX_SAFE_INTEGER) return Number(this.exact(region));
    return this.#from(region) * this.#span(0, this.#levelOf(region));
  }

  /** The number of points at which a function is 1; always exact. */
  exact(region: Reference): bigint {
    if (this.total > Number.MAX_SAFE_INTEGER) return count(this.#store, region, (value) => value === 1);
    return BigInt(this.points(region));
  }

  #from(reference: Reference): number {
    if (isTerminal(reference)) return reference === EVERYWHERE ? 1 : 0;
    const store = this.#store;
    const start = childrenOf(store, reference);
    if (start >= this.#known.length) this.#grow();
    const known = this.#known[start] ?? 0;
    if (known > 0) return known;
    const attribute = attributeOf(store, reference);
    const below = (this.#levels[attribute] ?? 0) + 1;
    let points = 0;
    for (let value = 0; value < (store.sizes[attribute] ?? 0); value++) {
      const child = word(store.words, start + value);
      points += this.#from(child) * this.#span(below, this.#levelOf(child));
    }
    this.#known[start] = points;
    return points;
  }

  #levelOf(reference: Reference): number {
    return isTerminal(reference)
      ? this.#levels.length
      : (this.#levels[attributeOf(this.#store, reference)] ?? 0);
  }

  #span(from: number, upTo: number): number {
    return (this.#ways[from] ?? 1) / (this.#ways[upTo] ?? 1);
  }

  #grow(): void {
    const larger = new Float64Array(this.#store.words.length);
    larger.set(this.#known);
    this.#known = larger;
  }
}
