import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useChatMessages } from "../../../messages/chat.ts";
import type { Room } from "../../rooms/api.ts";
import type { ChatClient } from "../client/chat-client.ts";
import type { RoomState } from "../client/state.ts";
import {
  type ChatContextValue,
  ChatProvider,
  type ConversationNow,
  NowProvider,
  type Writing,
} from "../hooks/use-chat.ts";
import { useChatClient, useChatPart } from "../hooks/use-chat-client.ts";
import { useNarrow } from "../hooks/use-narrow.ts";
import { useSpeakers } from "../hooks/use-speakers.ts";
import { useVisibleHeight } from "../hooks/use-visible-height.ts";
import type { RoomEvent } from "../matrix/event.ts";
import { reactionContent } from "../model/content.ts";
import { mayWriteIn } from "../model/may.ts";
import { itemsOf, type Message, quoteFrom, referencesIn } from "../model/messages.ts";
import { dayOf } from "../model/moments.ts";
import { rowsOf } from "../model/rows.ts";
import { eventsOf, everythingKnown, type Timeline } from "../model/timeline.ts";
import { Announcer } from "./announcer.tsx";
import { Composer } from "./composer.tsx";
import { ConnectionNote } from "./connection-note.tsx";
import { FirstNew } from "./first-new.tsx";
import { type Jump, MessageLog } from "./message-log.tsx";
import { MessageSheets, type OpenSheet } from "./message-sheets.tsx";
import { StrayRefusals } from "./stray-refusals.tsx";
import { ThreadFrame, ThreadPanel } from "./thread-panel.tsx";
import { TypingLine } from "./typing-line.tsx";
import "../chat.css";

interface ChatProps {
  readonly room: Room;
}

/** What is said in a room. It fills the place that it is put in and scrolls within itself. */
export function Chat({ room }: ChatProps) {
  const t = useChatMessages();
  const client = useChatClient();
  const state = useChatPart(client, ({ rooms }) => rooms?.get(room.id));
  const isKnown = useChatPart(client, ({ rooms }) => rooms !== null);
  const wasHere = useRef(false);
  useEffect(() => {
    if (state !== undefined) wasHere.current = true;
  }, [state]);
  if (client === null || state === undefined)
    return (
      <div className="chat chat--waiting">
        <p role="status">{isKnown && wasHere.current ? t.noAccess : t.loading}</p>
        {client === null ? null : <ConnectionNote client={client} />}
      </div>
    );
  return <OpenChat key={room.id} room={room} client={client} state={state} />;
}

interface OpenChatProps extends ChatProps {
  readonly client: ChatClient;
  readonly state: RoomState;
}

