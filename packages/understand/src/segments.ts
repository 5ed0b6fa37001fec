import type { CompiledLexicon, Sense } from "./compile-lexicon.ts";
import { splitCompound } from "./compounds.ts";
import type { ContextRole } from "./lexicon.ts";
import { type Match, PhraseFinder } from "./phrase-finder.ts";
import type { Token } from "./tokens.ts";

/** One or more words that belong together, with what they say; nothing when the lexicon does not know them. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly senses: readonly Sense[];
  /** Letters that were wrong. */
  readonly mistakes: number;
  /** A new clause begins here. */
  readonly breaks: boolean;
  /** Only a comma separates it from what went before. */
  readonly afterComma: boolean;
  /** Begins with a capital, though no sentence begins here. */
  readonly capital: boolean;
}

/** Cuts the words of a question into the longest phrases that the lexicon knows, from left to right. */
export function findSegments(tokens: readonly Token[], lexicon: CompiledLexicon): readonly Segment[] {
  const finder = new PhraseFinder(tokens, lexicon);
  const gaps = finder.gapPhrases();
  const segments: Segment[] = [];
  for (let at = 0; at < tokens.length; ) {
    const match = gaps.get(at) ?? finder.longestAt(at, gaps);
    if (match === null) segments.push(...wordByItself(tokens[at], lexicon));
    else segments.push(...segmentOf(tokens.slice(at, at + match.length), match));
    at += match?.length ?? 1;
  }
  return segments;
}

/** Whether a segment plays a role among the words beside it. */
export function plays(segment: Segment | undefined, role: ContextRole): boolean {
  return segment?.senses.some((sense) => sense.type === "context" && sense.role === role) ?? false;
}

/**
 * The nearest segment before one, going back over small words within the clause; null when there is none.
 *
 * @param over the roles of words to go back over.
 */
export function precedingSegment(
  segments: readonly Segment[],
  at: number,
  over: readonly ContextRole[],
): number | null {
  for (let i = at - 1; i >= 0; i--) {
    const next = segments[i + 1];
    if (next?.breaks && !next.afterComma) return null;
    if (!over.some((role) => plays(segments[i], role))) return i;
  }
  return null;
}

function segmentOf(words: readonly Token[], { senses, mistakes }: Match): readonly Segment[] {
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return [];
  const { start, breaks, afterComma, capital } = first;
  return [{ start, end: last.end, senses, mistakes, breaks, afterComma, capital }];
}

/** A word that no phrase begins with: a compound of two known words, or unknown. */
function wordByItself(token: Token | undefined, lexicon: CompiledLexicon): readonly Segment[] {
  if (token === undefined) return [];
  const whole = segmentOf([token], { length: 1, senses: [], mistakes: 0 });
  const compound = splitCompound(token.word, lexicon);
  if (compound === null) return whole;
  const { first, second, cut } = compound;
  // Letters and places only correspond when folding changed no lengths.
  const exact = token.end - token.start === token.word.length;
  if (!exact) return whole.map((segment) => ({ ...segment, senses: [...first, ...second] }));
  const middle = token.start + cut;
  return whole.flatMap((segment) => [
    ...(first.length === 0
      ? []
      : [{ ...segment, end: second.length === 0 ? segment.end : middle, senses: first }]),
    ...(second.length === 0
      ? []
      : [{ ...segment, start: middle, senses: second, breaks: segment.breaks && first.length === 0 }]),
  ]);
}
