import type { ReadMark } from "../client/state.ts";
import type { RoomEvent } from "../matrix/event.ts";

/** Who read a message, as far as it can be told. */
export interface Readers {
  readonly read: readonly string[];
  /** Marks that stand at messages that are not here; the server can tell where those lie. */
  readonly elsewhere: readonly { readonly userId: string; readonly event: string }[];
}

/**
 * Works out who read up to a message or further.
 *
 * @param events what is here, in the server's order
 * @param isLive whether nothing newer lies elsewhere: a mark that is not here then stands before all that is
 */
export function readersOf(
  message: { readonly id: string; readonly sender: string },
  marks: ReadonlyMap<string, ReadMark>,
  events: readonly RoomEvent[],
  isLive: boolean,
): Readers {
  const places = new Map(events.map(({ id }, place) => [id, place]));
  const place = places.get(message.id) ?? Number.POSITIVE_INFINITY;
  const others = [...marks].filter(([userId]) => userId !== message.sender);
  return {
    read: others.flatMap(([userId, { event }]) => ((places.get(event) ?? -1) >= place ? [userId] : [])),
    elsewhere: isLive
      ? []
      : others.flatMap(([userId, { event }]) => (places.has(event) ? [] : [{ userId, event }])),
  };
}
