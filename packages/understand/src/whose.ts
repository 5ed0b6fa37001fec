import type { CompiledLexicon, Sense } from "./compile-lexicon.ts";
import type { ContextRole } from "./lexicon.ts";
import { plays, precedingSegment, type Segment } from "./segments.ts";
import { tokenise } from "./tokens.ts";

/** Of whom the values are that the words name. */
export interface Whose {
  /** Whether a value of this attribute, named at this place, is not said of the asker. */
  readonly isOthers: (at: number, attribute: string) => boolean;
  /** Words that decided it though the lexicon does not know them: they played a part. */
  readonly decisive: ReadonlySet<number>;
}

/** What may stand between "as a contractor" and "may I". */
const BETWEEN: readonly ContextRole[] = ["link", "article", "ministry", "describer"];

/**
 * Finds of whom a value is said. "Minister" names the asker in "ik ben minister" and "mag een minister
 * zoomen", and somebody else in "mag ik de minister appen". A wrong guess would free the asker from rules,
 * so attributes under `onlyOfAsker` count only when the words say so; of the others that each participant
 * has, only those that are plainly said of somebody else do not count ("mijn collega is thuis").
 */
export function findWhose(question: string, segments: readonly Segment[], lexicon: CompiledLexicon): Whose {
  const decisive = new Set<number>();
  const words = segments.map(({ start, end }) =>
    tokenise(question.slice(start, end)).map((token) => token.word),
  );
  const speaks = (word: string | undefined, role: ContextRole): boolean =>
    lexicon.entries.get(word ?? "")?.some((entry) => isRole(entry.sense, role)) ?? false;
  const holds = (at: number, roles: readonly ContextRole[]): boolean =>
    roles.some(
      (role) => plays(segments[at], role) || (words[at]?.some((word) => speaks(word, role)) ?? false),
    );
  const begins = (at: number, roles: readonly ContextRole[]): boolean =>
    roles.some((role) => plays(segments[at], role) || speaks(words[at]?.[0], role));
  const endsClause = (at: number): boolean => segments[at + 1]?.breaks ?? true;
  /** Whether a word with such a role follows in the sentence; commas do not end it. */
  const follows = (at: number, roles: readonly ContextRole[]): boolean => {
    for (let i = at + 1; i < segments.length; i++) {
      const segment = segments[i];
      if (segment?.breaks && !segment.afterComma) return false;
      if (holds(i, roles)) return true;
    }
    return false;
  };
  /** Whether a word with such a role goes before it in the clause. */
  const precedes = (at: number, roles: readonly ContextRole[]): boolean => {
    for (let i = at; i > 0 && !segments[i]?.breaks; i--) if (holds(i - 1, roles)) return true;
    return false;
  };
  const opensClause = (at: number): boolean => {
    let i = at;
    while (i > 0 && !segments[i]?.breaks && plays(segments[i - 1], "opener")) i--;
    return i === 0 || segments[i]?.breaks === true;
  };
  /** "Als minister Jansen belt" speaks of somebody by name. */
  const isTitleOfName = (at: number): boolean => {
    const next = segments[at + 1];
    if (next === undefined || next.breaks || !next.capital || next.senses.length > 0) return false;
    decisive.add(at + 1);
    return true;
  };
  /** Whether "as a contractor" is the asker's: "may I" follows, or nothing. */
  const leadsToAsker = (at: number): boolean => {
    for (let i = at + 1; i < segments.length && !segments[i]?.breaks; i++) {
      if (begins(i, ["may", "self"])) return true;
      if (!BETWEEN.some((role) => plays(segments[i], role)) && !namesParticipant(segments[i])) return false;
    }
    return true;
  };
  const actsAs = (cue: number, at: number): boolean => {
    // "Als de minister belt" is a condition, and so is "als ministers bellen".
    const bare = cue === at - 1 && !(speaks(words[at]?.[0], "describer") && (words[at]?.length ?? 0) > 1);
    if (!bare || isTitleOfName(at)) return false;
    if (holds(cue, ["self"])) return true;
    return segments[cue]?.breaks ? leadsToAsker(at) : endsClause(at) && precedes(cue, ["self"]);
  };
  const saidOfAsker = (at: number, attribute: string): boolean => {
    // "I am the minister's secretary".
    if (/['’]s$/u.test(question.slice(segments[at]?.start, segments[at]?.end))) return false;
    if (!endsClause(at) && plays(segments[at + 1], "asks")) return !follows(at, ["me", "joins"]);
    const cue = precedingSegment(segments, at, ["describer", "not"]);
    if (cue === null) return false;
    if (plays(segments[cue], "iAm"))
      return !follows(at, ["busy"]) && !precedes(cue, ["busy"]) && !isTitleOfName(at);
    if (plays(segments[cue], "as")) return actsAs(cue, at);
    if (plays(segments[cue], "may")) return opensClause(cue) && !follows(at, ["me", "joins"]);
    const listed =
      plays(segments[cue], "and") && !segments[cue]?.breaks && names(segments[cue - 1], attribute);
    return listed && saidOfAsker(cue - 1, attribute);
  };
  const isSomebody = (at: number): boolean =>
    plays(segments[at], "others") ||
    lexicon.onlyOfAsker.some((attribute) => names(segments[at], attribute) && !saidOfAsker(at, attribute)) ||
    namesParticipant(segments[at]);
  const saidOfOther = (at: number): boolean => {
    for (let i = at - 1; i >= 0 && !segments[i + 1]?.breaks; i--) {
      if (isSomebody(i)) {
        // "Mijn collega zit thuis".
        if (i + 1 < at && begins(i + 1, ["does"])) return true;
        // "Als hij thuis is"; with "mag" before it the verb says what may be done: "mag hij thuis werken".
        const verbLast = i + 1 === at && !endsClause(at) && begins(at + 1, ["does"]);
        if (verbLast && !precedes(i, ["may"])) return true;
      } else if (holds(i, ["me"])) return false;
    }
    return false;
  };
  const perParticipant = new Set(
    lexicon.ruleSet.vocabulary.attributes.flatMap(({ id, scope }) => (scope === "participant" ? [id] : [])),
  );
  return {
    isOthers: (at, attribute) =>
      lexicon.onlyOfAsker.includes(attribute)
        ? !saidOfAsker(at, attribute)
        : perParticipant.has(attribute) && saidOfOther(at),
    decisive,
  };
}

function isRole(sense: Sense, role: ContextRole): boolean {
  return sense.type === "context" && sense.role === role;
}

/** Whether a segment names a value of an attribute. */
function names(segment: Segment | undefined, attribute: string): boolean {
  return (
    segment?.senses.some(
      (sense) =>
        sense.type === "meaning" &&
        sense.meaning.kind === "attribute" &&
        sense.meaning.attribute === attribute,
    ) ?? false
  );
}

function namesParticipant(segment: Segment | undefined): boolean {
  return (
    segment?.senses.some((sense) => sense.type === "meaning" && sense.meaning.kind === "participant") ?? false
  );
}
