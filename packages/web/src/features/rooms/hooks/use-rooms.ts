import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useMessages } from "../../../messages/language.tsx";
import { ServerRefusalError } from "../../../platform/http.ts";
import { useSession } from "../../session/hooks/use-session.ts";
import { doToRoom, listRooms, type NewRoom, openRoom, type Room, type RoomDeed, readRoom } from "../api.ts";

/** Everything of rooms lies under this key, so that one change makes all of it fresh. */
export const ROOMS_KEY = ["rooms"] as const;

/** The rooms that somebody is in or invited to. */
export const roomsQuery = queryOptions({
  queryKey: [...ROOMS_KEY, "list"],
  queryFn: ({ signal }) => listRooms(signal),
  refetchOnWindowFocus: true,
});

/** One room; null when it is not there for who asks, also when it was a moment ago. */
export function roomQuery(id: string) {
  return queryOptions({
    queryKey: [...ROOMS_KEY, "one", id],
    queryFn: ({ signal }) => readOrNothing(id, signal),
    refetchOnWindowFocus: true,
    // What somebody may no longer see is not kept for when they come back.
    gcTime: 0,
  });
}

async function readOrNothing(id: string, signal: AbortSignal): Promise<Room | null> {
  try {
    return await readRoom(id, signal);
  } catch (error) {
    if (error instanceof ServerRefusalError && (error.status === 404 || error.status === 400)) return null;
    throw error;
  }
}

/** Does something to a room; everything about rooms is fetched again afterwards. */
export function useRoomDeed(room: string) {
  const client = useQueryClient();
  const options = useChangeOptions();
  return useMutation({
    mutationFn: (deed: RoomDeed) => doToRoom(room, deed, options),
    networkMode: "always",
    onSettled: (_done, _error, { kind }) => {
      const fresh = client.invalidateQueries({ queryKey: ROOMS_KEY });
      // Whoever leaves goes away from the room, and need not be told first that they are not in it any more.
      return kind === "leave" ? undefined : fresh;
    },
  });
}

/** Opens a room. */
export function useOpenRoom() {
  const client = useQueryClient();
  const options = useChangeOptions();
  return useMutation({
    mutationFn: (room: NewRoom) => openRoom(room, options),
    networkMode: "always",
    onSettled: () => client.invalidateQueries({ queryKey: ROOMS_KEY }),
  });
}

function useChangeOptions() {
  const csrfToken = useSession()?.csrfToken ?? null;
  const { language } = useMessages();
  return { csrfToken, language };
}
