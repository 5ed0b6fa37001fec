import type { Effect } from "@akkoord/policy";
import { fold } from "./fold.ts";
import type { VerdictMeaning } from "./mapping.ts";
import { usualVerdict } from "./verdict-words.ts";

/** What a cell says may or may not. */
export interface ReadVerdict {
  readonly meaning: VerdictMeaning;
  /** What follows the verdict in the same cell: “ja, mits versleuteld”. */
  readonly condition: string | null;
}

/** Words that begin something to see to: a verdict with it stays the same verdict. */
const TO_SEE_TO = /^(?:mits|onder|na|via|met|provided|after|with)\b/;

/** Words that narrow a verdict: “ja, behalve …” is no “ja”. What they mean is for people to say. */
const NARROWS =
  /\b(?:behalve|tenzij|alleen|niet|geen|als|indien|maar|uitgezonderd|only|unless|except|but|not|no|if)\b/;

/**
 * Reads a cell of a verdict column: a word of the table, possibly followed by something to see to.
 *
 * @param own words of the mapping, which go before the usual ones.
 * @returns null when the words have no meaning yet, also when what follows narrows the verdict.
 * @example readVerdict("Ja, mits versleuteld", {}) // { meaning: "permitted", condition: "mits versleuteld" }
 * @example readVerdict("Ja, behalve extern", {}) // null
 */
export function readVerdict(text: string, own: Readonly<Record<string, VerdictMeaning>>): ReadVerdict | null {
  const meaningOf = (word: string): VerdictMeaning | null => own[word] ?? usualVerdict(word);
  const whole = meaningOf(fold(text));
  if (whole !== null) return { meaning: whole, condition: null };
  for (const cut of text.matchAll(/\s*[,;:.(\n]\s*|\s+[–—-]\s+|\s+/g)) {
    const meaning = meaningOf(fold(text.slice(0, cut.index)));
    if (meaning === null || meaning === "skip") continue;
    const rest = text
      .slice(cut.index + cut[0].length)
      .replace(/\)$/, "")
      .trim();
    const folded = fold(rest);
    const separated = cut[0].trim() !== "" || TO_SEE_TO.test(folded);
    if (separated && folded !== "" && !NARROWS.test(folded)) return { meaning, condition: rest };
  }
  return null;
}

/** Whether a meaning is an effect. */
export function isEffect(meaning: VerdictMeaning): meaning is Effect {
  return meaning !== "skip";
}
