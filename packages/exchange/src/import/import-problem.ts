import type { Words } from "@akkoord/policy";

/** What is wrong in a cell; stable, for machines. */
export type ImportProblemCode =
  | "no-tool"
  | "similar-tool"
  | "unknown-word"
  | "unclear-range"
  | "no-order"
  | "empty-cell"
  | "unknown-verdict"
  | "only-crosses"
  | "nothing-in-common"
  | "impossible-date"
  | "error-value"
  | "said-twice"
  | "contradicts"
  | "no-tool-column"
  | "no-verdict-column"
  | "unknown-attribute"
  | "not-expressible"
  | "unknown-input"
  | "unknown-output"
  | "another-organisation"
  | "too-many-rules";

/** How somebody can mend a cell without changing the file: by giving its word a meaning in the mapping. */
export interface WordFix {
  /** Which table of words: that of the tools, of the verdicts, or of one attribute's values. */
  readonly table: "tools" | "verdicts" | { readonly attribute: string };
  /** The word, as `fold` makes it. */
  readonly word: string;
  /** What it most likely means: a tool, an effect or a value; null when there is no telling. */
  readonly suggestion: string | null;
}

/** Something wrong in one cell of an imported file: where, what, and what to do about it. */
export interface ImportProblem {
  readonly code: ImportProblemCode;
  /** Address of the cell (`B7`), of the column (`B`), or for decision tables the place in words. */
  readonly cell: string;
  /** What stands there. */
  readonly value: string;
  readonly message: Words;
  /** What to do, as one sentence. */
  readonly remedy: Words;
  /** Present when a word without meaning is all that is wrong. */
  readonly fix?: WordFix;
}

/** A part of a file that became no rule, and why; nothing is left out silently. */
export interface SkippedPart {
  /** Address of the cell, or place in words. */
  readonly cell: string;
  readonly value: string;
  readonly reason: Words;
}
