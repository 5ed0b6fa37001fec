import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import type { Browser } from "../../testing/browser.ts";
import { enteredAs, newGuest, openRoomFor } from "../../testing/guests.ts";
import { connectApp } from "../../testing/matrix-app.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";
import { act, approved, begin, bzkText, check } from "../drafts/desk.fixture.ts";

const TODAY = dayInAmsterdam(new Date());
const DAY_MS = 24 * 60 * 60 * 1_000;

/** A clock that a test sets: at noon today, because cookies end by the clock of the machine. */
class MovingClock implements Clock {
  moment = new Date(`${TODAY}T12:00:00Z`);
  now(): Date {
    return this.moment;
  }
}

const INTERNAL = { information: "internal", personalData: "none" };
const CONFIDENTIAL = { information: "confidential", personalData: "none" };
const DEPARTMENTAL = { information: "departmental-confidential", personalData: "none" };

/** A rule of an organisation that closes rooms with one kind of information. */
function noRooms(organisation: string, information: string): string {
  return bzkText(
    {
      issuer: organisation,
      bearers: `[${organisation}]`,
      when: `{ activity: [message], information: [${information}] }`,
      tools: "[akkoord-ruimte]",
      effect: "prohibited",
      words: `{ nl: Geen ruimtes voor ${information}., en: No rooms for ${information}. }`,
    },
    `${organisation}/no-rooms-${information}`,
  ).replaceAll("bzk-afspraken", `${organisation}-afspraken`);
}

const takeBack = (organisation: string, information: string) =>
  `withdraw: [${organisation}/no-rooms-${information}]\n`;

let clock: MovingClock;
let server: TestServer;
/** Of BZK; officers of BZK: sanne and ruben; of SZW: bram; of JenV: yusuf, with officers milan and karim. */
let noor: Browser;
let sanne: Browser;
let ruben: Browser;
let bram: Browser;
let yusuf: Browser;
let milan: Browser;
let karim: Browser;
let fatima: Browser;

beforeAll(async () => {
  clock = new MovingClock();
  server = await startTestServer({ SESSION_HOURS: "72" }, { clock });
  [noor, sanne, ruben, bram, yusuf, milan, karim, fatima] = (await Promise.all(
    ["noor", "sanne", "ruben", "bram", "yusuf", "milan", "karim", "fatima"].map((name) =>
      server.signedIn(`demo-${name}`),
    ),
  )) as [Browser, Browser, Browser, Browser, Browser, Browser, Browser, Browser];
  for (const browser of [noor, bram, yusuf, sanne]) {
    const told = { device: "managed-mobile", location: "office" };
    expect((await browser.send("PUT", "/v1/session/workplace", told)).status).toBe(200);
  }
});
afterAll(() => server.end());

async function personId(name: string): Promise<string> {
  const { people } = await (await fatima.get(`/v1/people/_search?q=${name}`)).json();
  return people[0].id;
}

async function open(owner: Browser, label: object, invite: readonly string[] = []): Promise<string> {
  const answer = await owner.post("/v1/rooms", { name: "Overleg", label, invite });
  const body = await answer.json();
  expect(answer.status, JSON.stringify(body)).toBe(201);
  return body.id;
}

async function read(browser: Browser, room: string) {
  return (await browser.get(`/v1/rooms/${encodeURIComponent(room)}`)).json();
}
const pathOf = (room: string) => `/v1/rooms/${encodeURIComponent(room)}`;

