import { useQuery } from "@tanstack/react-query";
import { useChatMessages } from "../../../messages/chat.ts";
import { Avatar } from "../../../primitives/avatar.tsx";
import { useChat, useConversation } from "../hooks/use-chat.ts";
import type { Message } from "../model/messages.ts";
import { readersOf } from "../model/readers.ts";
import { eventsOf } from "../model/timeline.ts";

/** The most marks of which the server is asked where they stand. */
const MOST_ASKED = 30;

/** Who read a message, on request. */
export function ReaderList({ message }: { readonly message: Message }) {
  const t = useChatMessages().readers;
  const { client, room, me, speakerOf } = useChat();
  const { state } = useConversation();
  const { timeline, readMarks } = state;
  const { read, elsewhere } = readersOf(message, readMarks, eventsOf(timeline.pages), timeline.live);
  const { data: later } = useQuery({
    queryKey: ["read-marks", room.id, message.id, elsewhere.map(({ event }) => event)],
    queryFn: async ({ signal }) => {
      const asked = elsewhere.slice(0, MOST_ASKED);
      const events = await Promise.all(
        asked.map(({ event }) => client.api.event(room.id, event, signal).catch(() => null)),
      );
      return asked.flatMap(({ userId }, i) => ((events[i]?.at ?? 0) > message.at ? [userId] : []));
    },
    enabled: elsewhere.length > 0,
    retry: false,
    gcTime: 0,
  });
  const readers = [...read, ...(later ?? [])].filter((userId) => userId !== me);
  const unsure = Math.max(0, elsewhere.length - MOST_ASKED);
  return (
    <div className="stack">
      <p className="small">{t.lead}</p>
      {readers.length === 0 ? (
        <p>{t.nobody}</p>
      ) : (
        <ul className="readers" aria-label={t.read}>
          {readers.map((userId) => {
            const { name, about, tone } = speakerOf(userId);
            return (
              <li key={userId}>
                <Avatar name={name} tone={tone} />
                <span>
                  <bdi>{name}</bdi>
                  {about === "" ? null : <span className="tiny"> {about}</span>}
                </span>
              </li>
            );
          })}
        </ul>
      )}
      {unsure === 0 ? null : <p className="tiny">{t.unsure(unsure)}</p>}
    </div>
  );
}
