import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Answer, asApp, type ConnectedApp, connectApp, loginTokenOf } from "../../testing/matrix-app.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

/** The shapes that the Client-Server API of Matrix gives its answers (v1.11), written down apart from our own code. */
const empty = z.strictObject({});
const event = z.looseObject({
  content: z.looseObject({}),
  event_id: z.string().startsWith("$"),
  origin_server_ts: z.int(),
  room_id: z.string().startsWith("!"),
  sender: z.string().startsWith("@"),
  type: z.string(),
});
const stateEvent = event.extend({ state_key: z.string() });
const withoutRoom = event.omit({ room_id: true });
const stateWithoutRoom = stateEvent.omit({ room_id: true });
const loose = z.looseObject({ type: z.string(), content: z.looseObject({}) });
const stripped = loose.extend({ sender: z.string(), state_key: z.string() });
const counts = z.strictObject({ notification_count: z.int(), highlight_count: z.int() });
const timeline = z.looseObject({
  events: z.array(withoutRoom),
  limited: z.boolean().optional(),
  prev_batch: z.string().optional(),
});
const events = <Shape extends z.ZodType>(shape: Shape) => z.looseObject({ events: z.array(shape) });
const sync = z.looseObject({
  next_batch: z.string(),
  account_data: events(loose),
  rooms: z.looseObject({
    join: z.record(
      z.string(),
      z.looseObject({
        summary: z.looseObject({
          "m.heroes": z.array(z.string()).optional(),
          "m.joined_member_count": z.int().optional(),
          "m.invited_member_count": z.int().optional(),
        }),
        state: events(stateWithoutRoom),
        timeline,
        ephemeral: events(loose),
        account_data: events(loose),
        unread_notifications: counts,
      }),
    ),
    invite: z.record(z.string(), z.looseObject({ invite_state: events(stripped) })),
    leave: z.record(z.string(), z.looseObject({ timeline })),
  }),
});
const rule = z.looseObject({
  actions: z.array(z.union([z.string(), z.looseObject({})])),
  default: z.boolean(),
  enabled: z.boolean(),
  rule_id: z.string(),
  conditions: z.array(z.looseObject({ kind: z.string() })).optional(),
  pattern: z.string().optional(),
});
const ruleSet = z.strictObject({
  override: z.array(rule),
  content: z.array(rule),
  room: z.array(rule),
  sender: z.array(rule),
  underride: z.array(rule),
});
const error = z.looseObject({ errcode: z.string().regex(/^M_[A-Z_]+$/), error: z.string().min(1) });
const sent = z.strictObject({ event_id: z.string().startsWith("$") });
const relations = z.looseObject({
  chunk: z.array(event),
  next_batch: z.string().optional(),
  prev_batch: z.string().optional(),
});
const device = z.looseObject({ device_id: z.string(), display_name: z.string().optional() });

/** What the rows below speak of. */
interface Known {
  readonly room: string;
  /** Of Noor, in that room. */
  readonly message: string;
  readonly me: string;
  readonly bram: string;
  readonly picture: { readonly server: string; readonly id: string };
  readonly loginToken: () => Promise<string>;
}

interface Row {
  readonly endpoint: string;
  readonly path: (known: Known) => string;
  readonly body?: (known: Known) => unknown | Promise<unknown>;
  readonly answer: z.ZodType;
  /** Left out: the application of Noor, who owns the room. */
  readonly as?: "nobody" | "bram" | "another of noor";
}

const LABEL = {
  type: "nl.akkoord.label",
  state_key: "",
  content: { information: "internal", personalData: "ordinary" },
};
const message = (body: string) => ({ msgtype: "m.text", body });
const inRoom = (path: string) => (known: Known) =>
  `/client/v3/rooms/${encodeURIComponent(known.room)}${path}`;
const since1 = (path: string) => (known: Known) =>
  `/client/v1/rooms/${encodeURIComponent(known.room)}${path}`;
const ofMessage =
  (before: string, after = "") =>
  (known: Known) =>
    inRoom(`${before}${encodeURIComponent(known.message)}${after}`)(known);
const ofMe = (path: string) => (known: Known) => `/client/v3/user/${encodeURIComponent(known.me)}${path}`;

