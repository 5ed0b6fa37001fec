import { useEffect, useRef } from "react";

/**
 * Keeps a keyboard and a screen reader in place when what they acted on is gone, such as the answers of a question
 * that was just answered: focus then goes to the heading of what came instead.
 *
 * @param shown says what is shown; a change of it is when focus may have been lost.
 * @returns the region whose first heading receives focus.
 */
export function useFocusKept(shown: string) {
  const region = useRef<HTMLDivElement>(null);
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (isLost) region.current?.querySelector("h1")?.focus();
  }, [shown]);
  return region;
}
