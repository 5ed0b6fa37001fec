/**
 * From conditions to a diagram. A condition is a *box* in the space of points: per attribute a set of values.
 * The diagram tells at every point which boxes hold it, summed up by the caller in one number.
 *
 * It is built from the top down: at each attribute every value leaves a set of boxes alive, and the same set at
 * the same attribute always gives the same function, so it is built once. Attributes that no living box looks
 * at are skipped. No node is ever made that is thrown away later.
 */
import type { Condition, Vocabulary } from "../rule-set.ts";
import type { DiagramStore, Reference } from "./diagram.ts";
import { terminal } from "./diagram.ts";
import { CompileBudgetError } from "./errors.ts";
import { grown, KeyTable, word } from "./tables.ts";

/** A condition on points, ready to be compiled. */
export interface Box {
  /** The attributes that it looks at. */
  readonly attributes: Int32Array;
  /** The values it does not hold, as pairs of attribute and value. */
  readonly excluded: Int32Array;
}

/**
 * Makes the boxes of conditions; null for a condition that no point meets.
 *
 * @example boxMaker(vocabulary)({ activity: ["meet"] })
 */
export function boxMaker(vocabulary: Vocabulary): (condition: Condition) => Box | null {
  const places = new Map(vocabulary.attributes.map(({ id }, place) => [id, place]));
  return (condition) => {
    const attributes: number[] = [];
    const excluded: number[] = [];
    for (const [id, allowed] of Object.entries(condition)) {
      const attribute = places.get(id);
      if (attribute === undefined) continue;
      const values = vocabulary.attributes[attribute]?.values ?? [];
      const before = excluded.length;
      for (let value = 0; value < values.length; value++) {
        if (!allowed.includes(values[value]?.id ?? "")) excluded.push(attribute, value);
      }
      const missing = (excluded.length - before) / 2;
      if (missing === values.length) return null;
      if (missing > 0) attributes.push(attribute);
    }
    return { attributes: Int32Array.from(attributes), excluded: Int32Array.from(excluded) };
  };
}

/**
 * Sums up a set of boxes in one number, the terminal. The set is a row of bits: box `i` is in it when bit
 * `i & 31` of `bits[from + (i >> 5)]` is set.
 */
export type Summary = (bits: Int32Array, from: number) => number;

/** How many words a row of bits takes. */
export function rowWidth(bits: number): number {
  return Math.max(1, (bits + 31) >> 5);
}

/** Attributes are at most 255, so a level fits in a byte. */
const LEVEL_BITS = 8;

/** Sets one bit in a row of bits that starts at `from`. */
export function setBit(rows: Int32Array, from: number, place: number): void {
  const at = from + (place >> 5);
  rows[at] = word(rows, at) | (1 << (place & 31));
}

/** Clears one bit in a row of bits that starts at `from`. */
export function clearBit(rows: Int32Array, from: number, place: number): void {
  const at = from + (place >> 5);
  rows[at] = word(rows, at) & ~(1 << (place & 31));
}

/**
 * Builds diagrams in one store, a family of functions at a time. The functions of a family have boxes in common,
 * and each may have some of its own. Wherever on a path the own boxes are out of play, the functions of the family
 * go on alike, and that part is built once.
 *
 * @example boxes.startFamily([a, b], 1, summary); boxes.build(Int32Array.of(0b11), [c])
 */
export class BoxCompiler {
  readonly #store: DiagramStore;
  /** Per attribute and value: the boxes that hold it. Rows of bits; see {@link Summary}. */
  #holds = new Int32Array(0);
  /** Per attribute: the boxes that look at it. */
  #looksAt = new Int32Array(0);
  /** The same for the family's common boxes alone. */
  #commonHolds = new Int32Array(0);
  #commonLooksAt = new Int32Array(0);
  #commonCount = 0;
  /** The bits of the own boxes. */
  #own = new Int32Array(1);
  /** The number of the function in its family. */
  #function = 0;
  /** Per attribute: where the rows of its values start, in rows. */
  readonly #rowOf: Int32Array;
  /** The levels at which some box looks at the attribute. */
  readonly #levels: Int32Array;
  #levelCount = 0;
  /** Words in a row of bits. */
  #width = 1;
  /** The sets of boxes along the path being built, one row each. */
  #alive = new Int32Array(64);
  readonly #children: Int32Array;
  #known = new KeyTable(2);
  /** Per known set, the function it gives. */
  #results = new Int32Array(64);
  readonly #tables = new Map<number, KeyTable>();
  #summary: Summary = () => 0;

  constructor(store: DiagramStore) {
    this.#store = store;
    this.#levels = new Int32Array(store.sizes.length + 1);
    this.#rowOf = new Int32Array(store.sizes.length);
    let rows = 0;
    for (const [attribute, size] of store.sizes.entries()) {
      this.#rowOf[attribute] = rows;
      rows += size;
    }
    this.#children = new Int32Array(rows);
  }

