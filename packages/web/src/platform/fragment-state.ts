import { useLocation, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";

/**
 * The part of an address after `#`, as it was written. The router also gives it decoded, which would read an escaped
 * comma as a separator; and it moves before the address bar does, so the address bar is no place to look.
 */
export function fragmentOf(href: string): string {
  const cut = href.indexOf("#");
  return cut === -1 ? "" : href.slice(cut + 1);
}

/**
 * Choices of a page, kept in the part of the address after `#`: a link gives the same view, and no server sees them.
 *
 * @example const [choice, choose] = useFragmentState(); choice.get("activity") ?? "meet"; choose({ activity: "share" });
 */
export function useFragmentState(): readonly [
  URLSearchParams,
  (change: Readonly<Record<string, string | null>>) => void,
] {
  const { pathname, href } = useLocation();
  const fragment = fragmentOf(href);
  const state = useMemo(() => new URLSearchParams(fragment), [fragment]);
  const navigate = useNavigate();
  function choose(change: Readonly<Record<string, string | null>>): void {
    const next = new URLSearchParams(state);
    for (const [key, value] of Object.entries(change)) {
      if (value === null) next.delete(key);
      else next.set(key, value);
    }
    void navigate({
      to: pathname,
      hash: next.toString(),
      replace: true,
      resetScroll: false,
      hashScrollIntoView: false,
    });
  }
  return [state, choose];
}
