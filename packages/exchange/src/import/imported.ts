import type { Rule, Source, Tool, Untranslatable } from "@akkoord/policy";
import type { ImportProblem, SkippedPart } from "./import-problem.ts";

/** What came out of a file: what could be read, and every cell that could not. */
export interface Imported {
  /** Ids of these rules begin with this; what a rule set has under it and is not in `rules` is out of date. */
  readonly prefix: string;
  readonly rules: readonly Rule[];
  /** Tools that the catalogue does not have yet. */
  readonly tools: readonly Tool[];
  readonly sources: readonly Source[];
  /** Conditions in words that no duty expresses; shown beside the answers they touch. */
  readonly untranslatables: readonly Untranslatable[];
  readonly errors: readonly ImportProblem[];
  readonly skipped: readonly SkippedPart[];
}

/** Whose rules they become. */
export interface Ownership {
  /** Id of an organisation, or `rijk` for the government as a whole. */
  readonly owner: string;
  /** Whom the rules bind: organisations and groups. An organisation binds itself alone. */
  readonly bearers?: readonly string[];
}
