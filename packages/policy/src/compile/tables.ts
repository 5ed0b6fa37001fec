/**
 * Small hash tables on typed arrays: number lists in, a dense index out. No strings, no objects per entry,
 * so that millions of entries cost little time and no garbage.
 */

const MULTIPLIER = 0x9e3779b1;

/** One step of a hash over 32-bit numbers. */
export function mix(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, MULTIPLIER);
  return mixed ^ (mixed >>> 15);
}

/** An `Int32Array` at least twice as large, with the same beginning. */
export function grown(words: Int32Array, atLeast: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(atLeast, words.length * 2));
  larger.set(words);
  return larger;
}

/** Reads a word; outside the array it reads zero. */
export function word(words: Int32Array, index: number): number {
  return words[index] ?? 0;
}

/**
 * Numbers keys of a fixed number of words: equal keys get the same index, new keys the next one.
 *
 * @example const table = new KeyTable(2); table.key[0] = 7; table.key[1] = 9; table.add() // 0
 */
export class KeyTable {
  /** Where the caller puts the key before {@link add}. */
  readonly key: Int32Array;
  /** How many different keys are in the table. */
  size = 0;
  /** Whether the last {@link add} met a key for the first time. */
  isNew = false;
  /** The keys one after another, in the order of their index. */
  words: Int32Array;
  readonly #width: number;
  #slots: Int32Array;
  #mask: number;

  constructor(width: number, capacity = 64) {
    this.#width = width;
    this.key = new Int32Array(width);
    this.words = new Int32Array(width * capacity);
    this.#slots = new Int32Array(capacity * 2);
    this.#mask = capacity * 2 - 1;
  }

  /** The index of the key in {@link key}; a new one is added. */
  add(): number {
    const width = this.#width;
    const key = this.key;
    let hash = 0;
    for (let i = 0; i < width; i++) hash = mix(hash, key[i] ?? 0);
    let slot = hash & this.#mask;
    for (;;) {
      const index = (this.#slots[slot] ?? 0) - 1;
      if (index < 0) return this.#append(slot);
      let i = 0;
      const start = index * width;
      while (i < width && this.words[start + i] === key[i]) i++;
      if (i === width) {
        this.isNew = false;
        return index;
      }
      slot = (slot + 1) & this.#mask;
    }
  }

  /** Forgets every key and keeps the room, so that clearing a table that was small stays cheap. */
  clear(): void {
    this.#mask = Math.min(this.#mask, SMALLEST_MASK);
    this.#slots.fill(0, 0, this.#mask + 1);
    this.size = 0;
  }

  #append(slot: number): number {
    const width = this.#width;
    const index = this.size;
    if ((index + 1) * width > this.words.length) this.words = grown(this.words, (index + 1) * width);
    for (let i = 0; i < width; i++) this.words[index * width + i] = this.key[i] ?? 0;
    this.#slots[slot] = index + 1;
    this.size = index + 1;
    this.isNew = true;
    if (this.size * 2 > this.#mask) this.#rehash();
    return index;
  }

  #rehash(): void {
    const width = this.#width;
    const mask = this.#mask * 2 + 1;
    if (this.#slots.length <= mask) this.#slots = new Int32Array(mask + 1);
    else this.#slots.fill(0, 0, mask + 1);
    for (let index = 0; index < this.size; index++) {
      let hash = 0;
      for (let i = 0; i < width; i++) hash = mix(hash, this.words[index * width + i] ?? 0);
      let slot = hash & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = index + 1;
    }
    this.#mask = mask;
  }
}

const SMALLEST_MASK = 1023;

/** Number lists that are kept once each; a list is known by its index. The empty list is index 0. */
export class ListTable {
  /** How many different lists there are. */
  size = 0;
  /** Where list `i` starts in {@link words}; it ends where list `i + 1` starts. */
  starts: Int32Array;
  words: Int32Array;
  #slots: Int32Array;

  constructor() {
    this.starts = new Int32Array(64);
    this.words = new Int32Array(256);
    this.#slots = new Int32Array(128);
    this.add(this.words, 0);
  }

  /** The index of the list made of the first `length` numbers of `list`; a new one is added. */
  add(list: Int32Array, length: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOfList(list, 0, length) & mask;
    for (;;) {
      const index = word(this.#slots, slot) - 1;
      if (index < 0) return this.#append(slot, list, length);
      if (this.#equals(index, list, length)) return index;
      slot = (slot + 1) & mask;
    }
  }

  #equals(index: number, list: Int32Array, length: number): boolean {
    const start = word(this.starts, index);
    if (word(this.starts, index + 1) - start !== length) return false;
    for (let i = 0; i < length; i++) if (this.words[start + i] !== list[i]) return false;
    return true;
  }

  #append(slot: number, list: Int32Array, length: number): number {
    const index = this.size;
    const start = word(this.starts, index);
    if (start + length > this.words.length) this.words = grown(this.words, start + length);
    if (index + 2 > this.starts.length) this.starts = grown(this.starts, index + 2);
    for (let i = 0; i < length; i++) this.words[start + i] = word(list, i);
    this.starts[index + 1] = start + length;
    this.#slots[slot] = index + 1;
    this.size = index + 1;
    if (this.size * 2 > this.#slots.length) this.#rehash();
    return index;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let index = 0; index < this.size; index++) {
      const start = word(this.starts, index);
      let slot = hashOfList(this.words, start, word(this.starts, index + 1) - start) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = index + 1;
    }
  }
}

function hashOfList(words: Int32Array, start: number, length: number): number {
  let hash = length;
  for (let i = 0; i < length; i++) hash = mix(hash, word(words, start + i));
  return hash;
}
