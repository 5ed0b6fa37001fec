import { IconCornerUpLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useChatMessages } from "../../../messages/chat.ts";
import { useChat, useConversation } from "../hooks/use-chat.ts";
import { recordOf } from "../matrix/shape.ts";
import { bodyOf } from "../model/messages.ts";
import { withoutTricks } from "../model/plain-text.ts";

/** The most of a quoted message that is shown. */
const LONGEST = 160;

interface QuotedMessageProps {
  readonly target: string;
  readonly isCurrent: boolean;
}

/** The message that another answers, in one line; a press goes there. */
export function QuotedMessage({ target, isCurrent }: QuotedMessageProps) {
  const t = useChatMessages().message;
  const { room, client, speakerOf, goTo } = useChat();
  const { quote } = useConversation();
  const here = quote(target);
  const { data: fetched, isError } = useQuery({
    queryKey: ["quoted-message", room.id, target],
    queryFn: async ({ signal }) => {
      const event = await client.api.event(room.id, target, signal);
      const content = event.bundled.edit?.content["m.new_content"] ?? event.content;
      return {
        sender: event.sender,
        text: bodyOf(recordOf(content)),
        removed: event.removed !== null,
      };
    },
    enabled: here === null,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    // What is said is not kept for when somebody comes back.
    gcTime: 0,
  });
  const quoted = here ?? fetched;
  if (quoted === undefined || quoted.removed)
    return (
      <p className="chat-quote chat-quote--plain">
        <IconCornerUpLeft aria-hidden="true" size={16} />
        {isError || quoted?.removed ? t.replyGone : t.replyLoading}
      </p>
    );
  const { name } = speakerOf(quoted.sender);
  return (
    <button type="button" className="chat-quote" tabIndex={isCurrent ? 0 : -1} onClick={() => goTo(target)}>
      <IconCornerUpLeft aria-hidden="true" size={16} />
      <span className="chat-quote__text">
        <span className="visually-hidden">{t.inReplyTo(name)}: </span>
        <bdi className="chat-quote__name" aria-hidden="true">
          {name}
        </bdi>{" "}
        <bdi>{withoutTricks(quoted.text).replace(/\s+/g, " ").slice(0, LONGEST)}</bdi>
        <span className="visually-hidden">. {t.goToOriginal}</span>
      </span>
    </button>
  );
}
