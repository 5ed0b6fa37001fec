import { Fragment } from "react";
import { useChatMessages } from "../../../messages/chat.ts";
import { partsOf } from "../model/plain-text.ts";

/** Text as somebody typed it: lines stay lines, addresses are links, and what turns text around is shown. */
export function PlainText({ text, links = true }: { readonly text: string; readonly links?: boolean }) {
  const t = useChatMessages().message;
  return (
    <>
      {partsOf(text).map((part, i) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts are shown in order and keep nothing.
        if (part.kind === "text") return <Fragment key={i}>{part.text}</Fragment>;
        if (part.kind === "link" && !links) return <Fragment key={i}>{part.text}</Fragment>;
        if (part.kind === "link")
          return (
            <a
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts are shown in order and keep nothing.
              key={i}
              className="nl-link"
              href={part.href}
              target="_blank"
              rel="noopener noreferrer nofollow"
            >
              <bdi>{part.text}</bdi>
            </a>
          );
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts are shown in order and keep nothing.
          <span key={i} className="chat-mark" role="img" aria-label={t.hiddenMark(part.code)}>
            {part.code}
          </span>
        );
      })}
    </>
  );
}
