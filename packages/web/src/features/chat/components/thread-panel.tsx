import { IconX } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useChatMessages } from "../../../messages/chat.ts";
import { Alert } from "../../../primitives/alert.tsx";
import { Button } from "../../../primitives/button.tsx";
import { ChatProvider, useChat, useConversation, type Writing } from "../hooks/use-chat.ts";
import { threadOf } from "../model/messages.ts";
import { Composer } from "./composer.tsx";
import { MessageRow } from "./message-row.tsx";

/** How many answers are fetched at a time. */
const STRETCH = 50;

interface ThreadPanelProps {
  /** The message that the thread began with. */
  readonly root: string;
  readonly onClose: () => void;
}

/** A thread: beside the conversation where there is room, over it on a phone. */
export function ThreadPanel({ root, onClose }: ThreadPanelProps) {
  const t = useChatMessages().thread;
  const chat = useChat();
  const { room, client, me } = chat;
  const { state, entries } = useConversation();
  const [writing, setWriting] = useState<Writing>({ kind: "new" });
  const field = useRef<HTMLTextAreaElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { data, isError, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["thread", room.id, root],
    queryFn: async ({ pageParam, signal }) => {
      const answers = await client.api.relations(room.id, root, "m.thread", pageParam, STRETCH, signal);
      const first = pageParam === null ? [await client.api.event(room.id, root, signal)] : [];
      return { events: [...first, ...answers.events], end: answers.end };
    },
    initialPageParam: NEWEST,
    getNextPageParam: ({ end }) => end,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  const loaded = data?.pages.flatMap(({ events }) => events).toReversed() ?? [];
  const messages = threadOf(
    { timeline: state.timeline, entries, me, openedAt: Date.parse(room.createdAt) },
    root,
    loaded,
  );
  const latest = messages.findLast(({ id }) => !id.startsWith("~"))?.id ?? root;
  const count = messages.length;

  useEffect(() => {
    // A sheet that closes gives focus back to where it was opened from; this comes after.
    const frame = requestAnimationFrame(() => field.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it goes to the end when an answer comes.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  }, [count]);

  return (
    <ChatProvider
      value={{
        ...chat,
        write: setWriting,
        open: (sheet, message) => chat.open(sheet, message, setWriting),
      }}
    >
      <div className="thread__head">
        <h3 className="thread__title">{t.title}</h3>
        <button type="button" className="chat-tool" aria-label={t.close} title={t.close} onClick={onClose}>
          <IconX aria-hidden="true" size={20} />
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <div ref={scroller} className="thread__log" role="log" aria-label={t.log} aria-live="off" tabIndex={0}>
        {isError ? (
          <Alert kind="warning">
            <p>{t.failed}</p>
          </Alert>
        ) : null}
        {hasNextPage ? (
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t.older}
          </Button>
        ) : null}
        {messages.map((message, i) => (
          <MessageRow
            key={message.key}
            message={message}
            heads={i < 2 || messages[i - 1]?.sender !== message.sender}
            isCurrent
            inThread
          />
        ))}
        {!isPending && count === 1 ? <p className="chat-top">{t.none}</p> : null}
      </div>
      <Composer
        field={field}
        writing={writing}
        thread={{ root, latest }}
        onDone={() => setWriting({ kind: "new" })}
      />
    </ChatProvider>
  );
}

const NEWEST: string | null = null;

interface ThreadFrameProps {
  readonly covers: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What a thread stands in: a part of the page beside the conversation, or a sheet over all of it. */
export function ThreadFrame({ covers, onClose, children }: ThreadFrameProps) {
  const t = useChatMessages().thread;
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (covers && sheet.current?.open === false) sheet.current.showModal();
  }, [covers]);
  if (covers)
    return (
      <dialog ref={sheet} className="thread thread--covers" aria-label={t.title} onClose={onClose}>
        {children}
      </dialog>
    );
  return (
    <aside
      className="thread"
      aria-label={t.title}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.stopPropagation();
        onClose();
      }}
    >
      {children}
    </aside>
  );
}
