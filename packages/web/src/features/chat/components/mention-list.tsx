import { useChatMessages } from "../../../messages/chat.ts";
import { Avatar } from "../../../primitives/avatar.tsx";
import { cx } from "../../../primitives/cx.ts";
import { useChat } from "../hooks/use-chat.ts";
import type { Mentions } from "../hooks/use-mentions.ts";
import type { Nameable } from "../model/mention.ts";

interface MentionListProps {
  readonly mentions: Mentions;
  readonly onChoose: (person: Nameable) => void;
}

/** Names to choose from, above the field; focus stays in the field (the listbox pattern of ARIA). */
export function MentionList({ mentions, onChoose }: MentionListProps) {
  const t = useChatMessages().composer;
  const { speakerOf } = useChat();
  return (
    <>
      <p className="visually-hidden" role="status">
        {mentions.at === null ? "" : t.mentions(mentions.found.length)}
      </p>
      {mentions.isOpen ? (
        <div className="mention-list" role="listbox" id={mentions.id} aria-label={t.mention}>
          {mentions.found.map((person, i) => {
            const { name, about, tone, isGuest } = speakerOf(person.userId);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps focus.
              <div
                key={person.userId}
                id={mentions.optionId(i)}
                className={cx("mention", i === mentions.active && "mention--active")}
                role="option"
                tabIndex={-1}
                aria-selected={i === mentions.active}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onChoose(person)}
              >
                <Avatar name={name} tone={tone} />
                <span>
                  <bdi>{name}</bdi>{" "}
                  <span className={cx("mention__about", isGuest && "mention__about--guest")}>{about}</span>
                </span>
              </div>
            );
          })}
        </div>
      ) : null}
    </>
  );
}
