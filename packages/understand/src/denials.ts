import type { ContextRole } from "./lexicon.ts";
import { plays, precedingSegment, type Segment } from "./segments.ts";
import type { Meaning } from "./understood.ts";

/** What denials and doubts say of a meaning. */
export interface Stance {
  /** The words say that it is not so. */
  readonly denied: boolean;
  /** The words say that the asker does not know. */
  readonly doubted: boolean;
}

/** What the denials and doubts of a question reach. */
export interface Denials {
  readonly stanceOn: (at: number, meaning: Meaning) => Stance;
  /** Whether a tool or party is left out ("in plaats van"). */
  readonly leavesOut: (at: number) => boolean;
  /** Words that kept a denial from going further: they played a part. */
  readonly barriers: ReadonlySet<number>;
}

const UNTOUCHED: Stance = { denied: false, doubted: false };
const SMALL_WORDS: readonly ContextRole[] = ["link", "article", "filler", "self", "either", "ministry"];

/** Finds what is denied, doubted and left out. */
export function findDenials(segments: readonly Segment[]): Denials {
  const denied = new Set<number>();
  const doubted = new Set<number>();
  const leftOut = new Set<number>();
  const barriers = new Set<number>();
  let why = false;
  for (const [at, segment] of segments.entries()) {
    if (segment.breaks && !segment.afterComma) why = false;
    if (plays(segment, "why")) why = true;
    // "Waarom mag ik niet …" denies the permission, not what follows.
    if (plays(segment, "not") && !why) reach(segments, at, denied, barriers);
    if (plays(segment, "doubt")) reach(segments, at, doubted, barriers, ["filler", "article"]);
    if (plays(segment, "without")) reach(segments, at, leftOut, barriers);
    if (plays(segment, "notAfter")) {
      const target = precedingSegment(segments, at, ["filler", "article"]);
      if (target !== null) denied.add(target);
    }
  }
  return {
    stanceOn: (at, meaning) => {
      // "Why may I not send" is still about sending, and "not by WhatsApp" about WhatsApp.
      if (meaning.kind === "attribute" && meaning.attribute === "activity") return UNTOUCHED;
      if (leftOut.has(at)) return { denied: true, doubted: false };
      if (meaning.kind !== "attribute") return UNTOUCHED;
      return { denied: denied.has(at), doubted: doubted.has(at) };
    },
    leavesOut: (at) => leftOut.has(at),
    barriers,
  };
}

/**
 * Marks the next thing said, and what is listed with it about the same ("geen namen of adressen").
 *
 * @param between roles that words between listed things may play, besides "and" and "or".
 */
function reach(
  segments: readonly Segment[],
  from: number,
  reached: Set<number>,
  barriers: Set<number>,
  between: readonly ContextRole[] = [],
): void {
  let listing: string | null = null;
  let joined = false;
  for (let i = from + 1; i < segments.length; i++) {
    const segment = segments[i];
    if (segment === undefined) return;
    const comma = segment.afterComma && listing !== null;
    if ((segment.breaks && !comma) || plays(segment, "but") || plays(segment, "not")) return;
    joined ||= comma || plays(segment, "either") || plays(segment, "link");
    const topic = topicOf(segment);
    if (topic !== null) {
      if (listing !== null && (topic !== listing || !joined)) return;
      reached.add(i);
      listing = topic;
      joined = false;
    } else if (!SMALL_WORDS.some((role) => plays(segment, role))) {
      if (listing === null) barriers.add(i);
      return;
    } else if (listing !== null) {
      const may = ["either", "link", ...between] as const;
      if (!may.some((role) => plays(segment, role))) return;
    }
  }
}

/** What a segment speaks of: an attribute, tools or participants; null when it says nothing by itself. */
function topicOf(segment: Segment): string | null {
  for (const sense of segment.senses) {
    if (sense.type === "other-tool") return "tool";
    const meaning =
      sense.type === "meaning" ? sense.meaning : sense.type === "ambiguous" ? sense.candidates[0] : undefined;
    if (meaning !== undefined) return meaning.kind === "attribute" ? meaning.attribute : meaning.kind;
  }
  return null;
}
