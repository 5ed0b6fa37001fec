import { type Point, UNKNOWN } from "../situation.ts";
import { type Diagrams, follow } from "./diagram.ts";
import { word } from "./tables.ts";

/**
 * The first two attributes of the order, taken together as one: each combination of their values has a number.
 * What holds for a combination can then be looked up at once instead of attribute by attribute.
 */
export class Prefix {
  /** None, one or two attributes. */
  readonly attributes: readonly number[];
  /** How many combinations there are. */
  readonly combinations: number;
  /** The number of a combination is the value of `first` times `firstStep` plus that of `second` times `secondStep`. */
  readonly first: number;
  readonly second: number;
  readonly firstStep: number;
  readonly secondStep: number;

  /** Takes the first attributes as long as they give at most `most` combinations. */
  constructor(sizes: readonly number[], order: readonly number[], most: number) {
    const [first = 0, second = 0] = order;
    const firstSize = sizes[first] ?? 1;
    const secondSize = order.length > 1 ? (sizes[second] ?? 1) : most + 1;
    const taken = firstSize > most ? 0 : firstSize * secondSize > most ? 1 : 2;
    this.attributes = order.slice(0, taken);
    this.combinations = taken === 0 ? 1 : taken === 1 ? firstSize : firstSize * secondSize;
    this.first = first;
    this.second = taken === 2 ? second : first;
    this.firstStep = taken === 0 ? 0 : taken === 1 ? 1 : secondSize;
    this.secondStep = taken === 2 ? 1 : 0;
  }

  /** The number of the combination at a point; -1 when one of its attributes is unknown there. */
  at(point: Point): number {
    const first = point[this.first] ?? UNKNOWN;
    const second = point[this.second] ?? UNKNOWN;
    if (first === UNKNOWN || second === UNKNOWN) return -1;
    return first * this.firstStep + second * this.secondStep;
  }

  /** The value in a combination of each attribute of the prefix. */
  valuesIn(combination: number): readonly number[] {
    if (this.attributes.length < 2) return [combination];
    return [Math.floor(combination / this.firstStep), combination % this.firstStep];
  }
}

/** Where each of some functions stands once the attributes of the prefix are known, per combination of their values. */
export function referencesAfter(prefix: Prefix, diagrams: Diagrams, roots: Int32Array): Int32Array {
  const { combinations } = prefix;
  const [first, second] = prefix.attributes;
  const after = new Int32Array(roots.length * combinations);
  const valuesOf = (attribute: number | undefined): number =>
    attribute === undefined ? 1 : (diagrams.sizes[attribute] ?? 1);
  let at = 0;
  for (let place = 0; place < roots.length; place++) {
    for (let value = 0; value < valuesOf(first); value++) {
      const root = word(roots, place);
      const afterFirst = first === undefined ? root : follow(diagrams, root, first, value);
      for (let next = 0; next < valuesOf(second); next++) {
        after[at++] = second === undefined ? afterFirst : follow(diagrams, afterFirst, second, next);
      }
    }
  }
  return after;
}
