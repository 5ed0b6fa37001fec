import { verifyLog } from "@akkoord/room";
import { nodeVerifier } from "@akkoord/room/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser } from "../../testing/browser.ts";
import { startTestKeyService } from "../../testing/test-key-service.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

let server: TestServer;
let noor: Browser;
let bram: Browser;
let yusuf: Browser;
beforeAll(async () => {
  server = await startTestServer();
  noor = await server.signedIn("demo-noor");
  bram = await server.signedIn("demo-bram");
  yusuf = await server.signedIn("demo-yusuf");
});
afterAll(() => server.end());

const INTERNAL = { information: "internal", personalData: "none" };
const at = (id: string, more = "") => `/v1/rooms/${encodeURIComponent(id)}${more}`;
const json = async (answer: Promise<Response> | Response) => (await answer).json();
const personId = async (browser: Browser): Promise<string> =>
  (await json(browser.get("/v1/session"))).person.id;

async function opened(more: object = {}) {
  const answer = await noor.post("/v1/rooms", { name: "Overleg", label: INTERNAL, ...more });
  expect(answer.status).toBe(201);
  const room = await answer.json();
  expect(answer.headers.get("location")).toBe(at(room.id));
  return room;
}

test("a room is opened, a colleague of another ministry comes in, and it is closed", async () => {
  const room = await opened({ name: "Begroting", purpose: { text: "Cijfers", activity: "message" } });
  const invited = await noor.post(at(room.id, "/_invite"), { person: await personId(bram) });
  expect((await invited.json()).members).toHaveLength(2);
  expect((await json(bram.get("/v1/rooms"))).rooms).toMatchObject([{ id: room.id, membership: "invite" }]);
  expect((await json(bram.post(at(room.id, "/_join")))).you).toMatchObject({ membership: "join" });
  const renamed = await noor.send("PUT", at(room.id, "/name"), { name: "Begroting 2027" });
  expect((await renamed.json()).name).toBe("Begroting 2027");
  const { you } = await json(bram.get(at(room.id)));
  const powerful = await json(
    noor.send("PUT", at(room.id, `/members/${encodeURIComponent(you.userId)}`), { power: 50 }),
  );
  expect(powerful.members.map(({ power }: { power: number }) => power)).toEqual([90, 50]);
  const removed = await noor.post(at(room.id, "/_remove"), { userId: you.userId, reason: "Klaar" });
  expect((await removed.json()).members).toHaveLength(1);
  expect((await bram.get(at(room.id))).status).toBe(404);
  expect((await json(noor.post(at(room.id, "/_close")))).closedAt).not.toBeNull();
  expect((await noor.post(at(room.id, "/_leave"))).status).toBe(200);
});

describe("what is refused", () => {
  test("says so as a problem in the language of the reader, with the refusal", async () => {
    const room = await opened();
    await noor.post(at(room.id, "/_invite"), { person: await personId(bram) });
    await bram.post(at(room.id, "/_join"));
    const answer = await bram.send("PUT", at(room.id, "/label"), { ...INTERNAL, information: "public" });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject({
      code: "room-refused",
      detail: "Je hebt hier niet genoeg rechten voor. Vraag de eigenaar van de ruimte.",
      refusal: { code: "power", rules: [], sentence: { en: expect.any(String) } },
    });
  });

  test("to guess the id of a room tells nothing", async () => {
    const room = await opened();
    const real = await yusuf.get(at(room.id));
    const none = await yusuf.get(at("!nergens:akkoord.localhost"));
    const bare = async (answer: Response) => {
      const { instance: _, ...rest } = await answer.json();
      return [answer.status, rest];
    };
    expect(await bare(real)).toEqual(await bare(none));
  });

  test("when it has not the shape it must have", async () => {
    for (const body of [{}, { name: "x" }, { name: "x", label: INTERNAL, extra: 1 }])
      expect((await noor.post("/v1/rooms", body)).status).toBe(400);
    expect((await noor.get(at("geen-ruimte"))).status).toBe(400);
  });
});

test("the log goes out as lines that verify, to owners and auditors, and who got it stands in the audit trail", async () => {
  const room = await opened();
  const daan = await server.signedIn("demo-daan");
  for (const browser of [noor, daan]) {
    const answer = await browser.get(at(room.id, "/log"));
    expect(answer.headers.get("content-type")).toContain("application/x-ndjson");
    const lines = (await answer.text()).split("\n").slice(0, -1);
    const report = verifyLog(lines, { keys: null, verifier: nodeVerifier() });
    expect(report).toMatchObject({ intact: true, finding: null, header: { room: room.id } });
  }
  expect((await yusuf.get(at(room.id, "/log"))).status).toBe(404);
  const { auditEntries } = await json(daan.get("/v1/audit-entries?action=rooms.export"));
  expect(auditEntries).toMatchObject([
    { result: "failed", reason: "not-found", object: { id: room.id } },
    { result: "succeeded", object: { id: room.id }, actor: { organisation: "fin" } },
    { result: "succeeded", object: { id: room.id }, actor: { organisation: "bzk" } },
  ]);
});

