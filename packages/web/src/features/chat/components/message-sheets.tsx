import { useChatMessages } from "../../../messages/chat.ts";
import { Button } from "../../../primitives/button.tsx";
import { Dialog } from "../../../primitives/dialog.tsx";
import { ChatProvider, type Sheet, useChat, type Writing } from "../hooks/use-chat.ts";
import type { Message } from "../model/messages.ts";
import { HistoryList } from "./history-list.tsx";
import { MessageMenu } from "./message-menu.tsx";
import { ReactionPicker } from "./reaction-picker.tsx";
import { ReaderList } from "./reader-list.tsx";

/** A sheet that is open, and about which message. */
export interface OpenSheet {
  readonly sheet: Sheet;
  readonly message: Message;
  /** Writes an answer or a change, where the message was chosen. */
  readonly write: (writing: Writing) => void;
}

interface MessageSheetsProps {
  readonly open: OpenSheet | null;
  readonly onClose: () => void;
}

/** The sheets about a message: what can be done with it, signs, earlier versions, who read it, and removing it. */
export function MessageSheets({ open, onClose }: MessageSheetsProps) {
  const t = useChatMessages();
  const chat = useChat();
  const titles: Readonly<Record<Sheet, string>> = {
    menu: t.actions.title,
    reactions: t.reactions.title,
    history: t.history.title,
    readers: t.readers.title,
    remove: t.remove.title,
  };
  return (
    <Dialog open={open !== null} title={open === null ? "" : titles[open.sheet]} onClose={onClose}>
      {open === null ? null : (
        <ChatProvider value={{ ...chat, write: open.write }}>
          <Content {...open} onClose={onClose} />
        </ChatProvider>
      )}
    </Dialog>
  );
}

function Content({ sheet, message, onClose }: OpenSheet & { readonly onClose: () => void }) {
  if (sheet === "menu") return <MessageMenu message={message} onClose={onClose} />;
  if (sheet === "reactions") return <ReactionPicker message={message} onClose={onClose} />;
  if (sheet === "history") return <HistoryList message={message} />;
  if (sheet === "readers") return <ReaderList message={message} />;
  return <ConfirmRemoval message={message} onClose={onClose} />;
}

function ConfirmRemoval({ message, onClose }: { readonly message: Message; readonly onClose: () => void }) {
  const t = useChatMessages().remove;
  const { client, room } = useChat();
  return (
    <div className="stack">
      <p>{t.lead}</p>
      <div className="row">
        <Button
          purpose="primary"
          onClick={() => {
            client.send(room.id, { kind: "removal", target: message.id });
            onClose();
          }}
        >
          {t.confirm}
        </Button>
        <Button onClick={onClose}>{t.cancel}</Button>
      </div>
    </div>
  );
}
