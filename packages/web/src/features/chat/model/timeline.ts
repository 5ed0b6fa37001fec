/**
 * The events of a room as far as they are here: a window of pages that follow each other without a gap. What the
 * server sends may overlap, come twice or skip a part; here every event stands once, in the server's order.
 */
import type { RoomEvent } from "../matrix/event.ts";
import { relationOf } from "../matrix/event.ts";

/** Events in a row, with the tokens for what lies on either side. */
export interface Page {
  /** Null when nothing lies before it that may be seen. */
  readonly older: string | null;
  readonly newer: string | null;
  /** In the server's order. */
  readonly events: readonly RoomEvent[];
}

/** The window on a room. */
export interface Timeline {
  /** What is shown, oldest first, without gaps. */
  readonly pages: readonly Page[];
  /** Whether the window ends in the present, so that what comes in is added to it. */
  readonly live: boolean;
  /** While the window ends in the past: the newest pages, to return to. */
  readonly tail: readonly Page[];
  /** Reactions, edits and removals that fell out of the window while what they are about may still be in it. */
  readonly kept: readonly RoomEvent[];
}

/** A window on which nothing was seen yet. */
export const EMPTY_TIMELINE: Timeline = { pages: [], live: true, tail: [], kept: [] };

/** Pages of this size and over are not put together any more. */
const PAGE_SIZE = 50;

/** How many of the newest events stay at hand while somebody reads back. */
const TAIL_SIZE = 100;

/** How many references of events out of sight are remembered. */
const KEPT_SIZE = 5_000;

/** What one sync brought of a room. */
export interface Arrived {
  readonly events: readonly RoomEvent[];
  /** Whether the server left out what came just before these. */
  readonly limited: boolean;
  /** The token for what came before these. */
  readonly older: string | null;
  /** The token that the sync was asked with; null for the first. */
  readonly since: string | null;
  /** The token that the sync ended with. */
  readonly next: string;
}

/** All events of pages, in order. */
export function eventsOf(pages: readonly Page[]): readonly RoomEvent[] {
  return pages.flatMap((page) => page.events);
}

function idsOf(pages: readonly Page[]): Set<string> {
  return new Set(pages.flatMap((page) => page.events.map(({ id }) => id)));
}