test("a room whose last owner left gets one from the records manager of its organisation, who tells them by mail", async () => {
  const [thijs, lotte, ilse, daan] = await Promise.all(
    ["thijs", "lotte", "ilse", "daan"].map((name) => server.signedIn(`demo-${name}`)),
  );
  if (!thijs || !lotte || !ilse || !daan) throw new Error("somebody did not sign in");
  const { id } = await json(bram.post("/v1/rooms", { name: "Kanarie-overdracht", label: INTERNAL }));
  await bram.post(at(id, "/_invite"), { person: await personId(noor) });
  await noor.post(at(id, "/_join"));
  const appoint = async (by: Browser, person: Browser, room = id) =>
    by.post(at(room, "/_appoint"), { person: await personId(person) });
  expect(await json(appoint(thijs, lotte))).toMatchObject({ code: "room-has-owner" });
  await bram.post(at(id, "/_leave"));
  expect(await json(noor.get(at(id)))).toMatchObject({ pause: { code: "no-owner", organisation: "szw" } });
  const shown = { id, hub: "szw", label: INTERNAL, memberCount: 1 };
  const page = { page: 1, pageSize: 25, total: 1 };
  expect(await json(thijs.get("/v1/ownerless-rooms"))).toMatchObject({
    rooms: [{ ...shown, name: "Kanarie-overdracht" }],
    ...page,
  });
  expect(await json(ilse.get("/v1/ownerless-rooms"))).toMatchObject({
    rooms: [{ ...shown, name: null }],
    ...page,
  });
  expect((await appoint(noor, lotte)).status).toBe(403);
  expect((await appoint(thijs, noor)).status).toBe(400);
  expect((await appoint(thijs, lotte, "!nergens:akkoord.localhost")).status).toBe(404);
  expect(await json(appoint(thijs, lotte))).toEqual({ paused: null });
  expect((await json(lotte.get(at(id)))).you).toMatchObject({ membership: "join", power: 90 });
  const say = `/_matrix/client/v3/rooms/${encodeURIComponent(id)}/send/m.room.message/1`;
  expect((await noor.send("PUT", say, { msgtype: "m.text", body: "We gaan verder" })).status).toBe(200);
  expect((await json(thijs.get("/v1/ownerless-rooms"))).rooms).toEqual([]);
  const mails = (await (await noor.get("/postvak")).text()).split("</article>");
  const [mail, ...more] = mails.filter((text) => text.includes("Je bent nu eigenaar van een ruimte"));
  expect(more).toEqual([]);
  expect(mail).toContain("lotte@szw.example");
  expect(mail).toContain("Thijs Demo maakte jou eigenaar van een ruimte van SZW.");
  expect(mail).toContain(`/ruimtes/${encodeURIComponent(id)}`);
  expect(mail).not.toContain("Kanarie");
  const { auditEntries } = await json(daan.get("/v1/audit-entries?action=rooms.appoint-owner"));
  const results = auditEntries.map(({ result, reason }: Record<string, unknown>) => `${result} ${reason}`);
  expect(results.toReversed()).toEqual([
    "failed room-has-owner",
    "refused not-allowed",
    "failed invalid-input",
    "failed not-found",
    "succeeded null",
  ]);
});

test("nothing of what people write comes into the log lines or the audit trail", async () => {
  const room = await opened({ name: "Kanarie-ruimte", purpose: { text: "Kanarie-doel", activity: null } });
  await noor.post(at(room.id, "/_invite"), { person: await personId(bram), reason: "Kanarie-reden" });
  await noor.send("PUT", at(room.id, "/name"), { name: "Kanarie-naam" });
  await noor.send("PUT", at(room.id, "/name"), { name: "Kanarie\u202e" });
  await bram.post(at(room.id, "/_leave"), { reason: "Kanarie-vertrek" });
  const daan = await server.signedIn("demo-daan");
  const audit = JSON.stringify(await json(daan.get("/v1/audit-entries?pageSize=200")));
  expect(audit).toContain(room.id);
  expect(`${server.logged()}${audit}`).not.toContain("Kanarie");
});

describe("a server", () => {
  test("keeps the name that its rooms have", async () => {
    const first = await startTestServer({ SERVER_NAME: "kamers.rijk.test" });
    const browser = await first.signedIn("demo-noor");
    const { id } = await json(browser.post("/v1/rooms", { name: "Overleg", label: INTERNAL }));
    expect(id).toMatch(/^![\w-]{24}:kamers\.rijk\.test$/);
    await first.close();
    await expect(
      startTestServer({ SERVER_NAME: "anders.rijk.test", DATA_DIR: first.dataDir }),
    ).rejects.toMatchObject({
      name: "ServerNameChanged",
      message: expect.stringContaining("set SERVER_NAME to kamers.rijk.test"),
    });
  });

  test("works with a key service elsewhere, and says so while that is not there", async () => {
    const keys = await startTestKeyService();
    const other = await startTestServer({ KEY_SERVICE_URL: keys.url, KEY_SERVICE_TOKEN: keys.token });
    try {
      const browser = await other.signedIn("demo-noor");
      const { id } = await json(browser.post("/v1/rooms", { name: "Overleg", label: INTERNAL }));
      expect((await json(browser.get(at(id)))).name).toBe("Overleg");
      const ilse = await other.signedIn("demo-ilse");
      expect(await json(ilse.post("/v1/room-keys/_rotate"))).toMatchObject({ rewrapped: 1 });
      expect(await json(ilse.post(at(id, "/keys/_rotate")))).toEqual({ version: 2 });
      keys.fail(503);
      const answer = await browser.post("/v1/rooms", { name: "Nog een", label: INTERNAL });
      expect([answer.status, (await answer.json()).code]).toEqual([503, "temporarily-unavailable"]);
      // What was read before is still in memory.
      expect((await json(browser.get(at(id)))).name).toBe("Overleg");
    } finally {
      await other.end();
      await keys.end();
    }
  });
});
