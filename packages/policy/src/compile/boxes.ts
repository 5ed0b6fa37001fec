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

/** The box of a condition, or null when no point meets it. */
export function boxOf(vocabulary: Vocabulary, condition: Condition): Box | null {
  const attributes: number[] = [];
  const excluded: number[] = [];
  for (const [index, attribute] of vocabulary.attributes.entries()) {
    const allowed = condition[attribute.id];
    if (allowed === undefined) continue;
    const missing = [...attribute.values.keys()].filter(
      (value) => !allowed.includes(attribute.values[value]?.id ?? ""),
    );
    if (missing.length === attribute.values.length) return null;
    if (missing.length === 0) continue;
    attributes.push(index);
    for (const value of missing) excluded.push(index, value);
  }
  return { attributes: Int32Array.from(attributes), excluded: Int32Array.from(excluded) };
}

/**
 * Sums up a set of boxes in one number, the terminal. The set is a row of bits: box `i` is in it when bit
 * `i & 31` of `bits[from + (i >> 5)]` is set.
 */
export type Summary = (bits: Int32Array, from: number) => number;

/** Builds diagrams in one store. Keeps its working memory between diagrams. */
export class BoxCompiler {
  readonly #store: DiagramStore;
  /** Per attribute and value: the boxes that hold it. Rows of bits; see {@link Summary}. */
  #holds = new Int32Array(0);
  /** Per attribute: the boxes that look at it. */
  #looksAt = new Int32Array(0);
  readonly #rowOf: Int32Array;
  readonly #isUsed: Uint8Array;
  /** The attributes that some box looks at, in the order of the store. */
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
    this.#isUsed = new Uint8Array(store.sizes.length);
    this.#levels = new Int32Array(store.sizes.length);
    this.#rowOf = new Int32Array(store.sizes.length);
    let rows = 0;
    for (const [attribute, size] of store.sizes.entries()) {
      this.#rowOf[attribute] = rows;
      rows += size;
    }
    this.#children = new Int32Array(rows);
  }

  /**
   * The function that sends each point to the summary of the boxes that hold it.
   *
   * @throws CompileBudgetError when it would take more nodes than the store allows.
   */
  build(boxes: readonly Box[], summary: Summary): Reference {
    this.#prepare(boxes);
    this.#summary = summary;
    return this.#visit(0, 0, 0);
  }

  #prepare(boxes: readonly Box[]): void {
    const width = Math.max(1, (boxes.length + 31) >> 5);
    const { sizes, order } = this.#store;
    this.#width = width;
    if (this.#alive.length < (order.length + 2) * width)
      this.#alive = new Int32Array((order.length + 2) * width);
    if (this.#looksAt.length < sizes.length * width) {
      this.#looksAt = new Int32Array(sizes.length * width);
      this.#holds = new Int32Array(this.#children.length * width);
    }
    let table = this.#tables.get(width);
    if (table === undefined) {
      table = new KeyTable(width + 1);
      this.#tables.set(width, table);
    }
    table.clear();
    this.#known = table;
    this.#isUsed.fill(0);
    this.#looksAt.fill(0, 0, sizes.length * width);
    for (let i = 0; i < width; i++) {
      const left = boxes.length - i * 32;
      this.#alive[i] = left >= 32 ? -1 : 2 ** left - 1;
    }
    for (const [index, box] of boxes.entries()) this.#add(index, box);
    this.#levelCount = 0;
    for (const attribute of order) {
      if (this.#isUsed[attribute] === 1) this.#levels[this.#levelCount++] = attribute;
    }
  }

  #add(index: number, box: Box): void {
    const width = this.#width;
    const place = index >> 5;
    const bit = 1 << (index & 31);
    for (const attribute of box.attributes) {
      const row = word(this.#rowOf, attribute) * width;
      if (this.#isUsed[attribute] === 0) {
        this.#isUsed[attribute] = 1;
        this.#holds.fill(-1, row, row + (this.#store.sizes[attribute] ?? 0) * width);
      }
      this.#looksAt[attribute * width + place] = word(this.#looksAt, attribute * width + place) | bit;
    }
    const { excluded } = box;
    for (let i = 0; i < excluded.length; i += 2) {
      const at = (word(this.#rowOf, word(excluded, i)) + word(excluded, i + 1)) * width + place;
      this.#holds[at] = word(this.#holds, at) & ~bit;
    }
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

  #nextLevel(level: number, alive: number): number {
    const width = this.#width;
    for (let next = level; next < this.#levelCount; next++) {
      const looks = word(this.#levels, next) * width;
      for (let i = 0; i < width; i++) {
        if ((word(this.#alive, alive + i) & word(this.#looksAt, looks + i)) !== 0) return next;
      }
    }
    return this.#levelCount;
  }

  #lookUp(level: number, alive: number): number {
    const known = this.#known;
    known.key[0] = level;
    for (let i = 0; i < this.#width; i++) known.key[i + 1] = word(this.#alive, alive + i);
    const index = known.add();
    if (known.size > this.#store.nodeBudget) {
      throw new CompileBudgetError(this.#store.nodeBudget, `${known.size} sets of rules for one tool`);
    }
    return index;
  }

  #branch(level: number, alive: number, room: number): Reference {
    const width = this.#width;
    const attribute = word(this.#levels, level);
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
