import type { ChatClient, Draft } from "../client/chat-client.ts";
import type { Writing } from "../hooks/use-chat.ts";
import type { Unknown } from "../matrix/shape.ts";
import { asEdit, asReply, inThread, ownContent } from "./content.ts";
import { bodyOf, changedBy } from "./messages.ts";

/** The thread that a message is written in. */
export interface InThread {
  readonly root: string;
  /** The newest message of it: apps without threads show the answer there. */
  readonly latest: string;
}

/** What the field begins with when something is changed; null when it keeps what is in it. */
export function draftOf(writing: Writing): Draft | null {
  switch (writing.kind) {
    case "edit":
      return { text: bodyOf(writing.of.content), named: [] };
    case "mend": {
      const { deed } = writing.entry;
      return { text: deed.kind === "event" ? bodyOf(ownContent(deed.content)) : "", named: [] };
    }
    default:
      return null;
  }
}

/** Sends what was written, as what it is. What takes the place of something refused lets that go. */
export function sendWritten(
  client: Pick<ChatClient, "send" | "discard">,
  room: string,
  writing: Writing,
  content: Unknown,
  thread: InThread | null,
): void {
  const sendContent = (whole: Unknown) =>
    client.send(room, { kind: "event", type: "m.room.message", content: whole });
  switch (writing.kind) {
    case "new":
      sendContent(thread === null ? content : inThread(content, thread.root, thread.latest));
      return;
    case "reply":
      sendContent(
        thread === null
          ? asReply(content, writing.to.id)
          : inThread(content, thread.root, thread.latest, writing.to.id),
      );
      return;
    case "edit":
      sendContent(asEdit(content, writing.of.id));
      return;
    case "mend": {
      const { entry } = writing;
      const target = changedBy(entry);
      const relates = entry.deed.kind === "event" ? entry.deed.content["m.relates_to"] : undefined;
      client.discard(entry.transactionId);
      sendContent(
        target !== null
          ? asEdit(content, target)
          : relates === undefined
            ? content
            : { ...content, "m.relates_to": relates },
      );
    }
  }
}