function OpenChat({ room, client, state }: OpenChatProps) {
  const me = room.you.userId;
  const { timeline, people } = state;
  const queue = useChatPart(client, (all) => all.queue);
  const entries = useMemo(() => queue.filter((entry) => entry.room === room.id), [queue, room.id]);
  const speakerOf = useSpeakers(room, people);
  const narrow = useNarrow();
  const frame = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const [sheet, setSheet] = useState<OpenSheet | null>(null);
  const [writing, setWriting] = useState<Writing>({ kind: "new" });
  const [thread, setThread] = useState<string | null>(null);
  const [jump, setJump] = useState<Jump | null>(null);
  const [newBelow, setNewBelow] = useState(0);
  // Where the line stands is settled on coming in, and does not move while somebody reads.
  const [cameIn] = useState(() => ({
    readUpTo: state.fullyRead,
    newest: newestOf(timeline)?.id ?? null,
    unread: state.unread,
  }));
  useVisibleHeight(frame);

  const openedAt = Date.parse(room.createdAt);
  const index = useMemo(() => referencesIn({ timeline, entries, me }), [timeline, entries, me]);
  const items = useMemo(
    () => itemsOf({ timeline, entries, me, openedAt }, index),
    [timeline, entries, me, openedAt, index],
  );
  const rows = useMemo(() => {
    const marks = cameIn.unread > 0 ? { ...cameIn, events: eventsOf(timeline.pages) } : null;
    return rowsOf(items, marks, dayOf);
  }, [items, cameIn, timeline]);
  const byId = useMemo(
    () => new Map(everythingKnown(timeline).map((event) => [event.id, event])),
    [timeline],
  );

  // Messages that come in while somebody reads back are counted.
  const total = useRef<{ readonly last: string | null; readonly atEnd: boolean }>({
    last: null,
    atEnd: true,
  });
  const newest = newestOf(timeline);
  useEffect(() => {
    const { last, atEnd } = total.current;
    total.current = { last: newest?.id ?? null, atEnd };
    const isNew = last !== null && newest !== undefined && newest.id !== last;
    if (isNew && !atEnd && newest.type === "m.room.message" && newest.sender !== me)
      setNewBelow((count) => count + 1);
  }, [newest, me]);

  const goTo = useCallback(
    (event: string) => {
      void client.goTo(room.id, event).then((found) => {
        if (found) setJump((now) => ({ to: { event }, time: (now?.time ?? 0) + 1 }));
      });
    },
    [client, room.id],
  );
  const onEnd = useCallback((atEnd: boolean) => {
    total.current = { ...total.current, atEnd };
    if (atEnd) setNewBelow(0);
  }, []);

  const value = useMemo<ChatContextValue>(
    () => ({
      room,
      client,
      me,
      speakerOf,
      nameOf: (userId) => (people.has(userId) || isMember(room, userId) ? speakerOf(userId).name : null),
      mayWrite: mayWriteIn(room),
      open: (which, message, write = setWriting) => setSheet({ sheet: which, message, write }),
      write: setWriting,
      react: (message, key) => toggleReaction(client, room.id, message, key),
      openThread: setThread,
      goTo,
    }),
    [room, client, me, speakerOf, people, goTo],
  );
  const now = useMemo<ConversationNow>(
    () => ({ state, entries, quote: (eventId) => quoteFrom(byId, index, eventId) }),
    [state, entries, byId, index],
  );

  return (
    <ChatProvider value={value}>
      <NowProvider value={now}>
        <div ref={frame} className="chat">
          <div className="chat__main">
            <ConnectionNote client={client} />
            <FirstNew count={cameIn.unread} readUpTo={cameIn.readUpTo} rows={rows} />
            <MessageLog rows={rows} jump={jump} field={field} newBelow={newBelow} onEnd={onEnd} />
            <StrayRefusals items={items} />
            <TypingLine />
            <Composer
              field={field}
              writing={writing}
              thread={null}
              onDone={() => setWriting({ kind: "new" })}
              onSent={() => {
                client.goToPresent(room.id);
                setJump((before) => ({ to: "end", time: (before?.time ?? 0) + 1 }));
              }}
            />
          </div>
          {thread === null ? null : (
            <ThreadFrame key={thread} covers={narrow} onClose={() => setThread(null)}>
              <ThreadPanel root={thread} onClose={() => setThread(null)} />
            </ThreadFrame>
          )}
        </div>
        <Announcer items={items} />
        <MessageSheets open={sheet} onClose={() => setSheet(null)} />
      </NowProvider>
    </ChatProvider>
  );
}

function newestOf({ live, pages, tail }: Timeline): RoomEvent | undefined {
  return (live ? pages : tail).at(-1)?.events.at(-1);
}

function isMember(room: Room, userId: string): boolean {
  return room.members.some((member) => member.userId === userId);
}

function toggleReaction(client: ChatClient, room: string, message: Message, key: string): void {
  const own = message.reactions.find((reaction) => reaction.key === key)?.own ?? null;
  if (own === null)
    client.send(room, { kind: "event", type: "m.reaction", content: reactionContent(message.id, key) });
  // What is still on its way is let go; what is there is taken away.
  else if (own.startsWith("~")) client.discard(own.slice(1));
  else client.send(room, { kind: "removal", target: own });
}
