import { enumerate, nearest } from "../nearest.ts";
import type { IsoDate, Period, Words } from "../rule-set.ts";
import type { Place, Problem, ProblemCode, SourceEntry, SourceNode } from "./document.ts";

/** Collects what is wrong, so that one run shows every problem of a file. */
export class Findings {
  readonly problems: Problem[] = [];

  add(file: string, place: Place, code: ProblemCode, message: string, remedy: string): void {
    this.problems.push({ code, file, line: place.line, column: place.column, message, remedy });
  }
}

/** A node together with the file it stands in and the place to report problems. */
export interface Located {
  readonly file: string;
  readonly node: SourceNode;
  readonly findings: Findings;
}

/** A scalar as text; the most common leaf. Numbers and booleans are not silently turned into text. */
export function readText(at: Located, what: string): string | null {
  const { node } = at;
  if (node.kind === "scalar" && typeof node.value === "string" && node.value.trim() !== "") return node.value;
  const hint =
    node.kind === "scalar" && node.value !== null && node.value !== ""
      ? ` Put quotes around ${String(node.value)}.`
      : "";
  report(at, "shape", `${what} must be text.`, `Write a text here.${hint}`);
  return null;
}

const ID = /^[a-z0-9][a-zA-Z0-9./-]*$/;

/** An id: letters (the first one small), digits, `-`, `.` and `/`. */
export function readId(at: Located, what: string): string | null {
  const text = readText(at, what);
  if (text === null) return null;
  if (ID.test(text)) return text;
  report(
    at,
    "shape",
    `${what} "${text}" is not a valid id.`,
    "Begin with a lower-case letter or digit; use letters, digits, '-', '.' and '/' only.",
  );
  return null;
}

/** True or false. */
export function readBoolean(at: Located, what: string): boolean | null {
  if (at.node.kind === "scalar" && typeof at.node.value === "boolean") return at.node.value;
  report(at, "shape", `${what} must be true or false.`, "Write true or false.");
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
    return entry === undefined ? null : { ...this.at, node: entry.value };
  }

  /** The value of a key that must be there; reports when it is not. */
  need(key: string, what: string): Located | null {
    const found = this.get(key);
    if (found === null) report(this.at, "missing", `${what} has no "${key}".`, `Add the key "${key}".`);
    return found;
  }

  text(key: string, what: string): string | null {
    const found = this.get(key);
    return found === null || isNull(found) ? null : readText(found, `"${key}" of ${what}`);
  }

  needText(key: string, what: string): string {
    const found = this.need(key, what);
    return (found === null ? null : readText(found, `"${key}" of ${what}`)) ?? "";
  }

  words(key: string, what: string): Words | null {
    const found = this.get(key);
    return found === null || isNull(found) ? null : readWords(found, `"${key}" of ${what}`);
  }

  needWords(key: string, what: string): Words {
    const found = this.need(key, what);
    return (found === null ? null : readWords(found, `"${key}" of ${what}`)) ?? { nl: "", en: "" };
  }

  items(key: string): readonly Located[] {
    const found = this.get(key);
    return found === null ? [] : readItems(found);
  }
}

/** Opens a map and reports keys that do not belong in it, with the nearest one that does. */
export function readFields(at: Located, what: string, allowed: readonly string[]): Fields | null {
  if (at.node.kind !== "map") {
    report(
      at,
      "shape",
      `${what} must be a set of keys and values.`,
      `Write keys such as ${enumerate(allowed, 5)}.`,
    );
    return null;
  }
  const entries = new Map<string, SourceEntry>();
  for (const entry of at.node.entries) {
    if (!allowed.includes(entry.key)) {
      const near = nearest(entry.key, allowed);
      at.findings.add(
        at.file,
        entry.place,
        "unknown-key",
        `${what} does not know the key "${entry.key}".`,
        near === null
          ? `Use one of: ${enumerate(allowed)}.`
          : `Did you mean "${near}"? Keys that may stand here: ${enumerate(allowed)}.`,
      );
    } else entries.set(entry.key, entry);
  }
  return new Fields(at, entries);
}

/** A text in both languages: `{nl, en}`. */
export function readWords(at: Located, what: string): Words | null {
  const fields = readFields(at, what, ["nl", "en"]);
  return fields === null ? null : { nl: fields.needText("nl", what), en: fields.needText("en", what) };
}

/** An id out of a known list; reports the nearest one when it is not. */
export function readKnownId(at: Located, what: string, known: readonly string[]): string | null {
  const id = readText(at, what);
  if (id === null) return null;
  if (known.includes(id)) return id;
  reportUnknown(at, what, id, known);
  return null;
}

export function reportUnknown(at: Located, what: string, id: string, known: readonly string[]): void {
  const near = nearest(id, known);
  report(
    at,
    "unknown-id",
    `${what} "${id}" does not exist.`,
    `${near === null ? "" : `Did you mean "${near}"? `}Valid: ${enumerate(known)}.`,
  );
}

/** A calendar day that exists, as `yyyy-mm-dd`; null stays open. */
export function readDate(at: Located, what: string): IsoDate | null {
  if (isNull(at)) return null;
  const text = readText(at, what);
  if (text === null) return null;
  if (isDate(text)) return text;
  report(
    at,
    "impossible-date",
    `${what} "${text}" is not a day that exists.`,
    "Write the day as yyyy-mm-dd, for instance 2020-11-02, or null.",
  );
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
export function readPeriod(at: Located, what: string): Period {
  const fields = readFields(at, what, ["from", "to"]);
  if (fields === null) return { from: null, to: null };
  const from = fields.get("from");
  const to = fields.get("to");
  const period = {
    from: from === null ? null : readDate(from, `"from" of ${what}`),
    to: to === null ? null : readDate(to, `"to" of ${what}`),
  };
  if (period.from !== null && period.to !== null && period.to < period.from)
    report(
      at,
      "impossible-date",
      `${what} ends (${period.to}) before it begins (${period.from}).`,
      "Put the earlier day in 'from'.",
    );
  return period;
}

export function isNull(at: Located): boolean {
  return at.node.kind === "scalar" && at.node.value === null;
}

export function report(at: Located, code: ProblemCode, message: string, remedy: string): void {
  at.findings.add(at.file, at.node.place, code, message, remedy);
}
