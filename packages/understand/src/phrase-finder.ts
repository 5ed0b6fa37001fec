import type { CompiledLexicon, GapPattern, Sense } from "./compile-lexicon.ts";
import { joinsFreely } from "./phrases.ts";
import { Readings } from "./readings.ts";
import type { Token } from "./tokens.ts";
import { type Meaning, sameMeaning } from "./understood.ts";

/** A phrase that matched a number of words. */
export interface Match {
  /** How many words. */
  readonly length: number;
  readonly senses: readonly Sense[];
  /** Letters that were wrong. */
  readonly mistakes: number;
}

/** Finds the phrases of the lexicon among the words of one question. */
export class PhraseFinder {
  private readonly tokens: readonly Token[];
  private readonly lexicon: CompiledLexicon;
  private readonly readings: Readings;

  constructor(tokens: readonly Token[], lexicon: CompiledLexicon) {
    this.tokens = tokens;
    this.lexicon = lexicon;
    this.readings = new Readings(lexicon.spelling, lexicon.endings);
  }

  /**
   * Phrases with a gap, both pieces by the position where they begin. Of several, the one whose first piece
   * is nearest wins, then the one with the longest last piece.
   */
  gapPhrases(): ReadonlyMap<number, Match> {
    const found = new Map<number, Match>();
    const seen = new Map<string, Place>();
    for (let at = 0; at < this.tokens.length; at++) {
      if (this.tokens[at]?.breaks) seen.clear();
      const starts = new Map<string, Place>();
      let best: { readonly last: Match; readonly first: Place } | null = null;
      for (let length = 1; length <= this.lexicon.longestPhrase && this.joined(at, length); length++) {
        const letters = this.letters(at, length);
        if (this.lexicon.gapStarts.has(letters)) starts.set(letters, { at, length });
        for (const { pattern, first } of this.openGaps(letters, seen, at))
          if (best === null || first.at > best.first.at || length > best.last.length)
            best = { last: { length, senses: [pattern.sense], mistakes: 0 }, first };
      }
      for (const [letters, place] of starts) seen.set(letters, place);
      if (best === null) continue;
      found.set(at, best.last);
      // The first piece has been read too: "wij sturen … uitnodiging" is not about sending files.
      if (!found.has(best.first.at))
        found.set(best.first.at, { length: best.first.length, senses: [READ_ALREADY], mistakes: 0 });
    }
    return found;
  }

  /** The longest phrase that begins at a word and does not run into a phrase with a gap. */
  longestAt(at: number, gaps: ReadonlyMap<number, Match>): Match | null {
    let most = 1;
    while (most < this.lexicon.longestPhrase + 1 && this.joined(at, most + 1) && !gaps.has(at + most))
      most += 1;
    for (let length = most; length >= 1; length--) {
      const match = this.exactly(at, length) ?? this.nearly(at, length);
      if (match !== null && !this.hidesName(at, match)) return match;
    }
    return null;
  }

  private openGaps(
    letters: string,
    seen: ReadonlyMap<string, Place>,
    at: number,
  ): readonly { readonly pattern: GapPattern; readonly first: Place }[] {
    return (this.lexicon.gaps.get(letters) ?? []).flatMap((pattern) => {
      const first = seen.get(pattern.first);
      return first === undefined || first.at + first.length > at ? [] : [{ pattern, first }];
    });
  }

  /** Whether a phrase that means nothing ("onze teams") is written as a name after all ("onze Teams"). */
  private hidesName(at: number, { length, senses }: Match): boolean {
    const empty = senses.every((sense) => sense.type === "context" && sense.role === "nothing");
    return empty && length > 1 && this.tokens.slice(at + 1, at + length).some((token) => token.capital);
  }

  /** Whether that many words from here can be one phrase, when one fewer can. */
  private joined(at: number, length: number): boolean {
    return (
      at + length <= this.tokens.length && (length === 1 || this.tokens[at + length - 1]?.joins === true)
    );
  }

  private letters(at: number, length: number): string {
    return this.words(at, length).join("");
  }

  private words(at: number, length: number): readonly string[] {
    return this.tokens.slice(at, at + length).map((token) => token.word);
  }

  private exactly(at: number, length: number): Match | null {
    const senses = this.sensesOf(this.letters(at, length), at, length);
    return senses.length === 0 ? null : { length, senses, mistakes: 0 };
  }

  /** The phrase with an ending taken off its last word, or with misspelt words put right. */
  private nearly(at: number, length: number): Match | null {
    const words = this.words(at, length);
    if (length === 1) return this.wordNearly(at, words[0] ?? "");
    const corrected: string[] = [];
    let mistakes = 0;
    for (const word of words) {
      const [only, another] = this.readings.of(word);
      if (only === undefined || another !== undefined) return null;
      corrected.push(only.mistakes === 0 ? word : only.word);
      mistakes += only.mistakes;
    }
    const last = corrected.pop() ?? "";
    for (const word of [last, ...this.readings.stemsOf(last)]) {
      const senses = this.sensesOf([...corrected, word].join(""), at, length);
      if (senses.length > 0) return { length, senses, mistakes };
    }
    return null;
  }

  /** One word nearly; equally near words that mean different things become a question. */
  private wordNearly(at: number, word: string): Match | null {
    const matches = this.readings.of(word).flatMap((reading) => {
      const senses = this.sensesOf(reading.word, at, 1);
      return senses.length === 0 ? [] : [{ length: 1, senses, mistakes: reading.mistakes }];
    });
    const [first, another] = matches;
    if (first === undefined || another === undefined) return first ?? null;
    const meanings = matches.flatMap((match) => match.senses.flatMap(meaningsOf));
    const candidates = meanings.filter(
      (meaning, index) => meanings.findIndex((other) => sameMeaning(other, meaning)) === index,
    );
    if (candidates.length <= first.senses.length) return first;
    const sense: Sense = { type: "ambiguous", candidates, weak: false, reason: "spelling" };
    return { length: 1, senses: [sense], mistakes: first.mistakes };
  }

  private sensesOf(letters: string, at: number, length: number): readonly Sense[] {
    const entries = this.lexicon.entries.get(letters);
    if (entries === undefined) return [];
    const [, ...rest] = this.tokens.slice(at, at + length);
    const glued = rest.length > 0 && rest.every((token) => token.glued);
    const free = !rest.some((token) => token.afterComma) && joinsFreely(this.words(at, length));
    return distinct(
      entries.filter((entry) => entry.words === length || glued || free).map((entry) => entry.sense),
    );
  }
}

/** Where the first piece of a phrase with a gap stands. */
interface Place {
  readonly at: number;
  readonly length: number;
}

const READ_ALREADY: Sense = { type: "context", role: "filler" };

/** Senses without repeats: a short phrase may stand in the lexicon with and without spaces. */
function distinct(senses: readonly Sense[]): readonly Sense[] {
  return senses.filter((sense, index) => senses.findIndex((other) => sameSense(other, sense)) === index);
}

function sameSense(a: Sense, b: Sense): boolean {
  if (a.type === "meaning" && b.type === "meaning") return sameMeaning(a.meaning, b.meaning);
  if (a.type === "ambiguous" && b.type === "ambiguous") return a.candidates === b.candidates;
  if (a.type === "context" && b.type === "context") return a.role === b.role;
  return a.type === b.type;
}

function meaningsOf(sense: Sense): readonly Meaning[] {
  if (sense.type === "meaning") return [sense.meaning];
  return sense.type === "ambiguous" ? sense.candidates : [];
}
