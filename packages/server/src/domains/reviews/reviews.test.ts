import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Browser } from "../../testing/browser.ts";
import { enteredAs, mailsAt, newGuest, openRoomFor } from "../../testing/guests.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";
import { dayInWords } from "../guests/words.ts";

let now = new Date("2026-12-01T10:00:00Z");
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ REVIEW_EVERY_DAYS: "100" }, { clock: { now: () => now } });
});
afterAll(() => server.end());

const roomPath = (room: string) => `/v1/rooms/${encodeURIComponent(room)}`;

/** Lets days pass, with what the night brings. Everyone signs in anew. */
async function daysLater(days: number): Promise<void> {
  now = new Date(now.getTime() + days * 24 * 3_600_000);
  await server.runDueJobs();
}

async function idOf(person: Browser): Promise<string> {
  return (await (await person.get("/v1/session")).json()).person.id;
}

/** Brings somebody into a room. */
async function bringIn(room: string, owner: Browser, other: Browser): Promise<void> {
  expect((await owner.post(`${roomPath(room)}/_invite`, { person: await idOf(other) })).status).toBeLessThan(
    300,
  );
  expect((await other.post(`${roomPath(room)}/_join`, {})).status).toBeLessThan(300);
}

interface Shown {
  readonly id: string;
  readonly room: { readonly id: string; readonly name: string | null };
  readonly state: string;
  readonly reason: string;
  readonly dueOn: string;
  readonly members: readonly {
    readonly userId: string;
    readonly name: string;
    readonly verdict: string | null;
  }[];
  readonly outcome: { readonly kept: number; readonly removed: number } | null;
  readonly abilities: readonly string[];
}

async function reviewsOf(person: Browser, room: string): Promise<Shown[]> {
  const { reviews } = await (await person.get("/v1/reviews")).json();
  return reviews.filter((review: Shown) => review.room.id === room);
}

const userIdIn = ({ members }: Shown, name: string): string =>
  members.find((member) => member.name === name)?.userId ?? "";

const mailsTo = async (address: string, words: string) =>
  (await mailsAt(server)).filter(({ to, text }) => to === address && text.includes(words));

