import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { useChatMessages } from "../../../messages/chat.ts";
import { useChat, useConversation } from "../hooks/use-chat.ts";
import { useFocusSoon } from "../hooks/use-focus-soon.ts";
import { useHoldPlace } from "../hooks/use-hold-place.ts";
import { useReadMark } from "../hooks/use-read-mark.ts";
import { useStagedRows } from "../hooks/use-staged-rows.ts";
import type { RoomEvent } from "../matrix/event.ts";
import type { Row } from "../model/rows.ts";
import { eventsOf } from "../model/timeline.ts";
import { JumpButtons } from "./jump-buttons.tsx";
import { LogRow } from "./log-row.tsx";

/** A wish to go to an event, or to the end; its number goes up with each. */
export interface Jump {
  readonly to: { readonly event: string } | "end";
  readonly time: number;
}

interface MessageLogProps {
  readonly rows: readonly Row[];
  /** Where somebody asked to go. */
  readonly jump: Jump | null;
  /** Where focus goes when somebody leaves the messages with Escape. */
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** How many messages came in while somebody read back. */
  readonly newBelow: number;
  readonly onEnd: (atEnd: boolean) => void;
}

/** So near the end counts as the end. */
const NEAR_END = 80;

/** So many rows before the beginning or the end the next are fetched. */
const AHEAD = 12;

/** Steps of Page Up and Page Down. */
const PAGE = 8;

/**
 * The messages of a room. Only those near what is in sight are in the page; they keep their place when older ones come.
 * Screen readers hear new ones from the announcer, not from here: rows also come and go with scrolling.
 */
