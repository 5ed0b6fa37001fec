import { nearest } from "../nearest.ts";
import type { IsoDate, Period, Words } from "../rule-set.ts";
import type { RuleProblem, SourceEntry, SourceNode } from "./document.ts";
import { type Fault, type Faults, type ProblemPlace, problemOf } from "./faults.ts";
import { type Subject, under } from "./subject.ts";

/** Collects what is wrong, so that one run shows every problem of a file. */
export class Findings {
  readonly problems: RuleProblem[] = [];

  add<F extends Fault>(fault: F, said: Faults[F], place: ProblemPlace): void {
    this.problems.push(problemOf(fault, said, place));
  }
}

/** A node together with the file it stands in and the place to report problems. */
export interface Located {
  readonly file: string;
  readonly node: SourceNode;
  /** The key that it stands under; null for the whole file. */
  readonly key: string | null;
  readonly findings: Findings;
}

/** A scalar as text; the most common leaf. Numbers and booleans are not silently turned into text. */
export function readText(at: Located, what: Subject): string | null {
  const { node } = at;
  if (node.kind === "scalar" && typeof node.value === "string" && node.value.trim() !== "") return node.value;
  const value =
    node.kind === "scalar" && node.value !== null && node.value !== "" ? String(node.value) : null;
  report(at, "not-text", { what, value });
  return null;
}

const ID = /^[a-z0-9][a-zA-Z0-9./-]*$/;

/** An id: letters (the first one small), digits, `-`, `.` and `/`. */
export function readId(at: Located, what: Subject): string | null {
  const text = readText(at, what);
  if (text === null) return null;
  if (ID.test(text)) return text;
  report(at, "bad-id", { what, id: text });
  return null;
}

/** True or false. */
export function readBoolean(at: Located, what: Subject): boolean | null {
  if (at.node.kind === "scalar" && typeof at.node.value === "boolean") return at.node.value;
  report(at, "not-boolean", { what });
  return null;
}

/** The items of a list; a single value counts as a list of one. */
export function readItems(at: Located): readonly Located[] {
  if (at.node.kind === "list") return at.node.items.map((node) => ({ ...at, node }));
  if (at.node.kind === "scalar" && at.node.value === null) return [];
  return [at];
}

/** The members of a map, checked against the keys that may stand there. */
export class Fields {
  readonly at: Located;
  private readonly entries: ReadonlyMap<string, SourceEntry>;

  constructor(at: Located, entries: ReadonlyMap<string, SourceEntry>) {
    this.at = at;
    this.entries = entries;
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  /** The value of a key, or null when it is absent. */
  get(key: string): Located | null {
    const entry = this.entries.get(key);
    return entry === undefined ? null : { ...this.at, node: entry.value, key };
  }

  /** The value of a key that must be there; reports when it is not. */
  need(key: string, what: Subject): Located | null {
    const found = this.get(key);
    if (found === null) report(this.at, "missing-key", { what, key }, key);
    return found;
  }

  text(key: string, what: Subject): string | null {
    const found = this.get(key);
    return found === null || isNull(found) ? null : readText(found, under(key, what));
  }

  needText(key: string, what: Subject): string {
    const found = this.need(key, what);
    return (found === null ? null : readText(found, under(key, what))) ?? "";
  }

  words(key: string, what: Subject): Words | null {
    const found = this.get(key);
    return found === null || isNull(found) ? null : readWords(found, under(key, what));
  }

  needWords(key: string, what: Subject): Words {
    const found = this.need(key, what);
    return (found === null ? null : readWords(found, under(key, what))) ?? { nl: "", en: "" };
  }

  items(key: string): readonly Located[] {
    const found = this.get(key);
    return found === null ? [] : readItems(found);
  }
}

/** Opens a map and reports keys that do not belong in it, with the nearest one that does. */
export function readFields(at: Located, what: Subject, allowed: readonly string[]): Fields | null {
  if (at.node.kind !== "map") {
    report(at, "not-keys", { what, allowed });
    return null;
  }
  const entries = new Map<string, SourceEntry>();
  for (const entry of at.node.entries) {
    if (!allowed.includes(entry.key)) {
      const near = nearest(entry.key, allowed);
      const { key, place } = entry;
      at.findings.add("unknown-key", { what, key, near, allowed }, { file: at.file, ...place, key });
    } else entries.set(entry.key, entry);
  }
  return new Fields(at, entries);
}

/** A text in both languages: `{nl, en}`. */
export function readWords(at: Located, what: Subject): Words | null {
  const fields = readFields(at, what, ["nl", "en"]);
  return fields === null ? null : { nl: fields.needText("nl", what), en: fields.needText("en", what) };
}

/** An id out of a known list; reports the nearest one when it is not. */
export function readKnownId(at: Located, what: Subject, known: readonly string[]): string | null {
  const id = readText(at, what);
  if (id === null) return null;
  if (known.includes(id)) return id;
  reportUnknown(at, what, id, known);
  return null;
}

export function reportUnknown(at: Located, what: Subject, id: string, known: readonly string[]): void {
  report(at, "unknown-id", { what, id, near: nearest(id, known), known });
}

/** A calendar day that exists, as `yyyy-mm-dd`; null stays open. */
export function readDate(at: Located, what: Subject): IsoDate | null {
  if (isNull(at)) return null;
  const text = readText(at, what);
  if (text === null) return null;
  if (isDate(text)) return text;
  report(at, "no-such-day", { what, text });
  return null;
}

/**
 * Whether a text is a calendar day that exists, as `yyyy-mm-dd`.
 *
 * @example isDate("2023-02-29") // false
 */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** `{from, to}`, each a day or null. */
export function readPeriod(at: Located, what: Subject): Period {
  const fields = readFields(at, what, ["from", "to"]);
  if (fields === null) return { from: null, to: null };
  const from = fields.get("from");
  const to = fields.get("to");
  const period = {
    from: from === null ? null : readDate(from, under("from", what)),
    to: to === null ? null : readDate(to, under("to", what)),
  };
  if (period.from !== null && period.to !== null && period.to < period.from)
    report(at, "ends-before-it-begins", { what, from: period.from, to: period.to });
  return period;
}

export function isNull(at: Located): boolean {
  return at.node.kind === "scalar" && at.node.value === null;
}

/** Reports what is wrong at a place; `key` is the key that it is about, when that is another than it stands under. */
export function report<F extends Fault>(
  at: Located,
  fault: F,
  said: Faults[F],
  key: string | null = at.key,
): void {
  at.findings.add(fault, said, { file: at.file, ...at.node.place, key });
}
