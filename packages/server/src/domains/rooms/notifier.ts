/** Wakes whoever waits for news of a room or of their own. */
export interface Notifier {
  /** @param about a room or a user id; null: nobody knows what happened, so everybody looks */
  wake(about: string | null): void;
  /** Begins to listen. News from then on is not missed, also before {@link Listening.next}. */
  listen(about: Iterable<string>): Listening;
}

/** Somebody who listens. */
export interface Listening {
  /** Resolves at the next news since the last time, or when the time is up or the signal ends. */
  next(milliseconds: number, signal?: AbortSignal): Promise<void>;
  end(): void;
}

/** A notifier within this process. */
export function createNotifier(): Notifier {
  const listeners = new Map<string, Set<() => void>>();
  return {
    wake(about) {
      const wanted =
        about === null ? [...listeners.values()] : [listeners.get(about) ?? new Set<() => void>()];
      for (const one of wanted) for (const listener of [...one]) listener();
    },
    listen(about) {
      const subjects = [...new Set(about)];
      let heard = false;
      let waiting: (() => void) | null = null;
      const hear = (): void => {
        heard = true;
        waiting?.();
      };
      for (const subject of subjects) listeners.set(subject, (listeners.get(subject) ?? new Set()).add(hear));
      return {
        async next(milliseconds, signal) {
          if (!heard && signal?.aborted !== true) {
            await new Promise<void>((resolve) => {
              // Whatever ends the wait, nothing of it stays behind.
              const stop = (): void => {
                clearTimeout(timer);
                signal?.removeEventListener("abort", stop);
                resolve();
              };
              const timer = setTimeout(stop, milliseconds);
              signal?.addEventListener("abort", stop, { once: true });
              waiting = stop;
            });
            waiting = null;
          }
          heard = false;
        },
        end() {
          for (const subject of subjects) {
            const others = listeners.get(subject);
            others?.delete(hear);
            if (others?.size === 0) listeners.delete(subject);
          }
        },
      };
    },
  };
}
