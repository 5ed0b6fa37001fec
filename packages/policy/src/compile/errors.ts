import { MOST_OUTCOMES } from "./entries.ts";

/** A rule set whose compiled form, or the analysis of it, would take more room than is allowed. Nothing was kept. */
export class CompileBudgetError extends Error {
  override readonly name = "CompileBudgetError";
  readonly code = "compile-budget-exceeded";
  /** The number of nodes that was allowed. */
  readonly nodeBudget: number;

  constructor(nodeBudget: number, where: string) {
    super(
      `These rules take more room than allowed (${nodeBudget} nodes, ${MOST_OUTCOMES} outcomes); ` +
        `it stopped at ${where}. Raise nodeBudget if there is memory for it, or let fewer rules with different ` +
        "conditions speak of the same tool.",
    );
    this.nodeBudget = nodeBudget;
  }
}

/** Rules that set each other aside in a circle, so that no decision can be made. Loading refuses these. */
export class CyclicDefeatError extends Error {
  override readonly name = "CyclicDefeatError";
  readonly code = "cyclic-defeat";
  /** Ids of rules in or behind the circle, in the order of the rule set. */
  readonly rules: readonly string[];

  constructor(rules: readonly string[]) {
    super(
      `These rules set each other aside in a circle: ${rules.join(", ")}. Take away one of their overrides or yieldsTo.`,
    );
    this.rules = rules;
  }
}

/** A decision was asked at a point that leaves open, or gives no existing value to, an attribute that the rules look at. */
export class OpenAttributeError extends Error {
  override readonly name = "OpenAttributeError";
  readonly code = "open-attribute";
  readonly attribute: string;

  constructor(attribute: string) {
    super(`The attribute ${attribute} has no known value here. Ask possible() while attributes are unknown.`);
    this.attribute = attribute;
  }
}

/** Why a buffer is not a compiled rule set that can be used. */
export type CompiledFormProblem = "foreign" | "version" | "truncated" | "altered" | "other-rule-set";

const WHAT_IS_WRONG: Readonly<Record<CompiledFormProblem, string>> = {
  foreign: "This is not a compiled rule set. Give the buffer that writeCompiled made.",
  version: "This compiled rule set was written by another version of Akkoord. Compile the rules again.",
  truncated: "This compiled rule set is not complete. Fetch it again, or compile the rules again.",
  altered:
    "This compiled rule set was changed after it was written. Fetch it again, or compile the rules again.",
  "other-rule-set":
    "This compiled rule set belongs to other rules. Give the rules it was made from, or compile these.",
};

/** A buffer that is refused: foreign, of another version, cut off, changed, or made from other rules. */
export class CompiledFormError extends Error {
  override readonly name = "CompiledFormError";
  readonly code = "compiled-form-refused";
  readonly problem: CompiledFormProblem;

  constructor(problem: CompiledFormProblem, detail = "") {
    super(detail === "" ? WHAT_IS_WRONG[problem] : `${WHAT_IS_WRONG[problem]} (${detail})`);
    this.problem = problem;
  }
}