export function MessageLog({ rows: wanted, jump, field, newBelow, onEnd }: MessageLogProps) {
  const t = useChatMessages();
  const { room, client } = useChat();
  const { state } = useConversation();
  const { timeline, fetching, fetchFailed } = state;
  const { rows, shift, epoch } = useStagedRows(wanted);
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const place = useRef<"end" | "back" | "unset">("unset");
  /** Where it was scrolled to, and how high all of it was then. */
  const before = useRef({ offset: 0, size: 0 });
  const [atEnd, setAtEnd] = useState(true);
  const [current, setCurrent] = useState<string | null>(null);
  const focusSoon = useFocusSoon(scroller);
  useReadMark(atEnd);
  useHoldPlace(scroller, rows, shift);

  const lastIndex = rows.length - 1;
  const lastMessage = rows.findLast(({ kind }) => kind === "message")?.key ?? null;
  const isThere = current !== null && rows.some(({ key }) => key === current);
  const currentKey = isThere ? current : lastMessage;
  const currentIndex = rows.findIndex(({ key }) => key === currentKey);
  const newIndex = rows.findIndex(({ kind }) => kind === "new");

  const goToEnd = useCallback(() => {
    place.current = "end";
    list.current?.scrollToIndex(lastIndex, { align: "end" });
  }, [lastIndex]);

  const noteEnd = useCallback(
    (now: boolean) => {
      setAtEnd(now);
      onEnd(now);
    },
    [onEnd],
  );

  const loadNearby = useCallback(() => {
    const handle = list.current;
    if (handle === null) return;
    const top = handle.findItemIndex(handle.scrollOffset);
    const bottom = handle.findItemIndex(handle.scrollOffset + handle.viewportSize);
    if (top < AHEAD && timeline.pages.at(0)?.older != null) void client.loadOlder(room.id);
    else if (!timeline.live && bottom > lastIndex - AHEAD) void client.loadNewer(room.id);
  }, [client, room.id, timeline, lastIndex]);

  function onScroll(): void {
    const handle = list.current;
    if (handle === null) return;
    const { scrollOffset: offset, scrollSize: size, viewportSize } = handle;
    // Rows that turn out higher move the end away; only who goes up themselves leaves it.
    const wentUp = offset < before.current.offset && size === before.current.size;
    before.current = { offset, size };
    const isThere = size - offset - viewportSize < NEAR_END;
    const staysAtEnd = isThere || (place.current === "end" && !wentUp);
    place.current = staysAtEnd && timeline.live ? "end" : "back";
    const now = place.current === "end";
    if (now !== atEnd) noteEnd(now);
    if (!fetchFailed) loadNearby();
  }

  function onScrollEnd(): void {
    const handle = list.current;
    if (handle === null) return;
    const middle = handle.findItemIndex(handle.scrollOffset + handle.viewportSize / 2);
    const row = rows.slice(0, middle + 1).findLast(({ kind }) => kind === "message");
    const event = row?.kind === "message" ? row.message.id : null;
    const isAtEnd = place.current === "end";
    client.readsAt(room.id, isAtEnd || event === null || event.startsWith("~") ? null : event);
    if (fetching === null) client.letGo(room.id, middle < rows.length / 2 ? "newest" : "oldest");
  }

  // Where it begins: at the first that is new, or at the end. Rows that are others altogether begin anew.
  const begun = useRef(-1);
  const hasRows = rows.length > 1;
  useLayoutEffect(() => {
    if (!hasRows || begun.current === epoch) return;
    const isFirst = begun.current === -1;
    begun.current = epoch;
    if (isFirst && newIndex > 0) {
      place.current = "back";
      list.current?.scrollToIndex(newIndex, { align: "start", offset: -40 });
    } else if (isFirst || place.current === "end") goToEnd();
  }, [epoch, hasRows, newIndex, goToEnd]);

  // What comes at the end is followed by who looks at the end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the rows, whatever changed in them.
  useLayoutEffect(() => {
    if (place.current === "end" && timeline.live) goToEnd();
  }, [rows, goToEnd]);

  // The first stretch may not fill the screen.
  useEffect(() => {
    if (fetching === null && !fetchFailed && hasRows) loadNearby();
  }, [fetching, fetchFailed, hasRows, loadNearby]);

  const sought = jump === null || jump.to === "end" ? null : jump.to.event;
  const soughtIndex = sought === null ? -1 : placeOf(sought, rows, eventsOf(timeline.pages));
  const soughtKey = rows[soughtIndex]?.key ?? null;
  const jumped = useRef(0);
  useLayoutEffect(() => {
    if (jump === null || jumped.current === jump.time) return;
    if (jump.to === "end") {
      jumped.current = jump.time;
      goToEnd();
    } else if (soughtIndex !== -1) {
      jumped.current = jump.time;
      place.current = "back";
      list.current?.scrollToIndex(soughtIndex, { align: "center" });
      setCurrent(soughtKey);
      if (soughtKey !== null) focusSoon(soughtKey);
    }
  }, [jump, soughtIndex, soughtKey, goToEnd, focusSoon]);

  function moveTo(index: number): void {
    const row = rows[index];
    if (row === undefined) return;
    setCurrent(row.key);
    focusSoon(row.key);
    if (index < lastIndex) place.current = "back";
    list.current?.scrollToIndex(index, { align: "nearest" });
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.key === "Escape") {
      event.preventDefault();
      field.current?.focus();
      return;
    }
    // Within a message the keys are those of its buttons.
    const isOnMessage = event.target instanceof HTMLElement && event.target.matches("[data-key], [role=log]");
    if (!isOnMessage || event.altKey || event.ctrlKey || event.metaKey) return;
    const messages = rows.flatMap(({ kind }, i) => (kind === "message" ? [i] : []));
    const at = messages.indexOf(currentIndex);
    const steps: Readonly<Record<string, number>> = {
      ArrowUp: Math.max(0, at - 1),
      ArrowDown: Math.min(messages.length - 1, at + 1),
      PageUp: Math.max(0, at - PAGE),
      PageDown: Math.min(messages.length - 1, at + PAGE),
      Home: 0,
      End: messages.length - 1,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = messages[step];
    if (next !== undefined) moveTo(next);
    if (event.key === "End" && !timeline.live) client.goToPresent(room.id);
  }

  return (
    <div className="chat-log">
      <div
        ref={scroller}
        className="chat-log__scroll"
        role="log"
        aria-live="off"
        aria-label={t.log(room.name)}
        aria-busy={fetching !== null}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const key = event.target.closest<HTMLElement>("[data-key]")?.dataset.key;
          if (key !== undefined && key !== currentKey) setCurrent(key);
        }}
      >
        <Virtualizer
          key={epoch}
          ref={list}
          scrollRef={scroller}
          shift={shift}
          bufferSize={600}
          keepMounted={currentIndex === -1 ? [] : [currentIndex]}
          onScroll={onScroll}
          onScrollEnd={onScrollEnd}
          onResize={() => {
            if (place.current === "end") goToEnd();
          }}
        >
          {rows.map((row) => (
            <LogRow
              key={row.key}
              row={row}
              isCurrent={row.key === currentKey}
              isSought={row.key === soughtKey && soughtKey !== null}
            />
          ))}
        </Virtualizer>
      </div>
      <JumpButtons
        atEnd={atEnd && timeline.live}
        newBelow={newBelow}
        onNewest={() => {
          place.current = "end";
          if (timeline.live) goToEnd();
          else client.goToPresent(room.id);
        }}
      />
    </div>
  );
}

/** The row of an event; of one that is not shown, the first row after it. */
function placeOf(event: string, rows: readonly Row[], events: readonly RoomEvent[]): number {
  const from = events.findIndex(({ id }) => id === event);
  if (from === -1) return -1;
  const later = new Set(events.slice(from).map(({ id }) => id));
  return rows.findIndex((row) => row.kind === "message" && later.has(row.message.id));
}
