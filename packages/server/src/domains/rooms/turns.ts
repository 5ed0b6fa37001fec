import { TemporarilyUnavailable } from "../../platform/errors.ts";

/** Lets work on the same room go one by one, and limits how much goes on at once. */
export interface Turns {
  /**
   * Does work when it is the room's turn; work on one room goes in the order in which it came.
   *
   * @throws TemporarilyUnavailable when too much waits for the room already
   */
  take<T>(room: string, work: () => Promise<T>): Promise<T>;
}

/**
 * Turns within this process. The database sees to it that only one transaction appends to a room; without turns those
 * that wait for it would each hold a connection, until none is left for the one that works.
 *
 * @param most how many rooms are worked on at once
 * @param longest how much may wait for one room
 */
export function createTurns(most: number, longest: number): Turns {
  const lines = new Map<string, (() => void)[]>();
  const waiting: (() => void)[] = [];
  let working = 0;

  const enter = async (room: string): Promise<void> => {
    const line = lines.get(room);
    if (line === undefined) lines.set(room, []);
    else if (line.length >= longest) throw new TemporarilyUnavailable();
    else await new Promise<void>((go) => line.push(go));
    if (working < most) working++;
    else await new Promise<void>((go) => waiting.push(go));
  };
  const exit = (room: string): void => {
    const next = waiting.shift();
    if (next === undefined) working--;
    else next();
    const follower = lines.get(room)?.shift();
    if (follower === undefined) lines.delete(room);
    else follower();
  };

  return {
    async take(room, work) {
      await enter(room);
      try {
        return await work();
      } finally {
        exit(room);
      }
    },
  };
}
