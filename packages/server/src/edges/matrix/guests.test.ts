import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enteredAs, newGuest, openRoomFor } from "../../testing/guests.ts";
import { agreeTo, asApp, type ConnectedApp, connectApp } from "../../testing/matrix-app.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const ADDRESS = "lotte@rotterdam.example";
const APP = "http://localhost:9/back";

let server: TestServer;
let bram: ConnectedApp;
let yusuf: ConnectedApp;
/** The application of a guest, and the one room that they were invited into. */
let guest: ConnectedApp["ask"];
let guestId: string;
let userId: string;
let room: string;
let other: string;

beforeAll(async () => {
  server = await startTestServer();
  const sponsor = await server.signedIn("demo-bram");
  bram = await connectApp(server, "demo-bram");
  yusuf = await connectApp(server, "demo-yusuf");
  room = await openRoomFor(sponsor);
  other = await openRoomFor(sponsor, "Andere ruimte");
  const invited = await sponsor.post("/v1/guests", newGuest(room));
  guestId = (await invited.json()).id;
  const browser = await enteredAs(server, ADDRESS);
  const page = `/sign-in/app?${new URLSearchParams({ redirectUrl: APP })}`;
  const token = await agreeTo(server, browser, page, { device: "private-device", location: "home" });
  const login = await asApp(server.url, null)("POST", "/client/v3/login", { type: "m.login.token", token });
  userId = login.body.user_id;
  guest = asApp(server.url, login.body.access_token);
});
afterAll(() => server.end());

const pathOf = (id: string, rest: string) => `/client/v3/rooms/${encodeURIComponent(id)}${rest}`;
const text = (body: string) => ({ msgtype: "m.text", body });

describe("a guest with an application of their own", () => {
  test("is known by an id that says that they are a guest", async () => {
    expect(userId).toMatch(/^@g-/);
    expect((await guest("GET", "/client/v3/account/whoami")).body.user_id).toBe(userId);
  });

  test("sees the one room they were invited into, and can talk there", async () => {
    const { body } = await guest("GET", "/client/v3/sync");
    expect(Object.keys(body.rooms.join)).toEqual([room]);
    expect((await guest("PUT", pathOf(room, "/send/m.room.message/1"), text("Dag"))).status).toBe(200);
    const { body: read } = await bram.ask("GET", pathOf(room, "/messages?dir=b&limit=1"));
    expect(read.chunk[0]).toMatchObject({ sender: userId, content: { body: "Dag" } });
  });

  test("finds no other room, also not with its id", async () => {
    for (const [method, path, body] of [
      ["GET", pathOf(other, "/state")],
      ["GET", pathOf(other, "/messages?dir=b")],
      ["GET", pathOf(other, "/members")],
      ["POST", pathOf(other, "/join"), {}],
      ["PUT", pathOf(other, "/send/m.room.message/1"), text("Dag")],
      ["PUT", pathOf(other, `/typing/${encodeURIComponent(userId)}`), { typing: true }],
    ] as const) {
      const { status, body: answer } = await guest(method, path, body);
      expect([status, answer.errcode], path).toEqual([403, "M_FORBIDDEN"]);
    }
  });

  test("opens no rooms and invites nobody", async () => {
    const label = {
      type: "nl.akkoord.label",
      content: { information: "public", personalData: "none" },
    };
    const opened = await guest("POST", "/client/v3/createRoom", { name: "Mijn", initial_state: [label] });
    expect([opened.status, opened.body.errcode]).toEqual([403, "M_FORBIDDEN"]);
    const invited = await guest("POST", pathOf(room, "/invite"), { user_id: yusuf.userId });
    expect([invited.status, invited.body.errcode]).toEqual([403, "M_FORBIDDEN"]);
  });

  test("learns nothing of people outside that room", async () => {
    const { body } = await guest("POST", "/client/v3/user_directory/search", { search_term: "demo" });
    expect(body).toEqual({ results: [], limited: false });
    const profile = (user: string) => guest("GET", `/client/v3/profile/${encodeURIComponent(user)}`);
    expect((await profile(bram.userId)).body).toEqual({ displayname: "Bram Demo" });
    expect((await profile(yusuf.userId)).status).toBe(404);
  });

  test("is known to nobody outside that room", async () => {
    const profile = (app: ConnectedApp) => app.ask("GET", `/client/v3/profile/${encodeURIComponent(userId)}`);
    expect((await profile(bram)).body).toEqual({ displayname: "Lotte de Munck" });
    expect((await profile(yusuf)).status).toBe(404);
  });

  test("hears at once when they are no guest any more", async () => {
    const { body } = await guest("GET", "/client/v3/sync");
    const poll = guest("GET", `/client/v3/sync?timeout=25000&since=${encodeURIComponent(body.next_batch)}`);
    const sponsor = await server.signedIn("demo-bram");
    const ended = await sponsor.send("POST", `/v1/guests/${guestId}/_remove`, {});
    expect(ended.status, await ended.text()).toBeLessThan(300);
    const began = performance.now();
    const answer = await poll;
    expect(performance.now() - began).toBeLessThan(10_000);
    expect([answer.status, answer.body.errcode, answer.body.soft_logout]).toEqual([
      401,
      "M_UNKNOWN_TOKEN",
      false,
    ]);
  });
});
