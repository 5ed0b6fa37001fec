import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser } from "../../testing/browser.ts";
import { enteredAs, newGuest, openRoomFor } from "../../testing/guests.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

/** What stands in a room of others, and must come back from nowhere. */
const SECRETS = ["Besloten beraad", "woorden van Yusuf", "Yusuf Demo", "Thijs Demo"];

let server: TestServer;
let guest: Browser;
let theirs: { readonly room: string; readonly event: string; readonly user: string };
let ownRoom: string;

beforeAll(async () => {
  server = await startTestServer();
  const noor = await server.signedIn("demo-noor");
  const yusuf = await server.signedIn("demo-yusuf");
  ownRoom = await openRoomFor(noor);
  await noor.post("/v1/guests", newGuest(ownRoom));
  guest = await enteredAs(server, "lotte@rotterdam.example");
  const room = await openRoomFor(yusuf, "Besloten beraad");
  const said = await yusuf.send(
    "PUT",
    `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/send/m.room.message/1`,
    { msgtype: "m.text", body: "woorden van Yusuf" },
  );
  const { you } = await (await yusuf.get(`/v1/rooms/${encodeURIComponent(room)}`)).json();
  theirs = { room, event: (await said.json()).event_id, user: you.userId };
});
afterAll(() => server.end());

/** A route as an address, with everything of others filled in. */
function addressOf(pattern: string): string {
  const fill = (name: string) => {
    if (/^roomId/i.test(name)) return theirs.room;
    if (/event/i.test(name)) return theirs.event;
    if (/user/i.test(name)) return theirs.user;
    if (name === "id") return theirs.room;
    return "m.room.name";
  };
  return pattern
    .replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(fill(name)))
    .replace(/\*$/, "m.room.name");
}

/** Forgetting a room that one is not in is no problem, whether there is such a room or not. */
const isAboutRoom = (pattern: string) =>
  /:roomId|\/v1\/rooms\/:id/.test(pattern) && !pattern.endsWith("/forget");

describe("a guest", () => {
  test("learns nothing of a room of others at any address of the server, whatever is asked there", async () => {
    const tried = server.routes.filter(
      ({ method, url }) =>
        ["GET", "POST", "PUT", "DELETE"].includes(method) &&
        // The page itself, and what begins or ends a sign-in.
        !/^\/(\*|demo-identity|sign-(in|out))|\/log(in|out)/.test(url),
    );
    expect(tried.length).toBeGreaterThan(100);
    expect(tried.some(({ url }) => url.includes("/_matrix/client/v3/rooms/:roomId"))).toBe(true);
    for (const { method, url } of tried) {
      // The mailbox of the demonstration is for anybody to read.
      if (url === "/postvak") continue;
      const path = addressOf(url);
      const something = { body: "x", msgtype: "m.text", reason: "x", "m.fully_read": theirs.event };
      const body = method === "GET" ? undefined : something;
      const answer = await guest.send(method, `${path}${url.includes("sync") ? "?timeout=0" : ""}`, body);
      const text = await answer.text();
      const what = `${method} ${url}: ${answer.status} ${text.slice(0, 300)}`;
      for (const secret of SECRETS) expect(text.includes(secret), what).toBe(false);
      if (isAboutRoom(url)) expect(answer.ok, what).toBe(false);
    }
    // It was the guest who asked, up to the end.
    expect((await (await guest.get("/v1/session")).json()).guest).toMatchObject({ room: ownRoom });
  });

  test("syncs their own room alone", async () => {
    const synced = await (await guest.get("/_matrix/client/v3/sync?timeout=0")).json();
    expect(Object.keys(synced.rooms.join)).toEqual([ownRoom]);
  });

  test("cannot change anything without our page's own token", async () => {
    const bare = await fetch(new URL("/_matrix/client/v3/createRoom", server.url), {
      method: "POST",
      headers: { Cookie: guest.cookies, "Content-Type": "application/json" },
      body: "{}",
    });
    expect(bare.status).toBe(403);
  });
});
