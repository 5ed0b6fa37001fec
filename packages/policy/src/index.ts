export * from "./answer-types.ts";
export * from "./ask.ts";
export * from "./canonical-json.ts";
export {
  checkSituation,
  SituationError,
  type SituationInput,
  type SituationProblem,
} from "./check-situation.ts";
export * from "./compile/index.ts";
export * from "./decider.ts";
export * from "./effect.ts";
export * from "./explain.ts";
export * from "./hash.ts";
export * from "./interpret.ts";
export { enumerate, nearest } from "./nearest.ts";
export * from "./outcome.ts";
export type {
  Place,
  Problem,
  ProblemCode,
  SourceDocument,
  SourceEntry,
  SourceNode,
} from "./parse/document.ts";
export { type ParsedRuleSet, parseRuleSet } from "./parse/parse-rule-set.ts";
export { isDate } from "./parse/reading.ts";
export * from "./points.ts";
export * from "./receipt.ts";
export * from "./rule-set.ts";
export * from "./sha256.ts";
export * from "./situation.ts";
export { holdsOn } from "./valid-on.ts";
export { applyChange } from "./what-would-help.ts";
