import type { ContextRole } from "./lexicon.ts";
import { plays, precedingSegment, type Segment } from "./segments.ts";

/** Whether a linking word stands before a name, or another name to which it is joined. */
export function followsLink(segments: readonly Segment[], at: number): boolean {
  for (let i = at - 1; i >= 0; i--) {
    const next = segments[i + 1];
    if (next?.breaks && !next.afterComma) return false;
    const segment = segments[i];
    if (plays(segment, "link") || plays(segment, "asker") || plays(segment, "ministry")) return true;
    if (plays(segment, "article") || plays(segment, "either")) continue;
    return namesParticipant(segment);
  }
  return false;
}

/** Whether an organisation is said to be the asker's: "ik werk bij het ministerie van …", "wij (…)". */
export function isAskers(question: string, segments: readonly Segment[], at: number): boolean {
  const cue = precedingSegment(segments, at, ["article", "ministry", "filler"]);
  if (cue !== null && plays(segments[cue], "asker")) return true;
  const previous = segments[at - 1];
  const between = question.slice(previous?.end, segments[at]?.start);
  return plays(previous, "self") && between.includes("(");
}

const SMALL_WORDS: readonly ContextRole[] = ["link", "article", "ministry", "filler"];

/**
 * Whether somebody is said to be of another party: a colleague "van SZW" is no colleague of the asker.
 *
 * @param isOther whether the segment at an index names a party that is not the asker's.
 */
export function belongsToNext(
  segments: readonly Segment[],
  at: number,
  isOther: (at: number) => boolean,
): boolean {
  let linked = false;
  for (let i = at + 1; i < segments.length && !segments[i]?.breaks; i++) {
    if (isOther(i)) return linked;
    linked ||= plays(segments[i], "link");
    if (!SMALL_WORDS.some((role) => plays(segments[i], role))) return false;
  }
  return false;
}

function namesParticipant(segment: Segment | undefined): boolean {
  return (
    segment?.senses.some(
      (sense) => sense.type === "meaning" && sense.meaning.kind === "participant" && !sense.afterLink,
    ) ?? false
  );
}
