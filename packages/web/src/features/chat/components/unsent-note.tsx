import { IconClockPause } from "@tabler/icons-react";
import { useChatMessages } from "../../../messages/chat.ts";
import { useChat } from "../hooks/use-chat.ts";
import { changedBy } from "../model/messages.ts";
import type { Entry } from "../model/queue.ts";

/** That something waits for a connection, with the way to let it go. */
export function UnsentNote({ entry }: { readonly entry: Entry }) {
  const t = useChatMessages().state;
  const { client } = useChat();
  const isChange = changedBy(entry) !== null;
  if (entry.state.kind === "sending" || entry.state.kind === "sent")
    return (
      <span className="visually-hidden">
        {entry.deed.kind === "removal" ? t.removing : isChange ? t.changing : t.sending}
      </span>
    );
  return (
    <p className="chat-state">
      <IconClockPause aria-hidden="true" size={17} />
      <span>
        {t.waiting}
        {entry.tried && !isChange ? `. ${t.maybeSent}` : null}
      </span>
      <button type="button" className="chat-link" onClick={() => client.discard(entry.transactionId)}>
        {entry.tried ? t.discardTried : t.discard}
      </button>
    </p>
  );
}
