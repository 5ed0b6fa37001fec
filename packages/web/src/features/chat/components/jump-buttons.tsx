import { IconArrowDown } from "@tabler/icons-react";
import { useChatMessages } from "../../../messages/chat.ts";

interface JumpButtonsProps {
  readonly atEnd: boolean;
  readonly newBelow: number;
  readonly onNewest: () => void;
}

/** The way back to the newest message, for who reads back. */
export function JumpButtons({ atEnd, newBelow, onNewest }: JumpButtonsProps) {
  const t = useChatMessages().jump;
  if (atEnd) return null;
  return (
    <button type="button" className="chat-jump" onClick={onNewest}>
      <IconArrowDown aria-hidden="true" size={20} />
      {newBelow === 0 ? t.toNewest : t.newBelow(newBelow)}
    </button>
  );
}
