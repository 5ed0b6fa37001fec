import { type RefObject, useCallback, useEffect, useRef } from "react";

/** So many frames a message gets to come into the page and be measured. */
const FRAMES = 120;

/**
 * Gives focus to a message as soon as it can have it: the list brings it into the page later, and hides it until it
 * knows how high it is.
 *
 * @returns asks for it, by the key of the message; a later wish replaces an earlier one
 */
export function useFocusSoon(scroller: RefObject<HTMLElement | null>): (key: string) => void {
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return useCallback(
    (key) => {
      cancelAnimationFrame(frame.current);
      let left = FRAMES;
      const attempt = () => {
        const message = scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
        message?.focus({ preventScroll: true });
        left -= 1;
        if ((message == null || document.activeElement !== message) && left > 0)
          frame.current = requestAnimationFrame(attempt);
      };
      frame.current = requestAnimationFrame(attempt);
    },
    [scroller],
  );
}
