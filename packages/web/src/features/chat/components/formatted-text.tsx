import DOMPurify from "dompurify";
import { type ReactNode, useMemo } from "react";
import { useChatMessages } from "../../../messages/chat.ts";
import { safeAddress, withoutTricks } from "../model/plain-text.ts";
import { PlainText } from "./plain-text.tsx";

/** What may be in a formatted message; everything else is taken away, and its text stays. */
const TAGS = [
  ...[
    "p",
    "br",
    "strong",
    "b",
    "em",
    "i",
    "u",
    "s",
    "del",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "a",
  ],
  ...["h1", "h2", "h3", "h4", "h5", "h6"],
];

/** Deeper than this nobody writes. */
const DEEPEST = 16;

const MENTION = "https://matrix.to/#/";

interface FormattedTextProps {
  readonly html: string;
  /** The same without format, for when nothing is left. */
  readonly plain: string;
  readonly nameOf: (userId: string) => string | null;
}

/**
 * A message with format, from whatever app. DOMPurify takes away everything outside a short list; what is left is built
 * up anew, so that nothing of it is ever put in the page as it came.
 */
export function FormattedText({ html, plain, nameOf }: FormattedTextProps) {
  const t = useChatMessages().message;
  const nodes = useMemo(() => {
    const fragment = DOMPurify.sanitize(html, {
      ALLOWED_TAGS: TAGS,
      ALLOWED_ATTR: ["href"],
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
      FORBID_CONTENTS: ["mx-reply", "script", "style", "iframe", "svg", "math", "template", "noscript"],
      RETURN_DOM_FRAGMENT: true,
    });
    return [...fragment.childNodes].map((node, i) =>
      built(node, String(i), 0, { nameOf, goesTo: t.linkGoesTo }),
    );
  }, [html, nameOf, t]);
  return nodes.length === 0 ? <PlainText text={plain} /> : <div className="chat-formatted">{nodes}</div>;
}

interface Names {
  readonly nameOf: (userId: string) => string | null;
  readonly goesTo: (address: string) => string;
}

function built(node: ChildNode, key: string, depth: number, names: Names): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return <PlainText key={key} text={node.textContent ?? ""} />;
  if (!(node instanceof HTMLElement)) return null;
  if (depth >= DEEPEST) return <PlainText key={key} text={node.textContent ?? ""} />;
  const inside = () => [...node.childNodes].map((child, i) => built(child, `${key}.${i}`, depth + 1, names));
  switch (node.localName) {
    case "br":
      return <br key={key} />;
    case "b":
    case "strong":
      return <strong key={key}>{inside()}</strong>;
    case "i":
    case "em":
      return <em key={key}>{inside()}</em>;
    case "u":
      return <u key={key}>{inside()}</u>;
    case "s":
    case "del":
      return <s key={key}>{inside()}</s>;
    case "code":
      return <code key={key}>{inside()}</code>;
    case "pre":
      return <pre key={key}>{inside()}</pre>;
    case "blockquote":
      return <blockquote key={key}>{inside()}</blockquote>;
    case "ul":
      return <ul key={key}>{inside()}</ul>;
    case "ol":
      return <ol key={key}>{inside()}</ol>;
    case "li":
      return <li key={key}>{inside()}</li>;
    case "a":
      return <Link key={key} element={node} names={names} />;
    default:
      // A heading in a message is no heading of the page.
      return <p key={key}>{inside()}</p>;
  }
}

/** A link says where it goes: where its text is another, the address stands behind it. */
function Link({ element, names }: { readonly element: HTMLElement; readonly names: Names }) {
  const address = element.getAttribute("href") ?? "";
  const text = withoutTricks(element.textContent ?? "");
  const mentioned = mentionedIn(address);
  const name = mentioned === null ? null : names.nameOf(mentioned);
  // The name in the room, whatever the message calls them.
  if (name !== null) return <span className="chat-mention">@{name}</span>;
  const href = safeAddress(address);
  if (href === null) return <PlainText text={text} links={false} />;
  return (
    <>
      {shows(text, href) ? null : <PlainText text={`${text} `} links={false} />}
      <a
        className="nl-link"
        href={href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        aria-label={shows(text, href) ? undefined : names.goesTo(href)}
      >
        <bdi>{shows(text, href) ? text : href}</bdi>
      </a>
    </>
  );
}

function mentionedIn(address: string): string | null {
  if (!address.startsWith(MENTION)) return null;
  try {
    const id = decodeURIComponent(address.slice(MENTION.length).split("?")[0] ?? "");
    return id.startsWith("@") ? id : null;
  } catch {
    return null;
  }
}

/** Whether a text is the address itself, as people write it. */
function shows(text: string, href: string): boolean {
  const bare = (address: string) => address.trim().replace(/\/$/, "");
  return bare(text) === bare(href) || `mailto:${text.trim()}` === href;
}
