import type { CompiledLexicon, Sense } from "./compile-lexicon.ts";

/** A word made of two words that the lexicon knows. */
export interface Compound {
  /** Where the second half begins. */
  readonly cut: number;
  readonly first: readonly Sense[];
  /** Empty when the second half adds nothing ("zoomlink"). */
  readonly second: readonly Sense[];
}

const SHORTEST = 8;
const SHORTEST_FIRST_HALF = 4;
const SHORTEST_SECOND_HALF = 4;

/**
 * Takes a compound apart, with the longest first half; null when the word is no compound of known words.
 *
 * @example splitCompound("teamsvergadering", words)?.cut // 5
 */
export function splitCompound(word: string, lexicon: CompiledLexicon): Compound | null {
  if (word.length < SHORTEST || lexicon.spelling.knows(word)) return null;
  for (let cut = word.length - SHORTEST_SECOND_HALF; cut >= SHORTEST_FIRST_HALF; cut--) {
    const first = meaningsOf(word.slice(0, cut), lexicon);
    if (first.length === 0) continue;
    const second = meaningsOf(word.slice(cut), lexicon);
    if (second.length === 0 && !lexicon.tails.has(word.slice(cut))) continue;
    // A first half that names a party tells what it is about, not who takes part ("klantgesprek").
    return { cut, first: first.filter((sense) => !namesParticipant(sense)), second };
  }
  return null;
}

function meaningsOf(letters: string, lexicon: CompiledLexicon): readonly Sense[] {
  return (lexicon.entries.get(letters) ?? [])
    .map((entry) => entry.sense)
    .filter((sense) => sense.type === "meaning" && !sense.afterLink);
}

function namesParticipant(sense: Sense): boolean {
  return sense.type === "meaning" && sense.meaning.kind === "participant";
}
