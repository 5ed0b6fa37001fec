import type { CompiledLexicon } from "./compile-lexicon.ts";
import { findDenials, type Stance } from "./denials.ts";
import { belongsToNext, followsLink, isAskers } from "./names.ts";
import type { Segment } from "./segments.ts";
import { type Meaning, OWN_ORGANISATION } from "./understood.ts";
import { findWhose, type Whose } from "./whose.ts";

/** A meaning that was heard, with what the words around it do to it. */
export interface Heard extends Stance {
  /** Index of its segment, for order and for what stands between. */
  readonly at: number;
  readonly segment: Segment;
  readonly meaning: Meaning;
  readonly how: "exact" | "synonym" | "spelling";
  readonly weak: boolean;
  /** For an organisation: the words say that it is the asker's. */
  readonly asker: boolean;
  /** For an attribute that each participant has: not said of the asker. */
  readonly others: boolean;
}

/** Words that can mean several things. */
export interface HeardAmbiguous {
  readonly at: number;
  readonly segment: Segment;
  readonly candidates: readonly Meaning[];
  readonly weak: boolean;
  readonly denied: boolean;
  /** As of {@link Heard}. */
  readonly others: boolean;
  readonly reason: "ambiguous" | "spelling";
}

/** Everything that was heard in a question, in the order of the text. */
export interface HeardAll {
  readonly meanings: readonly Heard[];
  readonly ambiguous: readonly HeardAmbiguous[];
  /** Tools that the catalogue lacks. */
  readonly otherTools: readonly Segment[];
  /** Indices of the segments that played a part. */
  readonly used: ReadonlySet<number>;
}

/** Reads what the segments mean in each other's company: who asks, of whom it is said, what is denied. */
export function hear(question: string, segments: readonly Segment[], lexicon: CompiledLexicon): HeardAll {
  const denials = findDenials(segments);
  const whose = findWhose(question, segments, lexicon);
  const used = new Set(denials.barriers);
  const meanings: Heard[] = [];
  const ambiguous: HeardAmbiguous[] = [];
  const otherTools: Segment[] = [];
  const isOrganisation = (id: string): boolean =>
    lexicon.ruleSet.organisations.some((organisation) => organisation.id === id);

  for (const [at, segment] of segments.entries())
    for (const sense of segment.senses) {
      if (sense.type === "context") continue;
      if (sense.type === "meaning") {
        if (sense.afterLink && !segment.capital && !followsLink(segments, at)) continue;
        const { meaning, weak } = sense;
        const asker =
          meaning.kind === "participant" && isOrganisation(meaning.value) && isAskers(question, segments, at);
        const how = segment.mistakes > 0 ? "spelling" : sense.how;
        const others = meaning.kind === "attribute" && whose.isOthers(at, meaning.attribute);
        meanings.push({ at, segment, meaning, how, weak, asker, others, ...denials.stanceOn(at, meaning) });
      } else if (sense.type === "ambiguous") {
        const { weak, reason } = sense;
        const candidates = meantOf(sense.candidates, at, lexicon, whose);
        if (candidates.length === 0) continue;
        const denied = candidates.some((candidate) => denials.stanceOn(at, candidate).denied);
        const [first] = candidates;
        const others = first?.kind === "attribute" && whose.isOthers(at, first.attribute);
        ambiguous.push({ at, segment, candidates, weak, denied, others, reason });
      } else if (!denials.leavesOut(at)) otherTools.push(segment);
      used.add(at);
    }

  const isOther = (at: number): boolean =>
    meanings.some((heard) => heard.at === at && heard.meaning.kind === "participant" && !heard.asker) ||
    ambiguous.some(
      (heard) => heard.at === at && heard.candidates.some((meaning) => meaning.kind === "participant"),
    );
  return {
    meanings: meanings.filter(
      ({ at, meaning }) =>
        !(
          meaning.kind === "participant" &&
          meaning.value === OWN_ORGANISATION &&
          belongsToNext(segments, at, isOther)
        ),
    ),
    ambiguous,
    otherTools,
    used: new Set([...used, ...whose.decisive]),
  };
}

/**
 * What ambiguous words can mean here. A word for a role or a party ("consultant") is a role when said of
 * the asker, and a party when said of somebody else.
 */
function meantOf(
  candidates: readonly Meaning[],
  at: number,
  { onlyOfAsker }: CompiledLexicon,
  whose: Whose,
): readonly Meaning[] {
  const own = onlyOfAsker.find((attribute) => candidates.some((each) => isOf(each, attribute)));
  if (own === undefined) return candidates;
  const others = whose.isOthers(at, own);
  return candidates.filter((each) => isOf(each, own) !== others);
}

function isOf(meaning: Meaning, attribute: string): boolean {
  return meaning.kind === "attribute" && meaning.attribute === attribute;
}
