import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RoomEvent, readEvent } from "../matrix/event.ts";
import {
  EMPTY_TIMELINE,
  eventsOf,
  type Timeline,
  toPresent,
  trimNewest,
  trimOldest,
  withArrived,
  withNewer,
  withOlder,
  withSurroundings,
} from "./timeline.ts";

/** The event at a place in the log; tokens are places too: `s3` lies behind the third. */
function eventAt(place: number): RoomEvent {
  const event = readEvent({ event_id: `$${place}`, type: "m.room.message", sender: "@a:hub", content: {} });
  if (event === null) throw new Error("an event has an id, a type and a sender");
  return event;
}

const stretch = (from: number, to: number): readonly RoomEvent[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => eventAt(from + i));

const placeOf = (token: string): number => Number(token.slice(1));

type Step =
  | { readonly do: "said"; readonly many: number }
  | { readonly do: "synced"; readonly limit: number; readonly reading: boolean; readonly again: boolean }
  | { readonly do: "ask older" | "ask newer"; readonly limit: number }
  | { readonly do: "ask around"; readonly where: number; readonly limit: number }
  | { readonly do: "answered"; readonly which: number }
  | { readonly do: "present" }
  | { readonly do: "trim oldest" | "trim newest"; readonly size: number };

const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("said" as const), many: fc.integer({ min: 1, max: 90 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("synced" as const),
      limit: fc.integer({ min: 1, max: 60 }),
      reading: fc.boolean(),
      again: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom("ask older" as const, "ask newer" as const),
      limit: fc.integer({ min: 1, max: 60 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("ask around" as const),
      where: share,
      limit: fc.integer({ min: 0, max: 60 }),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("answered" as const), which: share }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("present" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("trim oldest" as const, "trim newest" as const),
      size: fc.integer({ min: 1, max: 200 }),
    }),
  },
);

/** A hub of which only the length of the log counts, and the window that follows it. */
function follow(steps: readonly Step[], check: (timeline: Timeline) => void) {
  let length = 1;
  let since: string | null = null;
  let timeline = EMPTY_TIMELINE;
  const underWay: ((now: Timeline) => Timeline)[] = [];

  function sync(limit: number, reading: boolean, from: string | null): void {
    const start = from === null ? 0 : placeOf(from);
    const first = Math.max(start + 1, length - limit + 1);
    const events = stretch(first, length);
    timeline = withArrived(
      timeline,
      { events, limited: first > start + 1, older: `s${first - 1}`, since: from, next: `s${length}` },
      reading,
    );
    since = `s${length}`;
  }

  for (const one of steps) {
    if (one.do === "said") length += one.many;
    // A line that breaks off may bring the same answer twice.
    if (one.do === "synced") {
      const from: string | null = since;
      sync(one.limit, one.reading, from);
      if (one.again) sync(one.limit, one.reading, from);
    }
    if (one.do === "ask older") {
      const from = timeline.pages.at(0)?.older ?? null;
      if (from !== null) {
        const to = placeOf(from);
        const first = Math.max(1, to - one.limit + 1);
        const answer = { events: stretch(first, to).toReversed(), end: first === 1 ? null : `s${first - 1}` };
        underWay.push((now) => withOlder(now, from, answer));
      }
    }
    if (one.do === "ask newer") {
      const from = timeline.live ? null : (timeline.pages.at(-1)?.newer ?? null);
      if (from !== null) {
        const last = Math.min(length, placeOf(from) + one.limit);
        const answer = { events: stretch(placeOf(from) + 1, last), end: last === length ? null : `s${last}` };
        underWay.push((now) => withNewer(now, from, answer));
      }
    }
    if (one.do === "ask around") {
      const place = 1 + Math.floor(one.where * length);
      const first = Math.max(1, place - one.limit);
      const last = Math.min(length, place + one.limit);
      const around = {
        event: eventAt(place),
        before: stretch(first, place - 1),
        after: stretch(place + 1, last),
        start: first === 1 ? null : `s${first - 1}`,
        end: `s${last}`,
      };
      underWay.push((now) => withSurroundings(now, around));
    }
    if (one.do === "answered") {
      const [apply] = underWay.splice(Math.floor(one.which * underWay.length), 1);
      if (apply !== undefined) timeline = apply(timeline);
    }
    if (one.do === "present") timeline = toPresent(timeline);
    if (one.do === "trim oldest") timeline = trimOldest(timeline, one.size);
    if (one.do === "trim newest") timeline = trimNewest(timeline, one.size);
    check(timeline);
  }
  // Everybody else is silent now: read to the end, and back to the beginning.
  const last: string | null = since;
  sync(60, true, last);
  for (let asked = 0; !timeline.live && asked < 1_000; asked++) {
    const from = timeline.pages.at(-1)?.newer ?? null;
    if (from === null) timeline = toPresent(timeline);
    else {
      const to = Math.min(length, placeOf(from) + 20);
      timeline = withNewer(timeline, from, {
        events: stretch(placeOf(from) + 1, to),
        end: to === length ? null : `s${to}`,
      });
    }
    check(timeline);
  }
  for (let asked = 0; asked < 1_000; asked++) {
    const from = timeline.pages.at(0)?.older ?? null;
    if (from === null) break;
    const first = Math.max(1, placeOf(from) - 19);
    timeline = withOlder(timeline, from, {
      events: stretch(first, placeOf(from)).toReversed(),
      end: first === 1 ? null : `s${first - 1}`,
    });
    check(timeline);
  }
  return { timeline, length };
}

