/** Whether there is a network, and waiting for it; a port, so that tests decide. */
export interface Network {
  /** False only when the device is sure that there is none. */
  readonly online: () => boolean;
  /** Calls when the device goes on or off the network. */
  readonly watch: (listener: (online: boolean) => void) => () => void;
  /** Waits, and less long when the network comes back or somebody looks at the page again. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** The network of this browser. */
export const browserNetwork: Network = {
  online: () => navigator.onLine,
  watch(listener) {
    const on = () => listener(true);
    const off = () => listener(false);
    addEventListener("online", on);
    addEventListener("offline", off);
    return () => {
      removeEventListener("online", on);
      removeEventListener("offline", off);
    };
  },
  pause: (milliseconds, signal) =>
    new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        removeEventListener("online", end);
        document.removeEventListener("visibilitychange", whenSeen);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const whenSeen = () => {
        if (document.visibilityState === "visible") end();
      };
      const timer = setTimeout(end, milliseconds);
      addEventListener("online", end);
      document.addEventListener("visibilitychange", whenSeen);
      signal.addEventListener("abort", end);
      if (signal.aborted) end();
    }),
};

const SHORTEST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait after a number of failures in a row: ever longer, and never the same for everybody, so that a server
 * that comes back is not asked by all at once.
 *
 * @param random between 0 and 1
 */
export function delayAfter(failures: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(ceiling * (0.5 + random / 2));
}
