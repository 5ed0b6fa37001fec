/**
 * What {@link AllTools} decides from: one *cell* per organisation and combination of the first attributes' values,
 * made when it is first needed.
 *
 * Within a cell every rule that can still go either way is one bit per tool that it speaks of, and the bits of one tool
 * stand together in a word, so that they are a number: which of its rules apply. A table per tool goes from that
 * number to an entry. Rules that speak of every tool are *broad*: they have one bit for all tools, and choose
 * between sets of tables.
 *
 * All cells stand in one array of words, because going from object to object costs more than the work itself.
 */
import type { RuleSet } from "../rule-set.ts";
import { clearBit, rowWidth } from "./boxes.ts";
import type { Diagrams } from "./diagram.ts";
import { rulesPerOrganisation, speakersPerTool } from "./pair-compiler.ts";
import type { Prefix } from "./prefix.ts";
import { type RuleInForce, RuleNumbers, rulesInForce } from "./rules-in-force.ts";
import { grown, word } from "./tables.ts";

/** A tool with more rules than this in one cell has no table: its diagram is followed. */
const MOST_BITS = 10;

/** Rules that speak of every tool, as far as they are told apart by choosing another set of tables. */
const MOST_BROAD = 8;

/** In a table: not looked up yet. */
export const NOT_KNOWN = -1;

/** In the rows of values: the value is needed and is not known. */
const IS_OPEN = -1;

/** Where things stand in a cell. */
export const CELL = {
  /** Words in a row of bits. The first bits are the broad rules; then come the rules of each tool. */
  width: 0,
  /** The bits of the broad rules. */
  broad: 1,
  /** Where the rows start. The first row is all ones. */
  rows: 2,
  /** Where the fields of the tools start. */
  fields: 3,
  /** Words in the tables of all tools. */
  tableSize: 4,
  /** Where the starts of the sets of tables stand, per set of broad rules that apply; zero for one not made yet. */
  tables: 5,
  /** Per place of a value (see {@link ValuePlaces}): its row, zero when all rules hold it, negative when unknown. */
  values: 6,
} as const;

/** Three words per tool: the place of its first bit, a one for each bit, and where its table starts (zero: none). */
export const FIELD_WORDS = 3;

/** A place for each value of each attribute, and one more per attribute for "unknown". */
export interface ValuePlaces {
  /** Per attribute: the place of its first value. "Unknown" comes after its last. */
  readonly starts: Int32Array;
  readonly sizes: Int32Array;
  readonly count: number;
}

/** A bit that stands for a rule: for all tools, or for one of those it speaks of. */
interface Bit {
  readonly rule: RuleInForce;
  readonly place: number;
}

/** Makes cells and keeps them. */
export class CellStore {
  /** All cells and their tables. Replaced by a larger one as it grows. */
  data = new Int32Array(1024);
  readonly values: ValuePlaces;
  /** The widest row of bits. */
  widest = 1;
  readonly #ruleSet: RuleSet;
  readonly #prefix: Prefix;
  readonly #rules: readonly (readonly RuleInForce[])[];
  /** Per organisation and combination: where the cell starts; zero for one not made yet. */
  readonly #starts: Int32Array;
  #used = 1;

  constructor(ruleSet: RuleSet, date: string, diagrams: Diagrams, prefix: Prefix) {
    this.#ruleSet = ruleSet;
    this.#prefix = prefix;
    this.values = valuePlaces(diagrams.sizes);
    this.#rules = rulesPerOrganisation(ruleSet, rulesInForce(ruleSet, date, new RuleNumbers()));
    this.#starts = new Int32Array(ruleSet.organisations.length * prefix.combinations);
  }

  /** Where the cell of an organisation and a combination starts. */
  cellAt(organisation: number, combination: number): number {
    const at = organisation * this.#prefix.combinations + combination;
    const known = this.#starts[at] ?? 0;
    if (known !== 0) return known;
    const cell = this.#make(this.#rules[organisation] ?? [], combination);
    this.#starts[at] = cell;
    return cell;
  }

  /** Where the tables start that a set of broad rules chooses. */
  tablesAt(cell: number, broad: number): number {
    const at = word(this.data, cell + CELL.tables) + broad;
    const known = word(this.data, at);
    if (known !== 0) return known;
    const size = word(this.data, cell + CELL.tableSize);
    const tables = this.#allocate(size);
    this.data.fill(NOT_KNOWN, tables, tables + size);
    this.data[at] = tables;
    return tables;
  }

  #allocate(size: number): number {
    const start = this.#used;
    this.#used += size;
    if (this.#used > this.data.length) this.data = grown(this.data, this.#used);
    return start;
  }

