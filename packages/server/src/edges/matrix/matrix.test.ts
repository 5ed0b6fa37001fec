import { request as httpRequest } from "node:http";
import { readServerKeys } from "@akkoord/room";
import { nodeVerifier } from "@akkoord/room/node";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Answer, asApp, type ConnectedApp, connectApp } from "../../testing/matrix-app.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

let server: TestServer;
let noor: ConnectedApp;
let bram: ConnectedApp;
let yusuf: ConnectedApp;

beforeAll(async () => {
  server = await startTestServer();
  [noor, bram, yusuf] = [
    await connectApp(server, "demo-noor"),
    await connectApp(server, "demo-bram"),
    await connectApp(server, "demo-yusuf"),
  ];
});
afterAll(() => server.end());

/** What happens in the background. */
const SOON = { timeout: 10_000, interval: 50 } as const;

const LABEL = {
  type: "nl.akkoord.label",
  state_key: "",
  content: { information: "internal", personalData: "ordinary" },
};
const pathOf = (room: string, rest: string) => `/client/v3/rooms/${encodeURIComponent(room)}${rest}`;
const text = (body: string) => ({ msgtype: "m.text", body });

async function open(app: ConnectedApp, ...others: ConnectedApp[]): Promise<string> {
  const { status, body } = await app.ask("POST", "/client/v3/createRoom", {
    name: "Plan",
    invite: others.map(({ userId }) => userId),
    initial_state: [LABEL],
  });
  expect(status, JSON.stringify(body)).toBe(200);
  for (const other of others)
    expect((await other.ask("POST", pathOf(body.room_id, "/join"), {})).status).toBe(200);
  return body.room_id;
}

async function send(
  app: ConnectedApp,
  room: string,
  body: string,
  attempt: string = crypto.randomUUID(),
): Promise<Answer> {
  return app.ask("PUT", pathOf(room, `/send/m.room.message/${attempt}`), text(body));
}

/** Waits for news, from what the application has seen until now. */
async function poll(app: ConnectedApp) {
  const { body } = await app.ask("GET", "/client/v3/sync");
  const since = body.next_batch;
  let ended = false;
  const answer = app
    .ask("GET", `/client/v3/sync?timeout=25000&since=${encodeURIComponent(since)}`)
    .finally(() => {
      ended = true;
    });
  return { since, answer, hasEnded: () => ended };
}

