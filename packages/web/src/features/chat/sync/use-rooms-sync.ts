import { useCallback } from "react";
import type { Connection } from "../client/state.ts";
import { useChatClient, useChatPart } from "../hooks/use-chat-client.ts";
import { newsIn, type RoomNews } from "./room-news.ts";

/** What the page hears of all rooms while it is open. */
export interface RoomsSync {
  /** Whether what is shown is what the server has. */
  readonly connection: Connection;
  /** By room id; null until the first answer came. Stays the same object while nothing in it changed. */
  readonly rooms: ReadonlyMap<string, RoomNews> | null;
  /** Ids of the rooms that one is invited to. */
  readonly invited: ReadonlySet<string>;
}

/**
 * Keeps up with all rooms of who is signed in: one loop per tab, shared by every screen that asks.
 *
 * @example
 * const { rooms } = useRoomsSync();
 * const unread = rooms?.get(room.id)?.unread ?? room.unread;
 */
export function useRoomsSync(): RoomsSync {
  const client = useChatClient();
  const connection = useChatPart(client, (state) => state.connection);
  const rooms = useChatPart(
    client,
    useCallback((state) => newsIn(state), []),
  );
  const invited = useChatPart(client, (state) => state.invited);
  return { connection, rooms, invited };
}
