import { useLayoutEffect, useReducer, useRef } from "react";
import { changeBetween, type Row } from "../model/rows.ts";

/** Rows as a list can take them in without losing its place. */
export interface StagedRows {
  readonly rows: readonly Row[];
  /** Whether rows came or went at the beginning alone. */
  readonly shift: boolean;
  /** Another number when the rows have nothing in common with those before. */
  readonly epoch: number;
}

/**
 * A list keeps its place when rows change at one end. When they change at both at once, the beginning goes first and the
 * end right after it, before anything is painted.
 */
export function useStagedRows(rows: readonly Row[]): StagedRows {
  const shown = useRef<readonly Row[]>([]);
  const epoch = useRef(0);
  const [, again] = useReducer((count: number) => count + 1, 0);

  const change = changeBetween(shown.current, rows);
  const lastKey = shown.current.at(-1)?.key;
  const cut = change === "both" ? rows.findIndex(({ key }) => key === lastKey) : -1;
  const isReplaced = change === "replaced" || (change === "both" && cut === -1);
  const current = cut === -1 ? rows : rows.slice(0, cut + 1);
  const now = isReplaced ? epoch.current + 1 : epoch.current;

  useLayoutEffect(() => {
    shown.current = current;
    epoch.current = now;
    if (current.length !== rows.length) again();
  }, [current, now, rows]);

  return { rows: current, shift: change === "start" || cut !== -1, epoch: now };
}
