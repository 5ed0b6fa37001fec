export { type CompiledLexicon, compileLexicon } from "./compile-lexicon.ts";
export type { AmbiguousWords, ContextRole, Lexicon, Phrases } from "./lexicon.ts";
export { QuestionTooLongError } from "./question-too-long.ts";
export { type ReadLexicon, readLexicon } from "./read-lexicon.ts";
export { toSituation } from "./to-situation.ts";
export { LONGEST_QUESTION, type UnderstandOptions, understand } from "./understand.ts";
export {
  type How,
  type Meaning,
  OWN_ORGANISATION,
  type Part,
  type Span,
  type Unclear,
  type UnclearReason,
  type Understood,
  type UnderstoodSituation,
} from "./understood.ts";
