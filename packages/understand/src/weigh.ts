import type { Heard, HeardAll, HeardAmbiguous } from "./hear.ts";
import { plays, type Segment } from "./segments.ts";
import { sameMeaning } from "./understood.ts";

/** Specific words win over general ones. */
export function strongest(heard: readonly Heard[]): readonly Heard[] {
  const strong = heard.filter((each) => !each.weak);
  return strong.length > 0 ? strong : heard;
}

/** Whether the question offers different meanings as a choice: "or" stands between them. */
export function isChoice(said: readonly Heard[], segments: readonly Segment[]): boolean {
  return said.some((each, index) => {
    const next = said[index + 1];
    if (next === undefined || next.meaning.value === each.meaning.value) return false;
    return segments.slice(each.at, next.at).some((segment) => plays(segment, "either"));
  });
}

/** Whether something else in the question already settles what ambiguous words mean. */
export function isResolved(ambiguous: HeardAmbiguous, { meanings }: HeardAll): boolean {
  return ambiguous.candidates.some((candidate) =>
    meanings.some(
      (each) => !each.denied && !each.doubted && !each.others && sameMeaning(each.meaning, candidate),
    ),
  );
}
