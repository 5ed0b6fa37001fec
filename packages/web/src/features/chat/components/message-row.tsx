import { IconClock } from "@tabler/icons-react";
import { useId } from "react";
import { useChatMessages } from "../../../messages/chat.ts";
import { useMessages } from "../../../messages/language.tsx";
import { Avatar } from "../../../primitives/avatar.tsx";
import { cx } from "../../../primitives/cx.ts";
import { useChat } from "../hooks/use-chat.ts";
import type { Message } from "../model/messages.ts";
import { dayAndTimeOf, timeOf } from "../model/moments.ts";
import { MessageText } from "./message-text.tsx";
import { MessageTools } from "./message-tools.tsx";
import { QuotedMessage } from "./quoted-message.tsx";
import { ReactionRow } from "./reaction-row.tsx";
import { RefusedNote } from "./refused-note.tsx";
import { UnsentNote } from "./unsent-note.tsx";

interface MessageRowProps {
  readonly message: Message;
  /** Whether it names its sender for the eye; for the ear it always does. */
  readonly heads: boolean;
  /** Whether the Tab key comes here: one message of the list at a time. */
  readonly isCurrent: boolean;
  /** Somebody was brought here just now. */
  readonly isSought?: boolean;
  readonly inThread?: boolean;
}

/** One message: who, when, what, and what can be done with it. */
export function MessageRow({
  message,
  heads,
  isCurrent,
  isSought = false,
  inThread = false,
}: MessageRowProps) {
  const t = useChatMessages();
  const { language } = useMessages();
  const { speakerOf, nameOf, openThread } = useChat();
  const id = useId();
  const { underWay, removed, answers } = message;
  const speaker = speakerOf(message.sender);
  const time = timeOf(message.at, language);
  const isRefused = underWay?.state.kind === "refused";
  return (
    <article
      className={cx(
        "chat-message",
        heads && "chat-message--heads",
        message.namesMe && "chat-message--names-me",
        isSought && "chat-message--sought",
        underWay !== null && "chat-message--under-way",
      )}
      data-key={message.key}
      tabIndex={isCurrent ? 0 : -1}
      aria-labelledby={`${id}-who ${id}-text`}
    >
      <div className="chat-message__side">
        {heads ? (
          <Avatar name={speaker.name} tone={speaker.tone} />
        ) : (
          <time
            className="chat-message__aside"
            dateTime={new Date(message.at).toISOString()}
            aria-hidden="true"
          >
            {time}
          </time>
        )}
      </div>
      <div className="chat-message__main">
        <p className={heads ? "chat-message__head" : "visually-hidden"} id={`${id}-who`}>
          <bdi className="chat-message__name">{speaker.name}</bdi>{" "}
          <span className={cx("chat-message__about", speaker.isGuest && "chat-message__about--guest")}>
            {speaker.about === "" ? null : <bdi>{speaker.about}</bdi>}
            {speaker.about === "" ? null : " · "}
            <time dateTime={new Date(message.at).toISOString()} title={dayAndTimeOf(message.at, language)}>
              {time}
            </time>
          </span>
          {message.namesMe ? <span className="visually-hidden"> {t.message.namesYou}</span> : null}
        </p>
        {message.replyTo === null ? null : <QuotedMessage target={message.replyTo} isCurrent={isCurrent} />}
        <div id={`${id}-text`} className="chat-message__text">
          {removed === null ? (
            <MessageText content={message.content} nameOf={nameOf}>
              {message.editedAt === null ? null : <Edited message={message} isCurrent={isCurrent} />}
            </MessageText>
          ) : (
            <RemovedText message={message} />
          )}
        </div>
        {message.reactions.length === 0 ? null : <ReactionRow message={message} isCurrent={isCurrent} />}
        {answers === null || inThread ? null : (
          <button
            type="button"
            className="chat-answers"
            tabIndex={isCurrent ? 0 : -1}
            onClick={() => openThread(message.id)}
          >
            {t.message.answers(answers.count)}
            {answers.latest === null ? null : (
              <span className="chat-answers__last">
                {" "}
                {t.message.lastAnswer(timeOf(answers.latest.at, language))}
              </span>
            )}
          </button>
        )}
        {underWay === null ? null : isRefused ? (
          <RefusedNote entry={underWay} />
        ) : (
          <UnsentNote entry={underWay} />
        )}
      </div>
      {underWay?.state.kind === "sending" ? (
        <IconClock className="chat-message__clock" aria-hidden="true" size={16} />
      ) : null}
      {message.id.startsWith("~") || removed !== null ? null : (
        <MessageTools message={message} isCurrent={isCurrent} inThread={inThread} />
      )}
    </article>
  );
}

/** That a message was changed, with the way to what it said before. */
function Edited({ message, isCurrent }: { readonly message: Message; readonly isCurrent: boolean }) {
  const t = useChatMessages().message;
  const { open } = useChat();
  return (
    <>
      {" "}
      <button
        type="button"
        className="chat-edited"
        tabIndex={isCurrent ? 0 : -1}
        aria-label={t.showHistory}
        aria-haspopup="dialog"
        onClick={() => open("history", message)}
      >
        ({t.edited})
      </button>
    </>
  );
}

/** What stands in the place of a message that was removed. */
function RemovedText({ message }: { readonly message: Message }) {
  const t = useChatMessages().message;
  const { speakerOf } = useChat();
  const by = message.removed?.by ?? "";
  return (
    <p className="chat-removed">
      {by === message.sender
        ? message.isOwn
          ? t.removedByOwn
          : t.removedBySender
        : by.startsWith("@akkoord:")
          ? t.removedByAkkoord
          : t.removedBy(speakerOf(by).name)}
    </p>
  );
}
