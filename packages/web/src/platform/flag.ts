import { useSyncExternalStore } from "react";

/** A flag that is raised once, outside React, and that screens can watch. */
export function storedFlag() {
  const listeners = new Set<() => void>();
  let raised = false;
  return {
    raise(): void {
      raised = true;
      for (const listener of listeners) listener();
    },
    use: (): boolean =>
      useSyncExternalStore(
        (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        () => raised,
      ),
  };
}
