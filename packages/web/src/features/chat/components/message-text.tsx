import { type ReactNode, useState } from "react";
import { useChatMessages } from "../../../messages/chat.ts";
import { cx } from "../../../primitives/cx.ts";
import { textOf, type Unknown } from "../matrix/shape.ts";
import { bodyOf } from "../model/messages.ts";
import { FormattedText } from "./formatted-text.tsx";
import { PlainText } from "./plain-text.tsx";

/** Kinds of messages that are text. */
const TEXTS = ["m.text", "m.notice", "m.emote"];

/** A message of more than this is folded, so that one message does not push away all others. */
const FOLDED_CHARACTERS = 1_500;
const FOLDED_LINES = 24;

interface MessageTextProps {
  readonly content: Unknown;
  /** The name of somebody in the room; null for who is not in it. */
  readonly nameOf: (userId: string) => string | null;
  /** What stands behind the last word. */
  readonly children?: ReactNode;
}

/** What a message says. */
export function MessageText({ content, nameOf, children }: MessageTextProps) {
  const t = useChatMessages().message;
  const [open, setOpen] = useState(false);
  const body = withoutQuote(bodyOf(content), content);
  const kind = textOf(content.msgtype) ?? "m.text";
  const formatted = content.format === "org.matrix.custom.html" ? textOf(content.formatted_body) : null;
  const isLong = body.length > FOLDED_CHARACTERS || body.split("\n").length > FOLDED_LINES;
  const isFolded = isLong && !open;
  const shown = isFolded ? fold(body) : body;
  return (
    <div className={cx("chat-text", kind === "m.notice" && "chat-text--notice")} dir="auto">
      {formatted === null || isFolded ? (
        <PlainText text={shown} />
      ) : (
        <FormattedText html={formatted} plain={body} nameOf={nameOf} />
      )}
      {children}
      {TEXTS.includes(kind) ? null : <p className="chat-text__other">{t.cannotShow}</p>}
      {isLong ? (
        <button type="button" className="chat-link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t.showLess : t.showAll}
        </button>
      ) : null}
    </div>
  );
}

function fold(body: string): string {
  const lines = body.split("\n").slice(0, FOLDED_LINES).join("\n");
  return `${lines.slice(0, FOLDED_CHARACTERS).trimEnd()} …`;
}

/** Older apps put what they answer before their answer, as lines that begin with ">". */
function withoutQuote(body: string, content: Unknown): string {
  const isReply = content["m.relates_to"] !== undefined;
  return isReply && body.startsWith("> <") ? body.replace(/^(?:>.*\n)+\n?/, "") : body;
}
