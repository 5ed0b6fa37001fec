/**
 * A file as it was read, with the place of every value, so that an error can point at it.
 * `@akkoord/policy-files` makes these from YAML; anything else that knows places can make them too.
 */
export interface SourceDocument {
  /** Name of the file as people know it, for instance `policies/rules/rijksportaal-2020.yaml`. */
  readonly file: string;
  readonly root: SourceNode;
  /** What was already wrong with the file as such, for instance a YAML syntax error. */
  readonly problems: readonly RuleProblem[];
}

/** Line and column, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A value in a file. */
export type SourceNode =
  | { readonly kind: "scalar"; readonly value: string | number | boolean | null; readonly place: Place }
  | { readonly kind: "list"; readonly items: readonly SourceNode[]; readonly place: Place }
  | { readonly kind: "map"; readonly entries: readonly SourceEntry[]; readonly place: Place };

/** A key with its value. */
export interface SourceEntry {
  readonly key: string;
  readonly place: Place;
  readonly value: SourceNode;
}

/** What is wrong, and what to do about it, in one language. */
export interface ProblemText {
  readonly message: string;
  /** What to do, in a sentence or two. */
  readonly remedy: string;
}

/** Something wrong in a file: where, what, and what to do about it. In English, as logs and the command line tell it. */
export interface Problem extends ProblemText {
  /** Stable, for machines: `unknown-id`, `duplicate-id`, `cycle`, … */
  readonly code: ProblemCode;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Something wrong in policy files or in a draft, which its writer reads in Dutch or English.
 *
 * @example
 * const { message, remedy } = language === "nl" ? problem.inDutch : problem;
 */
export interface RuleProblem extends Problem {
  /** The key that is missing, unknown or wrong: `quote`, `tools`. Null when it is about more than one key. */
  readonly key: string | null;
  readonly inDutch: ProblemText;
}

/**
 * What is wrong in the reader's language.
 *
 * @example problemText(problem, "nl").message // Het middel ‘webx’ bestaat niet.
 */
export function problemText(problem: RuleProblem, language: "nl" | "en"): ProblemText {
  return language === "nl" ? problem.inDutch : { message: problem.message, remedy: problem.remedy };
}

export type ProblemCode =
  | "syntax"
  | "shape"
  | "missing"
  | "unknown-key"
  | "unknown-id"
  | "duplicate-id"
  | "impossible-date"
  | "no-tool"
  | "no-bearer"
  | "no-quote"
  | "cycle"
  | "strict-yields"
  | "relaxes-floor"
  | "still-needed"
  | "not-yours"
  | "too-large";
