/**
 * A second form of the compiled rules, for all tools of an organisation at once.
 *
 * Following 200 diagrams reads memory all over. Here the work is shared between the tools: every rule that can
 * apply to a tool is one bit; every attribute value admits a set of rules; the sets of a point's values, taken
 * together, leave the rules that apply (the bit vectors of Lakshman and Stiliadis, 1998). The bits of one tool
 * stand together, so they are a number, and that number finds the outcome in the tool's table. Rules that speak
 * of every tool have one bit for all of them, and choose the set of tables.
 *
 * The tables are filled from the diagrams, the first time that a set of rules comes up; so this form can never
 * decide otherwise than they do, and only what is asked for takes room.
 */
import type { RuleSet } from "../rule-set.ts";
import type { Point } from "../situation.ts";
import { UNKNOWN } from "../situation.ts";
import { clearBit, rowWidth } from "./boxes.ts";
import type { Diagrams } from "./diagram.ts";
import { rulesPerOrganisation, speakersPerTool } from "./pair-compiler.ts";
import { Prefix } from "./prefix.ts";
import { type RuleInForce, RuleNumbers, rulesInForce } from "./rules-in-force.ts";
import { word } from "./tables.ts";

/** A tool with more rules than this in one combination of the prefix has no table: its diagram is followed. */
const MOST_BITS = 10;

/** Rules that speak of every tool, as far as they are told apart by choosing another set of tables. */
const MOST_BROAD = 8;

/** In a table: not looked up yet. */
const NOT_KNOWN = -1;

/*
 * An entry is one number for an outcome: its index in the lowest bits, then whether some duty of it asks something
 * of the situation, and in the highest bits how strict its effect is, so that the larger entry is the stricter one.
 */
const EFFECT_SHIFT = 28;
const ASKS = 2 ** 27;

/** Where the table of a tool starts that has none. */
const NO_TABLE = 0;

/** Words per tool in {@link Cell.fields}. */
const FIELD = 3;

/** One organisation in one combination of the first attributes' values. */
interface Cell {
  /** Words in a row of bits. The first bits are the broad rules; then come the rules of each tool. */
  readonly width: number;
  /** The attributes, beyond the prefix, that these rules look at. */
  readonly attributes: Int32Array;
  /** Per one of these attributes: where its values start in `rowOf`. */
  readonly valuesAt: Int32Array;
  /** Per value: where the row of the rules that hold it starts in `rows`; zero when all do. */
  readonly rowOf: Int32Array;
  readonly rows: Int32Array;
  /** The bits of the broad rules. */
  readonly broad: number;
  /** Three words per tool: the place of its first bit, a one for each bit it has, and where its table starts. */
  readonly fields: Int32Array;
  /** How many words the tables take. */
  readonly size: number;
  /** Per set of broad rules that apply: the tables of all tools, with entries or {@link NOT_KNOWN}. */
  readonly tables: (Int32Array | undefined)[];
}

/** A bit that stands for a rule: for all tools, or for one of those it speaks of. */
interface Bit {
  readonly rule: RuleInForce;
  readonly place: number;
}

/** What all tools at once are decided from. */
export interface AllToolsParts {
  readonly ruleSet: RuleSet;
  readonly date: string;
  readonly diagrams: Diagrams;
  readonly prefix: Prefix;
  /** Per outcome: the strictness of its effect. */
  readonly effects: Uint8Array;
  /** Whether some duty of an outcome asks something of the situation. */
  asks(outcome: number): boolean;
  /** The index of one tool's outcome, by following its diagram. */
  decideIndex(organisation: number, tool: number, point: Point): number;
}

/** Decides all tools of an organisation at once. */
export class AllTools {
  readonly #parts: AllToolsParts;
  readonly #rules: readonly (readonly RuleInForce[])[];
  readonly #tools: number;
  readonly #cells: (Cell | undefined)[];
  #alive = new Int32Array(64);
  readonly #chosenRows: Int32Array;

  constructor(parts: AllToolsParts) {
    const { ruleSet, date, diagrams, prefix } = parts;
    this.#parts = parts;
    this.#tools = ruleSet.tools.length;
    this.#chosenRows = new Int32Array(diagrams.sizes.length);
    this.#rules = rulesPerOrganisation(ruleSet, rulesInForce(ruleSet, date, new RuleNumbers()));
    const cells = ruleSet.organisations.length * prefix.combinations;
    this.#cells = new Array<Cell | undefined>(cells).fill(undefined);
  }