describe("who asks", () => {
  test("must be signed in, and hears whether a token is missing or over", async () => {
    const nobody = await asApp(server.url, null)("GET", "/client/v3/sync");
    expect([nobody.status, nobody.body.errcode]).toEqual([401, "M_MISSING_TOKEN"]);
    const former = await asApp(server.url, "not-a-token")("GET", "/client/v3/sync");
    expect(former.status).toBe(401);
    expect(former.body).toMatchObject({ errcode: "M_UNKNOWN_TOKEN", soft_logout: false });
    const inAddress = await asApp(server.url, null)(
      "GET",
      `/client/v3/sync?access_token=${noor.accessToken}`,
    );
    expect(inAddress.body.errcode).toBe("M_MISSING_TOKEN");
  });

  test("hears that before anything about what was sent", async () => {
    const answer = await asApp(server.url, null)("PUT", "/client/v3/rooms/nonsense/send/x/1", { a: 1 });
    expect(answer.status).toBe(401);
  });

  test("may be our own page with its session, which proves that it asks each change itself", async () => {
    const browser = await server.signedIn("demo-noor");
    const room = await open(noor);
    const read = await browser.get(`/_matrix${pathOf(room, "/state/m.room.name")}`);
    expect(await read.json()).toEqual({ name: "Plan" });
    const path = `/_matrix${pathOf(room, "/send/m.room.message/1")}`;
    const forged = await browser.request(path, {
      method: "PUT",
      body: JSON.stringify(text("van een andere site")),
    });
    expect([forged.status, (await forged.json()).errcode]).toEqual([403, "M_FORBIDDEN"]);
    const own = await browser.send("PUT", path, text("van de pagina"));
    expect(own.status).toBe(200);
  });

  test("is never a page of another origin with somebody's session", async () => {
    const answer = await fetch(`${server.url}/_matrix/client/v3/sync`, {
      method: "OPTIONS",
      headers: {
        Origin: "https://chat.example.nl",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
      },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-allow-headers")).toContain("Authorization");
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
  });
});

describe("what is asked", () => {
  test("must be JSON of the right shape, whatever it is called", async () => {
    const room = await open(noor);
    const put = (body: string, type: string) =>
      fetch(`${server.url}/_matrix${pathOf(room, `/send/m.room.message/${crypto.randomUUID()}`)}`, {
        method: "PUT",
        headers: { Authorization: `Bearer ${noor.accessToken}`, "Content-Type": type },
        body,
      });
    expect((await put(JSON.stringify(text("hoi")), "text/plain")).status).toBe(200);
    expect((await (await put("{broken", "application/json")).json()).errcode).toBe("M_NOT_JSON");
    expect((await (await put("[1, 2]", "application/json")).json()).errcode).toBe("M_BAD_JSON");
    expect((await (await put('"text"', "application/json")).json()).errcode).toBe("M_BAD_JSON");
    const tooLarge = await put(JSON.stringify(text("x".repeat(1_000_000))), "application/json");
    expect([tooLarge.status, (await tooLarge.json()).errcode]).toEqual([413, "M_TOO_LARGE"]);
  });

  test("names ids that are ids", async () => {
    const refused = async (method: string, path: string, body?: unknown) => {
      const answer = await noor.ask(method, path, body);
      return [answer.status, answer.body.errcode];
    };
    expect(await refused("GET", "/client/v3/rooms/nonsense/state")).toEqual([400, "M_INVALID_PARAM"]);
    expect(await refused("GET", "/client/v3/rooms/%21a%3Ab/messages")).toEqual([400, "M_MISSING_PARAM"]);
    expect(await refused("GET", "/client/v3/rooms/%21a%3Ab/messages?dir=up")).toEqual([
      400,
      "M_INVALID_PARAM",
    ]);
    expect(await refused("GET", "/client/v3/rooms/%zz/state")).toEqual([400, "M_INVALID_PARAM"]);
    expect(await refused("GET", "/client/v3/sync?since=nonsense")).toEqual([400, "M_INVALID_PARAM"]);
    expect(await refused("GET", "/client/v3/sync?timeout=-1")).toEqual([400, "M_INVALID_PARAM"]);
    expect(await refused("GET", "/client/v3/sync?filter=nonsense!")).toEqual([404, "M_NOT_FOUND"]);
    expect(await refused("POST", "/client/v3/createRoom", { invite: ["noor"] })).toEqual([400, "M_BAD_JSON"]);
    expect(await refused("POST", "/client/v3/join/%23plan%3Aexample.nl", {})).toEqual([404, "M_NOT_FOUND"]);
  });

  test("may hold any character that ids can hold, encoded as applications do", async () => {
    const room = await open(noor);
    for (const key of ["een/twee", "50%", "%2F", "a?b#c", "ünïcode", " ", "+"]) {
      const path = pathOf(room, `/state/org.example.seat/${encodeURIComponent(key)}`);
      expect((await noor.ask("PUT", path, { key })).status, key).toBe(200);
      expect((await noor.ask("GET", path)).body, key).toEqual({ key });
      expect((await noor.ask("GET", `${path}?format=event`)).body.state_key).toBe(key);
    }
    // Some applications encode the marks of ids, some do not.
    const plain = `/client/v3/rooms/${room}/state/m.room.name`;
    expect((await noor.ask("GET", plain)).body).toEqual({ name: "Plan" });
  });

  test("names the same attempt twice and is done once", async () => {
    const room = await open(noor);
    const [one, two] = await Promise.all([
      send(noor, room, "eens", "poging"),
      send(noor, room, "eens", "poging"),
    ]);
    expect(one.body).toEqual(two.body);
    const { body } = await noor.ask("GET", pathOf(room, "/messages?dir=b&limit=100"));
    expect(body.chunk.filter(({ type }: { type: string }) => type === "m.room.message")).toHaveLength(1);
  });
});

describe("a room of others", () => {
  test("is the same as one that does not exist, through every door", async () => {
    const room = await open(noor);
    const { body } = await send(noor, room, "onder ons");
    const doors = (id: string, event: string): [string, string, unknown?][] => [
      ["GET", pathOf(id, "/state")],
      ["GET", pathOf(id, "/state/m.room.name")],
      ["GET", pathOf(id, "/messages?dir=b")],
      ["GET", pathOf(id, "/members")],
      ["GET", pathOf(id, "/joined_members")],
      ["GET", pathOf(id, `/event/${encodeURIComponent(event)}`)],
      ["GET", pathOf(id, `/context/${encodeURIComponent(event)}`)],
      ["GET", `/client/v1/rooms/${encodeURIComponent(id)}/relations/${encodeURIComponent(event)}`],
      ["GET", `/client/v1/rooms/${encodeURIComponent(id)}/threads`],
      [
        "GET",
        `/client/v3/user/${encodeURIComponent(yusuf.userId)}/rooms/${encodeURIComponent(id)}/account_data/a.b`,
      ],
      ["POST", pathOf(id, "/join"), {}],
      ["POST", `/client/v3/join/${encodeURIComponent(id)}`, {}],
      ["POST", pathOf(id, "/leave"), {}],
      ["POST", pathOf(id, "/invite"), { user_id: bram.userId }],
      ["POST", pathOf(id, "/kick"), { user_id: noor.userId }],
      ["POST", pathOf(id, "/ban"), { user_id: noor.userId }],
      ["POST", pathOf(id, "/unban"), { user_id: noor.userId }],
      ["PUT", pathOf(id, "/send/m.room.message/1"), text("mag ik mee?")],
      ["PUT", pathOf(id, "/state/m.room.name"), { name: "Van mij" }],
      ["PUT", pathOf(id, `/redact/${encodeURIComponent(event)}/1`), {}],
      ["PUT", pathOf(id, `/typing/${encodeURIComponent(yusuf.userId)}`), { typing: true }],
      ["POST", pathOf(id, `/receipt/m.read/${encodeURIComponent(event)}`), {}],
      ["POST", pathOf(id, "/read_markers"), { "m.read": event }],
    ];
    const nowhere = doors("!bestaatniet:akkoord.localhost", "$bestaatniet");
    for (const [index, [method, path, body_]] of doors(room, body.event_id).entries()) {
      const [, other, otherBody] = nowhere[index] ?? ["", ""];
      const there = await yusuf.ask(method, path, body_);
      const notThere = await yusuf.ask(method, other, otherBody);
      expect(there.status, path).toBeGreaterThanOrEqual(403);
      expect([there.status, there.body], path).toEqual([notThere.status, notThere.body]);
      expect(["M_FORBIDDEN", "M_NOT_FOUND"]).toContain(there.body.errcode);
    }
  });

  test("tells nobody outside it who types or reads there", async () => {
    const room = await open(noor, bram);
    const { body } = await send(noor, room, "hallo");
    const outside = await poll(yusuf);
    const inside = await poll(bram);
    await noor.ask("PUT", pathOf(room, `/typing/${encodeURIComponent(noor.userId)}`), { typing: true });
    const heard = await inside.answer;
    expect(JSON.stringify(heard.body)).toContain("m.typing");
    await noor.ask("POST", pathOf(room, `/receipt/m.read/${encodeURIComponent(body.event_id)}`), {});
    expect(outside.hasEnded()).toBe(false);
    const own = await open(yusuf);
    const { body: news } = await outside.answer;
    expect(Object.keys(news.rooms.join)).toEqual([own]);
    expect(JSON.stringify(news)).not.toContain(room);
  });

  test("lets nobody type, keep or ask in the name of somebody else", async () => {
    const room = await open(noor, bram);
    const asBram = encodeURIComponent(bram.userId);
    for (const [method, path, body] of [
      ["PUT", pathOf(room, `/typing/${asBram}`), { typing: true }],
      ["PUT", `/client/v3/user/${asBram}/account_data/a.b`, {}],
      ["GET", `/client/v3/user/${asBram}/account_data/a.b`],
      ["POST", `/client/v3/user/${asBram}/filter`, {}],
      ["PUT", `/client/v3/profile/${asBram}/avatar_url`, { avatar_url: "" }],
      ["PUT", `/client/v3/profile/${asBram}/displayname`, { displayname: "Noor" }],
    ] as const) {
      const answer = await noor.ask(method, path, body);
      expect([answer.status, answer.body.errcode], path).toEqual([403, "M_FORBIDDEN"]);
    }
  });
});

describe("waiting for news", () => {
  test("ends at the news", async () => {
    const room = await open(noor, bram);
    const { answer, since } = await poll(bram);
    await send(noor, room, "nieuws");
    const { body } = await answer;
    expect(body.rooms.join[room].timeline.events.at(-1).content.body).toBe("nieuws");
    expect(body.next_batch).not.toBe(since);
  });

  test("ends at once for who is removed, who then knows that and sees the room no more", async () => {
    const room = await open(noor, bram);
    const { answer } = await poll(bram);
    await noor.ask("POST", pathOf(room, "/kick"), { user_id: bram.userId });
    const { status, body } = await answer;
    expect(status).toBe(200);
    expect(Object.keys(body.rooms.join)).toEqual([]);
    expect(body.rooms.leave[room].timeline.events).toEqual([
      expect.objectContaining({
        type: "m.room.member",
        state_key: bram.userId,
        content: expect.objectContaining({ membership: "leave" }),
      }),
    ]);
    await send(noor, room, "nu zonder Bram");
    const later = await bram.ask("GET", `/client/v3/sync?since=${encodeURIComponent(body.next_batch)}`);
    expect(JSON.stringify(later.body.rooms)).not.toContain(room);
    const anew = await bram.ask("GET", "/client/v3/sync");
    expect(JSON.stringify(anew.body.rooms)).not.toContain(room);
  });

  test("ends at once with 401 for who signs out", async () => {
    const app = await connectApp(server, "demo-bram");
    const { answer } = await poll(app);
    await app.ask("POST", "/client/v3/logout");
    const { status, body } = await answer;
    expect([status, body.errcode, body.soft_logout]).toEqual([401, "M_UNKNOWN_TOKEN", false]);
  });

  test("ends at once with 401 for who leaves the organisation", async () => {
    const leaver = await connectApp(server, "demo-eva");
    const room = await open(noor, leaver);
    const { answer } = await poll(leaver);
    const operator = await server.signedIn("demo-ilse");
    const id = leaver.userId.slice("@u-".length).split(":")[0];
    const ended = await operator.post(`/v1/people/${id}/_end`, {});
    expect(ended.status, await ended.text()).toBeLessThan(300);
    const { status, body } = await answer;
    expect([status, body.errcode, body.soft_logout]).toEqual([401, "M_UNKNOWN_TOKEN", false]);
    expect((await leaver.ask("GET", pathOf(room, "/state"))).status).toBe(401);
  });

  test("leaves nothing behind when the application hangs up", async () => {
    const room = await open(noor, bram);
    const { body } = await bram.ask("GET", "/client/v3/sync");
    await new Promise<void>((resolve) => {
      const { hostname, port } = new URL(server.localUrl);
      const call = httpRequest({
        hostname,
        port,
        path: `/_matrix/client/v3/sync?timeout=25000&since=${encodeURIComponent(body.next_batch)}`,
        headers: { Authorization: `Bearer ${bram.accessToken}` },
      });
      call.on("error", () => resolve());
      call.on("socket", (socket) => socket.on("connect", () => call.destroy()));
      call.end();
    });
    await send(noor, room, "na het ophangen");
    const { body: after } = await bram.ask(
      "GET",
      `/client/v3/sync?since=${encodeURIComponent(body.next_batch)}`,
    );
    expect(after.rooms.join[room].timeline.events.at(-1).content.body).toBe("na het ophangen");
  });

  test("does not hold up a server that stops", async () => {
    const other = await startTestServer();
    const app = await connectApp(other, "demo-noor");
    const { answer } = await poll(app);
    const began = performance.now();
    await other.end();
    await answer.catch(() => null);
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});

describe("a list of what people are called", () => {
  test("cannot be changed here: the name is the directory's", async () => {
    const path = `/client/v3/profile/${encodeURIComponent(noor.userId)}/displayname`;
    const { status, body } = await noor.ask("PUT", path, { displayname: "De minister" });
    expect([status, body.errcode]).toEqual([403, "M_FORBIDDEN"]);
    expect(body.error).toContain("personeelsadministratie");
  });
});

describe("pictures", () => {
  const DOT = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const upload = (app: ConnectedApp, bytes: Uint8Array<ArrayBuffer>, type = "image/png") =>
    fetch(`${server.url}/_matrix/media/v3/upload?filename=portret.png`, {
      method: "POST",
      headers: { Authorization: `Bearer ${app.accessToken}`, "Content-Type": type },
      body: bytes,
    });
  const fetchPicture = (app: ConnectedApp, url: string, kind = "download", query = "") =>
    fetch(`${server.url}/_matrix/client/v1/media/${kind}/${url.slice("mxc://".length)}${query}`, {
      headers: { Authorization: `Bearer ${app.accessToken}` },
    });

  test("are seen by their wearer, and once worn by who shares a room, and by nobody else", async () => {
    const room = await open(noor, bram);
    const { content_uri: url } = await (await upload(noor, DOT)).json();
    const inRoom = async () =>
      (await bram.ask("GET", pathOf(room, `/state/m.room.member/${encodeURIComponent(noor.userId)}`))).body
        .avatar_url ?? null;
    expect(await inRoom()).toBeNull();
    expect((await fetchPicture(noor, url)).status).toBe(200);
    expect((await fetchPicture(bram, url)).status).toBe(404);
    const profile = `/client/v3/profile/${encodeURIComponent(noor.userId)}`;
    expect((await noor.ask("PUT", `${profile}/avatar_url`, { avatar_url: url })).status).toBe(200);
    expect((await bram.ask("GET", profile)).body).toEqual({ displayname: "Noor Demo", avatar_url: url });
    await vi.waitFor(async () => expect(await inRoom()).toBe(url), SOON);
    const picture = await fetchPicture(bram, url);
    expect(picture.status).toBe(200);
    expect(picture.headers.get("content-type")).toBe("image/png");
    expect(picture.headers.get("content-disposition")).toMatch(/^inline; filename="avatar\./);
    expect(picture.headers.get("x-content-type-options")).toBe("nosniff");
    expect(picture.headers.get("content-security-policy")).toContain("sandbox");
    expect(picture.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect((await fetchPicture(bram, url, "thumbnail", "?width=48&height=48&method=crop")).status).toBe(200);

    expect((await fetchPicture(yusuf, url)).status).toBe(404);
    expect((await yusuf.ask("GET", profile)).body).toEqual({ displayname: "Noor Demo" });
    const nobody = await fetch(`${server.url}/_matrix/client/v1/media/download/${url.slice(6)}`);
    expect(nobody.status).toBe(401);
    await noor.ask("PUT", `${profile}/avatar_url`, { avatar_url: "" });
    expect((await fetchPicture(bram, url)).status).toBe(404);
    await vi.waitFor(async () => expect(await inRoom()).toBeNull(), SOON);
  });

  test("come in as PNG, JPEG or WebP of at most 1 MiB, and nothing else does", async () => {
    const page = await upload(noor, Buffer.from("<html><script>alert(1)</script></html>"), "image/png");
    expect([page.status, (await page.json()).errcode]).toEqual([403, "M_FORBIDDEN"]);
    const large = await upload(noor, Buffer.alloc(1_048_577));
    expect([large.status, (await large.json()).errcode]).toEqual([413, "M_TOO_LARGE"]);
    expect((await upload(noor, Buffer.alloc(0))).status).toBe(400);
  });

  test("of somebody else cannot be worn, nor ones from elsewhere", async () => {
    const { content_uri: url } = await (await upload(bram, DOT)).json();
    const path = `/client/v3/profile/${encodeURIComponent(noor.userId)}/avatar_url`;
    for (const avatar_url of [url, "mxc://elsewhere.example/abc", "https://evil.example/a.png"]) {
      const { status, body } = await noor.ask("PUT", path, { avatar_url });
      expect([status, body.errcode], avatar_url).toEqual([403, "M_FORBIDDEN"]);
    }
  });

  test("that nobody wears are kept a few at a time", async () => {
    const app = await connectApp(server, "demo-milan");
    const urls: string[] = [];
    for (let turn = 0; turn < 4; turn++) urls.push((await (await upload(app, DOT)).json()).content_uri);
    const found = await Promise.all(urls.map(async (url) => (await fetchPicture(app, url)).status));
    expect(found).toEqual([404, 200, 200, 200]);
  });

  test("go when their wearer leaves", async () => {
    const leaver = await connectApp(server, "demo-karim");
    await open(noor, leaver);
    const { content_uri: url } = await (await upload(leaver, DOT)).json();
    const profile = `/client/v3/profile/${encodeURIComponent(leaver.userId)}`;
    await leaver.ask("PUT", `${profile}/avatar_url`, { avatar_url: url });
    expect((await fetchPicture(noor, url)).status).toBe(200);
    const operator = await server.signedIn("demo-ilse");
    await operator.post(`/v1/people/${leaver.userId.slice("@u-".length).split(":")[0]}/_end`, {});
    await vi.waitFor(async () => expect((await fetchPicture(noor, url)).status).toBe(404));
  });
});

describe("too many requests", () => {
  test("are held back for each person apart, with the time to wait", async () => {
    const strict = await startTestServer({ RATE_LIMIT: "40" });
    try {
      const [one, other] = [await connectApp(strict, "demo-noor"), await connectApp(strict, "demo-bram")];
      const answers: Answer[] = [];
      for (let turn = 0; turn < 45; turn++) answers.push(await one.ask("GET", "/client/v3/joined_rooms"));
      const last = answers.at(-1);
      expect([last?.status, last?.body.errcode]).toEqual([429, "M_LIMIT_EXCEEDED"]);
      expect(last?.body.retry_after_ms).toBeGreaterThan(0);
      expect(Number(last?.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await other.ask("GET", "/client/v3/joined_rooms")).status).toBe(200);
      // What anybody may ask counts for their address.
      const stranger = asApp(strict.url, null);
      const keys = await Promise.all(Array.from({ length: 45 }, () => stranger("GET", "/key/v2/server")));
      expect(keys.map(({ status }) => status)).toContain(429);
    } finally {
      await strict.end();
    }
  });
});

test("applications find the server, and that it has no encryption from end to end", async () => {
  const answer = await fetch(`${server.url}/.well-known/matrix/client`);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(await answer.json()).toEqual({
    "m.homeserver": { base_url: server.url },
    "io.element.e2ee": { default: false, force_disable: true },
  });
});

test("anybody gets the keys that rooms are signed with, signed, and may keep them for a while", async () => {
  const { status, headers, body } = await asApp(server.url, null)("GET", "/key/v2/server");
  expect(status).toBe(200);
  expect(headers.get("cache-control")).toBe("public, max-age=3600");
  expect(headers.get("access-control-allow-origin")).toBe("*");
  expect(readServerKeys(body, nodeVerifier())).toMatchObject({ server: "akkoord.localhost" });
  expect(body.valid_until_ts).toBeGreaterThan(Date.now());
  // The same for everybody: an export of a room names the same key.
  const room = await open(noor);
  const browser = await server.signedIn("demo-noor");
  const [header = ""] = (await (await browser.get(`/v1/rooms/${room}/log`)).text()).split("\n");
  expect(JSON.parse(header).keys).toEqual(readServerKeys(body, nodeVerifier())?.keys);
});
