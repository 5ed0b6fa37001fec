/**
 * A second form of the compiled rules, for all tools of an organisation at once.
 *
 * Following 200 diagrams reads memory all over. Here the work is shared between the tools: every attribute value
 * admits a set of rules, and the sets of a point's values, taken together, leave the rules that apply (the bit
 * vectors of Lakshman and Stiliadis, 1998). What each tool's rules come to is then looked up; see `cells.ts`.
 *
 * The tables are filled from the diagrams, the first time that a set of rules comes up; so this form can never
 * decide otherwise than they do, and only what is asked for takes room.
 */
import type { RuleSet } from "../rule-set.ts";
import { type Point, UNKNOWN } from "../situation.ts";
import { CELL, CellStore, FIELD_WORDS, NOT_KNOWN } from "./cells.ts";
import type { Diagrams } from "./diagram.ts";
import { OUTCOME_ONLY, packEntry, WHOLE_ENTRY } from "./entries.ts";
import type { Prefix } from "./prefix.ts";
import { word } from "./tables.ts";

/** What all tools at once are decided from. */
export interface AllToolsParts {
  readonly ruleSet: RuleSet;
  readonly date: string;
  readonly diagrams: Diagrams;
  readonly prefix: Prefix;
  /** Per outcome: the strictness of its effect. */
  readonly effects: Uint8Array;
  /** What the duties of an outcome ask of the situation, as a number; zero when nothing. */
  demandOf(outcome: number): number;
  /** The index of one tool's outcome, by following its diagram. */
  decideIndex(organisation: number, tool: number, point: Point): number;
}

/** Decides all tools of an organisation at once. */
export class AllTools {
  readonly #parts: AllToolsParts;
  readonly #cells: CellStore;
  readonly #tools: number;
  /** The rules that apply, in the cell at hand. */
  #alive = new Int32Array(64);
  /** The rows that those come from. */
  readonly #chosen: Int32Array;

  constructor(parts: AllToolsParts) {
    const { ruleSet, date, diagrams, prefix } = parts;
    this.#parts = parts;
    this.#cells = new CellStore(ruleSet, date, diagrams, prefix);
    this.#tools = ruleSet.tools.length;
    this.#chosen = new Int32Array(diagrams.sizes.length + 1);
  }

  /** Puts the index of every tool's outcome in `out`, in the order of the tools. */
  decide(organisation: number, point: Point, out: Int32Array): void {
    this.#decideAll(organisation, point, out, OUTCOME_ONLY);
  }

  /** Puts an entry for every tool's outcome in `out`; see `entries.ts`. */
  entries(organisation: number, point: Point, out: Int32Array): void {
    this.#decideAll(organisation, point, out, WHOLE_ENTRY);
  }

