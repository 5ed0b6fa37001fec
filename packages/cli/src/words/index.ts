import { UsageError } from "../io.ts";
import { en } from "./en.ts";
import { type CliWords, nl } from "./nl.ts";

export type { CliWords } from "./nl.ts";
export type Language = "nl" | "en";

/** The words of a language; Dutch unless asked otherwise. */
export function wordsOf(language: string): { language: Language; words: CliWords } {
  if (language === "nl") return { language, words: nl };
  if (language === "en") return { language, words: en };
  throw new UsageError(`Unknown language "${language}". Valid: nl, en.`);
}