  /** Puts the index of every tool's outcome in `out`, in the order of the tools. */
  decide(organisation: number, point: Point, out: Int32Array): void {
    this.entries(organisation, point, out, 0);
    for (let tool = 0; tool < this.#tools; tool++) out[tool] = outcomeOf(out[tool] ?? 0);
  }

  /** Puts an entry for every tool's outcome in `out`, from a place on; see {@link outcomeOf} and the others below. */
  entries(organisation: number, point: Point, out: Int32Array, from: number): void {
    const cell = this.#cellAt(organisation, point);
    if (cell === null) {
      for (let tool = 0; tool < this.#tools; tool++) out[from + tool] = this.#entry(organisation, tool, point);
      return;
    }
    const { fields } = cell;
    const table = this.#tableOf(cell);
    const alive = this.#alive;
    // Nothing is called in this loop, so that it stays a dozen instructions per tool.
    let known = 0;
    for (let at = from, field = 0; field < fields.length; at++, field += FIELD) {
      const place = fields[field] ?? 0;
      const applies = ((alive[place >> 5] ?? 0) >>> place) & (fields[field + 1] ?? 0);
      const entry = table[(fields[field + 2] ?? 0) + applies] ?? NOT_KNOWN;
      known |= entry;
      out[at] = entry;
    }
    if (known >= 0) return;
    for (let tool = 0; tool < this.#tools; tool++) {
      if (out[from + tool] === NOT_KNOWN) out[from + tool] = this.#fill(cell, organisation, tool, point);
    }
  }

  /** As {@link entries}, for some tools only: those that `tools` begins with. */
  entriesOf(organisation: number, point: Point, tools: Int32Array, count: number, out: Int32Array, from: number): void {
    const cell = this.#cellAt(organisation, point);
    if (cell === null) {
      for (let i = 0; i < count; i++) out[from + word(tools, i)] = this.#entry(organisation, word(tools, i), point);
      return;
    }
    const { fields } = cell;
    const table = this.#tableOf(cell);
    const alive = this.#alive;
    let known = 0;
    for (let i = 0; i < count; i++) {
      const tool = tools[i] ?? 0;
      const field = tool * FIELD;
      const place = fields[field] ?? 0;
      const applies = ((alive[place >> 5] ?? 0) >>> place) & (fields[field + 1] ?? 0);
      const entry = table[(fields[field + 2] ?? 0) + applies] ?? NOT_KNOWN;
      known |= entry;
      out[from + tool] = entry;
    }
    if (known >= 0) return;
    for (let i = 0; i < count; i++) {
      const tool = word(tools, i);
      if (out[from + tool] === NOT_KNOWN) out[from + tool] = this.#fill(cell, organisation, tool, point);
    }
  }

  /** The cell of a point, with the rules that apply in `#alive`; null when a needed attribute is unknown. */
  #cellAt(organisation: number, point: Point): Cell | null {
    const combination = this.#parts.prefix.at(point);
    if (combination === -1) return null;
    const cell = this.#cellFor(organisation, combination);
    return this.#findAlive(cell, point) ? cell : null;
  }

  #cellFor(organisation: number, combination: number): Cell {
    const at = organisation * this.#parts.prefix.combinations + combination;
    const known = this.#cells[at];
    if (known !== undefined) return known;
    const cell = this.#makeCell(this.#rules[organisation] ?? [], combination);
    this.#cells[at] = cell;
    return cell;
  }

