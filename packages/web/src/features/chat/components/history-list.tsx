import { useQuery } from "@tanstack/react-query";
import { useChatMessages } from "../../../messages/chat.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Alert } from "../../../primitives/alert.tsx";
import { useChat } from "../hooks/use-chat.ts";
import { ownContent } from "../model/content.ts";
import type { Message } from "../model/messages.ts";
import { dayAndTimeOf } from "../model/moments.ts";
import { MessageText } from "./message-text.tsx";

/** What a message said before, newest first. */
export function HistoryList({ message }: { readonly message: Message }) {
  const t = useChatMessages().history;
  const { language } = useMessages();
  const { client, room, nameOf } = useChat();
  const { data, isError } = useQuery({
    queryKey: ["message-versions", room.id, message.id, message.editedAt],
    queryFn: async ({ signal }) => {
      const [first, edits] = await Promise.all([
        client.api.event(room.id, message.id, signal),
        client.api.relations(room.id, message.id, "m.replace", null, 100, signal),
      ]);
      const own = edits.events.filter(({ sender }) => sender === first.sender);
      return [...own.toSorted((one, other) => other.at - one.at), first];
    },
    retry: false,
    gcTime: 0,
  });
  if (isError)
    return (
      <Alert kind="warning">
        <p>{t.failed}</p>
      </Alert>
    );
  if (data === undefined) return <p role="status">{t.loading}</p>;
  return (
    <ol className="versions">
      {data.map((version, i) => (
        <li key={version.id}>
          <p className="small">
            {i === 0
              ? t.now(dayAndTimeOf(version.at, language))
              : t.earlier(dayAndTimeOf(version.at, language))}
          </p>
          <MessageText content={ownContent(version.content)} nameOf={nameOf} />
        </li>
      ))}
    </ol>
  );
}
