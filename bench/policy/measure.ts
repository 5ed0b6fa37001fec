/**
 * Timing: warm up, then the median of many rounds. Rounds are long enough for the clock, and shorter than what a
 * busy machine lets a process run at a stretch, so that most rounds are not interrupted.
 */

/** How long to measure. */
export interface Effort {
  readonly rounds: number;
  /** Milliseconds per round, at least. */
  readonly roundMs: number;
  readonly warmUpMs: number;
}

export const FULL: Effort = { rounds: 301, roundMs: 1, warmUpMs: 500 };
export const QUICK: Effort = { rounds: 31, roundMs: 1, warmUpMs: 100 };

let kept = 0;

/** Takes a result, so that the work behind it cannot be left out. */
export function keep(result: number): void {
  kept = (kept + result) | 0;
}

/** What was taken. That it can be read is what makes taking it count. */
export function keptSum(): number {
  return kept;
}

/**
 * Nanoseconds per unit of work, the median over rounds.
 *
 * @param units how many units one call of `work` does.
 */
export function timed(effort: Effort, units: number, work: () => void): number {
  const repeats = repeatsFor(effort, work);
  const rounds = Array.from({ length: effort.rounds }, () => {
    const start = performance.now();
    for (let i = 0; i < repeats; i++) work();
    return ((performance.now() - start) * 1e6) / (repeats * units);
  });
  return median(rounds);
}

/** The same for work that answers later. */
export async function timedLater(effort: Effort, units: number, work: () => Promise<void>): Promise<number> {
  const warmUntil = performance.now() + effort.warmUpMs;
  while (performance.now() < warmUntil) await work();
  const rounds: number[] = [];
  while (rounds.length < effort.rounds) {
    const start = performance.now();
    let repeats = 0;
    while (performance.now() - start < effort.roundMs) {
      await work();
      repeats++;
    }
    rounds.push(((performance.now() - start) * 1e6) / (repeats * units));
  }
  return median(rounds);
}

/** Milliseconds of each call of work that is too long to repeat within a round; the median. */
export function timedOnce(times: number, work: () => void): number {
  return median(
    Array.from({ length: times }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function repeatsFor(effort: Effort, work: () => void): number {
  const start = performance.now();
  let repeats = 0;
  while (performance.now() - start < effort.warmUpMs) {
    work();
    repeats++;
  }
  return Math.max(1, Math.ceil((repeats * effort.roundMs) / effort.warmUpMs));
}