  /** @param kept the bits of each entry that are wanted. */
  #decideAll(organisation: number, point: Point, out: Int32Array, kept: number): void {
    const tools = this.#tools;
    const cell = this.#enter(organisation, point);
    if (cell === 0) {
      for (let tool = 0; tool < tools; tool++) out[tool] = this.#follow(organisation, tool, point) & kept;
      return;
    }
    const tables = this.#tablesFor(cell);
    const alive = this.#alive;
    const { data } = this.#cells;
    let field = word(data, cell + CELL.fields);
    // Nothing is called in this loop, so that it stays a dozen instructions per tool.
    let known = 0;
    for (let tool = 0; tool < tools; tool++, field += FIELD_WORDS) {
      const place = data[field] ?? 0;
      const applies = ((alive[place >> 5] ?? 0) >>> place) & (data[field + 1] ?? 0);
      const entry = data[tables + (data[field + 2] ?? 0) + applies] ?? NOT_KNOWN;
      known |= entry;
      out[tool] = entry & kept;
    }
    if (known >= 0) return;
    for (let tool = 0; tool < tools; tool++) {
      if (out[tool] === (NOT_KNOWN & kept))
        out[tool] = this.#fill(cell, tables, organisation, tool, point) & kept;
    }
  }

  /** As {@link entries}, for some tools only: those that `tools` begins with. */
  entriesOf(
    organisation: number,
    point: Point,
    tools: Int32Array,
    count: number,
    out: Int32Array,
    from: number,
  ): void {
    const cell = this.#enter(organisation, point);
    if (cell === 0) {
      for (let i = 0; i < count; i++)
        out[from + word(tools, i)] = this.#follow(organisation, word(tools, i), point);
      return;
    }
    const tables = this.#tablesFor(cell);
    const alive = this.#alive;
    const { data } = this.#cells;
    const fields = word(data, cell + CELL.fields);
    let known = 0;
    for (let i = 0; i < count; i++) {
      const tool = tools[i] ?? 0;
      const field = fields + tool * FIELD_WORDS;
      const place = data[field] ?? 0;
      const applies = ((alive[place >> 5] ?? 0) >>> place) & (data[field + 1] ?? 0);
      const entry = data[tables + (data[field + 2] ?? 0) + applies] ?? NOT_KNOWN;
      known |= entry;
      out[from + tool] = entry;
    }
    if (known >= 0) return;
    for (let i = 0; i < count; i++) {
      const tool = word(tools, i);
      if (out[from + tool] === NOT_KNOWN)
        out[from + tool] = this.#fill(cell, tables, organisation, tool, point);
    }
  }

  /** The cell of a point, with the rules that apply in `#alive`; zero when a needed attribute is unknown. */
  #enter(organisation: number, point: Point): number {
    const combination = this.#parts.prefix.at(point);
    if (combination === -1) return 0;
    const cell = this.#cells.cellAt(organisation, combination);
    if (this.#alive.length < this.#cells.widest) this.#alive = new Int32Array(this.#cells.widest * 2);
    return this.#findAlive(cell, point) ? cell : 0;
  }

  #findAlive(cell: number, point: Point): boolean {
    const { data, values } = this.#cells;
    const { starts, sizes } = values;
    const alive = this.#alive;
    const chosen = this.#chosen;
    const width = data[cell + CELL.width] ?? 0;
    const rows = data[cell + CELL.rows] ?? 0;
    let count = 0;
    let isOpen = 0;
    for (let attribute = 0; attribute < starts.length; attribute++) {
      const size = sizes[attribute] ?? 0;
      const value = point[attribute] ?? UNKNOWN;
      const row = data[cell + CELL.values + (starts[attribute] ?? 0) + (value < size ? value : size)] ?? 0;
      isOpen |= row;
      // A row of ones changes nothing; it is written over by the next.
      chosen[count] = rows + row * width;
      count += row === 0 ? 0 : 1;
    }
    if (isOpen < 0) return false;
    for (let i = 0; i < width; i++) {
      let row = -1;
      for (let entry = 0; entry < count; entry++) row &= data[(chosen[entry] ?? 0) + i] ?? 0;
      alive[i] = row;
    }
    return true;
  }

  #tablesFor(cell: number): number {
    return this.#cells.tablesAt(cell, word(this.#alive, 0) & word(this.#cells.data, cell + CELL.broad));
  }

  /** The entry of a tool that is not in its table yet. */
  #fill(cell: number, tables: number, organisation: number, tool: number, point: Point): number {
    const entry = this.#follow(organisation, tool, point);
    const { data } = this.#cells;
    const field = word(data, cell + CELL.fields) + tool * FIELD_WORDS;
    const table = word(data, field + 2);
    if (table !== 0) {
      const place = word(data, field);
      data[tables + table + ((word(this.#alive, place >> 5) >>> place) & word(data, field + 1))] = entry;
    }
    return entry;
  }

  /** What a tool's diagram says. */
  #follow(organisation: number, tool: number, point: Point): number {
    const outcome = this.#parts.decideIndex(organisation, tool, point);
    return packEntry(outcome, this.#parts.demandOf(outcome), this.#parts.effects[outcome] ?? 0);
  }
}
