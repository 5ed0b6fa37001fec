import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

/** A message in sight, and how far it stands below the top. */
interface Anchor {
  readonly key: string;
  readonly top: number;
}

/** So many frames it takes until everything that came has its measure. */
const FRAMES = 24;

/** What people do to scroll: then they decide where they are. */
const OWN_MOVES = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

/**
 * Keeps what is in sight where it is while rows come in above it: the list knows how high they are only once they are
 * there, and the first of those before may look otherwise with others above it.
 *
 * @param shift whether rows came or went above what is in sight
 */
export function useHoldPlace(scroller: RefObject<HTMLElement | null>, rows: unknown, shift: boolean): void {
  const anchor = useRef<Anchor | null>(null);
  const hasMoved = useRef(false);
  const frame = useRef(0);
  // What is in the page now is what stood there before these rows.
  if (shift && scroller.current !== null) anchor.current = anchorIn(scroller.current);

  useEffect(() => {
    const element = scroller.current;
    const noteMove = () => {
      hasMoved.current = true;
    };
    for (const move of OWN_MOVES) element?.addEventListener(move, noteMove, { passive: true });
    return () => {
      for (const move of OWN_MOVES) element?.removeEventListener(move, noteMove);
    };
  }, [scroller]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the rows.
  useLayoutEffect(() => {
    const element = scroller.current;
    const held = anchor.current;
    anchor.current = null;
    if (!shift || element === null || held === null) return;
    hasMoved.current = false;
    cancelAnimationFrame(frame.current);
    let left = FRAMES;
    const hold = () => {
      const now = topOf(element, held.key);
      if (hasMoved.current || now === null) return;
      if (Math.abs(now - held.top) > 0.5) element.scrollTop += now - held.top;
      left -= 1;
      if (left > 0) frame.current = requestAnimationFrame(hold);
    };
    // Goes on while the list draws itself again, until another hold takes over.
    hold();
  }, [rows, shift, scroller]);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
}

/** The first message that is wholly in sight. */
function anchorIn(scroller: HTMLElement): Anchor | null {
  const { top } = scroller.getBoundingClientRect();
  for (const article of scroller.querySelectorAll<HTMLElement>("article[data-key]")) {
    const own = article.getBoundingClientRect().top - top;
    const { key } = article.dataset;
    // The very first may look otherwise once others stand above it.
    if (own > 40 && key !== undefined) return { key, top: own };
  }
  return null;
}

function topOf(scroller: HTMLElement, key: string): number | null {
  const article = scroller.querySelector(`[data-key="${CSS.escape(key)}"]`);
  return article === null ? null : article.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}