  #make(ofOrganisation: readonly RuleInForce[], combination: number): number {
    // A rule that looks at nothing beyond the prefix applies everywhere in the cell: it needs no bit.
    const able = ofOrganisation.filter(
      (rule) => this.#looksBeyondPrefix(rule) && this.#canApply(rule, combination),
    );
    const broad = able.filter((rule) => this.#isBroad(rule)).slice(0, MOST_BROAD);
    const narrow = able.filter((rule) => !broad.includes(rule));
    const { bits, fields, places, tableSize } = this.#layOut(broad, narrow);
    const width = rowWidth(places);
    const { values, rows } = this.#makeRows(bits, width);
    this.widest = Math.max(this.widest, width);
    const cell = this.#allocate(CELL.values + values.length);
    this.data.set(values, cell + CELL.values);
    this.data[cell + CELL.width] = width;
    this.data[cell + CELL.broad] = (1 << broad.length) - 1;
    this.data[cell + CELL.tableSize] = tableSize;
    for (const [place, part] of [
      [CELL.rows, rows],
      [CELL.fields, fields],
      [CELL.tables, new Int32Array(1 << broad.length)],
    ] as const) {
      const at = this.#allocate(part.length);
      this.data.set(part, at);
      this.data[cell + place] = at;
    }
    return cell;
  }

  /** Gives every rule its bits and every tool its table. */
  #layOut(
    broad: readonly RuleInForce[],
    narrow: readonly RuleInForce[],
  ): { bits: readonly Bit[]; fields: Int32Array; places: number; tableSize: number } {
    const bits: Bit[] = broad.map((rule, place) => ({ rule, place }));
    const fields = new Int32Array(this.#ruleSet.tools.length * FIELD_WORDS);
    let place = broad.length;
    // Zero stands for no table, so nothing starts there.
    let tableSize = 1;
    for (const [tool, speakers] of speakersPerTool(this.#ruleSet, narrow).entries()) {
      if (speakers.length > MOST_BITS) continue;
      // The bits of a tool stand in one word.
      if ((place & 31) + speakers.length > 32) place = (place | 31) + 1;
      for (const [index, { rule }] of speakers.entries()) bits.push({ rule, place: place + index });
      fields.set([place, (1 << speakers.length) - 1, tableSize], tool * FIELD_WORDS);
      place += speakers.length;
      tableSize += 1 << speakers.length;
    }
    return { bits, fields, places: place, tableSize };
  }

  #makeRows(bits: readonly Bit[], width: number): { values: Int32Array; rows: Int32Array } {
    const { starts, sizes, count } = this.values;
    const inPrefix = new Set(this.#prefix.attributes);
    const values = new Int32Array(count);
    const rows = new Int32Array((count + 1) * width).fill(-1);
    let used = 0;
    for (const { rule, place } of bits) {
      const { attributes, excluded } = rule.box;
      for (const attribute of attributes) {
        if (!inPrefix.has(attribute)) values[word(starts, attribute) + word(sizes, attribute)] = IS_OPEN;
      }
      for (let i = 0; i < excluded.length; i += 2) {
        const attribute = word(excluded, i);
        if (inPrefix.has(attribute)) continue;
        const value = word(starts, attribute) + word(excluded, i + 1);
        if (values[value] === 0) values[value] = ++used;
        clearBit(rows, word(values, value) * width, place);
      }
    }
    return { values, rows: rows.slice(0, (used + 1) * width) };
  }

  #looksBeyondPrefix(rule: RuleInForce): boolean {
    return rule.box.attributes.some((attribute) => !this.#prefix.attributes.includes(attribute));
  }

  #canApply(rule: RuleInForce, combination: number): boolean {
    const { excluded } = rule.box;
    const values = this.#prefix.valuesIn(combination);
    for (const [i, attribute] of this.#prefix.attributes.entries()) {
      for (let entry = 0; entry < excluded.length; entry += 2) {
        if (excluded[entry] === attribute && excluded[entry + 1] === values[i]) return false;
      }
    }
    return true;
  }

  #isBroad(rule: RuleInForce): boolean {
    return rule.isRequired || rule.tools.length === this.#ruleSet.tools.length;
  }
}

function valuePlaces(sizes: readonly number[]): ValuePlaces {
  const starts = new Int32Array(sizes.length);
  let count = 0;
  for (const [attribute, size] of sizes.entries()) {
    starts[attribute] = count;
    count += size + 1;
  }
  return { starts, sizes: Int32Array.from(sizes), count };
}
