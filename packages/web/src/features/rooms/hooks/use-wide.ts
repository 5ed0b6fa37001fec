import { useSyncExternalStore } from "react";

/** From here on list, conversation and people stand beside each other; the style sheet has the same number. */
const ALL_THREE = matchMedia("(min-width: 72rem)");

/** Whether people stand beside the conversation instead of in its place. */
export function usePeopleBeside(): boolean {
  return useSyncExternalStore(
    (listener) => {
      ALL_THREE.addEventListener("change", listener);
      return () => ALL_THREE.removeEventListener("change", listener);
    },
    () => ALL_THREE.matches,
  );
}
