import { IconArrowBackUp, IconDots, IconMessages, IconMoodPlus } from "@tabler/icons-react";
import { useChatMessages } from "../../../messages/chat.ts";
import { useChat } from "../hooks/use-chat.ts";
import type { Message } from "../model/messages.ts";

interface MessageToolsProps {
  readonly message: Message;
  readonly isCurrent: boolean;
  readonly inThread: boolean;
}

/** What can be done with a message: at hand where there is room, the rest behind one button. */
export function MessageTools({ message, isCurrent, inThread }: MessageToolsProps) {
  const t = useChatMessages().actions;
  const { open, write, openThread, mayWrite } = useChat();
  const tabIndex = isCurrent ? 0 : -1;
  return (
    <div className="chat-tools">
      {mayWrite ? (
        <>
          <Tool
            label={t.react}
            tabIndex={tabIndex}
            isExtra
            hasDialog
            onClick={() => open("reactions", message)}
          >
            <IconMoodPlus aria-hidden="true" size={20} />
          </Tool>
          <Tool
            label={t.reply}
            tabIndex={tabIndex}
            isExtra
            onClick={() => write({ kind: "reply", to: message })}
          >
            <IconArrowBackUp aria-hidden="true" size={20} />
          </Tool>
          {inThread ? null : (
            <Tool label={t.thread} tabIndex={tabIndex} isExtra onClick={() => openThread(message.id)}>
              <IconMessages aria-hidden="true" size={20} />
            </Tool>
          )}
        </>
      ) : null}
      <Tool label={t.more} tabIndex={tabIndex} hasDialog onClick={() => open("menu", message)}>
        <IconDots aria-hidden="true" size={20} />
      </Tool>
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  readonly tabIndex: number;
  /** Left out where there is little room; the sheet has it too. */
  readonly isExtra?: boolean;
  readonly hasDialog?: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function Tool({ label, tabIndex, isExtra = false, hasDialog = false, onClick, children }: ToolProps) {
  return (
    <button
      type="button"
      className={isExtra ? "chat-tool chat-tool--extra" : "chat-tool"}
      tabIndex={tabIndex}
      title={label}
      aria-label={label}
      aria-haspopup={hasDialog ? "dialog" : undefined}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