function without(events: readonly RoomEvent[], known: ReadonlySet<string>): readonly RoomEvent[] {
  const seen = new Set(known);
  return events.filter(({ id }) => {
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/** Small neighbours become one page. */
function joined(pages: readonly Page[]): readonly Page[] {
  const result: Page[] = [];
  for (const page of pages) {
    const last = result.at(-1);
    if (last === undefined || last.events.length + page.events.length > PAGE_SIZE) result.push(page);
    else
      result[result.length - 1] = {
        older: last.older,
        newer: page.newer,
        events: [...last.events, ...page.events],
      };
  }
  return result;
}

/** The last pages with at least a number of events, when there are as many. */
function lastPages(pages: readonly Page[], size: number): readonly Page[] {
  let count = 0;
  const from = pages.findLastIndex((page) => {
    count += page.events.length;
    return count >= size;
  });
  return from === -1 ? pages : pages.slice(from);
}

function firstPages(pages: readonly Page[], size: number): readonly Page[] {
  let count = 0;
  const to = pages.findIndex((page) => {
    count += page.events.length;
    return count >= size;
  });
  return to === -1 ? pages : pages.slice(0, to + 1);
}

/**
 * Puts later pages behind earlier ones where they overlap. Tokens stand between pages, and none is known for the spot
 * where these meet, so the pages on both sides of it become one.
 */
function welded(pages: readonly Page[], later: readonly Page[]): readonly Page[] {
  const known = idsOf(pages);
  const rest = later
    .map((page) => ({ ...page, events: without(page.events, known) }))
    .filter(({ events }) => events.length > 0);
  const last = pages.at(-1);
  if (last === undefined) return later;
  const [first, ...others] = rest;
  const seam: Page = {
    older: last.older,
    newer: first?.newer ?? later.at(-1)?.newer ?? last.newer,
    events: [...last.events, ...(first?.events ?? [])],
  };
  return joined([...pages.slice(0, -1), seam, ...others]);
}

function keep(kept: readonly RoomEvent[], dropped: readonly Page[]): readonly RoomEvent[] {
  const referring = eventsOf(dropped).filter((event) => {
    const relation = relationOf(event);
    return relation !== null && relation.kind !== "thread";
  });
  return referring.length === 0 ? kept : [...kept, ...referring].slice(-KEPT_SIZE);
}

/**
 * Adds what a sync brought.
 *
 * @param reading whether somebody reads back in the window: then it stays where it is when the server skipped a part
 */
export function withArrived(timeline: Timeline, arrived: Arrived, reading = false): Timeline {
  const current = timeline.live ? timeline.pages : timeline.tail;
  const known = idsOf(current);
  const overlaps = arrived.events.some(({ id }) => known.has(id));
  const events = without(arrived.events, known);
  const page: Page = { older: arrived.older ?? arrived.since, newer: arrived.next, events };
  const begins = current.length === 0 && arrived.since === null;
  if (arrived.limited && !overlaps && !begins) return afterGap(timeline, page, reading);
  if (events.length === 0 && current.length > 0) return timeline;
  const pages = overlaps ? welded(current, [page]) : joined([...current, page]);
  return timeline.live
    ? { ...timeline, pages }
    : { ...timeline, tail: lastPages(pages, TAIL_SIZE), kept: keep(timeline.kept, cutFrom(pages)) };
}

function cutFrom(pages: readonly Page[]): readonly Page[] {
  return pages.slice(0, pages.length - lastPages(pages, TAIL_SIZE).length);
}

/** The server skipped a part: what is shown ends before it, what came in begins after it. */
function afterGap(timeline: Timeline, page: Page, reading: boolean): Timeline {
  const stays = timeline.live ? reading && timeline.pages.length > 0 : true;
  return stays
    ? { ...timeline, live: false, tail: [page] }
    : { ...timeline, live: true, pages: [page], tail: [], kept: [] };
}

/**
 * Adds older events, as the server gives them: newest first.
 *
 * @param from the token they were asked with; an answer to an older question is let go
 */
export function withOlder(
  timeline: Timeline,
  from: string,
  answer: { readonly events: readonly RoomEvent[]; readonly end: string | null },
): Timeline {
  const first = timeline.pages.at(0);
  if (first === undefined || first.older !== from) return timeline;
  const events = without(answer.events.toReversed(), idsOf(timeline.pages));
  // A server that stays where it is has nothing more to give.
  const older = answer.end === from ? null : answer.end;
  const page: Page = { older, newer: from, events };
  const pages = joined([page, first]);
  return { ...timeline, pages: [...pages, ...timeline.pages.slice(1)] };
}

/** Adds newer events to a window that ends in the past, oldest first; where they reach the present it is live again. */
export function withNewer(
  timeline: Timeline,
  from: string,
  answer: { readonly events: readonly RoomEvent[]; readonly end: string | null },
): Timeline {
  const last = timeline.pages.at(-1);
  if (timeline.live || last === undefined || last.newer !== from) return timeline;
  const tail = idsOf(timeline.tail);
  const meets = answer.events.findIndex(({ id }) => tail.has(id));
  // Newer events that came in meanwhile may lie beyond a gap; only when they are met is there none.
  const reachesEnd = (answer.end === null || answer.end === from) && tail.size === 0;
  const events = without(
    meets === -1 ? answer.events : answer.events.slice(0, meets),
    new Set([...idsOf(timeline.pages), ...tail]),
  );
  const page: Page = { older: from, newer: answer.end ?? from, events };
  const pages = joined([...timeline.pages, page]);
  if (meets === -1 && !reachesEnd) return { ...timeline, pages };
  return { ...timeline, pages: welded(pages, timeline.tail), live: true, tail: [] };
}

/** Moves the window to an event that lies elsewhere in the room, with what is around it. */
export function withSurroundings(
  timeline: Timeline,
  around: {
    readonly event: RoomEvent;
    readonly before: readonly RoomEvent[];
    readonly after: readonly RoomEvent[];
    readonly start: string | null;
    readonly end: string | null;
  },
): Timeline {
  if (idsOf(timeline.pages).has(around.event.id)) return timeline;
  const tail = timeline.live ? lastPages(timeline.pages, TAIL_SIZE) : timeline.tail;
  const events = without([...around.before, around.event, ...around.after], new Set());
  // What refers to events here may be anywhere after them; the server is asked again.
  const moved: Timeline = { live: false, tail, kept: [], pages: [] };
  const known = idsOf(tail);
  const meets = events.findIndex(({ id }) => known.has(id));
  if (meets === -1) return { ...moved, pages: [{ older: around.start, newer: around.end, events }] };
  // What is around the event reaches into the newest pages: then there is no gap.
  const first: Page = {
    older: around.start,
    newer: tail.at(0)?.older ?? null,
    events: events.slice(0, meets),
  };
  return { ...moved, live: true, tail: [], pages: meets === 0 ? tail : joined([first, ...tail]) };
}

/** Returns the window to the newest events. */
export function toPresent(timeline: Timeline): Timeline {
  return timeline.live ? timeline : { pages: timeline.tail, live: true, tail: [], kept: [] };
}

/** Lets go of the oldest pages, down to a number of events. */
export function trimOldest(timeline: Timeline, size: number): Timeline {
  const pages = lastPages(timeline.pages, size);
  return pages.length === timeline.pages.length ? timeline : { ...timeline, pages };
}

/** Lets go of the newest pages, down to a number of events; the newest of all stay at hand. */
export function trimNewest(timeline: Timeline, size: number): Timeline {
  const pages = firstPages(timeline.pages, size);
  if (pages.length === timeline.pages.length) return timeline;
  return {
    pages,
    live: false,
    tail: timeline.live ? lastPages(timeline.pages, TAIL_SIZE) : timeline.tail,
    kept: keep(timeline.kept, timeline.pages.slice(pages.length)),
  };
}

/** Every event here that may say something of what is shown, each once, in the server's order as far as it is known. */
export function everythingKnown(timeline: Timeline): readonly RoomEvent[] {
  return without([...timeline.kept, ...eventsOf(timeline.pages), ...eventsOf(timeline.tail)], new Set());
}
