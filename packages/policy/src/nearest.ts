/**
 * The candidate that looks most like a misspelt word, or null when none comes near
 * (more than a third of the letters differ).
 *
 * @example nearest("webx", ["webex", "zoom"]) // "webex"
 */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const wanted = word.toLowerCase().slice(0, 80);
  let best: string | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    // A word of another length is a little further away, so that "bkz" is nearer to "bzk" than to "bz".
    const distance =
      editDistance(wanted, candidate.toLowerCase()) + (candidate.length === word.length ? 0 : 0.5);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  if (best === null) return null;
  return Math.floor(bestDistance) <= Math.max(1, Math.floor(Math.max(wanted.length, best.length) / 3))
    ? best
    : null;
}

/** How many letters to add, drop, change or swap with their neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let twoBefore: readonly number[] = [];
  let before: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (twoBefore[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      current.push(Math.min(change, swap, (before[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    twoBefore = before;
    before = current;
  }
  return before[b.length] ?? 0;
}

/** A list for an error message: the whole list when short, else its first part and how many more. */
export function enumerate(ids: readonly string[], most = 40): string {
  const shown = ids.slice(0, most).join(", ");
  return ids.length > most ? `${shown} and ${ids.length - most} more` : shown;
}
