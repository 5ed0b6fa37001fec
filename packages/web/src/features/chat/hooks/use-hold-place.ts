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
  const letGo = useRef(() => {});
  // What is in the page now is what stood there before these rows.
  if (shift && scroller.current !== null) anchor.current = anchorIn(scroller.current);

  useEffect(() => {
    const element = scroller.current;
    const noteMove = () => letGo.current();
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
    // Goes on while the list draws itself again, until another hold takes over.
    letGo.current();
    letGo.current = hold(element, held);
  }, [rows, shift, scroller]);
  useEffect(() => () => letGo.current(), []);
}

/** Holds a message where it is for some frames. @returns lets go of it */
function hold(scroller: HTMLElement, { key, top }: Anchor): () => void {
  let frame = 0;
  let left = FRAMES;
  const correct = () => {
    const now = messageIn(scroller, key);
    if (now === null) return;
    const moved = topOf(now, scroller) - top;
    if (Math.abs(moved) > 0.5) scroller.scrollTop += moved;
  };
  // The list measures its rows after layout and moves them then, in an observer that was made before this one. Whatever
  // begins to be observed is told of in that same frame: so this puts right what the list moved before anybody sees it.
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    correct();
    left -= 1;
    if (left > 0) frame = requestAnimationFrame(watch);
  });
  const watch = () => {
    const message = messageIn(scroller, key);
    if (message !== null) observer.observe(message);
  };
  correct();
  watch();
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
  };
}

/** The first message that is wholly in sight. */
function anchorIn(scroller: HTMLElement): Anchor | null {
  for (const article of scroller.querySelectorAll<HTMLElement>("article[data-key]")) {
    const own = topOf(article, scroller);
    const { key } = article.dataset;
    // The very first may look otherwise once others stand above it.
    if (own > 40 && key !== undefined) return { key, top: own };
  }
  return null;
}

function messageIn(scroller: HTMLElement, key: string): HTMLElement | null {
  return scroller.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
}

function topOf(message: HTMLElement, scroller: HTMLElement): number {
  return message.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}
