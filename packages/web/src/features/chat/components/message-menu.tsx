import {
  IconArrowBackUp,
  IconCopy,
  IconEye,
  IconHistory,
  IconMessages,
  IconPencil,
  IconTrash,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useChatMessages } from "../../../messages/chat.ts";
import { useChat } from "../hooks/use-chat.ts";
import { mayRemove } from "../model/may.ts";
import { bodyOf, type Message } from "../model/messages.ts";
import { ReactionsAtHand } from "./reaction-picker.tsx";

interface MessageMenuProps {
  readonly message: Message;
  readonly onClose: () => void;
}

/** Everything that can be done with a message. */
export function MessageMenu({ message, onClose }: MessageMenuProps) {
  const t = useChatMessages().actions;
  const { room, write, openThread, open, mayWrite } = useChat();
  const [copied, setCopied] = useState<boolean | null>(null);
  const then = (deed: () => void) => () => {
    onClose();
    deed();
  };
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(bodyOf(message.content));
      setCopied(true);
    } catch {
      setCopied(false);
    }
  }
  return (
    <div className="stack">
      {mayWrite ? <ReactionsAtHand message={message} onClose={onClose} /> : null}
      <ul className="chat-menu">
        {mayWrite ? (
          <>
            <Item
              icon={<IconArrowBackUp aria-hidden="true" size={22} />}
              onChoose={then(() => write({ kind: "reply", to: message }))}
            >
              {t.reply}
            </Item>
            {message.thread === null ? (
              <Item
                icon={<IconMessages aria-hidden="true" size={22} />}
                onChoose={then(() => openThread(message.id))}
              >
                {message.answers === null ? t.thread : t.openThread}
              </Item>
            ) : null}
            {message.isOwn ? (
              <Item
                icon={<IconPencil aria-hidden="true" size={22} />}
                onChoose={then(() => write({ kind: "edit", of: message }))}
              >
                {t.edit}
              </Item>
            ) : null}
          </>
        ) : null}
        <Item icon={<IconCopy aria-hidden="true" size={22} />} onChoose={() => void copy()}>
          {t.copy}
        </Item>
        <Item icon={<IconEye aria-hidden="true" size={22} />} onChoose={() => open("readers", message)}>
          {t.readers}
        </Item>
        {message.editedAt === null ? null : (
          <Item icon={<IconHistory aria-hidden="true" size={22} />} onChoose={() => open("history", message)}>
            {t.history}
          </Item>
        )}
        {mayRemove(room, message) ? (
          <Item icon={<IconTrash aria-hidden="true" size={22} />} onChoose={() => open("remove", message)}>
            {t.remove}
          </Item>
        ) : null}
      </ul>
      <p role="status" className="small">
        {copied === null ? null : copied ? t.copied : t.copyFailed}
      </p>
    </div>
  );
}

interface ItemProps {
  readonly icon: ReactNode;
  readonly onChoose: () => void;
  readonly children: string;
}

function Item({ icon, onChoose, children }: ItemProps) {
  return (
    <li>
      <button type="button" className="chat-menu__item" onClick={onChoose}>
        {icon}
        {children}
      </button>
    </li>
  );
}
