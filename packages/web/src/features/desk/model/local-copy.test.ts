import { describe, expect, it } from "vitest";
import { dropLocalCopy, keepLocalCopy, type LocalCopy, readLocalCopy } from "./local-copy.ts";

/** Storage as browsers have it, or one that is full. */
class TestStorage implements Storage {
  readonly #kept = new Map<string, string>();
  readonly #isFull: boolean;
  constructor(isFull = false) {
    this.#isFull = isFull;
  }
  get length() {
    return this.#kept.size;
  }
  clear() {
    this.#kept.clear();
  }
  getItem(key: string) {
    return this.#kept.get(key) ?? null;
  }
  key(index: number) {
    return [...this.#kept.keys()][index] ?? null;
  }
  removeItem(key: string) {
    this.#kept.delete(key);
  }
  setItem(key: string, value: string) {
    if (this.#isFull) throw new DOMException("full", "QuotaExceededError");
    this.#kept.set(key, value);
  }
}

const COPY: LocalCopy = {
  title: "Concept",
  text: "rules: []\n",
  revision: 3,
  base: { title: "Concept", text: "" },
  at: "2026-11-21T13:32:00.000Z",
};

describe("what was typed and not saved", () => {
  it("is found again, per draft, until it is let go", () => {
    const storage = new TestStorage();
    expect(keepLocalCopy(storage, "a", COPY)).toBe(true);
    expect(readLocalCopy(storage, "a")).toEqual(COPY);
    expect(readLocalCopy(storage, "b")).toBeNull();
    dropLocalCopy(storage, "a");
    expect(readLocalCopy(storage, "a")).toBeNull();
  });

  it("is not made up from what cannot be read", () => {
    const storage = new TestStorage();
    storage.setItem("akkoord.draft.a", "{");
    expect(readLocalCopy(storage, "a")).toBeNull();
    storage.setItem("akkoord.draft.a", JSON.stringify({ ...COPY, base: null }));
    expect(readLocalCopy(storage, "a")).toBeNull();
  });

  it("says so when there is no room to keep it", () => {
    expect(keepLocalCopy(new TestStorage(true), "a", COPY)).toBe(false);
  });
});