/** Says something in a room, as the page does. */
function say(browser: Browser, room: string, transaction: string): Promise<Response> {
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/send/m.room.message/${transaction}`;
  return browser.send("PUT", path, { msgtype: "m.text", body: "Hoi" });
}

async function publish(writer: Browser, reviewer: Browser, owner: string, text: string): Promise<void> {
  await act(writer, await approved(writer, reviewer, { owner, title: "Ruimtes", text }), "_publish");
}

/** Waits until every check that was asked for is done; gives the newest. */
async function checked(cause: string, since: string | null = null) {
  return vi.waitFor(
    async () => {
      const { checks } = await (await fatima.get("/v1/room-checks")).json();
      const found = checks.find((one: { cause: string }) => one.cause === cause);
      expect(found?.finishedAt ?? null).not.toBeNull();
      expect(found.id).not.toBe(since);
      return found;
    },
    { timeout: 20_000, interval: 100 },
  );
}
async function newest(cause: string): Promise<string | null> {
  const { checks } = await (await fatima.get("/v1/room-checks")).json();
  return checks.find((one: { cause: string }) => one.cause === cause)?.id ?? null;
}

describe("rules that are published at the desk", () => {
  test("pause rooms that no longer fit, say beforehand how many, and let them go on when they fit again", async () => {
    const bramId = await personId("Bram");
    const both = await open(noor, CONFIDENTIAL, [bramId]);
    expect((await bram.post(`${pathOf(both)}/_join`)).status).toBe(200);
    const alone = await open(noor, CONFIDENTIAL);
    const internal = await open(noor, INTERNAL, [bramId]);

    // Nothing of these rules is in force yet, so nothing follows from them but what the check says beforehand.
    const draft = await begin(milan, {
      owner: "jenv",
      title: "Ruimtes",
      text: noRooms("jenv", "confidential"),
    });
    expect((await check(milan, draft)).rooms).toEqual({
      pauses: 0,
      resumes: 0,
      organisations: [],
      own: { pauses: [], resumes: [] },
    });
    const yusufs = await open(yusuf, CONFIDENTIAL, [bramId]);
    const later = await check(milan, draft);
    expect(later.rooms).toEqual({
      pauses: 1,
      resumes: 0,
      organisations: [{ organisation: "jenv", pauses: 1, resumes: 0 }],
      own: { pauses: [yusufs], resumes: [] },
    });

    const first = await newest("publication");
    await publish(milan, karim, "jenv", noRooms("jenv", "confidential"));
    const done = await checked("publication", first);
    expect(done.organisations).toContainEqual(
      expect.objectContaining({ organisation: "jenv", rooms: 1, done: 1, paused: 1, resumed: 0 }),
    );
    const paused = await read(yusuf, yusufs);
    expect(paused.pause).toMatchObject({
      code: "rules-refuse",
      organisation: "jenv",
      rules: ["jenv/no-rooms-confidential"],
      shut: [],
      resolvers: [{ name: "Yusuf Demo" }],
    });
    for (const room of [both, alone, internal]) expect((await read(noor, room)).pause).toBeNull();

    const restart = await newest("publication");
    const back = await begin(milan, {
      owner: "jenv",
      title: "Terug",
      text: takeBack("jenv", "confidential"),
    });
    expect((await check(milan, back)).rooms).toMatchObject({
      pauses: 0,
      resumes: 1,
      own: { resumes: [yusufs] },
    });
    await act(milan, back, "_submit");
    await act(karim, back, "_approve");
    await act(milan, back, "_publish");
    expect(await checked("publication", restart)).toMatchObject({ resumed: 1 });
    expect((await read(yusuf, yusufs)).pause).toBeNull();
  });

  test("shut out who makes a room not fit, and tell each what there is to know", async () => {
    const room = await open(noor, CONFIDENTIAL, [await personId("Yusuf"), await personId("Bram")]);
    for (const browser of [yusuf, bram])
      expect((await browser.post(`${pathOf(room)}/_join`)).status).toBe(200);
    const before = await newest("publication");
    await publish(milan, karim, "jenv", noRooms("jenv", "confidential"));
    await checked("publication", before);
    const seen = await read(noor, room);
    const yusufId = seen.members.find(({ name }: { name: string }) => name === "Yusuf Demo").userId;
    expect(seen.pause).toMatchObject({ organisation: "jenv", shut: [yusufId] });
    expect((await read(yusuf, room)).you).toMatchObject({ shut: true });
    const fit = await (await noor.get(`${pathOf(room)}/fit`)).json();
    expect(fit).toMatchObject({ fits: false, allowed: false, refusal: { organisation: "jenv" } });
    expect(fit.refusal.changes).toContainEqual({ kind: "without-participant", participant: "jenv" });

    // An invitation into a paused room is refused, and the refusal stands in the audit trail with the room.
    const refused = await bram.post(`${pathOf(room)}/_invite`, { person: await personId("Sanne") });
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: "room-refused", refusal: { code: "room-paused" } });
    const daan = await server.signedIn("demo-daan");
    const { auditEntries } = await (
      await daan.get("/v1/audit-entries?action=rooms.invite&result=refused")
    ).json();
    expect(auditEntries[0]).toMatchObject({
      result: "refused",
      reason: "room-refused:room-paused",
      object: { type: "room", id: room },
    });

    // Whoever leads it resolves it by removing them; then it goes on at once.
    expect((await noor.post(`${pathOf(room)}/_remove`, { userId: yusufId })).status).toBe(200);
    expect((await read(noor, room)).pause).toBeNull();
    const after = await newest("publication");
    await publish(milan, karim, "jenv", takeBack("jenv", "confidential"));
    await checked("publication", after);
  });
});

describe("a label", () => {
  test("that is raised pauses at once when the room no longer fits, and resumes when it is lowered", async () => {
    const before = await newest("publication");
    await publish(sanne, ruben, "bzk", noRooms("bzk", "departmental-confidential"));
    await checked("publication", before);
    const room = await open(noor, CONFIDENTIAL, [await personId("Bram")]);
    const raised = await noor.send("PUT", `${pathOf(room)}/label`, DEPARTMENTAL);
    expect(raised.status).toBe(200);
    expect((await raised.json()).pause).toMatchObject({ code: "rules-refuse", organisation: "bzk" });
    expect((await (await noor.send("PUT", `${pathOf(room)}/label`, INTERNAL)).json()).pause).toBeNull();
    const secret = { information: "state-secret", personalData: "none" };
    const refused = await noor.send("PUT", `${pathOf(room)}/label`, secret);
    expect(refused.status).toBe(403);
    const { refusal } = await refused.json();
    expect(refusal).toMatchObject({ code: "state-secret" });
    expect(refusal.referral.nl).toContain("goedgekeurd");
    expect((await read(noor, room)).label).toEqual(INTERNAL);
    const opened = await noor.post("/v1/rooms", { name: "Geheim", label: secret });
    expect(await opened.json()).toMatchObject({ refusal: { code: "state-secret" } });
  });
});

describe("a guest", () => {
  test("keeps no access when the label rises above what guests may see, and gets it back when it is lowered", async () => {
    const room = await openRoomFor(noor);
    const invited = await noor.post("/v1/guests", newGuest(room, { email: "gea@rotterdam.example" }));
    expect(invited.status, await invited.clone().text()).toBe(201);
    const gea = await enteredAs(server, "gea@rotterdam.example");
    const [one, two, three, four] = ["1", "2", "3", "4"];
    expect((await say(gea, room, one)).status).toBe(200);
    const raised = { information: "internal", personalData: "special" };
    const { pause } = await (await noor.send("PUT", `${pathOf(room)}/label`, raised)).json();
    expect(pause).toMatchObject({
      code: "rules-refuse",
      rules: ["voorbeeld-ruimtes/within-government-special"],
    });
    expect(pause.shut).toHaveLength(1);
    const shut = await say(gea, room, two);
    expect(shut.status).toBe(403);
    expect(await shut.json()).toMatchObject({
      errcode: "M_FORBIDDEN",
      "nl.akkoord.refusal": { code: "access-shut", resolvers: [{ name: "Noor Demo" }] },
    });
    const paused = await (await say(noor, room, three)).json();
    expect(paused).toMatchObject({ "nl.akkoord.refusal": { code: "room-paused" } });
    await noor.send("PUT", `${pathOf(room)}/label`, INTERNAL);
    for (const browser of [gea, noor]) expect((await say(browser, room, four)).status).toBe(200);

    // Raised again, and resolved by taking the guest out.
    await noor.send("PUT", `${pathOf(room)}/label`, raised);
    const removed = await noor.post(`${pathOf(room)}/_remove`, { userId: pause.shut[0] });
    expect(await removed.json()).toMatchObject({ pause: null, label: raised });
    expect((await say(gea, room, "5")).status).toBeGreaterThanOrEqual(400);
  });

  test("is not invited into a room that would not fit with them", async () => {
    const room = await openRoomFor(noor, "Dossier", { information: "internal", personalData: "special" });
    const refused = await noor.post("/v1/guests", newGuest(room, { email: "hans@rotterdam.example" }));
    expect(await refused.json()).toMatchObject({
      code: "room-refused",
      refusal: { code: "rules-refuse", rules: [{ id: "voorbeeld-ruimtes/within-government-special" }] },
    });
  });
});

describe("a message", () => {
  test("is refused to who works on a private device, in the room's log and for the auditor", async () => {
    const room = await open(noor, CONFIDENTIAL, [await personId("Bram")]);
    await bram.post(`${pathOf(room)}/_join`);
    expect((await say(bram, room, "b1")).status).toBe(200);
    await bram.send("PUT", "/v1/session/workplace", { device: "private-device", location: "home" });
    const refused = await say(bram, room, "b2");
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({
      errcode: "M_FORBIDDEN",
      "nl.akkoord.refusal": {
        code: "rules-refuse",
        organisation: "szw",
        rules: [{ id: "voorbeeld-ruimtes/no-private-device", source: { place: "3.1" } }],
      },
    });
    await bram.send("PUT", "/v1/session/workplace", { device: null, location: null });
    expect(await (await say(bram, room, "b3")).json()).toMatchObject({
      "nl.akkoord.refusal": { code: "workplace-needed", missing: ["device"] },
    });
    await bram.send("PUT", "/v1/session/workplace", { device: "managed-mobile", location: "office" });
    const daan = await server.signedIn("demo-daan");
    const { auditEntries } = await (
      await daan.get("/v1/audit-entries?action=rooms.send&result=refused")
    ).json();
    expect(
      auditEntries
        .filter(({ object }: { object: { id: string } }) => object.id === room)
        .map(({ reason }: { reason: string }) => reason),
    ).toEqual(["room-refused:workplace-needed", "room-refused:rules-refuse"]);
  });
});

describe("a rule that looks at what people are", () => {
  test("has them asked once, here and in their application, and is kept to", async () => {
    const room = await open(noor, INTERNAL);
    const withoutRole = await connectApp(server, "demo-noor", { deviceId: "EERDER" });
    const connecting = `/sign-in/app?${new URLSearchParams({ redirectUrl: "http://localhost:9/back" })}`;
    expect(await (await noor.get(connecting)).text()).not.toContain('name="role"');
    const before = await newest("publication");
    const rule = bzkText(
      {
        when: "{ activity: [message], role: [contractor] }",
        tools: "[akkoord-ruimte]",
        effect: "prohibited",
        words: "{ nl: Ruimtes zijn niet voor inhuur., en: Rooms are not for contractors. }",
      },
      "bzk/no-contractors",
    );
    await publish(sanne, ruben, "bzk", rule);
    await checked("publication", before);
    // It depends on who writes, so the room itself goes on.
    expect((await read(noor, room)).pause).toBeNull();

    const asked = await say(noor, room, "r1");
    expect(asked.status).toBe(403);
    expect(await asked.json()).toMatchObject({
      "nl.akkoord.refusal": { code: "workplace-needed", missing: ["role"] },
    });
    const tell = (role: string | null) =>
      noor.send("PUT", "/v1/session/workplace", { device: "managed-mobile", location: "office", role });
    expect(await (await tell("employee")).json()).toMatchObject({ role: "employee" });
    expect((await say(noor, room, "r1")).status).toBe(200);
    await tell("contractor");
    expect(await (await say(noor, room, "r2")).json()).toMatchObject({
      "nl.akkoord.refusal": { code: "rules-refuse", rules: [{ id: "bzk/no-contractors" }] },
    });

    // An application says it when it is connected; one from before asks the same.
    expect(await (await noor.get(connecting)).text()).toContain(
      'name="role" value="contractor" required checked',
    );
    const app = await connectApp(server, "demo-noor", { role: "employee", deviceId: "NIEUW" });
    const path = `/client/v3/rooms/${encodeURIComponent(room)}/send/m.room.message/`;
    const words = { msgtype: "m.text", body: "Hoi" };
    expect((await app.ask("PUT", `${path}a1`, words)).status).toBe(200);
    expect((await withoutRole.ask("PUT", `${path}a2`, words)).body).toMatchObject({
      "nl.akkoord.refusal": { code: "workplace-needed", missing: ["role"] },
    });

    await publish(sanne, ruben, "bzk", "withdraw: [bzk/no-contractors]\n");
    await tell(null);
    expect((await say(noor, room, "r3")).status).toBe(200);
  });
});

describe("a waiver", () => {
  test("for a whole organisation opens a room, and when it expires the room is paused again", async () => {
    const room = await open(noor, INTERNAL);
    await noor.send("PUT", `${pathOf(room)}/label`, DEPARTMENTAL);
    expect((await read(noor, room)).pause).not.toBeNull();
    const { hash } = await (await noor.get("/v1/rule-sets/current")).json();
    const asked = await noor.post("/v1/waivers", {
      ruleSet: hash,
      tool: "akkoord-ruimte",
      situation: {
        attributes: {
          activity: "message",
          ...DEPARTMENTAL,
          host: "own",
          device: "managed-mobile",
          location: "office",
          role: "employee",
        },
        participants: ["bzk"],
      },
      widened: ["role"],
      reason: "Tot het nieuwe middel er is.",
      valid: { from: TODAY, to: TODAY },
      cover: { kind: "organisation" },
    });
    const waiver = await asked.json();
    expect(asked.status, JSON.stringify(waiver)).toBe(201);
    const since = await newest("waiver");
    const agreed = await sanne.post(`/v1/waivers/${waiver.id}/_agree`, { reason: "Kan even." });
    expect(await agreed.json()).toMatchObject({ state: "granted" });
    expect(await checked("waiver", since)).toMatchObject({ resumed: 1 });
    expect((await read(noor, room)).pause).toBeNull();

    const daily = await newest("daily");
    clock.moment = new Date(clock.moment.getTime() + DAY_MS);
    await server.runDueJobs();
    await checked("daily", daily);
    expect((await read(noor, room)).pause).toMatchObject({ organisation: "bzk" });
  });
});

describe("the checks", () => {
  test("are shown to those who watch over rooms, each as far as they may know", async () => {
    const all = await (await fatima.get("/v1/room-checks")).json();
    const own = await (await milan.get("/v1/room-checks")).json();
    expect(all.total).toBe(own.total);
    const hubs = (answer: typeof all) =>
      new Set(
        answer.checks.flatMap((one: { organisations: { organisation: string }[] }) =>
          one.organisations.map(({ organisation }) => organisation),
        ),
      );
    expect(hubs(own)).toEqual(new Set(["jenv"]));
    expect(hubs(all)).toEqual(new Set(["bzk", "jenv"]));
    expect((await noor.get("/v1/room-checks")).status).toBe(403);
    expect((await server.visitor().get("/v1/room-checks")).status).toBe(401);
  });
});

describe("what a room would be", () => {
  test("is told before there is one, with what the asker said about where they work", async () => {
    const ask = async (browser: Browser, label: object, participants: readonly string[] = []) => {
      const answer = await browser.post("/v1/rooms/_fit", { label, participants });
      return { status: answer.status, ...(await answer.json()) };
    };
    expect(await ask(bram, CONFIDENTIAL, ["bzk", "external"])).toMatchObject({
      status: 200,
      fits: true,
      allowed: true,
      rules: [{ id: "voorbeeld-ruimtes/confidential" }],
      refusal: null,
    });
    expect(await ask(bram, DEPARTMENTAL, ["external"])).toMatchObject({
      fits: false,
      refusal: { code: "rules-refuse", rules: [{ id: "voorbeeld-ruimtes/within-government" }] },
    });
    const ilse = await server.signedIn("demo-ilse");
    expect(await ask(ilse, CONFIDENTIAL)).toMatchObject({
      fits: true,
      allowed: false,
      refusal: { code: "workplace-needed", missing: ["device"] },
    });
    expect(await ask(bram, CONFIDENTIAL, ["nergens"])).toMatchObject({ status: 400, code: "unknown-value" });
    expect((await ask(server.visitor(), CONFIDENTIAL)).status).toBe(401);
  });
});