describe("a room that was not reviewed for long", () => {
  test("gets a review, whose owner confirms or removes everyone; who is removed is out at once", async () => {
    let noor = await server.signedIn("demo-noor");
    const bram = await server.signedIn("demo-bram");
    const yusuf = await server.signedIn("demo-yusuf");
    const room = await openRoomFor(noor);
    await bringIn(room, noor, bram);
    await bringIn(room, noor, yusuf);
    const until = "2027-02-25";
    expect((await noor.post("/v1/guests", newGuest(room, { until }))).status).toBe(201);
    await enteredAs(server, "lotte@rotterdam.example");
    await server.runDueJobs();
    expect(await reviewsOf(noor, room)).toEqual([]);

    await daysLater(71);
    noor = await server.signedIn("demo-noor");
    const [review] = await reviewsOf(noor, room);
    expect(review).toMatchObject({
      state: "open",
      reason: "time",
      dueOn: "2027-03-11",
      abilities: ["decide"],
    });
    expect(review?.members.map(({ name }) => name).sort()).toEqual([
      "Bram Demo",
      "Lotte de Munck",
      "Yusuf Demo",
    ]);
    expect(await mailsTo("noor@bzk.example", "Controleer wie er in je ruimte zit")).toHaveLength(1);
    // Nobody else sees it, or decides on it.
    const other = await server.signedIn("demo-bram");
    expect(await reviewsOf(other, room)).toEqual([]);
    if (review === undefined) throw new Error("there is no review");
    const decide = (by: Browser, decisions: Readonly<Record<string, string>>) =>
      by.post(`/v1/reviews/${review.id}/_decide`, {
        decisions: Object.entries(decisions).map(([userId, verdict]) => ({ userId, verdict })),
      });
    const bramId = userIdIn(review, "Bram Demo");
    expect((await decide(other, { [bramId]: "keep" })).status).toBe(403);
    expect((await decide(await server.signedIn("demo-eva"), { [bramId]: "keep" })).status).toBe(404);
    expect((await decide(noor, { "@u-niemand:akkoord.localhost": "keep" })).status).toBe(400);

    // In parts: it is done when everybody was confirmed.
    const first = await (await decide(noor, { [bramId]: "keep" })).json();
    expect(first.state).toBe("open");
    const rest = await decide(noor, {
      [userIdIn(review, "Yusuf Demo")]: "remove",
      [userIdIn(review, "Lotte de Munck")]: "remove",
    });
    expect(await rest.json()).toMatchObject({ state: "done", outcome: { kept: 1, removed: 2 } });
    const { members } = await (await noor.get(roomPath(room))).json();
    expect(members.map(({ name }: { name: string }) => name).sort()).toEqual(["Bram Demo", "Noor Demo"]);
    const kept = members.find(({ name }: { name: string }) => name === "Bram Demo");
    expect(kept.lastReviewed).toBe(now.toISOString());
    expect((await (await server.signedIn("demo-yusuf")).get(roomPath(room))).status).toBe(404);
    const { guests } = await (await noor.get("/v1/guests")).json();
    expect(guests[0]).toMatchObject({ state: "ended", ending: "removed" });
    expect((await (await decide(noor, { [bramId]: "keep" })).json()).code).toBe("review-decided");

    // And the next one counts from now.
    await daysLater(60);
    noor = await server.signedIn("demo-noor");
    expect((await reviewsOf(noor, room)).map(({ state }) => state)).toEqual(["done"]);
    await daysLater(15);
    noor = await server.signedIn("demo-noor");
    expect((await reviewsOf(noor, room)).map(({ state }) => state).sort()).toEqual(["done", "open"]);
  });

  test("and whose owner does nothing becomes known to them again, and a month later to who is responsible", async () => {
    let noor = await server.signedIn("demo-noor");
    const room = await openRoomFor(noor, "Vergeten ruimte");
    const late = async () => mailsTo("noor@bzk.example", "Je bent te laat");
    await daysLater(99);
    const before = (await late()).length;
    await daysLater(2);
    noor = await server.signedIn("demo-noor");
    expect(await reviewsOf(noor, room)).toMatchObject([{ state: "overdue" }]);
    const overdue = await late();
    expect(overdue.length).toBeGreaterThan(before);
    const sanne = await server.signedIn("demo-sanne");
    expect(await reviewsOf(sanne, room)).toEqual([]);
    await daysLater(31);
    const officer = await server.signedIn("demo-sanne");
    const [seen] = await reviewsOf(officer, room);
    // Who is responsible is not let in: they see that it is late, and who owns it.
    expect(seen).toMatchObject({ state: "overdue", members: [], abilities: [], room: { name: null } });
    const mails = (await mailsTo("sanne@bzk.example", "al lang niet gecontroleerd")).filter(({ text }) =>
      text.includes(dayInWords(seen?.dueOn ?? "", "nl")),
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain("Noor Demo");
    expect(mails[0]?.text).not.toContain("Vergeten ruimte");
    expect((await officer.get(roomPath(room))).status).toBe(404);
    expect((await officer.post(`/v1/reviews/${seen?.id}/_decide`, { decisions: [] })).status).toBe(403);
    // Of another organisation.
    expect(await reviewsOf(await server.signedIn("demo-lotte"), room)).toEqual([]);
  });

  test("and was closed needs none any more", async () => {
    let noor = await server.signedIn("demo-noor");
    const room = await openRoomFor(noor, "Klaar");
    await daysLater(90);
    noor = await server.signedIn("demo-noor");
    expect(await reviewsOf(noor, room)).toMatchObject([{ state: "open" }]);
    expect((await noor.post(`${roomPath(room)}/_close`, {})).status).toBeLessThan(300);
    await daysLater(1);
    noor = await server.signedIn("demo-noor");
    expect(await reviewsOf(noor, room)).toEqual([]);
  });
});

describe("a room whose owner leaves", () => {
  test("is reviewed by who owns it then", async () => {
    const noor = await server.signedIn("demo-noor");
    const sanne = await server.signedIn("demo-sanne");
    const room = await openRoomFor(noor, "Overgedragen");
    await bringIn(room, noor, sanne);
    // It is seen once while Noor leads it.
    await daysLater(1);
    const again = await server.signedIn("demo-noor");
    expect((await again.post(`${roomPath(room)}/_leave`, {})).status).toBeLessThan(300);
    const heir = await server.signedIn("demo-sanne");
    await vi.waitFor(
      async () =>
        expect(await reviewsOf(heir, room)).toMatchObject([{ state: "open", reason: "owner-changed" }]),
      { timeout: 20_000 },
    );
    // Nobody else is in it: confirming that is enough.
    const [review] = await reviewsOf(heir, room);
    const done = await heir.post(`/v1/reviews/${review?.id}/_decide`, { decisions: [] });
    expect(await done.json()).toMatchObject({ state: "done", outcome: { kept: 0, removed: 0 } });
  });
});

test("what was decided stands in the audit trail, without names", async () => {
  const auditor = await server.signedIn("demo-daan");
  const text = await (await auditor.get("/v1/audit-entries?action=reviews.decide&pageSize=100")).text();
  expect(text).toContain("reviews.decide");
  expect(text).not.toContain("Demo Yusuf");
  expect(server.logged()).not.toContain("Vergeten ruimte");
});
