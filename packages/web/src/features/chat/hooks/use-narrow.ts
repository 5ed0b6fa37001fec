import { useSyncExternalStore } from "react";

/** Below this there is no room for a thread beside the conversation. */
const NARROW = "(max-width: 64rem)";

/** Whether a thread covers the conversation instead of standing beside it. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(NARROW);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => matchMedia(NARROW).matches,
  );
}
