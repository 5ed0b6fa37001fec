import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useRoomsSync } from "../../chat/sync/use-rooms-sync.ts";
import { ROOMS_KEY } from "./use-rooms.ts";

/** Keeps what is shown of rooms fresh: whenever the sync tells of something, it is fetched again. */
export function useRoomsFresh(): void {
  const queries = useQueryClient();
  const { rooms, invited } = useRoomsSync();
  // biome-ignore lint/correctness/useExhaustiveDependencies: an invitation is news as well.
  useEffect(() => {
    if (rooms !== null) void queries.invalidateQueries({ queryKey: ROOMS_KEY });
  }, [queries, rooms, invited]);
}
