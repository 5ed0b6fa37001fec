import { TemporarilyUnavailable, TooManyRequests } from "../../platform/errors.ts";

/** What work is done on, and by whom. */
export interface Place {
  readonly room: string;
  /** User id of who asks; null for Akkoord itself. */
  readonly by: string | null;
}

/** Lets work on the same room go one by one, and limits how much goes on at once. */
export interface Turns {
  /**
   * Does work when it is the room's turn; work on one room goes in the order in which it came.
   *
   * @throws TooManyRequests when too much of the same person is under way already
   * @throws TemporarilyUnavailable when too much waits for the room already, or for all rooms together
   */
  take<T>(place: Place, work: () => Promise<T>): Promise<T>;
}

/** How much there may be. */
export interface TurnLimits {
  /** Rooms that are worked on at once. */
  readonly most: number;
  /** What may wait for one room. */
  readonly longest: number;
  /** What of one person may be under way, so that nobody fills a line alone. */
  readonly ofOne: number;
  /** What may be under way at all, so that memory has an end. */
  readonly inAll: number;
}

/** After so many seconds whoever has too much under way may come back. */
const COME_BACK_SECONDS = 1;

/**
 * Turns within this process. The database sees to it that only one transaction appends to a room; without turns those
 * that wait for it would each hold a connection, until none is left for the one that works.
 */
export function createTurns({ most, longest, ofOne, inAll }: TurnLimits): Turns {
  const lines = new Map<string, (() => void)[]>();
  const waiting: (() => void)[] = [];
  const underWay = new Map<string, number>();
  let all = 0;
  let working = 0;

  const enter = async (room: string): Promise<void> => {
    const line = lines.get(room);
    if (line === undefined) lines.set(room, []);
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
  const count = (by: string | null, more: 1 | -1): void => {
    all += more;
    if (by === null) return;
    const now = (underWay.get(by) ?? 0) + more;
    if (now === 0) underWay.delete(by);
    else underWay.set(by, now);
  };

  return {
    async take({ room, by }, work) {
      if (by !== null && (underWay.get(by) ?? 0) >= ofOne) throw new TooManyRequests(COME_BACK_SECONDS);
      if (all >= inAll || (lines.get(room)?.length ?? 0) >= longest) throw new TemporarilyUnavailable();
      count(by, 1);
      try {
        await enter(room);
        try {
          return await work();
        } finally {
          exit(room);
        }
      } finally {
        count(by, -1);
      }
    },
  };
}
