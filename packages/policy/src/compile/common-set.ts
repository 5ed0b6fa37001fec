import { BY_STRICTNESS, opens } from "../effect.ts";
import { type Point, UNKNOWN } from "../situation.ts";
import type { Member } from "../together.ts";
import { clashesAt, exclusions } from "../workable.ts";
import { AllTools, asks, effectOf, outcomeOf, smallestEntry } from "./all-tools.ts";
import type { CompiledRuleSet } from "./compiled-rule-set.ts";
import { RECORD_WORDS } from "./outcome-table.ts";
import type { Prefix } from "./prefix.ts";
import { word } from "./tables.ts";

/** What a duty asks: one of some values of an attribute. */
interface Demand {
  readonly attribute: number;
  /** Per value: 1 when it meets the duty. */
  readonly meets: Uint8Array;
}

/** How many effects open a tool; those are the least strict. */
const OPENING = BY_STRICTNESS.filter(opens).length;

/** Entries from here on are of outcomes that do not open a tool. */
const FIRST_CLOSED = smallestEntry(OPENING);

/** Finds common sets of tools for groups. */
export class CommonSets {
  readonly allTools: AllTools;
  readonly #compiled: CompiledRuleSet;
  /** Per list of duties in the outcomes: what they ask. */
  readonly #demands: readonly (readonly Demand[])[];
  /** Per tool: the strictest of the members' entries. */
  readonly #strictest: Int32Array;
  /** Tools that are still open; one place more, to write past the last. */
  readonly #open: Int32Array;
  /** Per member, per tool; see {@link AllTools.entries}. */
  #entries = new Int32Array(0);

  constructor(compiled: CompiledRuleSet, prefix: Prefix) {
    this.#compiled = compiled;
    this.#demands = demandsOf(compiled);
    this.#strictest = new Int32Array(compiled.ruleSet.tools.length);
    this.#open = new Int32Array(compiled.ruleSet.tools.length + 1);
    this.allTools = new AllTools({
      ruleSet: compiled.ruleSet,
      date: compiled.date,
      diagrams: compiled.diagrams,
      prefix,
      effects: compiled.effects,
      asks: (outcome) => this.#demandsOf(outcome).length > 0,
      decideIndex: (organisation, tool, point) => compiled.decideIndex(organisation, tool, point),
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
    this.allTools.entries(first.organisation, first.point, entries, 0);
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
    let isOpen = false;
    let at = tool - this.#strictest.length;
    for (const { point } of members) {
      at += this.#strictest.length;
      const entry = word(this.#entries, at);
      if (!asks(entry)) continue;
      for (const { attribute, meets } of this.#demandsOf(outcomeOf(entry))) {
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
    const dutiesOf = (organisation: number, point: Point): readonly string[] =>
      this.#compiled.decide(organisation, tool, point).duties;
    const clash = members.some(
      ({ organisation, point }) => clashesAt(vocabulary, dutiesOf(organisation, point), point).length > 0,
    );
    if (clash) return false;
    const ofAll = new Set(members.flatMap(({ organisation, point }) => dutiesOf(organisation, point)));
    const ofParticipants = new Set(
      vocabulary.attributes.filter(({ scope }) => scope === "participant").map(({ id }) => id),
    );
    const shared = vocabulary.duties.filter(
      ({ id, constraint }) => ofAll.has(id) && !ofParticipants.has(constraint?.attribute ?? ""),
    );
    return exclusions(vocabulary, shared).length === 0;
  }

  #demandsOf(outcome: number): readonly Demand[] {
    return this.#demands[word(this.#compiled.outcomes.records, outcome * RECORD_WORDS + 3)] ?? [];
  }
}

function demandsOf({ ruleSet, outcomes }: CompiledRuleSet): readonly (readonly Demand[])[] {
  const { attributes, duties } = ruleSet.vocabulary;
  const ofDuty = duties.map(({ constraint }): readonly Demand[] => {
    const attribute = attributes.findIndex(({ id }) => id === constraint?.attribute);
    const values = attributes[attribute]?.values ?? [];
    if (constraint === undefined || attribute === -1) return [];
    return [{ attribute, meets: Uint8Array.from(values, ({ id }) => (constraint.values.includes(id) ? 1 : 0)) }];
  });
  const { starts, words } = outcomes.duties;
  return Array.from({ length: starts.length - 1 }, (_, list) =>
    Array.from(words.subarray(word(starts, list), word(starts, list + 1))).flatMap((duty) => ofDuty[duty] ?? []),
  );
}
