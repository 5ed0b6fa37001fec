import damerauLevenshtein from "damerau-levenshtein";

/** From this length two neighbouring letters may be swapped. */
const ONE_SWAP = 5;
/** From this length a letter may be missing or doubled; a wrong letter too easily makes another word. */
const ONE_LETTER_MORE_OR_LESS = 6;
/** From this length any one mistake is put right. */
const ANY_MISTAKE = 8;
/** From this length two mistakes are put right. */
const TWO_MISTAKES = 11;
/** Longer "words" are no words, and comparing them would take time. */
const LONGEST_WORD = 40;

/** A word of the lexicon that a misspelt word may stand for. */
export interface Correction {
  readonly word: string;
  readonly mistakes: number;
}

/**
 * The words that misspelt words are compared with.
 * Mistakes are counted as Damerau and Levenshtein do: a letter too many, too few, wrong, or two swapped.
 */
export class SpellingList {
  private readonly byStart = new Map<string, string[]>();
  private readonly known: ReadonlySet<string>;

  /**
   * @param words what misspelt words can turn out to be.
   * @param keep words that are right as they are and never corrected.
   */
  constructor(words: ReadonlySet<string>, keep: ReadonlySet<string>) {
    this.known = new Set([...words, ...keep]);
    for (const word of words) {
      if (word.length < ONE_SWAP) continue;
      const start = word.slice(0, 1);
      const list = this.byStart.get(start);
      if (list === undefined) this.byStart.set(start, [word]);
      else list.push(word);
    }
  }

  /** Whether the word is spelt as in the lexicon. */
  knows(word: string): boolean {
    return this.known.has(word);
  }

  /** The nearest words; several when they are equally near, none when the word is right or nothing is near. */
  corrections(word: string): readonly Correction[] {
    if (this.known.has(word) || word.length < ONE_SWAP || word.length > LONGEST_WORD) return [];
    let best: Correction[] = [];
    for (const candidate of this.byStart.get(word.slice(0, 1)) ?? []) {
      const most = mistakesAllowed(candidate, word);
      if (Math.abs(candidate.length - word.length) > most) continue;
      const mistakes = damerauLevenshtein(word, candidate).steps;
      if (mistakes > most || mistakes > (best[0]?.mistakes ?? mistakes)) continue;
      if (mistakes < (best[0]?.mistakes ?? 0)) best = [];
      best.push({ word: candidate, mistakes });
    }
    return best;
  }
}

function mistakesAllowed(candidate: string, word: string): number {
  const length = Math.min(candidate.length, word.length);
  if (length >= TWO_MISTAKES) return 2;
  if (length >= ANY_MISTAKE) return 1;
  if (candidate.length !== word.length) return length >= ONE_LETTER_MORE_OR_LESS ? 1 : 0;
  return isSwap(candidate, word) ? 1 : 0;
}

/** Whether two words of one length differ only by two neighbouring letters in the other order. */
function isSwap(a: string, b: string): boolean {
  for (let i = 0; i + 1 < a.length; i++)
    if (a[i] !== b[i]) return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
  return false;
}
