export { analyse } from "./analyse.ts";
export { changesBetween } from "./changes.ts";
export { type FoldedChange, familySentence, foldChanges } from "./fold.ts";
export { mended, type Place as RepairPlace } from "./mend.ts";
export { type MergedSpace, mergedSpace } from "./merged-space.ts";
export {
  type AnalyseOptions,
  type ChangeOptions,
  DEFAULT_PEOPLE,
  type Report,
  type WeightOptions,
  type When,
} from "./options.ts";
export { type RepairAdvice, type RepairOptions, repairs } from "./repairs.ts";
export { type Analysis, AnalysisStoppedError, type RunOptions, run, type Step } from "./run.ts";
