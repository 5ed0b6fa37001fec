import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkCertificate } from "../../domains/directory/certificate.ts";
import type { Browser } from "../../testing/browser.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";
import { ENTERPRISE, GROUP, scimOf, speaker, type TestScim, USER } from "./scim.fixture.ts";

let server: TestServer;
let operator: Browser;
let bzk: TestScim;
let szw: TestScim;

beforeAll(async () => {
  server = await startTestServer({
    SCIM_GROUP_ROLES: "bzk:Beheer Akkoord=operator,auditor; szw:CISO=security-officer",
  });
  operator = await server.signedIn("demo-ilse");
  bzk = await scimOf(server, "bzk");
  szw = await scimOf(server, "szw");
});
afterAll(() => server.end());

const query = (values: Record<string, string>) => `?${new URLSearchParams(values)}`;
const ids = (resources: readonly { id: string }[]) => resources.map(({ id }) => id);
const userOf = async (client: TestScim, userName: string) =>
  (await client.get(`/Users${query({ filter: `userName eq "${userName}"` })}`)).body.Resources[0];

describe("a token", () => {
  test("opens the people of its organisation and of no other", async () => {
    const { id } = await bzk.joiner("alleen@bzk.example");
    expect((await szw.get(`/Users/${id}`)).status).toBe(404);
    expect((await szw.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: false }])).status).toBe(
      404,
    );
    expect((await szw.send("PUT", `/Users/${id}`, { schemas: [USER], userName: "x" })).status).toBe(404);
    expect((await szw.send("DELETE", `/Users/${id}`)).status).toBe(404);
    expect(
      (await szw.get(`/Users${query({ filter: "active eq true", count: "200" })}`)).body.Resources,
    ).not.toContainEqual(expect.objectContaining({ id }));
    const group = (await bzk.send("POST", "/Groups", { schemas: [GROUP], displayName: "Van BZK" })).body;
    expect((await szw.get(`/Groups/${group.id}`)).status).toBe(404);
    expect((await szw.send("DELETE", `/Groups/${group.id}`)).status).toBe(404);
    const own = (await szw.send("POST", "/Groups", { schemas: [GROUP], displayName: "Van BZK" })).body;
    const stolen = await szw.patch(`/Groups/${own.id}`, [
      { op: "add", path: "members", value: [{ value: id }] },
    ]);
    expect([stolen.status, stolen.body.scimType]).toEqual([400, "invalidValue"]);
    expect((await bzk.get(`/Users/${id}`)).body.active).toBe(true);
  });

  test("is shown once, kept as a hash, and worth nothing after its end", async () => {
    const made = await scimOf(server, "jenv");
    expect((await made.get("/Users")).status).toBe(200);
    const { scimClients } = await (await operator.get("/v1/scim-clients")).json();
    const shown = scimClients.find(({ id }: { id: string }) => id === made.id);
    expect(shown).toMatchObject({
      organisation: "jenv",
      name: "HR jenv",
      endedAt: null,
      lastUsed: expect.any(String),
    });
    expect(JSON.stringify(scimClients)).not.toContain(made.token);
    expect(server.logged()).not.toContain(made.token);
    expect((await operator.send("DELETE", `/v1/scim-clients/${made.id}`)).status).toBe(204);
    const refused = await made.get("/Users");
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toContain("Bearer");
    expect(refused.body).toMatchObject({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
      status: "401",
    });
    expect((await operator.send("DELETE", `/v1/scim-clients/${made.id}`)).status).toBe(404);
  });

  test("is the only way in: no session opens anything, and neither does a made-up token", async () => {
    const paths = server.routes.filter(({ url }) => url.startsWith("/scim/v2/") && !url.endsWith("*"));
    expect(paths.length).toBeGreaterThan(20);
    const open = /ServiceProviderConfig|ResourceTypes|Schemas/;
    for (const { method, url } of paths.filter((route) => !open.test(route.url))) {
      const path = url.replace(":id", "00000000-0000-4000-8000-000000000000");
      const body = ["POST", "PUT", "PATCH"].includes(method) ? {} : undefined;
      expect((await operator.send(method, path, body)).status, `${method} ${url}`).toBe(401);
    }
    const guessed = speaker(server, `akkoord-scim_${"A".repeat(43)}`);
    expect((await guessed.get("/Users")).status).toBe(401);
  });

  test("is made by operators alone, for organisations that exist", async () => {
    const made = await operator.post("/v1/scim-clients", { organisation: "atlantis", name: "HR" });
    expect(made.status).toBe(404);
    const officer = await server.signedIn("demo-sanne");
    expect((await officer.post("/v1/scim-clients", { organisation: "bzk", name: "HR" })).status).toBe(403);
  });
});

