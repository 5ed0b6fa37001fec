/** A word of a question, with what stands between it and the word before. */
export interface Token {
  /** The word in lower case, without accents, apostrophes and invisible characters. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** Attached to the word before by a hyphen, dot or the like, without a space. */
  readonly glued: boolean;
  /** May belong to one phrase with the word before. */
  readonly joins: boolean;
  /** A new clause begins here. */
  readonly breaks: boolean;
  /** Begins with a capital, though no sentence begins here. */
  readonly capital: boolean;
  /** Only a comma separates it from the word before. */
  readonly afterComma: boolean;
}

// No nested repetition: the time is linear in the length of the text, whatever it holds.
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}\p{Cf}]|['’ʼ`´](?=[\p{L}\p{N}]))*|&/gu;
const GLUE = /^[-‐‑–./+_]?$/u;
const LOOSE = /^[\s\-‐‑–./"“”'‘’«»*_]{1,4}$/u;
const CLAUSE_END = /[.,;:!?()[\]{}\n\r…]/u;

/** "J&V" is said and written as "JenV". */
const AMPERSAND = "en";

/** How long a word before a full stop may be to be taken for an abbreviation ("dep. v."). */
const LONGEST_ABBREVIATION = 4;

/**
 * Cuts a text into words.
 *
 * @example tokenise("Privé-laptop?").map((token) => token.word) // ["prive", "laptop"]
 */
export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  // When everything is in capitals they say nothing.
  const shouting = text === text.toUpperCase();
  let previous: Token | null = null;
  for (const match of text.matchAll(WORD)) {
    const word = match[0] === "&" ? AMPERSAND : fold(match[0]);
    if (word === "") continue;
    const start = match.index;
    const gap = previous === null ? "" : text.slice(previous.end, start);
    const glued = previous !== null && GLUE.test(gap);
    // A comma may stand inside a name: "Landbouw, Natuur en Voedselkwaliteit".
    const afterComma = gap.trimEnd() === ",";
    const abbreviated = previous !== null && previous.word.length <= LONGEST_ABBREVIATION;
    const breaks = previous === null || (!glued && CLAUSE_END.test(gap));
    const initial = text.slice(start, start + 1);
    const token: Token = {
      word,
      start,
      end: start + match[0].length,
      glued,
      joins: glued || afterComma || (LOOSE.test(gap) && (abbreviated || !CLAUSE_END.test(gap))),
      breaks,
      capital: !shouting && !breaks && initial !== initial.toLowerCase(),
      afterComma,
    };
    tokens.push(token);
    previous = token;
  }
  return tokens;
}

/**
 * A word as it is compared: lower case, without accents, apostrophes and invisible characters.
 *
 * @example fold("Privé") // "prive"
 */
export function fold(word: string): string {
  return word
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
