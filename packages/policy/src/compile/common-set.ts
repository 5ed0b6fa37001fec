import { BY_STRICTNESS, opens } from "../effect.ts";
import { type Point, UNKNOWN } from "../situation.ts";
import type { Member } from "../together.ts";
import { clashesAt, exclusions } from "../workable.ts";
import { AllTools } from "./all-tools.ts";
import type { CompiledRuleSet } from "./compiled-rule-set.ts";
import { Demands } from "./demands.ts";
import { demandOf, effectOf, LARGEST_DEMAND, outcomeOf, smallestEntry } from "./entries.ts";
import type { Prefix } from "./prefix.ts";
import { word } from "./tables.ts";

/** How many effects open a tool; those are the least strict. */
const OPENING = BY_STRICTNESS.filter(opens).length;

/** Entries from here on are of outcomes that do not open a tool. */
const FIRST_CLOSED = smallestEntry(OPENING);

/** Finds common sets of tools for groups. */
export class CommonSets {
  readonly allTools: AllTools;
  readonly #compiled: CompiledRuleSet;
  readonly #demands: Demands;
  /** Per tool: the strictest of the members' entries. */
  readonly #strictest: Int32Array;
  /** Tools that are still open; one place more, to write past the last. */
  readonly #open: Int32Array;
  /** Per member, per tool; see {@link AllTools.entries}. */
  #entries = new Int32Array(0);

  constructor(compiled: CompiledRuleSet, prefix: Prefix) {
    const tools = compiled.ruleSet.tools.length;
    this.#compiled = compiled;
    this.#demands = new Demands(compiled.ruleSet.vocabulary, compiled.outcomes);
    this.#strictest = new Int32Array(tools);
    this.#open = new Int32Array(tools + 1);
    this.allTools = new AllTools({
      ruleSet: compiled.ruleSet,
      date: compiled.date,
      diagrams: compiled.diagrams,
      prefix,
      effects: compiled.effects,
      demandOf: (outcome) => Math.min(this.#demands.of(outcome), LARGEST_DEMAND),
      decideIndex: compiled.decideIndex,
    });
  }

  /** See {@link CompiledRuleSet.commonSet}. */
  find(members: readonly Member[], out: Int32Array): number {
    const open = this.#open;
    const count = this.#findOpen(members);
    let workable = 0;
    for (let i = 0; i < count; i++) {
      const tool = word(open, i);
      if (this.#isWorkable(members, tool)) open[workable++] = tool;
    }
    let amount = 0;
    for (let effect = 0; effect < OPENING; effect++) {
      for (let i = 0; i < workable; i++) {
        const tool = word(open, i);
        if (effectOf(word(this.#strictest, tool)) === effect) out[amount++] = tool;
      }
    }
    return amount;
  }

  /**
   * Leaves in `#open` the tools that every member's rules open, and tells how many. Each next member is asked only
   * about the tools that are still open, which are few after the first.
   */
  #findOpen(members: readonly Member[]): number {
    const [first] = members;
    if (first === undefined) return 0;
    const tools = this.#strictest.length;
    if (this.#entries.length < members.length * tools) this.#entries = new Int32Array(members.length * tools);
    const entries = this.#entries;
    const strictest = this.#strictest;
    const open = this.#open;
    this.allTools.entries(first.organisation, first.point, entries);
    let count = 0;
    for (let tool = 0; tool < tools; tool++) {
      const entry = entries[tool] ?? 0;
      strictest[tool] = entry;
      open[count] = tool;
      count += entry < FIRST_CLOSED ? 1 : 0;
    }
    for (let place = 1; place < members.length; place++) {
      const member = members[place] ?? first;
      const from = place * tools;
      this.allTools.entriesOf(member.organisation, member.point, open, count, entries, from);
      let left = 0;
      for (let i = 0; i < count; i++) {
        const tool = open[i] ?? 0;
        const entry = entries[from + tool] ?? 0;
        strictest[tool] = Math.max(strictest[tool] ?? 0, entry);
        open[left] = tool;
        left += entry < FIRST_CLOSED ? 1 : 0;
      }
      count = left;
    }
    return count;
  }

  /** Whether every member can meet its duties, and those about the situation can be met together. */
  #isWorkable(members: readonly Member[], tool: number): boolean {
    const tools = this.#strictest.length;
    let isOpen = false;
    for (let place = 0; place < members.length; place++) {
      const entry = this.#entries[place * tools + tool] ?? 0;
      const noted = demandOf(entry);
      if (noted === 0) continue;
      // The largest stands for every demand that an entry has no room for.
      const demand = noted === LARGEST_DEMAND ? this.#demands.of(outcomeOf(entry)) : noted;
      const point = members[place]?.point ?? NOWHERE;
      for (const { attribute, meets } of this.#demands.partsOf(demand)) {
        const value = point[attribute] ?? UNKNOWN;
        if (value === UNKNOWN) isOpen = true;
        else if (meets[value] !== 1) return false;
      }
    }
    // What is known can be met; duties about what is unknown may still exclude each other.
    return !isOpen || this.#isWorkableWhileOpen(members, tool);
  }

  #isWorkableWhileOpen(members: readonly Member[], tool: number): boolean {
    const { vocabulary } = this.#compiled.ruleSet;
    const tools = this.#strictest.length;
    const duties = members.map(
      (_, place) => this.#compiled.outcome(outcomeOf(word(this.#entries, place * tools + tool))).duties,
    );
    if (members.some(({ point }, place) => clashesAt(vocabulary, duties[place] ?? [], point).length > 0))
      return false;
    const ofParticipants = new Set(
      vocabulary.attributes.filter(({ scope }) => scope === "participant").map(({ id }) => id),
    );
    const shared = vocabulary.duties.filter(
      ({ id, constraint }) =>
        duties.some((ids) => ids.includes(id)) && !ofParticipants.has(constraint?.attribute ?? ""),
    );
    return exclusions(vocabulary, shared).length === 0;
  }
}

/** A point at which nothing is known. */
const NOWHERE: Point = new Uint8Array();