  /** Leaves in `#alive` the rules that apply; false when an attribute that some rule looks at is unknown. */
  #findAlive(cell: Cell, point: Point): boolean {
    const { width, attributes, valuesAt, rowOf, rows } = cell;
    const alive = this.#alive;
    const chosen = this.#chosenRows;
    let count = 0;
    for (let i = 0; i < attributes.length; i++) {
      const value = point[attributes[i] ?? 0] ?? UNKNOWN;
      if (value === UNKNOWN) return false;
      const row = rowOf[(valuesAt[i] ?? 0) + value] ?? 0;
      chosen[count] = row;
      count += row === 0 ? 0 : 1;
    }
    for (let i = 0; i < width; i++) {
      let row = -1;
      for (let entry = 0; entry < count; entry++) row &= rows[(chosen[entry] ?? 0) + i] ?? 0;
      alive[i] = row;
    }
    return true;
  }

  #tableOf(cell: Cell): Int32Array {
    const broad = word(this.#alive, 0) & cell.broad;
    const known = cell.tables[broad];
    if (known !== undefined) return known;
    const table = new Int32Array(cell.size).fill(NOT_KNOWN);
    cell.tables[broad] = table;
    return table;
  }

  /** The entry of a tool that is not in its table yet. */
  #fill(cell: Cell, organisation: number, tool: number, point: Point): number {
    const entry = this.#entry(organisation, tool, point);
    const [place = 0, mask = 0, base = NO_TABLE] = cell.fields.subarray(tool * FIELD, tool * FIELD + FIELD);
    if (base !== NO_TABLE) this.#tableOf(cell)[base + ((word(this.#alive, place >> 5) >>> place) & mask)] = entry;
    return entry;
  }

  /** What a tool's diagram says. */
  #entry(organisation: number, tool: number, point: Point): number {
    const outcome = this.#parts.decideIndex(organisation, tool, point);
    const asks = this.#parts.asks(outcome) ? ASKS : 0;
    return outcome | asks | ((this.#parts.effects[outcome] ?? 0) << EFFECT_SHIFT);
  }

  #makeCell(ofOrganisation: readonly RuleInForce[], combination: number): Cell {
    // A rule that looks at nothing beyond the prefix applies everywhere in the cell: it needs no bit.
    const able = ofOrganisation.filter(
      (rule) => this.#looksBeyondPrefix(rule) && this.#canApply(rule, combination),
    );
    const broad = able.filter((rule) => this.#isBroad(rule)).slice(0, MOST_BROAD);
    const narrow = able.filter((rule) => !broad.includes(rule));
    const bits: Bit[] = broad.map((rule, place) => ({ rule, place }));
    const fields = new Int32Array(this.#parts.ruleSet.tools.length * FIELD);
    let place = broad.length;
    let size = NO_TABLE + 1;
    for (const [tool, speakers] of speakersPerTool(this.#parts.ruleSet, narrow).entries()) {
      if (speakers.length > MOST_BITS) continue;
      // The bits of a tool stand in one word.
      if ((place & 31) + speakers.length > 32) place = (place | 31) + 1;
      for (const [index, { rule }] of speakers.entries()) bits.push({ rule, place: place + index });
      fields.set([place, (1 << speakers.length) - 1, size], tool * FIELD);
      place += speakers.length;
      size += 1 << speakers.length;
    }
    const width = rowWidth(place);
    if (this.#alive.length < width) this.#alive = new Int32Array(width * 2);
    return {
      width,
      ...this.#makeRows(bits, width),
      broad: (1 << broad.length) - 1,
      fields,
      size,
      tables: new Array<Int32Array | undefined>(1 << broad.length).fill(undefined),
    };
  }

  #isBroad(rule: RuleInForce): boolean {
    return rule.isRequired || rule.tools.length === this.#parts.ruleSet.tools.length;
  }

  #makeRows(bits: readonly Bit[], width: number): Pick<Cell, "attributes" | "valuesAt" | "rowOf" | "rows"> {
    const { diagrams, prefix } = this.#parts;
    const looked = new Set(bits.flatMap(({ rule }) => Array.from(rule.box.attributes)));
    const attributes = [...looked].filter((attribute) => !prefix.attributes.includes(attribute));
    const valuesAt = new Int32Array(diagrams.sizes.length);
    let values = 0;
    for (const attribute of attributes) {
      valuesAt[attribute] = values;
      values += diagrams.sizes[attribute] ?? 0;
    }
    const rowOf = new Int32Array(values);
    const rows = new Int32Array((values + 1) * width).fill(-1);
    let used = 0;
    for (const { rule, place } of bits) {
      const { excluded } = rule.box;
      for (let i = 0; i < excluded.length; i += 2) {
        if (prefix.attributes.includes(word(excluded, i))) continue;
        const value = word(valuesAt, word(excluded, i)) + word(excluded, i + 1);
        if (word(rowOf, value) === 0) rowOf[value] = ++used * width;
        clearBit(rows, word(rowOf, value), place);
      }
    }
    return {
      attributes: Int32Array.from(attributes),
      valuesAt: Int32Array.from(attributes, (attribute) => word(valuesAt, attribute)),
      rowOf,
      rows: rows.slice(0, (used + 1) * width),
    };
  }

  #looksBeyondPrefix(rule: RuleInForce): boolean {
    return rule.box.attributes.some((attribute) => !this.#parts.prefix.attributes.includes(attribute));
  }

  #canApply(rule: RuleInForce, combination: number): boolean {
    const { excluded } = rule.box;
    const values = this.#parts.prefix.valuesIn(combination);
    for (const [i, attribute] of this.#parts.prefix.attributes.entries()) {
      const value = values[i];
      for (let entry = 0; entry < excluded.length; entry += 2) {
        if (excluded[entry] === attribute && excluded[entry + 1] === value) return false;
      }
    }
    return true;
  }
}

/** The index of the outcome in an entry. */
export function outcomeOf(entry: number): number {
  return entry & (ASKS - 1);
}

/** Whether some duty of the outcome in an entry asks something of the situation. */
export function asks(entry: number): boolean {
  return (entry & ASKS) !== 0;
}

/** The strictness of the effect in an entry. */
export function effectOf(entry: number): number {
  return entry >>> EFFECT_SHIFT;
}

/** The smallest entry of outcomes with an effect of this strictness. */
export function smallestEntry(effect: number): number {
  return effect << EFFECT_SHIFT;
}
