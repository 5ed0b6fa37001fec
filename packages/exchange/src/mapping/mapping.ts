import type { Condition, Effect } from "@akkoord/policy";

/** What an empty cell means in a column: it says nothing of use, it holds for everything, or it repeats the cell above. */
export type EmptyMeans = "error" | "any" | "above";

/** What a column says. */
export type ColumnRole =
  | { readonly as: "tool"; readonly empty: "error" | "above" }
  /** Values of an attribute: one, a range (`t/m vertrouwelijk`) or a list. */
  | { readonly as: "attribute"; readonly attribute: string; readonly empty: EmptyMeans }
  /** What may and may not, for the situations of `when`; empty for all. Several such columns make a matrix. */
  | { readonly as: "verdict"; readonly when: Condition }
  | { readonly as: "condition" }
  /** The words of the source, to quote instead of the whole row. */
  | { readonly as: "quote" }
  /** Where the words stand in the source. */
  | { readonly as: "place" }
  | { readonly as: "valid-from" }
  | { readonly as: "valid-to" }
  | { readonly as: "supplier" }
  | { readonly as: "ignore" };

/** One column, and what it says. */
export interface ColumnMapping {
  /** Letters of the column, such as `B`. */
  readonly column: string;
  /** The words above it; by these it is found again in another file. */
  readonly header: string;
  readonly role: ColumnRole;
}

/** What a word in a verdict column means: an effect, or nothing (`skip`), as with “n.v.t.”. */
export type VerdictMeaning = Effect | "skip";

/**
 * How words are read, where the ready-made tables do not do. Keys are words as `fold` makes them; what stands here goes
 * before what is built in.
 */
export interface WordTables {
  /** Tool by its name in the list. An id that the catalogue does not have makes a new tool. */
  readonly tools: Readonly<Record<string, string>>;
  readonly verdicts: Readonly<Record<string, VerdictMeaning>>;
  /** Per attribute: values by word. */
  readonly values: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Duties by the words of a condition. A condition that is not here becomes a clause that is no rule. */
  readonly conditions: Readonly<Record<string, readonly string[]>>;
}

/** How a list is read. Plain data (JSON), so that it can be kept and used again for the next version of the list. */
export interface Mapping {
  readonly format: 1;
  /** Name of the list; part of the ids of its rules, so that importing it again replaces them. */
  readonly name: string;
  /** Rows with the headings of the columns, counted from 1; null when there are none. */
  readonly headerRows: { readonly from: number; readonly to: number } | null;
  readonly columns: readonly ColumnMapping[];
  /** Holds for every row, besides what its columns say. */
  readonly when: Condition;
  /** What every row means when no column says so: a list of approved tools permits them all. */
  readonly verdict: Effect | null;
  readonly words: WordTables;
}

/** No words but the ready-made ones. */
export const NO_WORDS: WordTables = { tools: {}, verdicts: {}, values: {}, conditions: {} };
