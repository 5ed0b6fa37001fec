/**
 * From a region to the boxes that people read: “meet, confidential, any device”. A *box* gives some values for each
 * attribute and means every combination of them.
 */
import {
  attributeOf,
  childrenOf,
  type DiagramStore,
  isTerminal,
  type Reference,
} from "../compile/diagram.ts";
import { grown, word } from "../compile/tables.ts";
import { EVERYWHERE, NOWHERE, type Operations } from "./operations.ts";

/** The values that a box allows: a byte per value of each attribute, attribute after attribute; 1 is allowed. */
export type AllowedValues = Uint8Array;

/** Finds boxes in regions of one store. Each node is judged once, ever: nodes never change. */
export class BoxFinder {
  /** Per attribute: where its values start in {@link AllowedValues}. */
  readonly firstOf: readonly number[];
  readonly #store: DiagramStore;
  readonly #operations: Operations;
  readonly #values: number;
  /** Per node, by where its children start: which part of its space its widest path takes. More than 0; 0 is unknown. */
  #widest = new Float64Array(1024);
  /** Per node: the search that last visited it. */
  #visited = new Int32Array(1024);
  #search = 0;

  constructor(store: DiagramStore, operations: Operations) {
    this.#store = store;
    this.#operations = operations;
    let values = 0;
    this.firstOf = store.sizes.map((size) => {
      const first = values;
      values += size;
      return first;
    });
    this.#values = values;
  }

  /**
   * Covers a region with boxes, one after another: takes the widest path to what is not covered yet, widens that
   * box as far as it goes, and leaves it out of what is left. Where the caller stops, the boxes so far are good.
   *
   * @param roomy the region together with points that do not matter. Boxes may hold those, and are maximal in it.
   */
  *cover(region: Reference, roomy: Reference): Generator<AllowedValues> {
    let left = region;
    while (left !== NOWHERE) {
      const box = this.widestPath(left);
      this.#widen(box, roomy);
      yield box;
      left = this.#operations.minus(left, this.regionOf(box));
    }
  }

  /** The box of the path to 1 that leaves most open. The region must not be empty. */
  widestPath(region: Reference): AllowedValues {
    const store = this.#store;
    const box = new Uint8Array(this.#values).fill(1);
    let reference = region;
    while (!isTerminal(reference)) {
      const attribute = attributeOf(store, reference);
      const start = childrenOf(store, reference);
      const size = store.sizes[attribute] ?? 0;
      let next = NOWHERE;
      let width = 0;
      for (let value = 0; value < size; value++) {
        const child = word(store.words, start + value);
        const here = this.#timesIn(start, size, child) * this.#widestFrom(child);
        if (here > width) {
          width = here;
          next = child;
        }
      }
      const first = this.firstOf[attribute] ?? 0;
      for (let value = 0; value < size; value++)
        if (word(store.words, start + value) !== next) box[first + value] = 0;
      reference = next;
    }
    return box;
  }

  /** The function that is 1 in a box. */
  regionOf(box: AllowedValues): Reference {
    const { order, sizes } = this.#store;
    let region = EVERYWHERE;
    for (const attribute of order.toReversed()) {
      const first = this.firstOf[attribute] ?? 0;
      const children = Int32Array.from({ length: sizes[attribute] ?? 0 }, (_, value) =>
        box[first + value] === 1 ? region : NOWHERE,
      );
      region = this.#store.node(attribute, children, 0);
    }
    return region;
  }

  /**
   * Widens a box within a region until no value can be added: a prime implicant. What few rules look at is let go first,
   * so that a box names what matters. One pass is enough: what does not fit does not fit a wider box either.
   */
  #widen(box: AllowedValues, roomy: Reference): void {
    for (const attribute of this.#store.order.toReversed()) {
      const first = this.firstOf[attribute] ?? 0;
      const size = this.#store.sizes[attribute] ?? 0;
      const before = box.slice(first, first + size);
      for (let value = 0; value < size; value++) {
        if (before[value] === 1) continue;
        box.fill(0, first, first + size);
        box[first + value] = 1;
        if (this.#isWithin(box, roomy)) before[value] = 1;
      }
      box.set(before, first);
    }
  }

  #isWithin(box: AllowedValues, region: Reference): boolean {
    this.#search++;
    return this.#holdsFrom(box, region);
  }

  /** Whether every point of the box leads to 1. Nodes seen before in this search led there. */
  #holdsFrom(box: AllowedValues, reference: Reference): boolean {
    if (isTerminal(reference)) return reference === EVERYWHERE;
    const store = this.#store;
    const start = childrenOf(store, reference);
    if (start >= this.#visited.length) this.#visited = grown(this.#visited, store.words.length);
    if (this.#visited[start] === this.#search) return true;
    this.#visited[start] = this.#search;
    const attribute = attributeOf(store, reference);
    const first = this.firstOf[attribute] ?? 0;
    for (let value = 0; value < (store.sizes[attribute] ?? 0); value++) {
      if (box[first + value] === 1 && !this.#holdsFrom(box, word(store.words, start + value))) return false;
    }
    return true;
  }

  #timesIn(start: number, size: number, child: Reference): number {
    let times = 0;
    for (let value = 0; value < size; value++) if (word(this.#store.words, start + value) === child) times++;
    return times;
  }

  /** Which part of the space below a node its widest path takes. */
  #widestFrom(reference: Reference): number {
    if (isTerminal(reference)) return reference === EVERYWHERE ? 1 : 0;
    const store = this.#store;
    const start = childrenOf(store, reference);
    if (start >= this.#widest.length) {
      const larger = new Float64Array(store.words.length);
      larger.set(this.#widest);
      this.#widest = larger;
    }
    const known = this.#widest[start] ?? 0;
    if (known > 0) return known;
    const size = store.sizes[attributeOf(store, reference)] ?? 0;
    let widest = 0;
    for (let value = 0; value < size; value++) {
      const child = word(store.words, start + value);
      widest = Math.max(widest, (this.#timesIn(start, size, child) / size) * this.#widestFrom(child));
    }
    this.#widest[start] = widest;
    return widest;
  }
}
