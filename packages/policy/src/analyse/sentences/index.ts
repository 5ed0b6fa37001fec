export { type ChangeStatement, changeSentence } from "./change-sentences.ts";
export { findingSentence, type Statement } from "./finding-sentences.ts";
export { repairSentence } from "./repair-sentences.ts";
