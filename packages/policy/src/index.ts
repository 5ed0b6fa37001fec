export {
  type Box,
  type Example,
  type ExampleSituation,
  FINDING_KINDS,
  type Finding,
  type FindingKind,
  type Repair,
  type RepairStep,
  type RuleSetChange,
} from "./analyse/finding.ts";
export * from "./analyse/index.ts";
export { Weights } from "./analyse/weights.ts";
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
export * from "./openness.ts";
export * from "./outcome.ts";
export * from "./owner.ts";
export {
  type AppliedDraft,
  applyDraft,
  DRAFT_KEYS,
  type DraftChanges,
} from "./parse/apply-draft.ts";
export {
  type Place,
  type Problem,
  type ProblemCode,
  type ProblemText,
  problemText,
  type RuleProblem,
  type SourceDocument,
  type SourceEntry,
  type SourceNode,
} from "./parse/document.ts";
export type { DraftRights } from "./parse/draft-rights.ts";
export { type Fault, type Faults, type ProblemPlace, problemOf } from "./parse/faults.ts";
export { type ParsedRuleSet, parseRuleSet } from "./parse/parse-rule-set.ts";
export { isDate } from "./parse/reading.ts";
export { DEFAULT_KEYS, RULE_KEYS, UNTRANSLATABLE_KEYS } from "./parse/rules.ts";
export { type FactCondition, factOfText, selectTools } from "./parse/tools.ts";
export * from "./points.ts";
export * from "./receipt.ts";
export * from "./rule-set.ts";
export {
  type Relaxation,
  rulesToRelax,
  type StandsInTheWay,
  type WaiverWish,
} from "./rules-to-relax.ts";
export * from "./sha256.ts";
export * from "./situation.ts";
export { holdsOn } from "./valid-on.ts";
export type { WaiverBar } from "./waiver-bar.ts";
export * from "./waivers.ts";
export { applyChange } from "./what-would-help.ts";
