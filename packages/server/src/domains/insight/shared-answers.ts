interface Kept<Value> {
  readonly answer: Promise<Value>;
  readonly cancel: AbortController;
  /** How many wait for it; it is given up when the last one leaves. */
  waiting: number;
  settled: boolean;
}

/** Answers to questions that cost much to answer: worked out once, kept, and shared by who ask at the same time. */
export interface SharedAnswers {
  /**
   * The answer under a key.
   *
   * @param work what makes it; its signal ends when nobody waits for the answer any more
   * @param signal ends the wait of this caller alone
   * @throws what `work` throws, or the signal's reason
   */
  get<Value>(
    key: string,
    work: (signal: AbortSignal) => Promise<Value>,
    signal?: AbortSignal,
  ): Promise<Value>;
}

/**
 * Makes a place for shared answers.
 *
 * @param most how many answers are kept; the one used longest ago goes first
 * @param staysFailed which failures are kept as an answer, because asking again gives the same
 */
export function createSharedAnswers(most: number, staysFailed: (error: unknown) => boolean): SharedAnswers {
  const kept = new Map<string, Kept<unknown>>();

  const start = (key: string, work: (signal: AbortSignal) => Promise<unknown>): Kept<unknown> => {
    const cancel = new AbortController();
    const fresh: Kept<unknown> = { answer: work(cancel.signal), cancel, waiting: 0, settled: false };
    const end = (keep: boolean) => {
      fresh.settled = true;
      if (!keep && kept.get(key) === fresh) kept.delete(key);
    };
    fresh.answer.then(
      () => end(true),
      (error) => end(staysFailed(error)),
    );
    return fresh;
  };

  return {
    async get<Value>(
      key: string,
      work: (signal: AbortSignal) => Promise<Value>,
      signal?: AbortSignal,
    ): Promise<Value> {
      signal?.throwIfAborted();
      const one = kept.get(key) ?? start(key, work);
      kept.delete(key);
      kept.set(key, one);
      for (const [old, { settled }] of kept) {
        if (kept.size <= most) break;
        if (settled) kept.delete(old);
      }
      one.waiting += 1;
      try {
        // What stands under a key was made by the work of that key.
        return (await unlessAborted(one.answer, signal)) as Value;
      } finally {
        one.waiting -= 1;
        if (one.waiting === 0 && !one.settled) {
          if (kept.get(key) === one) kept.delete(key);
          one.cancel.abort(signal?.reason);
        }
      }
    },
  };
}

function unlessAborted<Value>(answer: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return answer;
  return new Promise<Value>((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener("abort", leave, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}
