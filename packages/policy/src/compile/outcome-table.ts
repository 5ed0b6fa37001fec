import { BY_STRICTNESS } from "../effect.ts";
import type { Defeat, Outcome } from "../outcome.ts";
import type { Vocabulary } from "../rule-set.ts";
import { KeyTable, ListTable, word } from "./tables.ts";

/** Number lists one after another: list `i` is `words[starts[i]]` up to `words[starts[i + 1]]`. */
export interface Lists {
  readonly starts: Int32Array;
  readonly words: Int32Array;
}

/**
 * Every different outcome that a rule set can give, as numbers. An outcome is known by its index.
 *
 * `records` holds five words per outcome: the strictness of its effect, plus {@link CONTESTED} where it is
 * contested; and the indices of its lists in `decisive`, `defeated`, `duties` and `advice`.
 */
export interface OutcomeRecords {
  readonly records: Int32Array;
  /** Rule numbers. */
  readonly decisive: Lists;
  /** Three words per defeat: the rule, the rule that defeats it, and 1 for `overrides` or 0 for `yields`. */
  readonly defeated: Lists;
  /** Indices into the duties of the vocabulary. */
  readonly duties: Lists;
  /** Indices into the advice of the vocabulary. */
  readonly advice: Lists;
}

/** Words in the record of one outcome. */
export const RECORD_WORDS = 5;

/** Marks a contested outcome in the first word of its record. */
export const CONTESTED = 8;

/** Where outcomes are collected while rules are compiled: equal outcomes get the same index. */
export class OutcomeTable {
  readonly decisive = new ListTable();
  readonly defeated = new ListTable();
  readonly duties = new ListTable();
  readonly advice = new ListTable();
  readonly #records = new KeyTable(RECORD_WORDS);

  /** How many different outcomes there are. */
  get count(): number {
    return this.#records.size;
  }

  /** How many words the outcomes take. */
  get words(): number {
    const lists = [this.decisive, this.defeated, this.duties, this.advice];
    return (
      this.#records.size * RECORD_WORDS + lists.reduce((sum, list) => sum + word(list.starts, list.size), 0)
    );
  }

  /** The index of an outcome; the lists are indices in the tables above. */
  add(effect: number, decisive: number, defeated: number, duties: number, advice: number): number {
    const { key } = this.#records;
    key[0] = effect;
    key[1] = decisive;
    key[2] = defeated;
    key[3] = duties;
    key[4] = advice;
    return this.#records.add();
  }

  /** The outcomes so far. */
  flatten(): OutcomeRecords {
    return {
      records: this.#records.words.subarray(0, this.#records.size * RECORD_WORDS),
      decisive: flattenLists(this.decisive),
      defeated: flattenLists(this.defeated),
      duties: flattenLists(this.duties),
      advice: flattenLists(this.advice),
    };
  }
}

function flattenLists(table: ListTable): Lists {
  const starts = table.starts.subarray(0, table.size + 1);
  return { starts, words: table.words.subarray(0, word(starts, table.size)) };
}

/**
 * Copies outcomes into a table in which rules have other numbers.
 *
 * @param renumbered gives the number of a rule in the new table.
 * @returns a function from an outcome's old index to its new one; what was copied before is not copied again.
 */
export function outcomeCopier(
  from: OutcomeRecords,
  to: OutcomeTable,
  renumbered: (rule: number) => number,
): (outcome: number) => number {
  const copies = new Int32Array(from.records.length / RECORD_WORDS);
  let list = new Int32Array(64);
  const copyList = (
    lists: Lists,
    target: ListTable,
    renamed: (value: number, place: number) => number,
  ): ((index: number) => number) => {
    const copied = new Int32Array(lists.starts.length);
    return (index) => {
      const known = word(copied, index) - 1;
      if (known >= 0) return known;
      const start = word(lists.starts, index);
      const length = word(lists.starts, index + 1) - start;
      if (length > list.length) list = new Int32Array(length * 2);
      for (let i = 0; i < length; i++) list[i] = renamed(word(lists.words, start + i), i);
      const added = target.add(list, length);
      copied[index] = added + 1;
      return added;
    };
  };
  const same = (value: number): number => value;
  const copyDecisive = copyList(from.decisive, to.decisive, renumbered);
  const copyDefeated = copyList(from.defeated, to.defeated, (value, place) =>
    place % 3 === 2 ? value : renumbered(value),
  );
  const copyDuties = copyList(from.duties, to.duties, same);
  const copyAdvice = copyList(from.advice, to.advice, same);
  return (outcome) => {
    const known = word(copies, outcome) - 1;
    if (known >= 0) return known;
    const at = outcome * RECORD_WORDS;
    const copied = to.add(
      word(from.records, at),
      copyDecisive(word(from.records, at + 1)),
      copyDefeated(word(from.records, at + 2)),
      copyDuties(word(from.records, at + 3)),
      copyAdvice(word(from.records, at + 4)),
    );
    copies[outcome] = copied + 1;
    return copied;
  };
}

/**
 * Makes the outcomes that people and programs read out of the numbers. Each is made when it is first asked for;
 * equal lists are one object. Outcomes are frozen, because everyone who asks gets the same one.
 */
export function outcomeReader(
  vocabulary: Vocabulary,
  ruleIds: readonly string[],
  outcomes: OutcomeRecords,
): (index: number) => Outcome {
  const ruleId = (rule: number): string => ruleIds[rule] ?? "";
  const decisive = listReader(outcomes.decisive, (words) => Array.from(words, ruleId));
  const defeated = listReader(outcomes.defeated, (words) => readDefeats(words, ruleId));
  const duties = listReader(outcomes.duties, (words) =>
    Array.from(words, (duty) => vocabulary.duties[duty]?.id ?? ""),
  );
  const advice = listReader(outcomes.advice, (words) =>
    Array.from(words, (tip) => vocabulary.advice[tip]?.id ?? ""),
  );
  return (index) => {
    const at = index * RECORD_WORDS;
    const first = word(outcomes.records, at);
    return Object.freeze({
      effect: BY_STRICTNESS[first & (CONTESTED - 1)] ?? "unspecified",
      contested: (first & CONTESTED) !== 0,
      decisive: decisive(word(outcomes.records, at + 1)),
      defeated: defeated(word(outcomes.records, at + 2)),
      duties: duties(word(outcomes.records, at + 3)),
      advice: advice(word(outcomes.records, at + 4)),
    });
  };
}

function listReader<T>(
  lists: Lists,
  read: (words: Int32Array) => readonly T[],
): (index: number) => readonly T[] {
  const known: (readonly T[] | undefined)[] = [];
  return (index) => {
    const before = known[index];
    if (before !== undefined) return before;
    const list = Object.freeze(
      read(lists.words.subarray(word(lists.starts, index), word(lists.starts, index + 1))),
    );
    known[index] = list;
    return list;
  };
}

function readDefeats(words: Int32Array, ruleId: (index: number) => string): readonly Defeat[] {
  const defeats: Defeat[] = [];
  for (let i = 0; i < words.length; i += 3) {
    const because = word(words, i + 2) === 1 ? "overrides" : "yields";
    defeats.push(Object.freeze({ rule: ruleId(word(words, i)), by: ruleId(word(words, i + 1)), because }));
  }
  return defeats;
}
