import { useEffect, useSyncExternalStore } from "react";
import { useChat, useConversation } from "./use-chat.ts";

/** Who looks only for a moment has not read. */
const LOOKED_MS = 700;

function watchAttention(listener: () => void): () => void {
  document.addEventListener("visibilitychange", listener);
  addEventListener("focus", listener);
  addEventListener("blur", listener);
  return () => {
    document.removeEventListener("visibilitychange", listener);
    removeEventListener("focus", listener);
    removeEventListener("blur", listener);
  };
}

const isLooking = (): boolean => document.visibilityState === "visible" && document.hasFocus();

/** Notes that everything was read, while somebody looks at the end of a conversation. */
export function useReadMark(atEnd: boolean): void {
  const { client, room } = useChat();
  const { state } = useConversation();
  const looks = useSyncExternalStore(watchAttention, isLooking);
  const { timeline } = state;
  const last = timeline.live ? timeline.pages.at(-1)?.events.at(-1) : undefined;
  const isRead = !atEnd || !looks || last === undefined;
  useEffect(() => {
    if (isRead || last === undefined) return;
    const timer = setTimeout(() => void client.markRead(room.id, last), LOOKED_MS);
    return () => clearTimeout(timer);
  }, [isRead, last, client, room.id]);
}
