import { useChatMessages } from "../../../messages/chat.ts";
import { useChat, useConversation } from "../hooks/use-chat.ts";

/** Who is writing now. For the eye alone: it comes and goes too often to be read aloud. */
export function TypingLine() {
  const t = useChatMessages().typing;
  const { me, speakerOf } = useChat();
  const { state } = useConversation();
  const [one, other, ...more] = state.typing.filter((id) => id !== me).map((id) => speakerOf(id).name);
  return (
    <p className="chat-typing" aria-hidden="true">
      {one === undefined
        ? null
        : other === undefined
          ? t.one(one)
          : more.length === 0
            ? t.two(one, other)
            : t.many(more.length + 2)}
    </p>
  );
}
