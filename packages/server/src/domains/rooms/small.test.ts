import { describe, expect, test, vi } from "vitest";
import { passes, wantsRoom } from "./filter.ts";
import { holdsUnseen, shownName } from "./names.ts";
import { createNotifier } from "./notifier.ts";
import { serverNameFrom } from "./server-name.ts";
import { createTurns } from "./turns.ts";
import { createTyping } from "./typing.ts";
import { akkoordUserId, guestUserId, personUserId, userIdOf, whoIs } from "./user-id.ts";

const PERSON = "4f0c1b7e-0000-4000-8000-000000000001";

describe("a user id", () => {
  test("names a person, a guest or Akkoord, and back", () => {
    expect(whoIs(personUserId(PERSON, "a.nl"), "a.nl")).toEqual({ kind: "person", id: PERSON });
    expect(whoIs(guestUserId(PERSON, "a.nl"), "a.nl")).toEqual({ kind: "guest", id: PERSON });
    expect(whoIs(akkoordUserId("a.nl"), "a.nl")).toEqual({ kind: "akkoord" });
    expect(userIdOf({ kind: "anonymous" }, "a.nl")).toBeNull();
    expect(userIdOf({ kind: "system", id: "start" }, "a.nl")).toBe("@akkoord:a.nl");
  });

  test.each([
    personUserId(PERSON, "b.nl"),
    `@u-${PERSON}:a.nl:b.nl`,
    `@x-${PERSON}:a.nl`,
    "@akkoord",
    "@u-1:a.nl",
    `${personUserId(PERSON, "a.nl")}x`,
  ])("is none of this server when it is %s", (userId) => {
    expect(whoIs(userId, "a.nl")).toBeNull();
  });
});

describe("a filter", () => {
  const message = { type: "m.room.message", sender: "@a:x", content: {} };
  test.each([
    [{}, true],
    [{ types: ["m.room.*"] }, true],
    [{ types: ["m.*.message"] }, true],
    [{ types: ["*"] }, true],
    [{ types: ["m.room"] }, false],
    [{ types: [] }, false],
    [{ not_types: ["m.room.message"] }, false],
    [{ senders: ["@b:x"] }, false],
    [{ not_senders: ["@a:x"] }, false],
    [{ contains_url: true }, false],
    [{ contains_url: false }, true],
    [{ types: ["m.room.*"], not_types: ["*.message"] }, false],
  ])("%o lets a message through: %s", (filter, expected) => {
    expect(passes(filter, message)).toBe(expected);
  });

  test("leaves rooms out", () => {
    expect(wantsRoom({ rooms: ["!a:x"] }, "!b:x")).toBe(false);
    expect(wantsRoom({ rooms: ["!a:x"], not_rooms: ["!a:x"] }, "!a:x")).toBe(false);
    expect(wantsRoom(undefined, "!a:x")).toBe(true);
  });
});

describe("a name", () => {
  test("is shown without what is not seen", () => {
    expect(shownName(" Noor\u202e\u2066 \u0007Demo\n")).toBe("Noor Demo");
    expect(holdsUnseen("Noor\u200f")).toBe(true);
    expect(holdsUnseen("Ünïcode 🐤 مرحبا")).toBe(false);
  });
});

describe("the name of the server", () => {
  test.each([
    [{ SERVER_NAME: "rooms.rijk.nl", PUBLIC_URL: "https://akkoord.rijk.nl" }, "rooms.rijk.nl"],
    [{ PUBLIC_URL: "https://Akkoord.rijk.nl:8443/x" }, "akkoord.rijk.nl"],
    [{}, "akkoord.localhost"],
  ])("of %o is %s", (config, expected) => {
    expect(serverNameFrom(config)).toBe(expected);
  });
});

const ENOUGH = { most: 1, longest: 10, ofOne: 10, inAll: 10 };
const A = { room: "a", by: null };

