import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type KnownRoom, type Need, needOf, type OpenReview } from "./needs.ts";

const DAY_MS = 24 * 3_600_000;
const CREATED = new Date("2026-01-01T00:00:00Z");
const day = (n: number) => new Date(CREATED.getTime() + n * DAY_MS);
const room = (...owners: string[]) => ({ createdAt: CREATED, owners });
const known = (owners: string[], reviewedAt: Date | null = null): KnownRoom => ({ owners, reviewedAt });
const open = (changes: Partial<OpenReview> = {}): OpenReview => ({
  dueAt: day(365),
  toldAt: null,
  overdueToldAt: null,
  escalatedAt: null,
  ...changes,
});

describe("a room", () => {
  test("that was never seen is written down first", () => {
    expect(needOf(room("a"), null, null, day(0), 365)).toEqual({ kind: "note" });
  });

  test("is left alone until a month before a year is over, and then gets a review for that day", () => {
    expect(needOf(room("a"), known(["a"]), null, day(334), 365)).toBeNull();
    expect(needOf(room("a"), known(["a"]), null, day(335), 365)).toEqual({
      kind: "open",
      reason: "time",
      dueAt: day(365),
    });
  });

  test("that was reviewed counts from then", () => {
    expect(needOf(room("a"), known(["a"], day(300)), null, day(600), 365)).toBeNull();
    expect(needOf(room("a"), known(["a"], day(300)), null, day(640), 365)).toMatchObject({ dueAt: day(665) });
  });

  test("that somebody leads no more gets a review within a month", () => {
    expect(needOf(room("b"), known(["a"]), null, day(10), 365)).toEqual({
      kind: "open",
      reason: "owner-changed",
      dueAt: day(40),
    });
  });

  test("with another owner beside the first is noted, and not reviewed for it", () => {
    expect(needOf(room("a", "b"), known(["a"]), null, day(10), 365)).toEqual({ kind: "note" });
  });
});

describe("an open review", () => {
  test("is told of once, again when it is late, and to others a month after that", () => {
    const told = { toldAt: day(335) };
    const late = { ...told, overdueToldAt: day(365) };
    expect(needOf(room("a"), known(["a"]), open(), day(335), 365)).toEqual({ kind: "tell" });
    expect(needOf(room("a"), known(["a"]), open(told), day(364), 365)).toBeNull();
    expect(needOf(room("a"), known(["a"]), open(told), day(365), 365)).toEqual({ kind: "tell-overdue" });
    expect(needOf(room("a"), known(["a"]), open(late), day(394), 365)).toBeNull();
    expect(needOf(room("a"), known(["a"]), open(late), day(395), 365)).toEqual({ kind: "escalate" });
    expect(
      needOf(room("a"), known(["a"]), open({ ...late, escalatedAt: day(395) }), day(900), 365),
    ).toBeNull();
  });

  test("is told of again when others lead the room", () => {
    const told = open({ toldAt: day(335) });
    expect(needOf(room("b"), known(["a"]), told, day(340), 365)).toEqual({ kind: "tell-again" });
    expect(needOf(room("a", "b"), known(["a"]), told, day(340), 365)).toEqual({ kind: "tell-again" });
  });
});

describe("whatever happens to a room", () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 60 }) }),
    fc.record({
      kind: fc.constant("owners" as const),
      owners: fc.uniqueArray(fc.constantFrom("a", "b", "c"), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("review" as const) }),
  );

  test("looking ends, and it was reviewed in time or has a review that says when", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 400 }), (steps, every) => {
        let now = CREATED;
        let owners: readonly string[] = ["a"];
        const kept: { seen: KnownRoom | null; running: OpenReview | null } = { seen: null, running: null };
        const noteOwners = () => {
          kept.seen = { reviewedAt: kept.seen?.reviewedAt ?? null, owners };
        };
        const meet = (need: Need): void => {
          const { running } = kept;
          if (need.kind === "note") noteOwners();
          if (need.kind === "open") {
            kept.running = open({ dueAt: need.dueAt });
            noteOwners();
          }
          if (running === null) return;
          if (need.kind === "tell-again") {
            kept.running = { ...running, toldAt: null };
            noteOwners();
          }
          if (need.kind === "tell") kept.running = { ...running, toldAt: now };
          if (need.kind === "tell-overdue") kept.running = { ...running, overdueToldAt: now };
          if (need.kind === "escalate") kept.running = { ...running, escalatedAt: now };
        };
        const look = (): void => {
          for (let times = 0; ; times++) {
            expect(times).toBeLessThan(6);
            const need = needOf({ createdAt: CREATED, owners }, kept.seen, kept.running, now, every);
            if (need === null) return;
            meet(need);
          }
        };
        look();
        for (const one of steps) {
          if (one.kind === "wait") now = new Date(now.getTime() + one.days * DAY_MS);
          if (one.kind === "owners") owners = one.owners;
          if (one.kind === "review" && kept.running !== null) {
            kept.running = null;
            kept.seen = { owners, reviewedAt: now };
          }
          look();
          const limit = (kept.seen?.reviewedAt ?? CREATED).getTime() + every * DAY_MS;
          expect(kept.running?.dueAt.getTime() ?? now.getTime()).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });
});
