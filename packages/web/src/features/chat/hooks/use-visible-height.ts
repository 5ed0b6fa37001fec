import { type RefObject, useLayoutEffect } from "react";

/** Less than this is no conversation any more: then the page may scroll. */
const LEAST = 220;

/**
 * Keeps an element within the part of the page that can be seen, so that the keyboard of a phone does not lie over the
 * field that is written in.
 */
export function useVisibleHeight(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const viewport = window.visualViewport;
    const own = element.current;
    if (viewport === null || own === null) return;
    const fit = () => {
      const isCovered = window.innerHeight - viewport.height * viewport.scale > 80;
      // Zoomed in, the visible part is small because somebody wants it so.
      if (!isCovered || viewport.scale > 1.01) {
        own.style.removeProperty("max-block-size");
        return;
      }
      const top = own.getBoundingClientRect().top - viewport.offsetTop;
      own.style.maxBlockSize = `${Math.max(LEAST, viewport.height - Math.max(0, top))}px`;
    };
    viewport.addEventListener("resize", fit);
    viewport.addEventListener("scroll", fit);
    return () => {
      viewport.removeEventListener("resize", fit);
      viewport.removeEventListener("scroll", fit);
    };
  }, [element]);
}