const TABLE: readonly Row[] = [
  {
    endpoint: "GET /client/versions",
    path: () => "/client/versions",
    answer: z.looseObject({
      versions: z.array(z.string().regex(/^v\d+\.\d+$/)).min(1),
      unstable_features: z.record(z.string(), z.boolean()),
    }),
    as: "nobody",
  },
  {
    endpoint: "GET /key/v2/server",
    path: () => "/key/v2/server",
    answer: z.strictObject({
      server_name: z.string().min(1),
      verify_keys: z.record(
        z.string().regex(/^ed25519:\w+$/),
        z.strictObject({ key: z.string().length(43) }),
      ),
      old_verify_keys: z.record(
        z.string(),
        z.strictObject({ key: z.string().length(43), expired_ts: z.int().positive() }),
      ),
      valid_until_ts: z.int().positive(),
      signatures: z.record(z.string(), z.record(z.string(), z.string().length(86))),
    }),
    as: "nobody",
  },
  {
    endpoint: "GET /client/v3/login",
    path: () => "/client/v3/login",
    answer: z.looseObject({ flows: z.array(z.looseObject({ type: z.string() })) }),
    as: "nobody",
  },
  {
    endpoint: "POST /client/v3/login",
    path: () => "/client/v3/login",
    body: async ({ loginToken }) => ({ type: "m.login.token", token: await loginToken() }),
    answer: z.looseObject({
      user_id: z.string().startsWith("@"),
      access_token: z.string(),
      device_id: z.string(),
      expires_in_ms: z.int().positive(),
      well_known: z.looseObject({ "m.homeserver": z.looseObject({ base_url: z.url() }) }),
    }),
    as: "nobody",
  },
  {
    endpoint: "GET /client/v3/account/whoami",
    path: () => "/client/v3/account/whoami",
    answer: z.looseObject({ user_id: z.string(), device_id: z.string(), is_guest: z.literal(false) }),
  },
  {
    endpoint: "GET /client/v3/capabilities",
    path: () => "/client/v3/capabilities",
    answer: z.looseObject({
      capabilities: z.looseObject({
        "m.room_versions": z.looseObject({
          default: z.literal("11"),
          available: z.record(z.string(), z.enum(["stable", "unstable"])),
        }),
        "m.change_password": z.looseObject({ enabled: z.boolean() }),
      }),
    }),
  },
  {
    endpoint: "GET /client/v3/devices",
    path: () => "/client/v3/devices",
    answer: z.strictObject({ devices: z.array(device).min(1) }),
  },
  {
    endpoint: "GET /client/v3/sync",
    path: () => "/client/v3/sync",
    answer: sync,
  },
  {
    endpoint: "GET /client/v3/sync of who is invited",
    path: () => "/client/v3/sync",
    answer: sync,
    as: "bram",
  },
  {
    endpoint: "POST /client/v3/user/:userId/filter",
    path: ofMe("/filter"),
    body: () => ({ room: { timeline: { limit: 3 } }, event_format: "client", presence: { types: [] } }),
    answer: z.strictObject({ filter_id: z.string().regex(/^[^{]/) }),
  },
  {
    endpoint: "POST /client/v3/createRoom",
    path: () => "/client/v3/createRoom",
    body: () => ({ name: "Nog een", preset: "private_chat", initial_state: [LABEL] }),
    answer: z.strictObject({ room_id: z.string().startsWith("!") }),
  },
  {
    endpoint: "POST /client/v3/rooms/:roomId/invite",
    path: inRoom("/invite"),
    body: ({ bram }) => ({ user_id: bram }),
    answer: empty,
  },
  {
    endpoint: "POST /client/v3/rooms/:roomId/join",
    path: inRoom("/join"),
    body: () => ({}),
    answer: z.strictObject({ room_id: z.string() }),
    as: "bram",
  },
  {
    endpoint: "POST /client/v3/join/:roomIdOrAlias",
    path: ({ room }) => `/client/v3/join/${encodeURIComponent(room)}`,
    answer: z.strictObject({ room_id: z.string() }),
    as: "bram",
  },
  {
    endpoint: "GET /client/v3/joined_rooms",
    path: () => "/client/v3/joined_rooms",
    answer: z.strictObject({ joined_rooms: z.array(z.string().startsWith("!")).min(1) }),
  },
  {
    endpoint: "PUT /client/v3/rooms/:roomId/send/:eventType/:txnId",
    path: inRoom("/send/m.room.message/een"),
    body: () => message("Hallo"),
    answer: sent,
  },
  {
    endpoint: "GET /client/v3/rooms/:roomId/state",
    path: inRoom("/state"),
    answer: z.array(stateEvent).min(5),
  },
  {
    endpoint: "PUT /client/v3/rooms/:roomId/state/:eventType",
    path: inRoom("/state/m.room.topic"),
    body: () => ({ topic: "Waar het over gaat" }),
    answer: sent,
  },
  {
    endpoint: "PUT /client/v3/rooms/:roomId/state/:eventType/:stateKey",
    path: inRoom("/state/org.example.seat/tafel%2Feen"),
    body: () => ({ taken: true }),
    answer: sent,
  },
  {
    endpoint: "GET /client/v3/rooms/:roomId/state/:eventType",
    path: inRoom("/state/m.room.topic"),
    answer: z.strictObject({ topic: z.literal("Waar het over gaat") }),
  },
  {
    endpoint: "GET /client/v3/rooms/:roomId/state/:eventType/",
    path: inRoom("/state/m.room.topic/"),
    answer: z.strictObject({ topic: z.literal("Waar het over gaat") }),
  },
  {
    endpoint: "GET /client/v3/rooms/:roomId/state/:eventType/:stateKey",
    path: inRoom("/state/org.example.seat/tafel%2Feen?format=event"),
    answer: stateEvent,
  },
  { endpoint: "GET /client/v3/rooms/:roomId/event/:eventId", path: ofMessage("/event/"), answer: event },
  {
    endpoint: "GET /client/v3/rooms/:roomId/context/:eventId",
    path: ofMessage("/context/", "?limit=4"),
    answer: z.looseObject({
      start: z.string(),
      end: z.string(),
      event,
      events_before: z.array(event),
      events_after: z.array(event),
      state: z.array(stateEvent),
    }),
  },
  {
    endpoint: "GET /client/v3/rooms/:roomId/messages",
    path: inRoom("/messages?dir=b&limit=3"),
    answer: z.looseObject({
      start: z.string(),
      end: z.string().optional(),
      chunk: z.array(event).length(3),
      state: z.array(stateEvent).optional(),
    }),
  },
  {
    endpoint: "GET /client/v3/rooms/:roomId/members",
    path: inRoom("/members?not_membership=leave"),
    answer: z.strictObject({ chunk: z.array(stateEvent).min(2) }),
  },
  {
    endpoint: "GET /client/v3/rooms/:roomId/joined_members",
    path: inRoom("/joined_members"),
    answer: z.strictObject({
      joined: z.record(
        z.string().startsWith("@"),
        z.strictObject({ display_name: z.string().optional(), avatar_url: z.string().optional() }),
      ),
    }),
  },
  {
    endpoint: "GET /client/v1/rooms/:roomId/relations/:eventId",
    path: (known) => since1(`/relations/${encodeURIComponent(known.message)}`)(known),
    answer: relations,
  },
  {
    endpoint: "GET /client/v1/rooms/:roomId/relations/:eventId/:relType",
    path: (known) => since1(`/relations/${encodeURIComponent(known.message)}/m.thread`)(known),
    answer: relations,
  },
  {
    endpoint: "GET /client/v1/rooms/:roomId/relations/:eventId/:relType/:eventType",
    path: (known) =>
      since1(`/relations/${encodeURIComponent(known.message)}/m.annotation/m.reaction?recurse=true`)(known),
    answer: relations.extend({ recursion_depth: z.int().positive() }),
  },
  {
    endpoint: "GET /client/v1/rooms/:roomId/threads",
    path: since1("/threads?include=participated"),
    answer: z.looseObject({ chunk: z.array(event), next_batch: z.string().optional() }),
  },
  {
    endpoint: "PUT /client/v3/rooms/:roomId/typing/:userId",
    path: (known) => inRoom(`/typing/${encodeURIComponent(known.me)}`)(known),
    body: () => ({ typing: true, timeout: 1_000 }),
    answer: empty,
  },
  {
    endpoint: "POST /client/v3/rooms/:roomId/receipt/:receiptType/:eventId",
    path: ofMessage("/receipt/m.read/"),
    body: () => ({ thread_id: "main" }),
    answer: empty,
  },
  {
    endpoint: "POST /client/v3/rooms/:roomId/read_markers",
    path: inRoom("/read_markers"),
    body: (known) => ({ "m.fully_read": known.message, "m.read": known.message }),
    answer: empty,
  },
  {
    endpoint: "GET /client/v3/profile/:userId",
    path: ({ bram }) => `/client/v3/profile/${encodeURIComponent(bram)}`,
    answer: z.strictObject({ displayname: z.literal("Bram Demo"), avatar_url: z.string().optional() }),
  },
  {
    endpoint: "GET /client/v3/profile/:userId/displayname",
    path: ({ bram }) => `/client/v3/profile/${encodeURIComponent(bram)}/displayname`,
    answer: z.strictObject({ displayname: z.literal("Bram Demo") }),
  },
  {
    endpoint: "PUT /client/v3/profile/:userId/avatar_url",
    path: ({ me }) => `/client/v3/profile/${encodeURIComponent(me)}/avatar_url`,
    body: ({ picture: { server, id } }) => ({ avatar_url: `mxc://${server}/${id}` }),
    answer: empty,
  },
  {
    endpoint: "GET /client/v3/profile/:userId/avatar_url",
    path: ({ me }) => `/client/v3/profile/${encodeURIComponent(me)}/avatar_url`,
    answer: z.strictObject({ avatar_url: z.string().startsWith("mxc://") }),
  },
  {
    endpoint: "PUT /client/v3/user/:userId/account_data/:type",
    path: ofMe("/account_data/m.direct"),
    body: ({ bram, room }) => ({ [bram]: [room] }),
    answer: empty,
  },
  {
    endpoint: "GET /client/v3/user/:userId/account_data/:type",
    path: ofMe("/account_data/m.direct"),
    answer: z.record(z.string().startsWith("@"), z.array(z.string())),
  },
  {
    endpoint: "PUT /client/v3/user/:userId/rooms/:roomId/account_data/:type",
    path: (known) => ofMe(`/rooms/${encodeURIComponent(known.room)}/account_data/org.example.pin`)(known),
    body: () => ({ at: 1 }),
    answer: empty,
  },
  {
    endpoint: "GET /client/v3/user/:userId/rooms/:roomId/account_data/:type",
    path: (known) => ofMe(`/rooms/${encodeURIComponent(known.room)}/account_data/org.example.pin`)(known),
    answer: z.strictObject({ at: z.literal(1) }),
  },
  {
    endpoint: "GET /client/v3/pushrules/",
    path: () => "/client/v3/pushrules/",
    answer: z.strictObject({ global: ruleSet }),
  },
  {
    endpoint: "GET /client/v3/pushrules/global/",
    path: () => "/client/v3/pushrules/global/",
    answer: ruleSet,
  },
  {
    endpoint: "PUT /client/v3/pushrules/global/:kind/:ruleId",
    path: () => "/client/v3/pushrules/global/content/begroting",
    body: () => ({ pattern: "begroting", actions: ["notify"] }),
    answer: empty,
  },
  {
    endpoint: "GET /client/v3/pushrules/global/:kind/:ruleId",
    path: () => "/client/v3/pushrules/global/content/begroting",
    answer: rule,
  },
  {
    endpoint: "PUT /client/v3/pushrules/global/:kind/:ruleId/enabled",
    path: () => "/client/v3/pushrules/global/override/.m.rule.master/enabled",
    body: () => ({ enabled: true }),
    answer: empty,
  },
  {
    endpoint: "GET /client/v3/pushrules/global/:kind/:ruleId/enabled",
    path: () => "/client/v3/pushrules/global/override/.m.rule.master/enabled",
    answer: z.strictObject({ enabled: z.literal(true) }),
  },
  {
    endpoint: "PUT /client/v3/pushrules/global/:kind/:ruleId/actions",
    path: () => "/client/v3/pushrules/global/underride/.m.rule.message/actions",
    body: () => ({ actions: [] }),
    answer: empty,
  },
  {
    endpoint: "GET /client/v3/pushrules/global/:kind/:ruleId/actions",
    path: () => "/client/v3/pushrules/global/underride/.m.rule.message/actions",
    answer: z.strictObject({ actions: z.array(z.never()) }),
  },
  {
    endpoint: "DELETE /client/v3/pushrules/global/:kind/:ruleId",
    path: () => "/client/v3/pushrules/global/content/begroting",
    answer: empty,
  },
  {
    endpoint: "GET /client/v3/pushers",
    path: () => "/client/v3/pushers",
    answer: z.strictObject({ pushers: z.array(z.never()) }),
  },
  {
    endpoint: "GET /client/v3/publicRooms",
    path: () => "/client/v3/publicRooms",
    answer: z.looseObject({ chunk: z.array(z.never()) }),
  },
  {
    endpoint: "POST /client/v3/publicRooms",
    path: () => "/client/v3/publicRooms",
    body: () => ({ limit: 10 }),
    answer: z.looseObject({ chunk: z.array(z.never()) }),
  },
  {
    endpoint: "POST /client/v3/user_directory/search",
    path: () => "/client/v3/user_directory/search",
    body: () => ({ search_term: "Bram" }),
    answer: z.strictObject({
      results: z.array(z.looseObject({ user_id: z.string(), display_name: z.string().optional() })).min(1),
      limited: z.boolean(),
    }),
  },
  {
    endpoint: "GET /client/v1/media/config",
    path: () => "/client/v1/media/config",
    answer: z.strictObject({ "m.upload.size": z.int().positive() }),
  },
  {
    endpoint: "PUT /client/v3/rooms/:roomId/redact/:eventId/:txnId",
    path: ofMessage("/redact/", "/weg"),
    body: () => ({ reason: "toch niet" }),
    answer: sent,
  },
  {
    endpoint: "POST /client/v3/rooms/:roomId/kick",
    path: inRoom("/kick"),
    body: ({ bram }) => ({ user_id: bram, reason: "klaar" }),
    answer: empty,
  },
  {
    endpoint: "POST /client/v3/rooms/:roomId/ban",
    path: inRoom("/ban"),
    body: ({ bram }) => ({ user_id: bram }),
    answer: empty,
  },
  {
    endpoint: "POST /client/v3/rooms/:roomId/unban",
    path: inRoom("/unban"),
    body: ({ bram }) => ({ user_id: bram }),
    answer: empty,
  },
  { endpoint: "POST /client/v3/rooms/:roomId/forget", path: inRoom("/forget"), answer: empty, as: "bram" },
  {
    endpoint: "DELETE /client/v3/devices/:deviceId",
    path: () => "/client/v3/devices/GONE",
    body: () => ({}),
    answer: empty,
  },
  {
    endpoint: "POST /client/v3/rooms/:roomId/leave",
    path: inRoom("/leave"),
    body: () => ({}),
    answer: empty,
  },
  {
    endpoint: "POST /client/v3/logout",
    path: () => "/client/v3/logout",
    answer: empty,
    as: "another of noor",
  },
  {
    endpoint: "POST /client/v3/logout/all",
    path: () => "/client/v3/logout/all",
    body: () => ({}),
    answer: empty,
  },
];

let server: TestServer;
let known: Known;
const apps = new Map<NonNullable<Row["as"]> | "noor", ConnectedApp["ask"]>();

beforeAll(async () => {
  server = await startTestServer();
  const noor = await connectApp(server, "demo-noor");
  const bram = await connectApp(server, "demo-bram");
  apps.set("noor", noor.ask);
  apps.set("bram", bram.ask);
  apps.set("another of noor", (await connectApp(server, "demo-noor")).ask);
  apps.set("nobody", asApp(server.url, null));
  const { room_id } = (
    await noor.ask("POST", "/client/v3/createRoom", { name: "Plan", initial_state: [LABEL] })
  ).body;
  const path = `/client/v3/rooms/${encodeURIComponent(room_id)}`;
  const { event_id } = (await noor.ask("PUT", `${path}/send/m.room.message/nul`, message("Begin"))).body;
  const picture = await upload(noor.accessToken);
  known = {
    room: room_id,
    message: event_id,
    me: noor.userId,
    bram: bram.userId,
    picture,
    loginToken: () => loginTokenOf(server, server.visitor(), "demo-eva"),
  };
});
afterAll(() => server.end());

/** The smallest PNG there is. */
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

async function upload(accessToken: string): Promise<Known["picture"]> {
  const answer = await fetch(`${server.url}/_matrix/media/v3/upload?filename=me.png`, {
    method: "POST",
    headers: { Authorization: `Bearer ${accessToken}`, "Content-Type": "image/png" },
    body: DOT,
  });
  const { content_uri } = z.strictObject({ content_uri: z.string() }).parse(await answer.json());
  const [, host = "", id = ""] = /^mxc:\/\/([^/]+)\/([\w-]+)$/.exec(content_uri) ?? [];
  return { server: host, id };
}

async function asked(row: Row): Promise<Answer> {
  const ask = apps.get(row.as ?? "noor") ?? asApp(server.url, null);
  return ask(row.endpoint.split(" ")[0] ?? "", row.path(known), await row.body?.(known));
}

describe("an answer has the shape that Matrix gives it", () => {
  // In this order: later rows build on what earlier ones did.
  test.each(TABLE)("$endpoint", async (row) => {
    const { status, body } = await asked(row);
    expect(status, JSON.stringify(body)).toBe(200);
    const parsed = row.answer.safeParse(body);
    expect(parsed.error?.issues ?? [], JSON.stringify(body)).toEqual([]);
  });

  test("of every endpoint that the server has", () => {
    const tried = new Set(TABLE.map(({ endpoint }) => endpoint.split(" of ")[0]));
    const elsewhere = [
      "GET /*",
      "GET /client/v3/login/sso/redirect",
      "GET /client/v3/login/sso/redirect/:idpId",
      "GET /client/v3/user/:userId/filter/*",
      "GET /client/v3/devices/:deviceId",
      "PUT /client/v3/profile/:userId/displayname",
      "PUT /client/v3/rooms/:roomId/state/:eventType/",
      "POST /media/v3/upload",
      "GET /client/v1/media/download/:serverName/:mediaId",
      "GET /client/v1/media/download/:serverName/:mediaId/:fileName",
      "GET /client/v1/media/thumbnail/:serverName/:mediaId",
    ];
    const missing = server.routes
      .filter(({ method, url }) => url.startsWith("/_matrix/") && method !== "HEAD" && method !== "OPTIONS")
      .map(({ method, url }) => `${method} ${url.slice("/_matrix".length)}`)
      .filter((endpoint) => !tried.has(endpoint) && !elsewhere.includes(endpoint));
    expect([...new Set(missing)]).toEqual([]);
  });
});

describe("what is not there", () => {
  test.each([
    ["GET", "/client/v3/voip/turnServer", 404],
    ["POST", "/client/v3/keys/upload", 404],
    ["POST", "/client/v3/keys/query", 404],
    ["POST", "/client/v3/keys/claim", 404],
    ["PUT", "/client/v3/sendToDevice/m.room_key/1", 404],
    ["GET", "/client/v3/room_keys/version", 404],
    ["GET", "/client/r0/sync", 404],
    ["GET", "/client/v3/presence/@a:b/status", 404],
    ["POST", "/client/v3/register", 404],
    ["POST", "/client/v3/pushers/set", 404],
    ["GET", "/federation/v1/version", 404],
    ["GET", "/key/v2/query/example.nl", 404],
    ["GET", "/media/v3/download/example.nl/abc", 404],
    ["GET", "/", 404],
    ["DELETE", "/client/v3/sync", 405],
    ["POST", "/client/versions", 405],
    ["GET", "/client/v3/createRoom", 405],
    ["PATCH", "/client/v3/rooms/%21a%3Ab/state/m.room.name", 405],
    ["GET", "/media/v3/upload", 405],
  ])("%s %s says so in the way of Matrix", async (method, path, status) => {
    const answer = await asApp(server.url, null)(method, path, method === "GET" ? undefined : {});
    expect(answer.status).toBe(status);
    expect(error.parse(answer.body).errcode).toBe("M_UNRECOGNIZED");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });
});
