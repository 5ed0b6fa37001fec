import { LONGEST_TYPING_MS } from "./model.ts";

/** Who is typing where. Known in this process alone, for seconds, and never written down. */
export interface Typing {
  /** Counts every change; part of a sync token. */
  readonly counter: number;
  set(room: string, userId: string, milliseconds: number): void;
  stop(room: string, userId: string): void;
  /** User ids of who is typing in a room now. */
  in(room: string): string[];
  /** Whether that changed since a count. A count of before this process began says nothing, so then it may have. */
  changedSince(room: string, counter: number): boolean;
  /** Ends every timer. */
  close(): void;
}

/**
 * Keeps who is typing.
 *
 * @param onChange hears of every room in which it changed
 */
export function createTyping(onChange: (room: string) => void): Typing {
  const rooms = new Map<string, { timers: Map<string, NodeJS.Timeout>; changed: number }>();
  let counter = 0;

  const changed = (room: string): void => {
    counter++;
    const known = rooms.get(room);
    if (known !== undefined) known.changed = counter;
    onChange(room);
  };
  const stop = (room: string, userId: string): void => {
    const timers = rooms.get(room)?.timers;
    const timer = timers?.get(userId);
    if (timer === undefined) return;
    clearTimeout(timer);
    timers?.delete(userId);
    changed(room);
  };

  return {
    get counter() {
      return counter;
    },
    set(room, userId, milliseconds) {
      const known = rooms.get(room) ?? { timers: new Map<string, NodeJS.Timeout>(), changed: 0 };
      rooms.set(room, known);
      const before = known.timers.get(userId);
      clearTimeout(before);
      const timer = setTimeout(() => stop(room, userId), Math.min(milliseconds, LONGEST_TYPING_MS));
      timer.unref();
      known.timers.set(userId, timer);
      if (before === undefined) changed(room);
    },
    stop,
    in: (room) => [...(rooms.get(room)?.timers.keys() ?? [])].sort(),
    changedSince(room, since) {
      const known = rooms.get(room);
      if (since > counter) return known !== undefined && known.timers.size > 0;
      return (known?.changed ?? 0) > since;
    },
    close() {
      for (const { timers } of rooms.values()) for (const timer of timers.values()) clearTimeout(timer);
      rooms.clear();
    },
  };
}
