import { IconLock, IconSend2, IconX } from "@tabler/icons-react";
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useChatMessages } from "../../../messages/chat.ts";
import { cx } from "../../../primitives/cx.ts";
import { useLabelWords } from "../../rooms/hooks/use-room-rules.ts";
import type { Draft } from "../client/chat-client.ts";
import { useChat, type Writing } from "../hooks/use-chat.ts";
import { useEnterSends } from "../hooks/use-enter-sends.ts";
import { useMentions } from "../hooks/use-mentions.ts";
import { messageContent } from "../model/content.ts";
import { whyNotWrite } from "../model/may.ts";
import { type Nameable, withMention } from "../model/mention.ts";
import { draftOf, type InThread, sendWritten } from "../model/written.ts";
import { ComposerSettings } from "./composer-settings.tsx";
import { MentionList } from "./mention-list.tsx";

interface ComposerProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly writing: Writing;
  /** The thread that it writes in; null for the room itself. */
  readonly thread: InThread | null;
  /** It was sent, or let go: the next is a new message. */
  readonly onDone: () => void;
  readonly onSent?: () => void;
}

/** The most characters of one message, as the server has it. */
const LONGEST = 40_000;

/** From so few left they are counted. */
const COUNTED_FROM = 500;

const EMPTY: Draft = { text: "", named: [] };

/** The field in which somebody writes; what is in it stays while the page is open. */
export function Composer({ field, writing, thread, onDone, onSent }: ComposerProps) {
  const { composer: t, thread: threadWords } = useChatMessages();
  const label = thread === null ? t.label : threadWords.write;
  const { room, client, me, speakerOf } = useChat();
  const [enterSends] = useEnterSends();
  const labelWords = useLabelWords();
  const id = useId();
  const draftKey = `${room.id} ${thread?.root ?? ""}`;
  const [draft, setDraft] = useState<Draft>(() => client.drafts.get(draftKey) ?? EMPTY);
  const mentions = useMentions();
  const cursorNext = useRef<number | null>(null);
  const whyNot = whyNotWrite(room);
  const { text } = draft;
  const left = LONGEST - [...text].length;
  const maySend = whyNot === null && text.trim() !== "" && left >= 0;

  // What is changed begins with what it said; what was being written comes back after.
  const begunWith = useRef<Writing>({ kind: "new" });
  useEffect(() => {
    if (begunWith.current === writing) return;
    const began = begunWith.current;
    begunWith.current = writing;
    const wasOther = began.kind === "edit" || began.kind === "mend";
    const given = draftOf(writing);
    if (given !== null) setDraft(given);
    else if (wasOther) setDraft(client.drafts.get(draftKey) ?? EMPTY);
    // A sheet that closes gives focus back to where it was opened from; this comes after.
    if (writing.kind !== "new") requestAnimationFrame(() => field.current?.focus());
  }, [writing, client, draftKey, field]);

  function put(next: Draft): void {
    setDraft(next);
    if (writing.kind === "new" || writing.kind === "reply") client.drafts.set(draftKey, next);
  }

  function done(): void {
    const kept = writing.kind === "edit" || writing.kind === "mend" ? client.drafts.get(draftKey) : undefined;
    if (kept === undefined) client.drafts.delete(draftKey);
    begunWith.current = { kind: "new" };
    setDraft(kept ?? EMPTY);
    mentions.close();
    onDone();
  }

  function send(): void {
    if (!maySend) return;
    sendWritten(client, room.id, writing, messageContent(text.trim(), draft.named), thread);
    void client.typing(room.id, me, false);
    done();
    onSent?.();
  }

  function choose(person: Nameable): void {
    if (mentions.at === null) return;
    const next = withMention(text, mentions.at, person.name);
    put({ text: next.text, named: [...draft.named, person] });
    cursorNext.current = next.cursor;
    mentions.close();
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    // Keys that make one letter out of several are not ours.
    if (event.nativeEvent.isComposing) return;
    const chosen = mentions.press(event);
    if (chosen !== null) {
      event.preventDefault();
      if (chosen !== "handled") choose(chosen);
      return;
    }
    if (event.key === "Escape" && writing.kind !== "new") {
      event.preventDefault();
      event.stopPropagation();
      done();
      return;
    }
    const isSend =
      event.key === "Enter" && (event.ctrlKey || event.metaKey || (enterSends && !event.shiftKey));
    if (!isSend) return;
    event.preventDefault();
    send();
  }

  useLayoutEffect(() => {
    const cursor = cursorNext.current;
    if (cursor === null) return;
    cursorNext.current = null;
    field.current?.setSelectionRange(cursor, cursor);
  });

  if (whyNot !== null && text === "")
    return (
      <div className="composer composer--shut">
        <p role="status">{t.whyNot[whyNot]}</p>
      </div>
    );
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {whyNot === null ? null : <p role="status">{t.whyNot[whyNot]}</p>}
      <MentionList mentions={mentions} onChoose={choose} />
      {writing.kind === "new" ? null : (
        <p className="composer__about">
          <span>
            {writing.kind === "reply" ? t.replyingTo(speakerOf(writing.to.sender).name) : t.editing}
          </span>
          <button type="button" className="chat-tool" aria-label={t.cancel} title={t.cancel} onClick={done}>
            <IconX aria-hidden="true" size={18} />
          </button>
        </p>
      )}
      <div className="composer__box">
        <label className="visually-hidden" htmlFor={id}>
          {label}
        </label>
        <div className="composer__grow" data-text={`${text}\n`}>
          <textarea
            ref={field}
            id={id}
            rows={1}
            className="composer__field"
            placeholder={label}
            value={text}
            readOnly={whyNot !== null}
            enterKeyHint={enterSends ? "send" : "enter"}
            aria-describedby={cx(`${id}-label`, left < COUNTED_FROM && `${id}-left`)}
            aria-invalid={left < 0 ? true : undefined}
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-controls={mentions.isOpen ? mentions.id : undefined}
            aria-activedescendant={mentions.isOpen ? mentions.optionId(mentions.active) : undefined}
            onChange={(event) => {
              put({ ...draft, text: event.target.value });
              mentions.look(event.target.value, event.target.selectionStart);
              if (event.target.value !== "" && whyNot === null) void client.typing(room.id, me, true);
            }}
            onSelect={(event) => {
              const { value, selectionStart, selectionEnd } = event.currentTarget;
              if (selectionStart !== selectionEnd) mentions.close();
              else if (value === text) mentions.look(value, selectionStart);
            }}
            onBlur={() => {
              mentions.close();
              void client.typing(room.id, me, false);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <ComposerSettings />
        <button
          type="submit"
          className="composer__send"
          aria-disabled={!maySend}
          aria-label={writing.kind === "edit" ? t.save : t.send}
          title={writing.kind === "edit" ? t.save : t.send}
        >
          <IconSend2 aria-hidden="true" size={22} />
        </button>
      </div>
      <p className="composer__foot">
        <span className="composer__label" id={`${id}-label`}>
          <IconLock aria-hidden="true" size={15} />
          <span className="visually-hidden">{t.reminder(labelWords(room.label))}</span>
          <span aria-hidden="true">{labelWords(room.label)}</span>
        </span>
        {left < COUNTED_FROM ? (
          <span
            id={`${id}-left`}
            className={cx("composer__left", left < 0 && "composer__left--over")}
            role={left < 0 ? "alert" : undefined}
          >
            {left < 0 ? t.over(-left) : t.left(left)}
          </span>
        ) : null}
      </p>
    </form>
  );
}
