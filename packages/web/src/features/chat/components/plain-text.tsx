import { useChatMessages } from "../../../messages/chat.ts";
import { partsOf, type TextPart } from "../model/plain-text.ts";

interface PlainTextProps {
  readonly text: string;
  /** Whether addresses in it are links. */
  readonly links?: boolean;
}

/** Text as somebody typed it: lines stay lines, addresses are links, and what turns text around is shown. */
export function PlainText({ text, links = true }: PlainTextProps) {
  return partsOf(text).map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts are shown in order and keep nothing.
    <Part key={i} part={part} links={links} />
  ));
}

function Part({ part, links }: { readonly part: TextPart; readonly links: boolean }) {
  const t = useChatMessages().message;
  if (part.kind === "turned")
    return (
      <span className="chat-mark" role="img" aria-label={t.hiddenMark(part.code)}>
        {part.code}
      </span>
    );
  if (part.kind === "text" || !links) return part.text;
  return (
    <a className="nl-link" href={part.href} target="_blank" rel="noopener noreferrer nofollow">
      <bdi>{part.text}</bdi>
    </a>
  );
}
