import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { EntryList, Plain } from "./text-edits.ts";

/** An entry of a draft as its author wrote it: keys and values as they stand, not yet checked. */
export interface Entry {
  readonly index: number;
  readonly id: string;
  readonly fields: Readonly<Record<string, Plain>>;
  /** Lines of the text it takes, both counted from 1. */
  readonly lines: { readonly from: number; readonly to: number };
}

/** What stands in the text of a draft, or where the text stops being readable. */
export type DraftText =
  | {
      readonly readable: true;
      readonly defaults: Readonly<Record<string, Plain>>;
      readonly rules: readonly Entry[];
      readonly withdraw: readonly string[];
      readonly tools: readonly Entry[];
      readonly sources: readonly Entry[];
    }
  | { readonly readable: false; readonly line: number };

/**
 * Reads the text of a draft for the form: every entry with its own keys, whether or not they make sense.
 *
 * @example readDraftText("withdraw: [bzk/old]\n") // {readable: true, rules: [], withdraw: ["bzk/old"], …}
 */
export function readDraftText(text: string): DraftText {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    version: "1.2",
    schema: "core",
    uniqueKeys: true,
    prettyErrors: false,
  });
  const [error] = document.errors;
  if (error !== undefined) return { readable: false, line: Math.max(1, lines.linePos(error.pos[0]).line) };
  const root = document.contents;
  const isEmpty = root === null || (isScalar(root) && root.value === null);
  if (!isEmpty && !isMap(root)) return { readable: false, line: 1 };
  const entries = (list: EntryList): readonly Entry[] => {
    const found = isMap(root) ? root.get(list, true) : undefined;
    if (!isSeq(found)) return [];
    return found.items.flatMap((node, index): Entry[] => {
      if (!isMap(node) || !node.range) return [];
      const fields = plainFields(node.toJS(document));
      const end = Math.max(node.range[0], node.range[1] - 1);
      return [
        {
          index,
          id: String(fields.id ?? ""),
          fields,
          lines: { from: lines.linePos(node.range[0]).line, to: lines.linePos(end).line },
        },
      ];
    });
  };
  const whole = isMap(root) ? plainFields(root.toJS(document)) : {};
  return {
    readable: true,
    defaults: plainFields(whole.defaults),
    rules: entries("rules"),
    withdraw: textsOf(whole.withdraw),
    tools: entries("tools"),
    sources: entries("sources"),
  };
}

/** The texts of a list; one text counts as a list of one. */
export function textsOf(value: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return items.flatMap((item) =>
    typeof item === "string" || typeof item === "number" ? [String(item)] : [],
  );
}

/** The members of a set of keys and values; nothing for anything else. */
export function plainFields(value: unknown): Readonly<Record<string, Plain>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

function plain(value: unknown): Plain {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null) return plainFields(value);
  return null;
}

/** Where a line and column, both counted from 1, stand in a text. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let i = 1; i < line; i += 1) {
    const end = text.indexOf("\n", start);
    if (end === -1) break;
    start = end + 1;
  }
  return Math.min(text.length, start + column - 1);
}