  /**
   * Takes the boxes that functions of the family have in common.
   *
   * @param mostOwn how many boxes of its own a function has at most.
   * @param summary how a set of boxes is summed up. Common boxes come first, then the function's own.
   */
  startFamily(common: readonly Box[], mostOwn: number, summary: Summary): void {
    const width = rowWidth(common.length + mostOwn);
    const { sizes, order } = this.#store;
    this.#width = width;
    this.#summary = summary;
    this.#known = this.#tableFor(width);
    this.#function = 0;
    this.#commonCount = common.length;
    this.#alive = new Int32Array((order.length + 2) * width);
    this.#own = new Int32Array(width);
    this.#commonLooksAt = new Int32Array(sizes.length * width);
    this.#commonHolds = new Int32Array(this.#children.length * width).fill(-1);
    this.#looksAt = new Int32Array(this.#commonLooksAt.length);
    this.#holds = new Int32Array(this.#commonHolds.length);
    for (const [place, box] of common.entries())
      this.#add(this.#commonLooksAt, this.#commonHolds, place, box);
  }

  /**
   * The function that sends each point to the summary of those boxes that hold it.
   *
   * @param chosen which of the family's common boxes take part, as a row of bits.
   * @throws CompileBudgetError when it would take more nodes than the store allows.
   */
  build(chosen: Int32Array, own: readonly Box[]): Reference {
    this.#looksAt.set(this.#commonLooksAt);
    this.#holds.set(this.#commonHolds);
    this.#own.fill(0);
    for (const [index, box] of own.entries()) {
      this.#add(this.#looksAt, this.#holds, this.#commonCount + index, box);
      setBit(this.#own, 0, this.#commonCount + index);
    }
    this.#function++;
    this.#levelCount = 0;
    for (const [level, attribute] of this.#store.order.entries()) {
      if (this.#isLookedAt(attribute)) this.#levels[this.#levelCount++] = level;
    }
    this.#levels[this.#levelCount] = this.#store.order.length;
    for (let i = 0; i < this.#width; i++) this.#alive[i] = word(chosen, i) | word(this.#own, i);
    return this.#visit(0, 0, 0);
  }

  #tableFor(width: number): KeyTable {
    let table = this.#tables.get(width);
    if (table === undefined) {
      table = new KeyTable(width + 1);
      this.#tables.set(width, table);
    }
    table.clear();
    return table;
  }

  #add(looksAt: Int32Array, holds: Int32Array, place: number, { attributes, excluded }: Box): void {
    const width = this.#width;
    for (let i = 0; i < attributes.length; i++) setBit(looksAt, word(attributes, i) * width, place);
    for (let i = 0; i < excluded.length; i += 2) {
      clearBit(holds, (word(this.#rowOf, word(excluded, i)) + word(excluded, i + 1)) * width, place);
    }
  }

  #isLookedAt(attribute: number): boolean {
    for (let i = 0; i < this.#width; i++)
      if (word(this.#looksAt, attribute * this.#width + i) !== 0) return true;
    return false;
  }

  /** The function of the living set at `alive`, from the given level on. */
  #visit(level: number, alive: number, room: number): Reference {
    const next = this.#nextLevel(level, alive);
    const index = this.#lookUp(next, alive);
    if (!this.#known.isNew) return word(this.#results, index);
    const result =
      next === this.#levelCount
        ? terminal(this.#summary(this.#alive, alive))
        : this.#branch(next, alive, room);
    if (index >= this.#results.length) this.#results = grown(this.#results, index + 1);
    this.#results[index] = result;
    return result;
  }

  #nextLevel(from: number, alive: number): number {
    const width = this.#width;
    for (let next = from; next < this.#levelCount; next++) {
      const looks = this.#attributeAt(next) * width;
      for (let i = 0; i < width; i++) {
        if ((word(this.#alive, alive + i) & word(this.#looksAt, looks + i)) !== 0) return next;
      }
    }
    return this.#levelCount;
  }

  #attributeAt(index: number): number {
    return this.#store.order[word(this.#levels, index)] ?? 0;
  }

  /** Sets without own boxes mean the same to every function of the family; sets with them, to this one alone. */
  #lookUp(index: number, alive: number): number {
    const known = this.#known;
    let own = 0;
    for (let i = 0; i < this.#width; i++) {
      const row = word(this.#alive, alive + i);
      own |= row & word(this.#own, i);
      known.key[i + 1] = row;
    }
    known.key[0] = word(this.#levels, index) | (own === 0 ? 0 : this.#function << LEVEL_BITS);
    const found = known.add();
    if (known.size > this.#store.nodeBudget) {
      throw new CompileBudgetError(this.#store.nodeBudget, `${known.size} sets of rules for one tool`);
    }
    return found;
  }

  #branch(level: number, alive: number, room: number): Reference {
    const width = this.#width;
    const attribute = this.#attributeAt(level);
    const size = this.#store.sizes[attribute] ?? 0;
    const below = alive + width;
    const rows = word(this.#rowOf, attribute) * width;
    let child = 0;
    for (let value = 0; value < size; value++) {
      let same = value > 0;
      for (let i = 0; i < width; i++) {
        const left = word(this.#alive, alive + i) & word(this.#holds, rows + value * width + i);
        if (left !== this.#alive[below + i]) same = false;
        this.#alive[below + i] = left;
      }
      if (!same) child = this.#visit(level + 1, below, room + size);
      this.#children[room + value] = child;
    }
    return this.#store.node(attribute, this.#children, room);
  }
}
