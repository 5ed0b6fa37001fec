/** How far an analysis is. */
export interface Step {
  /** How many parts are done. */
  readonly done: number;
  /** How many parts there are, as far as known. */
  readonly of: number;
  /** What is being worked on: a kind of finding. */
  readonly what: string;
}

/**
 * Work in steps. It yields after each, so whoever drives it can show progress, do something else in between, or stop by not
 * asking for more. It knows no clock and starts no thread.
 */
export type Analysis<T> = Generator<Step, T, void>;

/** How to drive an analysis. */
export interface RunOptions {
  readonly onProgress?: (step: Step) => void;
  /** Asked after every step; true ends the analysis. */
  readonly shouldStop?: () => boolean;
}

/** An analysis that was stopped before it was done. What it found so far is not complete and is not given. */
export class AnalysisStoppedError extends Error {
  override readonly name = "AnalysisStoppedError";
  readonly code = "analysis-stopped";
  readonly step: Step;

  constructor(step: Step) {
    super(
      `The analysis (${step.what}) was stopped after ${step.done} of ${step.of} parts. Start it again for an answer.`,
    );
    this.step = step;
  }
}

/**
 * Drives an analysis to its end.
 *
 * @throws AnalysisStoppedError when `shouldStop` says so.
 * @example run(toolGaps(space), { shouldStop: () => signal.aborted })
 */
export function run<T>(analysis: Analysis<T>, { onProgress, shouldStop }: RunOptions = {}): T {
  for (;;) {
    const next = analysis.next();
    if (next.done === true) return next.value;
    onProgress?.(next.value);
    if (shouldStop?.() === true) {
      const stopped = new AnalysisStoppedError(next.value);
      // Ends the generator too, so that nobody goes on with half an analysis.
      analysis.throw(stopped);
      throw stopped;
    }
  }
}
