/** What messages and what refers to them look like in Matrix. */
import { isRecord, type Unknown } from "../matrix/shape.ts";
import { type Nameable, stillNamed } from "./mention.ts";

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/**
 * The content of a message. Who is named stands in it as Matrix has it; the formatted form is there so that other apps
 * show names as names.
 */
export function messageContent(text: string, chosen: readonly Nameable[] = []): Unknown {
  const named = stillNamed(text, chosen).toSorted((one, other) => other.name.length - one.name.length);
  const plain = { msgtype: "m.text", body: text, "m.mentions": mentions(named) };
  if (named.length === 0) return plain;
  const pattern = new RegExp(named.map(({ name }) => `@${literally(name)}`).join("|"), "g");
  let formatted = "";
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const person = named.find(({ name }) => match[0] === `@${name}`);
    if (person === undefined) continue;
    formatted += `${escaped(text.slice(from, match.index))}<a href="https://matrix.to/#/${encodeURIComponent(person.userId)}">${escaped(match[0])}</a>`;
    from = match.index + match[0].length;
  }
  formatted += escaped(text.slice(from));
  return {
    ...plain,
    format: "org.matrix.custom.html",
    formatted_body: formatted.replaceAll("\n", "<br>"),
  };
}

function literally(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function mentions(named: readonly Nameable[]): Unknown {
  return named.length === 0 ? {} : { user_ids: named.map(({ userId }) => userId) };
}

/** A message as the answer to another. */
export function asReply(content: Unknown, target: string): Unknown {
  return { ...content, "m.relates_to": { "m.in_reply_to": { event_id: target } } };
}

/** A message in a thread; apps without threads show it as an answer to the newest. */
export function inThread(
  content: Unknown,
  root: string,
  latest: string,
  replyTo: string | null = null,
): Unknown {
  return {
    ...content,
    "m.relates_to": {
      rel_type: "m.thread",
      event_id: root,
      is_falling_back: replyTo === null,
      "m.in_reply_to": { event_id: replyTo ?? latest },
    },
  };
}

/** A message that takes the place of an earlier one. */
export function asEdit(content: Unknown, target: string): Unknown {
  const body = typeof content.body === "string" ? content.body : "";
  const formatted = content.formatted_body;
  return {
    ...content,
    body: `* ${body}`,
    ...(typeof formatted === "string" ? { formatted_body: `* ${formatted}` } : {}),
    "m.new_content": content,
    "m.relates_to": { rel_type: "m.replace", event_id: target },
  };
}

/** A sign on a message. */
export function reactionContent(target: string, key: string): Unknown {
  return { "m.relates_to": { rel_type: "m.annotation", event_id: target, key } };
}

/** The content that counts of a message: of an edit, what it puts in place. */
export function ownContent(content: Unknown): Unknown {
  return isRecord(content["m.new_content"]) ? content["m.new_content"] : content;
}
