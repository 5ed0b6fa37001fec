import { mix } from "../compile/tables.ts";

/** What {@link PairMemo} gives for a pair that it does not know. No reference to a function has this value. */
export const UNKNOWN_RESULT = -(2 ** 31);

/** Past this many entries a memo starts afresh, so that its memory stays bounded (about 100 MB). */
const MOST_ENTRIES = 2 ** 22;
const FEWEST_SLOTS = 2 ** 10;

/**
 * Remembers one number per pair of numbers, on typed arrays: what combining two functions gave. It may forget
 * everything when it is full; whoever asks then works it out again and, functions being unique, gets the same.
 */
export class PairMemo {
  #entries = emptied(FEWEST_SLOTS);
  #mask = FEWEST_SLOTS - 1;
  #size = 0;

  /** What was kept for a pair, or {@link UNKNOWN_RESULT}. */
  get(a: number, b: number): number {
    return this.#entries[this.#slotOf(a, b) + 2] ?? UNKNOWN_RESULT;
  }

  /** Keeps a result for a pair. */
  set(a: number, b: number, result: number): void {
    if (this.#size * 2 > this.#mask) this.#makeRoom();
    const slot = this.#slotOf(a, b);
    if (this.#entries[slot + 2] === UNKNOWN_RESULT) this.#size++;
    this.#entries[slot] = a;
    this.#entries[slot + 1] = b;
    this.#entries[slot + 2] = result;
  }

  /** Forgets everything. */
  clear(): void {
    if (this.#size === 0) return;
    this.#entries = emptied(FEWEST_SLOTS);
    this.#mask = FEWEST_SLOTS - 1;
    this.#size = 0;
  }

  /** Where a pair stands, or would stand. */
  #slotOf(a: number, b: number): number {
    const entries = this.#entries;
    let slot = mix(mix(0, a), b) & this.#mask;
    for (;;) {
      const at = slot * WORDS;
      if (entries[at + 2] === UNKNOWN_RESULT || (entries[at] === a && entries[at + 1] === b)) return at;
      slot = (slot + 1) & this.#mask;
    }
  }

  #makeRoom(): void {
    if (this.#size >= MOST_ENTRIES) {
      this.clear();
      return;
    }
    const before = this.#entries;
    this.#mask = this.#mask * 2 + 1;
    this.#entries = emptied(this.#mask + 1);
    for (let at = 0; at < before.length; at += WORDS) {
      const result = before[at + 2] ?? UNKNOWN_RESULT;
      if (result === UNKNOWN_RESULT) continue;
      const slot = this.#slotOf(before[at] ?? 0, before[at + 1] ?? 0);
      this.#entries[slot] = before[at] ?? 0;
      this.#entries[slot + 1] = before[at + 1] ?? 0;
      this.#entries[slot + 2] = result;
    }
  }
}

/** Words per entry: the pair, and its result. */
const WORDS = 3;

function emptied(slots: number): Int32Array {
  const entries = new Int32Array(slots * WORDS);
  for (let at = 2; at < entries.length; at += WORDS) entries[at] = UNKNOWN_RESULT;
  return entries;
}
