import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ChatState } from "../../chat/client/state.ts";
import { useChatClient, useChatPart } from "../../chat/hooks/use-chat-client.ts";
import { ROOMS_KEY } from "./use-rooms.ts";

/** Keeps what is shown of rooms fresh: whenever the sync tells of something, it is fetched again. */
export function useRoomsFresh(): void {
  const queries = useQueryClient();
  const client = useChatClient();
  const state = useChatPart(client, whatMatters);
  useEffect(() => {
    if (state !== null) void queries.invalidateQueries({ queryKey: ROOMS_KEY });
  }, [queries, state]);
}

/**
 * What of the rooms is shown outside the conversation, as a text that changes with it: which there are, what is not read
 * yet, and how often anything but their messages changed. Null until the first answer came.
 */
function whatMatters({ rooms, invited }: ChatState): string | null {
  if (rooms === null) return null;
  const each = [...rooms.values()].map(
    ({ id, changes, unread, mentions, lastMessageAt }) => `${id} ${changes} ${unread} ${mentions} ${lastMessageAt}`,
  );
  return [...each, ...invited].join("\n");
}