describe("versions", () => {
  test("let a client change only what it has seen", async () => {
    const { id, meta } = await bzk.joiner("versie@bzk.example");
    const rename = (name: string, version: string) =>
      bzk.patch(`/Users/${id}`, [{ op: "replace", path: "displayName", value: name }], {
        "If-Match": version,
      });
    const first = await rename("Een", meta.version);
    expect(first.status).toBe(200);
    const stale = await rename("Twee", meta.version);
    expect(stale.status).toBe(412);
    expect((await bzk.send("DELETE", `/Users/${id}`, undefined, { "If-Match": meta.version })).status).toBe(
      412,
    );
    expect((await rename("Drie", "*")).status).toBe(200);
    expect((await rename("Vier", `"oud", ${(await bzk.get(`/Users/${id}`)).body.meta.version}`)).status).toBe(
      200,
    );
  });

  test("of many changes at once with the same version let one through", async () => {
    const { id, meta } = await bzk.joiner("samen@bzk.example");
    const answers = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((number) =>
        bzk.patch(`/Users/${id}`, [{ op: "replace", path: "displayName", value: `Naam ${number}` }], {
          "If-Match": meta.version,
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
  });

  test("do not get in the way of clients that do not use them: nothing of what they write is lost", async () => {
    const users = await Promise.all([1, 2, 3, 4, 5].map((number) => bzk.joiner(`lid${number}@bzk.example`)));
    const { id } = (await bzk.send("POST", "/Groups", { schemas: [GROUP], displayName: "Tegelijk" })).body;
    const answers = await Promise.all(
      users.map((user) =>
        bzk.patch(`/Groups/${id}`, [{ op: "add", path: "members", value: [{ value: user.id }] }]),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204]);
    expect((await bzk.get(`/Groups/${id}`)).body.members).toHaveLength(5);
  });

  test("save sending what a client has already", async () => {
    const { id, meta } = await bzk.joiner("zelfde@bzk.example");
    const same = await bzk.get(`/Users/${id}`, { "If-None-Match": meta.version });
    expect([same.status, same.body]).toEqual([304, null]);
    await bzk.patch(`/Users/${id}`, [{ op: "replace", path: "displayName", value: "Anders" }]);
    expect((await bzk.get(`/Users/${id}`, { "If-None-Match": meta.version })).status).toBe(200);
  });

  test("stay the same when a change changes nothing", async () => {
    const { id, meta } = await bzk.joiner("niets@bzk.example", { displayName: "Niets" });
    const answer = await bzk.patch(`/Users/${id}`, [{ op: "replace", path: "displayName", value: "Niets" }]);
    expect(answer.body.meta.version).toBe(meta.version);
  });
});

describe("lists", () => {
  test("are read page by page without one twice or left out, also while others join", async () => {
    const many = await scimOf(server, "fin");
    const wanted = 450;
    for (let made = 0; made < wanted; made += 30) {
      await Promise.all(
        Array.from({ length: 30 }, (_, index) => many.joiner(`veel${made + index}@fin.example`)),
      );
    }
    const before = (await many.get("/Users?count=0")).body;
    expect(before).toMatchObject({ itemsPerPage: 0, Resources: [] });
    expect(before.totalResults).toBeGreaterThanOrEqual(wanted);
    const seen: string[] = [];
    for (let startIndex = 1; startIndex <= before.totalResults; startIndex += 200) {
      const { body } = await many.get(`/Users?startIndex=${startIndex}&count=1000`);
      expect(body.itemsPerPage).toBe(body.Resources.length);
      expect(body.Resources.length).toBeLessThanOrEqual(200);
      seen.push(...ids(body.Resources));
      if (startIndex % 400 === 1) await many.joiner(`nieuw${startIndex}@fin.example`);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(before.totalResults);
    const filtered: string[] = [];
    for (let startIndex = 1; startIndex <= 61; startIndex += 20) {
      const filter = 'userName sw "VEEL4" and active eq true';
      const { body } = await many.get(
        `/Users${query({ filter, startIndex: String(startIndex), count: "20", sortBy: "userName", sortOrder: "descending" })}`,
      );
      expect(body.totalResults).toBe(61);
      filtered.push(...body.Resources.map(({ userName }: { userName: string }) => userName));
    }
    expect(filtered).toEqual([...new Set(filtered)].sort().reverse());
    expect(filtered).toHaveLength(61);
  });

  test("hold people who signed in before anybody told of them, and let them be told of", async () => {
    const noor = await userOf(bzk, "noor@bzk.example");
    expect(noor).toMatchObject({ displayName: "Noor Demo", active: true, schemas: [USER] });
    const taken = await bzk.send("PUT", `/Users/${noor.id}`, {
      schemas: [USER, ENTERPRISE],
      userName: "noor@bzk.example",
      externalId: "noor-1",
      displayName: "Noor van BZK",
      active: true,
      [ENTERPRISE]: { department: "Digitaal" },
    });
    expect(taken.status).toBe(200);
    const session = await (await (await server.signedIn("demo-noor")).get("/v1/session")).json();
    expect(session.person).toMatchObject({ id: noor.id, name: "Noor van BZK", organisation: "bzk" });
  });

  test("are searched with a body as with an address", async () => {
    await bzk.joiner("zoek@bzk.example", { displayName: "Zoek" });
    const search = {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
      filter: 'displayName eq "zoek"',
      attributes: ["userName"],
      count: 10,
    };
    const { body } = await bzk.send("POST", "/Users/.search", search);
    expect(body.Resources).toEqual([
      { schemas: [USER], id: expect.any(String), userName: "zoek@bzk.example" },
    ]);
  });

  test("and single resources hold what a client asks for, or not what it does not want", async () => {
    const { id } = await bzk.joiner("deel@bzk.example", {
      displayName: "Deel",
      name: { givenName: "D", familyName: "Eel" },
      [ENTERPRISE]: { department: "A", organization: "bzk" },
    });
    const some = await bzk.get(`/Users/${id}?attributes=name.givenName,${ENTERPRISE}:department`);
    expect(some.body).toEqual({
      schemas: [USER, ENTERPRISE],
      id,
      name: { givenName: "D" },
      [ENTERPRISE]: { department: "A" },
    });
    const rest = await bzk.get(`/Users/${id}?excludedAttributes=name,meta,${ENTERPRISE},id`);
    expect(Object.keys(rest.body).sort()).toEqual(["active", "displayName", "id", "schemas", "userName"]);
    expect((await bzk.get(`/Users/${id}?attributes=name&excludedAttributes=id`)).status).toBe(400);
  });
});

describe("groups", () => {
  test("give roles where the settings say so, at once, and only to people of that organisation", async () => {
    const bram = await userOf(szw, "bram@szw.example");
    const browser = await server.signedIn("demo-bram");
    const roles = async () => (await (await browser.get("/v1/session")).json()).person.roles;
    const put = async (displayName: string) => {
      const { body } = await szw.send("POST", "/Groups", {
        schemas: [GROUP],
        displayName,
        members: [{ value: bram.id }],
      });
      return body.id;
    };
    const group = await put("ciso");
    expect(await roles()).toEqual(["civil-servant", "security-officer"]);
    // A group that only means something at another organisation.
    await put("Beheer Akkoord");
    expect(await roles()).toEqual(["civil-servant", "security-officer"]);
    await szw.send("DELETE", `/Groups/${group}`);
    expect(await roles()).toEqual(["civil-servant"]);
  });
});

describe("a leaver", () => {
  test("is out everywhere at once, is told so, and leaves a certificate that can be checked", async () => {
    const yusuf = await server.signedIn("demo-yusuf");
    const jenv = await scimOf(server, "jenv");
    const { id } = await userOf(jenv, "yusuf@jenv.example");
    expect((await yusuf.get("/v1/people/_search?q=demo")).status).toBe(200);
    await jenv.patch(`/Users/${id}`, [{ op: "Replace", path: "active", value: "False" }]);
    expect((await (await yusuf.get("/v1/session")).json()).signedIn).toBe(false);
    expect((await yusuf.get("/v1/people/_search?q=demo")).status).toBe(401);
    const found = await (await operator.get("/v1/people/_search?q=yusuf")).json();
    expect(found.people).toEqual([]);

    const again = server.visitor();
    const chooser = await again.signIn("demo-yusuf").catch((error) => String(error));
    expect(chooser).toContain("/sign-in/callback");
    expect((await (await again.get("/v1/session")).json()).signedIn).toBe(false);

    const text = await (await operator.get(`/v1/people/${id}/certificate`)).text();
    expect(checkCertificate(text, null)).toMatchObject({
      intact: true,
      certificate: {
        person: { id, name: "Yusuf Demo", organisation: "jenv" },
        removed: [{ kind: "session", count: 1 }],
      },
    });
    for (const [person, status] of [
      ["demo-milan", 200],
      ["demo-daan", 200],
      ["demo-sanne", 404],
      ["demo-noor", 403],
    ] as const) {
      const browser = await server.signedIn(person);
      expect((await browser.get(`/v1/people/${id}/certificate`)).status, person).toBe(status);
    }
  });

  test("leaves every room too, and what they led goes to their manager", async () => {
    const eva = await server.signedIn("demo-eva");
    const milan = await server.signedIn("demo-milan");
    const jenv = await scimOf(server, "jenv");
    const leaver = await userOf(jenv, "eva@jenv.example");
    const manager = await userOf(jenv, "milan@jenv.example");
    const opened = await eva.post("/v1/rooms", {
      name: "Overdracht",
      label: { information: "internal", personalData: "none" },
    });
    expect(opened.status, await opened.clone().text()).toBe(201);
    const room = await opened.json();
    const place = `/v1/rooms/${encodeURIComponent(room.id)}`;
    expect((await milan.get(place)).status).toBe(404);
    await jenv.patch(`/Users/${leaver.id}`, [
      { op: "add", path: `${ENTERPRISE}:manager`, value: manager.id },
      { op: "replace", path: "active", value: false },
    ]);
    const certificate = await (await operator.get(`/v1/people/${leaver.id}/certificate`)).json();
    expect(certificate).toMatchObject({ successor: manager.id });
    expect(certificate.removed).toContainEqual({
      kind: "room-membership",
      count: 1,
      items: [{ id: room.id, to: manager.id }],
    });
    expect((await milan.get(place)).status).toBe(200);
    await jenv.patch(`/Users/${leaver.id}`, [{ op: "replace", path: "active", value: true }]);
    const again = await server.signedIn("demo-eva");
    expect((await again.get(place)).status).toBe(404);
  });

  test("who was ended by hand is not brought back by their administration, whatever it sends", async () => {
    const userName = "bram@szw.example";
    const { id } = await userOf(szw, userName);
    const externalId = "bram-1";
    await szw.patch(`/Users/${id}`, [{ op: "add", path: "externalId", value: externalId }]);
    expect((await operator.post(`/v1/people/${id}/_end`, {})).status).toBe(204);
    const patched = await szw.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: true }]);
    expect([patched.status, patched.body.active]).toEqual([200, false]);
    expect((await szw.send("DELETE", `/Users/${id}`)).status).toBe(204);
    for (const more of [{ externalId }, { externalId: "bram-2" }, {}]) {
      const anew = await szw.send("POST", "/Users", { schemas: [USER], userName, active: true, ...more });
      expect(anew.status).toBe(409);
      expect(anew.body.detail).toContain("operator of Akkoord");
      expect((await lastPageOfSignIn(server.visitor(), "demo-bram")).status).toBe(403);
    }
    expect((await operator.post(`/v1/people/${id}/_reinstate`)).status).toBe(204);
    expect((await userOf(szw, userName)).active).toBe(true);
    expect((await lastPageOfSignIn(server.visitor(), "demo-bram")).status).toBe(303);
  });

  test("is refused on a page that says what to do", async () => {
    const szwUser = await userOf(szw, "thijs@szw.example");
    await szw.patch(`/Users/${szwUser.id}`, [{ op: "replace", value: { active: false } }]);
    const refused = await lastPageOfSignIn(server.visitor(), "demo-thijs");
    expect(refused.status).toBe(403);
    const html = await refused.text();
    expect(html).toContain("Je hebt geen toegang (meer)");
    expect(html).toContain("Vraag het aan je manager");
    await szw.patch(`/Users/${szwUser.id}`, [{ op: "replace", value: { active: true } }]);
    expect((await lastPageOfSignIn(server.visitor(), "demo-thijs")).status).toBe(303);
  });
});

describe("what an administration does", () => {
  test("is in the audit trail under its own name, without what was in it", async () => {
    const user = await bzk.joiner("spoor@bzk.example", { displayName: "Geheime Naam" });
    await bzk.send("DELETE", `/Users/${user.id}`);
    const auditor = await server.signedIn("demo-daan");
    const read = async (path: string) => (await auditor.get(`/v1/audit-entries?${path}`)).json();
    const { auditEntries } = await read(`actor=scim:${bzk.id}&limit=200`);
    const about = auditEntries.filter((entry: { object: { id: string } }) => entry.object.id === user.id);
    expect(about.map(({ action }: { action: string }) => action)).toEqual([
      "directory.remove-person",
      "directory.provision-person",
    ]);
    expect(JSON.stringify(auditEntries)).not.toContain("Geheime");
    expect(JSON.stringify(auditEntries)).not.toContain("spoor@bzk.example");
    await speaker(server, `akkoord-scim_${"B".repeat(43)}`).get("/Users");
    const refused = await read("action=directory.note-refused-scim-token&limit=1");
    expect(refused.auditEntries).toHaveLength(1);
  });

  test("is not in the log", async () => {
    await bzk.joiner("log@bzk.example", { displayName: "Niet In Het Log" });
    await bzk.get(`/Users${query({ filter: 'userName eq "log@bzk.example"' })}`);
    expect(server.logged()).not.toContain("log@bzk.example");
    expect(server.logged()).not.toContain("Niet In Het Log");
  });
});

describe("limits", () => {
  test("count each administration by itself, and strangers by their address", async () => {
    const small = await startTestServer({ RATE_LIMIT: "1000", SCIM_RATE_LIMIT: "3" });
    try {
      const [one, other] = [await scimOf(small, "bzk"), await scimOf(small, "szw")];
      const statuses = async (client: Pick<TestScim, "get">, times: number) => {
        const answers = [];
        for (let time = 0; time < times; time++) answers.push(await client.get("/Users?count=0"));
        return answers.map(({ status }) => status);
      };
      expect(await statuses(one, 4)).toEqual([200, 200, 200, 429]);
      expect(await statuses(other, 1)).toEqual([200]);
      const late = await one.get("/Users?count=0");
      expect(late.body).toMatchObject({
        schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
        status: "429",
      });
      expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
      const guesses = await statuses(speaker(small, "guess"), 121);
      expect(guesses.slice(0, 2)).toEqual([401, 401]);
      expect(guesses.at(-1)).toBe(429);
    } finally {
      await small.end();
    }
  });

  test("a body of more than a megabyte is refused", async () => {
    const answer = await bzk.send("POST", "/Users", { schemas: [USER], userName: "x".repeat(1_100_000) });
    expect(answer.status).toBe(413);
  });
});

/** Goes through the sign-in and gives the answer that it ends with. */
async function lastPageOfSignIn(browser: Browser, person: string): Promise<Response> {
  const first = await browser.get("/sign-in");
  const second = await browser.get(first.headers.get("location") ?? "");
  const chooser = new URL(second.headers.get("location") ?? "", server.url).pathname;
  const chosen = await browser.request(chooser, {
    method: "POST",
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ person }).toString(),
  });
  const back = await browser.get(chosen.headers.get("location") ?? "");
  return browser.get(back.headers.get("location") ?? "");
}