const placesIn = (pages: Timeline["pages"]): readonly number[] =>
  eventsOf(pages).map(({ id }) => Number(id.slice(1)));

const oneStretch = (places: readonly number[]): boolean =>
  places.every((place, i) => place === (places[0] ?? 0) + i);

describe("the window on a room", () => {
  it("is one stretch of the log without gaps or doubles, however answers overlap, cross and repeat", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60, size: "max" }), (steps) => {
        const { timeline, length } = follow(steps, (now) => {
          expect(oneStretch(placesIn(now.pages))).toBe(true);
          expect(oneStretch(placesIn(now.tail))).toBe(true);
        });
        expect(placesIn(timeline.pages)).toEqual(Array.from({ length }, (_, i) => i + 1));
      }),
      { numRuns: 500 },
    );
  });

  it("ends in the present while nobody reads back, also after a gap", () => {
    const first = withArrived(EMPTY_TIMELINE, arrived(1, 3, null));
    const after = withArrived(first, { ...arrived(8, 9, "s3"), limited: true });
    expect(after.live).toBe(true);
    expect(placesIn(after.pages)).toEqual([8, 9]);
  });

  it("stays where somebody reads when a gap comes, and keeps the newest at hand", () => {
    const first = withArrived(EMPTY_TIMELINE, arrived(1, 3, null));
    const after = withArrived(first, { ...arrived(8, 9, "s3"), limited: true }, true);
    expect(placesIn(after.pages)).toEqual([1, 2, 3]);
    expect(placesIn(after.tail)).toEqual([8, 9]);
    expect(placesIn(toPresent(after).pages)).toEqual([8, 9]);
  });

  it("holds no more than it is told to, whichever way somebody reads", () => {
    const long = withArrived(EMPTY_TIMELINE, arrived(1, 49, null));
    const longer = withArrived(long, arrived(50, 98, "s49"));
    expect(placesIn(trimOldest(longer, 10).pages).length).toBe(49);
    expect(placesIn(trimNewest(longer, 10).pages).length).toBe(49);
    expect(trimNewest(longer, 10).live).toBe(false);
  });
});

function arrived(from: number, to: number, since: string | null) {
  return { events: stretch(from, to), limited: false, older: `s${from - 1}`, since, next: `s${to}` };
}
