import { useEffect, useRef, useState } from "react";
import { useChatMessages } from "../../../messages/chat.ts";
import { useChat, useConversation } from "../hooks/use-chat.ts";
import { bodyOf, type Item, type Message } from "../model/messages.ts";
import { withoutTricks } from "../model/plain-text.ts";

/** The most of a message that is read aloud by itself; the rest is there to be read. */
const LONGEST = 240;

/** Reads new messages of others aloud, once each, while somebody is in the conversation. */
export function Announcer({ items }: { readonly items: readonly Item[] }) {
  const t = useChatMessages().announce;
  const { speakerOf } = useChat();
  const { state } = useConversation();
  const { live } = state.timeline;
  const last = useRef<string | null>(null);
  const [said, setSaid] = useState({ text: "", time: 0 });

  useEffect(() => {
    if (!live) return;
    const messages = items.flatMap((item) =>
      item.kind === "message" && !item.message.id.startsWith("~") ? [item.message] : [],
    );
    const newest = messages.at(-1)?.id ?? null;
    const before = last.current;
    last.current = newest;
    if (before === null || newest === before) return;
    const from = messages.findIndex(({ id }) => id === before);
    // After a gap it is not known what is new.
    if (from === -1) return;
    const fresh = messages.slice(from + 1).filter(({ isOwn, removed }) => !isOwn && removed === null);
    if (fresh.length > 0) setSaid((now) => ({ text: words(fresh), time: now.time + 1 }));

    function words(all: readonly Message[]): string {
      const [one] = all;
      if (one === undefined || all.length > 1) return t.many(all.length);
      return t.one(speakerOf(one.sender).name, withoutTricks(bodyOf(one.content)).slice(0, LONGEST));
    }
  }, [items, live, speakerOf, t]);

  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      <p key={said.time}>{said.text}</p>
    </div>
  );
}
