import { useChatMessages } from "../../../messages/chat.ts";
import { cx } from "../../../primitives/cx.ts";
import { useChat } from "../hooks/use-chat.ts";
import type { Message } from "../model/messages.ts";
import { REACTIONS, REACTIONS_AT_HAND } from "../model/reactions.ts";
import { ReactionSign } from "./reaction-sign.tsx";

interface ReactionPickerProps {
  readonly message: Message;
  readonly onClose: () => void;
}

/** All signs that the page knows, each with its name. */
export function ReactionPicker({ message, onClose }: ReactionPickerProps) {
  const t = useChatMessages().reactions;
  return (
    <ul className="sign-list" aria-label={t.title}>
      {REACTIONS.map(({ key, name }) => (
        <li key={key}>
          <SignButton message={message} sign={key} name={t.names[name]} withName onClose={onClose} />
        </li>
      ))}
    </ul>
  );
}

/** The signs that people use most, and the way to the others. */
export function ReactionsAtHand({ message, onClose }: ReactionPickerProps) {
  const t = useChatMessages().reactions;
  const { open } = useChat();
  return (
    <div className="signs-at-hand">
      <ul aria-label={t.title}>
        {REACTIONS.slice(0, REACTIONS_AT_HAND).map(({ key, name }) => (
          <li key={key}>
            <SignButton message={message} sign={key} name={t.names[name]} onClose={onClose} />
          </li>
        ))}
      </ul>
      <button type="button" className="chat-link" onClick={() => open("reactions", message)}>
        {t.add}
      </button>
    </div>
  );
}

interface SignButtonProps extends ReactionPickerProps {
  readonly sign: string;
  readonly name: string;
  readonly withName?: boolean;
}

function SignButton({ message, sign, name, withName = false, onClose }: SignButtonProps) {
  const { react } = useChat();
  const isOwn = message.reactions.some(({ key, own }) => key === sign && own !== null);
  return (
    <button
      type="button"
      className={cx("sign", withName && "sign--named")}
      aria-pressed={isOwn}
      aria-label={name}
      title={name}
      onClick={() => {
        onClose();
        react(message, sign);
      }}
    >
      <ReactionSign sign={sign} size={24} />
      {withName ? <span aria-hidden="true">{name}</span> : null}
    </button>
  );
}