describe("turns", () => {
  test("go one by one in a room, in order, and no more than so many at once", async () => {
    const turns = createTurns({ ...ENOUGH, most: 2 });
    const order: string[] = [];
    let working = 0;
    let most = 0;
    const ends: (() => void)[] = [];
    const work = (room: string, name: string) =>
      turns.take({ room, by: null }, async () => {
        working++;
        most = Math.max(most, working);
        order.push(name);
        await new Promise<void>((resolve) => ends.push(resolve));
        working--;
        return name;
      });
    const all = [work("a", "a1"), work("a", "a2"), work("b", "b1"), work("c", "c1")];
    for (let n = 0; n < 4; n++) {
      await vi.waitFor(() => expect(ends.length).toBeGreaterThan(0));
      ends.shift()?.();
    }
    expect(await Promise.all(all)).toEqual(["a1", "a2", "b1", "c1"]);
    expect(order.indexOf("a1")).toBeLessThan(order.indexOf("a2"));
    expect(most).toBe(2);
  });

  test("go on after work that failed", async () => {
    const turns = createTurns(ENOUGH);
    await expect(
      turns.take(A, async () => {
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(await turns.take(A, async () => "yes")).toBe("yes");
  });
});

test("a line that grows too long takes nobody in any more", async () => {
  const turns = createTurns({ ...ENOUGH, longest: 2 });
  const gate = Promise.withResolvers<void>();
  const held = turns.take(A, () => gate.promise);
  const waiting = [turns.take(A, async () => 1), turns.take(A, async () => 2)];
  await expect(turns.take(A, async () => 3)).rejects.toMatchObject({ code: "temporarily-unavailable" });
  gate.resolve();
  await held;
  expect(await Promise.all(waiting)).toEqual([1, 2]);
});

test("nobody fills a line alone, and all lines together have an end", async () => {
  const turns = createTurns({ ...ENOUGH, ofOne: 2, inAll: 4 });
  const gate = Promise.withResolvers<void>();
  const take = (room: string, by: string | null) => turns.take({ room, by }, () => gate.promise);
  const inside = [take("a", "@noor"), take("b", "@noor")];
  await expect(take("c", "@noor")).rejects.toMatchObject({ code: "too-many-requests" });
  inside.push(take("a", "@bram"), take("c", null));
  await expect(take("d", "@yusuf")).rejects.toMatchObject({ code: "temporarily-unavailable" });
  gate.resolve();
  await Promise.all(inside);
  await take("c", "@noor");
});

describe("a notifier", () => {
  test("wakes who listens to it, also for what came just before they waited", async () => {
    const notifier = createNotifier();
    const listening = notifier.listen(["!a:x", "@me:x"]);
    notifier.wake("!b:x");
    notifier.wake("!a:x");
    await listening.next(60_000);
    const later = listening.next(60_000);
    notifier.wake("@me:x");
    await later;
    const everybody = listening.next(60_000);
    notifier.wake(null);
    await everybody;
    listening.end();
    notifier.wake("!a:x");
  });

  test("lets go when the time is up or the signal ends", async () => {
    const listening = createNotifier().listen(["!a:x"]);
    await listening.next(1);
    const gone = new AbortController();
    const waiting = listening.next(60_000, gone.signal);
    gone.abort();
    await waiting;
    await listening.next(60_000, gone.signal);
    listening.end();
  });
});

describe("typing", () => {
  test("of before this process began counts as new when somebody types now", () => {
    const typing = createTyping(() => {});
    expect(typing.changedSince("!a:x", 40)).toBe(false);
    typing.set("!a:x", "@a:x", 30_000);
    expect(typing.changedSince("!a:x", 40)).toBe(true);
    expect(typing.changedSince("!a:x", 1)).toBe(false);
    typing.stop("!a:x", "@a:x");
    expect(typing.in("!a:x")).toEqual([]);
    expect(typing.changedSince("!a:x", 1)).toBe(true);
    typing.close();
  });
});
