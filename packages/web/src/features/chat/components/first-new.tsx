import { IconArrowUp } from "@tabler/icons-react";
import { useState } from "react";
import { useChatMessages } from "../../../messages/chat.ts";
import { useChat } from "../hooks/use-chat.ts";
import type { Row } from "../model/rows.ts";

interface FirstNewProps {
  /** How much was unread on coming in. */
  readonly count: number;
  readonly readUpTo: string | null;
  readonly rows: readonly Row[];
}

/** The way to where somebody stopped reading, when that is further back than what is here. */
export function FirstNew({ count, readUpTo, rows }: FirstNewProps) {
  const t = useChatMessages().jump;
  const { goTo } = useChat();
  const [gone, setGone] = useState(false);
  const isHere = rows.some(({ kind }) => kind === "new");
  if (gone || count === 0 || readUpTo === null || isHere || rows.length <= 1) return null;
  return (
    <button
      type="button"
      className="chat-jump chat-jump--up"
      onClick={() => {
        setGone(true);
        goTo(readUpTo);
      }}
    >
      <IconArrowUp aria-hidden="true" size={20} />
      {t.toFirstNew(count)}
    </button>
  );
}
