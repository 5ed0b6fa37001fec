import { randomUUID } from "node:crypto";
import { canonicalJson, hashRuleSet } from "@akkoord/policy";
import { loadRuleSet } from "@akkoord/policy-files";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readConfig } from "../../config.ts";
import type { Guest, Person } from "../../platform/actor.ts";
import { ANONYMOUS } from "../../platform/actor.ts";
import { createBus } from "../../platform/bus.ts";
import { type Commands, createCommands } from "../../platform/command.ts";
import type { App } from "../../platform/http/app.ts";
import { addCallers } from "../../platform/http/callers.ts";
import { createCookies } from "../../platform/http/cookies.ts";
import { createHttpServer } from "../../platform/http/server.ts";
import { createOutbox, type Outbox } from "../../platform/jobs.ts";
import { createLog } from "../../platform/log.ts";
import { startTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { POLICIES } from "../../testing/test-server.ts";
import { auditWriter } from "../audit/write.ts";
import { HeldRuleSet } from "../registry/held-rule-set.ts";
import { summarise } from "../registry/model.ts";
import { type AccessTokens, createAccessTokens } from "./access-tokens.ts";
import { startSession } from "./commands.ts";
import { endSignIns } from "./end-everywhere.ts";
import { csrfTokenOf, isCsrfTokenOf } from "./model.ts";
import { createSessionQueries } from "./queries.ts";
import { sessionRoutes } from "./routes.ts";
import { sessionSchema } from "./tables.ts";

const PERSON: Person = {
  kind: "person",
  id: randomUUID(),
  name: "Noor",
  organisation: "bzk",
  roles: ["civil-servant"],
};
const GUEST: Guest = {
  kind: "guest",
  id: randomUUID(),
  name: "Gast",
  room: "!room:akkoord.localhost",
  party: "external",
  until: "2026-12-31T00:00:00.000Z",
};
const FROM = { origin: { channel: "http", address: "192.0.2.1" }, traceId: null } as const;

let time: Date;
/** Who may still come in. */
let welcome: Set<string>;
let test_: TestDatabase;
let outbox: Outbox;
let commands: Commands;
let accessTokens: AccessTokens;
let app: App;

beforeAll(async () => {
  const log = createLog("silent");
  test_ = await startTestDatabase(sessionSchema);
  outbox = createOutbox(test_.database, createBus(log), log);
  await outbox.start();
  const clock = { now: () => time };
  const { database } = test_;
  commands = createCommands({ database, audit: auditWriter, outbox, clock, onEnd: () => {} });
  const holders = {
    person: async (id: string) => (id === PERSON.id && welcome.has(id) ? PERSON : null),
    guest: async (id: string) => (id === GUEST.id && welcome.has(id) ? GUEST : null),
  };
  const registry = await registryOfTheRepository();
  accessTokens = createAccessTokens({ database, commands, holders, registry, clock });
  const sessions = createSessionQueries(database, holders, clock);
  const cookies = createCookies(false);
  app = await createHttpServer(readConfig({ RATE_LIMIT: "0" }), "s".repeat(32), log);
  addCallers(app, {
    cookies,
    sessionOf: sessions.signedIn,
    accessOf: accessTokens.resolve,
    isCsrfTokenOf,
    traceId: () => null,
  });
  await app.register(sessionRoutes, {
    cookies,
    commands,
    registry,
    directory: { managesSomebody: async () => false },
    demo: false,
  });
  for (const path of ["/_matrix/try", "/v1/try"]) {
    app.route({ method: ["GET", "POST"], url: path, handler: async (request) => request.caller() });
  }
});
beforeEach(() => {
  time = new Date("2026-11-22T10:00:00Z");
  welcome = new Set([PERSON.id, GUEST.id]);
});
afterAll(async () => {
  await app.close();
  await outbox.stop();
  await test_.end();
});

/** The vocabulary in force is that of the repository's own rules. */
async function registryOfTheRepository() {
  const { ruleSet } = await loadRuleSet(POLICIES);
  if (ruleSet === null) throw new Error("the policies hold errors");
  const hash = hashRuleSet(ruleSet);
  const held = new HeldRuleSet(hash, ruleSet, canonicalJson(ruleSet));
  const publication = {
    id: 1,
    hash,
    origin: "folder",
    publishedAt: "2026-11-22T00:00:00.000Z",
    publishedBy: "start",
    validFrom: null,
    owner: null,
    draft: null,
    reason: null,
    acknowledgements: [],
    summary: summarise(ruleSet),
  } as const;
  return { currentOn: async () => ({ publication, held }) };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const issue = (holder: Person | Guest, deviceId: string = randomUUID()) =>
  accessTokens.issue(holder, { deviceId, hours: 8 }, FROM);
async function cookieOf(holder: Person | Guest) {
  const { token } = await commands.execute(startSession, { hours: 8 }, { actor: holder, ...FROM });
  return { token, headers: { cookie: `akkoord-session=${token}`, "x-csrf-token": csrfTokenOf(token) } };
}

describe("an access token", () => {
  test("says who calls, in which application and how they work", async () => {
    const { token } = await accessTokens.issue(
      PERSON,
      {
        deviceId: "PHONE",
        hours: 8,
        workplace: { device: "managed-mobile", location: null, role: "contractor" },
      },
      FROM,
    );
    const answer = await app.inject({ method: "POST", url: "/_matrix/try", headers: bearer(token) });
    expect(answer.json()).toMatchObject({
      actor: { kind: "person", id: PERSON.id },
      deviceId: "PHONE",
      workplace: { device: "managed-mobile", location: null, role: "contractor" },
    });
  });

  test("counts only where applications of others may come", async () => {
    const { token } = await issue(PERSON);
    for (const url of ["/v1/try", "/%5Fmatrix/try", "/v1/../v1/try"]) {
      const answer = await app.inject({ url, headers: bearer(token) });
      if (answer.statusCode === 200) expect(answer.json().actor).toEqual(ANONYMOUS);
    }
  });

  test("needs no proof against other sites, and makes a cookie beside it worth nothing", async () => {
    const { headers } = await cookieOf(PERSON);
    const guessed = { cookie: headers.cookie, ...bearer("guessed") };
    const answer = await app.inject({ method: "POST", url: "/_matrix/try", headers: guessed });
    expect(answer.statusCode).toBe(200);
    expect(answer.json().actor).toEqual(ANONYMOUS);
    const cookieAlone = await app.inject({
      method: "POST",
      url: "/_matrix/try",
      headers: { cookie: headers.cookie },
    });
    expect(cookieAlone.json().code).toBe("csrf-token-missing");
    const basic = { cookie: headers.cookie, authorization: "Basic Ym9vOmJvbw==" };
    expect((await app.inject({ method: "POST", url: "/_matrix/try", headers: basic })).statusCode).toBe(403);
  });

  test("runs out", async () => {
    const { token, expiresAt } = await issue(PERSON);
    time = new Date(expiresAt.getTime() - 1);
    expect(await accessTokens.resolve(token)).not.toBeNull();
    time = expiresAt;
    expect(await accessTokens.resolve(token)).toBeNull();
  });

  test("of an application ends when the same application gets another, for that holder alone", async () => {
    const first = await issue(PERSON, "PHONE");
    const ofGuest = await issue(GUEST, "PHONE");
    const second = await issue(PERSON, "PHONE");
    expect(await accessTokens.resolve(first.token)).toBeNull();
    expect(await accessTokens.resolve(second.token)).not.toBeNull();
    expect(await accessTokens.resolve(ofGuest.token)).toMatchObject({ actor: { kind: "guest" } });
  });

  test("is ended by its own holder, one or all", async () => {
    const [one, other, third] = [await issue(PERSON), await issue(PERSON), await issue(GUEST)];
    const caller = { actor: PERSON, ...FROM };
    await accessTokens.end(third.token, caller);
    expect(await accessTokens.resolve(third.token)).not.toBeNull();
    await accessTokens.end(one.token, caller);
    expect(await accessTokens.resolve(one.token)).toBeNull();
    expect(await accessTokens.resolve(other.token)).not.toBeNull();
    await accessTokens.endAll(caller);
    expect(await accessTokens.resolve(other.token)).toBeNull();
    expect(await accessTokens.resolve(third.token)).not.toBeNull();
  });

  test("of somebody who is gone is nobody's, before it is removed", async () => {
    const { token } = await issue(GUEST);
    welcome.delete(GUEST.id);
    expect(await accessTokens.resolve(token)).toBeNull();
  });

  test("cannot be issued for a workplace that the rules do not know", async () => {
    const workplace = { device: "typewriter", location: null, role: null };
    await expect(
      accessTokens.issue(PERSON, { deviceId: "PHONE", hours: 8, workplace }, FROM),
    ).rejects.toMatchObject({ code: "invalid-input" });
  });

  test("is not in the database, nor is that of a session", async () => {
    const { token } = await issue(PERSON);
    const { token: sessionToken } = await cookieOf(PERSON);
    const { rows: tokens } = await test_.database.query("select * from access_token");
    const { rows: sessions } = await test_.database.query("select * from session");
    expect(tokens.length * sessions.length).toBeGreaterThan(0);
    for (const secret of [token, sessionToken]) {
      expect(JSON.stringify([...tokens, ...sessions])).not.toContain(secret);
    }
  });
});

describe("a session of a guest", () => {
  test("shows the guest with their one room; besides that they may do what anybody may", async () => {
    const { headers } = await cookieOf(GUEST);
    const session = (await app.inject({ url: "/v1/session", headers })).json();
    expect(session).toMatchObject({
      signedIn: true,
      person: null,
      guest: { id: GUEST.id, name: GUEST.name, room: GUEST.room, until: GUEST.until },
    });
    const anybody = (await app.inject({ url: "/v1/session" })).json();
    const more = session.abilities.filter((one: string) => !anybody.abilities.includes(one));
    expect(more).toEqual(["rooms.use"]);
  });

  test("needs the proof against other sites too", async () => {
    const { headers } = await cookieOf(GUEST);
    const without = { cookie: headers.cookie };
    expect((await app.inject({ method: "POST", url: "/v1/try", headers: without })).statusCode).toBe(403);
    expect((await app.inject({ method: "POST", url: "/v1/try", headers })).statusCode).toBe(200);
  });
});

describe("how somebody works", () => {
  test("is kept with the session until they say otherwise", async () => {
    const { headers } = await cookieOf(PERSON);
    const say = (payload: object) =>
      app.inject({ method: "PUT", url: "/v1/session/workplace", headers, payload });
    const kept = async () => (await app.inject({ url: "/v1/session", headers })).json().workplace;
    expect(await kept()).toEqual({ device: null, location: null, role: null });
    const home = { device: "private-device", location: "home", role: "senior-official" };
    expect((await say(home)).json()).toEqual(home);
    expect((await app.inject({ url: "/v1/try", headers })).json().workplace).toEqual(home);
    const abroad = { device: null, location: "abroad", role: null };
    expect((await say(abroad)).json()).toEqual(abroad);
    expect(await kept()).toEqual(abroad);
  });

  test("keeps the role that a caller of before leaves out", async () => {
    const { headers } = await cookieOf(PERSON);
    const say = (payload: object) =>
      app.inject({ method: "PUT", url: "/v1/session/workplace", headers, payload });
    await say({ device: null, location: null, role: "contractor" });
    const answer = await say({ device: "managed-mobile", location: "office" });
    const expected = { device: "managed-mobile", location: "office", role: "contractor" };
    expect(answer.json()).toEqual(expected);
    expect((await app.inject({ url: "/v1/session", headers })).json().workplace).toEqual(expected);
  });

  test("says nothing of the role of a guest, whom no rule is about", async () => {
    const { headers } = await cookieOf(GUEST);
    const say = (role: string | null) =>
      app.inject({
        method: "PUT",
        url: "/v1/session/workplace",
        headers,
        payload: { device: "private-device", location: "home", role },
      });
    const refused = await say("employee");
    expect([refused.statusCode, refused.json().violations[0].path]).toEqual([400, "role"]);
    expect((await say(null)).json()).toEqual({ device: "private-device", location: "home", role: null });
  });

  test("is a value of the vocabulary, and only said by who is signed in", async () => {
    const { headers } = await cookieOf(PERSON);
    const wrong = { device: "office", location: null };
    const refused = await app.inject({
      method: "PUT",
      url: "/v1/session/workplace",
      headers,
      payload: wrong,
    });
    expect(refused.statusCode).toBe(400);
    expect(refused.json().violations[0]).toMatchObject({ path: "device" });
    const chief = await app.inject({
      method: "PUT",
      url: "/v1/session/workplace",
      headers,
      payload: { device: null, location: null, role: "boss" },
    });
    expect(chief.json().violations[0]).toMatchObject({ path: "role" });
    const payload = { device: null, location: null };
    const nobody = await app.inject({ method: "PUT", url: "/v1/session/workplace", payload });
    expect(nobody.statusCode).toBe(401);
  });
});

describe("the end of somebody", () => {
  test("takes every session and token of them, and of nobody else", async () => {
    const [session, token] = [await cookieOf(PERSON), await issue(PERSON)];
    const [ofGuest, tokenOfGuest] = [await cookieOf(GUEST), await issue(GUEST)];
    const ended = await test_.database
      .use()
      .transaction()
      .execute((transaction) => endSignIns(transaction, { kind: "person", id: PERSON.id }));
    expect(ended.filter(({ kind }) => kind === "session").length).toBeGreaterThan(0);
    expect(ended.filter(({ kind }) => kind === "access-token").length).toBeGreaterThan(0);
    expect((await app.inject({ url: "/v1/try", headers: session.headers })).json().actor).toEqual(ANONYMOUS);
    expect(await accessTokens.resolve(token.token)).toBeNull();
    expect((await app.inject({ url: "/v1/try", headers: ofGuest.headers })).json().actor).toMatchObject({
      kind: "guest",
    });
    expect(await accessTokens.resolve(tokenOfGuest.token)).not.toBeNull();
  });
});
