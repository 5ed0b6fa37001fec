import { useChatMessages } from "../../../messages/chat.ts";
import { formatList } from "../../../messages/format.ts";
import { useMessages } from "../../../messages/language.tsx";
import { cx } from "../../../primitives/cx.ts";
import { useChat } from "../hooks/use-chat.ts";
import type { Message, ReactionCount } from "../model/messages.ts";
import { reactionName, shownKey } from "../model/reactions.ts";
import { ReactionSign } from "./reaction-sign.tsx";

interface ReactionRowProps {
  readonly message: Message;
  readonly isCurrent: boolean;
}

/** The most names that a reaction shows. */
const MOST_NAMES = 6;

/** Signs that people set on a message; a press adds one's own, or takes it away. */
export function ReactionRow({ message, isCurrent }: ReactionRowProps) {
  const t = useChatMessages().reactions;
  const { react, mayWrite } = useChat();
  const who = useWho();
  return (
    <ul className="reactions">
      {message.reactions.map((reaction) => {
        const name = reactionName(reaction.key);
        const word = name === null ? shownKey(reaction.key) : t.names[name];
        const counted = t.count(word, reaction.count);
        return (
          <li key={reaction.key}>
            <button
              type="button"
              className={cx("reaction", reaction.own !== null && "reaction--own")}
              tabIndex={isCurrent ? 0 : -1}
              aria-pressed={reaction.own !== null}
              aria-label={reaction.own === null ? counted : t.withMine(counted)}
              title={who(word, reaction)}
              disabled={!mayWrite}
              onClick={() => react(message, reaction.key)}
            >
              <ReactionSign sign={reaction.key} />
              <span aria-hidden="true">{reaction.count}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function useWho(): (word: string, reaction: ReactionCount) => string {
  const t = useChatMessages().reactions;
  const { language } = useMessages();
  const { me, speakerOf } = useChat();
  return (word, { senders, count }) => {
    const names = senders.slice(0, MOST_NAMES).map((id) => (id === me ? t.you : speakerOf(id).name));
    const more = count - names.length;
    return t.by(word, formatList(more > 0 ? [...names, t.andMore(more)] : names, language));
  };
}
