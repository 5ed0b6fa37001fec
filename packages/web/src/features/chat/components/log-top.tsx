import { useChatMessages } from "../../../messages/chat.ts";
import { useChat, useConversation } from "../hooks/use-chat.ts";
import { eventsOf } from "../model/timeline.ts";

/** What stands above the first message: that older ones come, did not come, or that this is the beginning. */
export function LogTop() {
  const t = useChatMessages();
  const { client, room, mayWrite } = useChat();
  const { state } = useConversation();
  const { timeline } = state;
  const hasOlder = timeline.pages.at(0)?.older != null;
  if (state.fetchFailed)
    return (
      <p className="chat-top" role="status">
        {t.fetchFailed}{" "}
        <button type="button" className="chat-link" onClick={() => void client.loadOlder(room.id)}>
          {t.again}
        </button>
      </p>
    );
  if (hasOlder) return <p className="chat-top">{t.olderLoading}</p>;
  const events = eventsOf(timeline.pages);
  const isEmpty = !events.some(({ type }) => type === "m.room.message");
  if (isEmpty) return <p className="chat-top">{mayWrite ? t.empty : t.emptyReading}</p>;
  const isWhole = events[0]?.type === "m.room.create";
  return <p className="chat-top">{isWhole ? t.beginning : t.beginningSeen}</p>;
}
