import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scimOf } from "../../edges/scim/scim.fixture.ts";
import type { Browser } from "../../testing/browser.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";
import { isManagerOf } from "./permissions.ts";

let server: TestServer;
let noor: Browser;
let operator: Browser;

beforeAll(async () => {
  server = await startTestServer();
  noor = await server.signedIn("demo-noor");
  operator = await server.signedIn("demo-ilse");
});
afterAll(() => server.end());

const found = async (browser: Browser, query: string) => {
  const answer = await browser.get(`/v1/people/_search?${query}`);
  expect(answer.status).toBe(200);
  const { people } = await answer.json();
  return people.map(({ name }: { name: string }) => name);
};
const idOf = async (name: string) => {
  const { people } = await (await operator.get(`/v1/people/_search?q=${name}`)).json();
  return people[0].id;
};

describe("colleagues", () => {
  test("of every organisation are found before they ever signed in, those whose name begins so first", async () => {
    expect(await found(noor, "q=yusuf")).toEqual(["Yusuf Demo"]);
    expect(await found(noor, "q=DEMO&organisation=szw")).toEqual(["Bram Demo", "Lotte Demo", "Thijs Demo"]);
    const szw = await scimOf(server, "szw");
    await szw.joiner("s@szw.example", { displayName: "Sil van Rammen" });
    expect((await found(noor, "q=ra")).slice(0, 1)).toEqual(["Bram Demo"]);
    await szw.joiner("r@szw.example", { displayName: "Ramona" });
    expect((await found(noor, "q=ra")).slice(0, 1)).toEqual(["Ramona"]);
  });

  test("are at most ten, by name, organisation and id alone", async () => {
    const answer = await (await noor.get("/v1/people/_search?q=demo")).json();
    expect(answer.people).toHaveLength(10);
    for (const person of answer.people)
      expect(Object.keys(person).sort()).toEqual(["id", "name", "organisation"]);
  });

  test("are looked for with two letters or more, and not as a pattern", async () => {
    expect((await noor.get("/v1/people/_search?q=%20d%20")).status).toBe(400);
    expect((await noor.get("/v1/people/_search")).status).toBe(400);
    expect(await found(noor, "q=%25%25")).toEqual([]);
    expect(await found(noor, "q=__")).toEqual([]);
  });

  test("are counted, so that nobody copies a directory by asking", async () => {
    const limited = await startTestServer({ RATE_LIMIT: "1000" });
    try {
      const browser = await limited.signedIn("demo-noor");
      const answers = await Promise.all(
        Array.from({ length: 121 }, () => browser.get("/v1/people/_search?q=zz")),
      );
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
    } finally {
      await limited.end();
    }
  });

  test("who left or may not begin yet are not found", async () => {
    const fin = await scimOf(server, "fin");
    const { id } = await fin.joiner("weg@fin.example", { displayName: "Wegblijver" });
    await fin.joiner("later@fin.example", { displayName: "Wegbereider", active: false });
    expect(await found(noor, "q=wegb")).toEqual(["Wegblijver"]);
    await fin.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: false }]);
    expect(await found(noor, "q=wegb")).toEqual([]);
  });
});

describe("names that pretend", () => {
  test("become one plain line, wherever they come from", async () => {
    const bzk = await scimOf(server, "bzk");
    const { id } = await bzk.joiner("vals@bzk.example", { displayName: "Jan\u202E \u200B\n<b>Baas</b>" });
    const person = await (await operator.get(`/v1/people/${id}`)).json();
    expect(person.name).toBe("Jan <b>Baas</b>");
  });
});

describe("somebody", () => {
  test("who is ended by an operator is let back in by one, with nothing of before", async () => {
    const eva = await server.signedIn("demo-eva");
    const id = await idOf("eva");
    const successor = await idOf("yusuf");
    expect((await noor.post(`/v1/people/${id}/_end`, {})).status).toBe(403);
    expect((await operator.post(`/v1/people/${id}/_end`, { successor })).status).toBe(204);
    expect((await operator.post(`/v1/people/${id}/_end`, {})).status).toBe(204);
    expect((await (await eva.get("/v1/session")).json()).signedIn).toBe(false);
    const certificate = await (await operator.get(`/v1/people/${id}/certificate`)).json();
    expect(certificate).toMatchObject({ successor, endedBy: { kind: "person" } });
    expect((await operator.post(`/v1/people/${id}/_reinstate`)).status).toBe(204);
    expect((await (await eva.get("/v1/session")).json()).signedIn).toBe(false);
    await eva.signIn("demo-eva");
    expect((await (await eva.get("/v1/session")).json()).person).toMatchObject({ id, name: "Eva Demo" });
  });

  test("does not end themselves", async () => {
    expect((await operator.post(`/v1/people/${await idOf("ilse")}/_end`, {})).status).toBe(403);
  });
});

describe("a manager", () => {
  let thijs: Browser;
  beforeAll(async () => {
    thijs = await server.signedIn("demo-thijs");
  });
  const managed = async (browser: Browser, query = "") => {
    const answer = await browser.get(`/v1/people/_managed${query}`);
    expect(answer.status).toBe(200);
    return (await answer.json()).people;
  };
  const namesOf = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name);

  test("sees their own people and nobody else's, with no more than it takes to know who has access", async () => {
    const people = await managed(thijs);
    expect(namesOf(people)).toEqual(["Bram Demo", "Lotte Demo"]);
    expect(people[0]).toEqual({
      id: await idOf("bram"),
      name: "Bram Demo",
      organisation: "szw",
      userName: "bram@szw.example",
      department: null,
      state: "active",
      endedAt: null,
      certificate: null,
    });
    expect(namesOf(await managed(thijs, "?pageSize=1&page=2"))).toEqual(["Lotte Demo"]);
    expect(namesOf(await managed(thijs, `?id=${await idOf("lotte")}`))).toEqual(["Lotte Demo"]);
    expect(await managed(thijs, `?id=${await idOf("noor")}`)).toEqual([]);
    expect(await managed(noor)).toEqual([]);
    expect(await managed(operator)).toEqual([]);
  });

  test("hears from the session that they lead somebody; others do not", async () => {
    const leads = async (browser: Browser) =>
      (await (await browser.get("/v1/session")).json()).abilities.includes("people.lead");
    expect([await leads(thijs), await leads(noor), await leads(operator)]).toEqual([true, false, false]);
  });

  test("ends somebody of theirs, takes over, and keeps seeing them with the certificate", async () => {
    const [lotte, thijsId] = [await idOf("lotte"), await idOf("thijs")];
    const session = await server.signedIn("demo-lotte");
    expect((await thijs.post(`/v1/people/${lotte}/_end`, {})).status).toBe(204);
    expect((await (await session.get("/v1/session")).json()).signedIn).toBe(false);
    const people = await managed(thijs);
    expect(namesOf(people)).toEqual(["Bram Demo", "Lotte Demo"]);
    const certificate = await (await thijs.get(`/v1/people/${lotte}/certificate`)).json();
    expect(certificate).toMatchObject({ person: { id: lotte }, successor: thijsId });
    expect(people[1]).toMatchObject({
      state: "ended",
      endedAt: certificate.endedAt,
      certificate: {
        id: certificate.id,
        endedBy: { id: thijsId, name: "Thijs Demo" },
        successor: { id: thijsId, name: "Thijs Demo" },
      },
    });
    expect((await noor.get(`/v1/people/${lotte}/certificate`)).status).toBe(403);
    expect((await operator.get(`/v1/people/${lotte}/certificate`)).status).toBe(200);
  });

  test("names a successor who works here and is somebody else, or nothing happens", async () => {
    const [bram, lotte] = [await idOf("bram"), (await managed(thijs))[1].id];
    for (const successor of [bram, lotte, "00000000-0000-4000-8000-000000000000"])
      expect((await thijs.post(`/v1/people/${bram}/_end`, { successor })).status).toBe(400);
    expect((await managed(thijs))[0]).toMatchObject({ id: bram, state: "active", certificate: null });
  });

  test("cannot end others' people, nor themselves; the audit log tells of each attempt", async () => {
    const [noorId, thijsId, bramId] = [await idOf("noor"), await idOf("thijs"), await idOf("bram")];
    const bram = await server.signedIn("demo-bram");
    for (const [browser, id] of [
      [thijs, noorId],
      [thijs, thijsId],
      [bram, thijsId],
      [bram, bramId],
    ] as const)
      expect((await browser.post(`/v1/people/${id}/_end`, {})).status).toBe(403);
    expect((await noor.get(`/v1/people/${bramId}/certificate`)).status).toBe(403);
    const auditor = await server.signedIn("demo-daan");
    const refusedOf = async (action: string) => {
      const answer = await auditor.get(`/v1/audit-entries?action=${action}&result=refused&limit=200`);
      const { auditEntries } = await answer.json();
      return auditEntries.map((entry: { actor: { id: string }; object: { id: string } }) => [
        entry.actor.id,
        entry.object.id,
      ]);
    };
    expect(await refusedOf("directory.end-person")).toEqual(
      expect.arrayContaining([
        [thijsId, noorId],
        [thijsId, thijsId],
        [bramId, thijsId],
        [bramId, bramId],
      ]),
    );
    expect(await refusedOf("directory.read-certificate")).toContainEqual([
      (await (await noor.get("/v1/session")).json()).person.id,
      bramId,
    ]);
  });

  test("leads only people of the organisation where they work now", () => {
    const manager = { kind: "person", id: "m", name: "M", organisation: "szw", roles: [] } as const;
    expect(isManagerOf(manager, { organisation: "szw", manager: "m" })).toBe(true);
    expect(isManagerOf(manager, { organisation: "jenv", manager: "m" })).toBe(false);
    expect(isManagerOf(manager, { organisation: "szw", manager: "n" })).toBe(false);
    expect(isManagerOf(manager, { organisation: "szw", manager: null })).toBe(false);
  });
});

describe("the people of the demo", () => {
  test("are the same after a start at another address", async () => {
    const DATA_DIR = await mkdtemp(join(tmpdir(), "akkoord-demo-"));
    try {
      const peopleOf = async (one: TestServer) => {
        const browser = await one.signedIn("demo-ilse");
        const { people } = await (await browser.get("/v1/people?pageSize=200")).json();
        return people.map(({ id }: { id: string }) => id).sort();
      };
      const first = await startTestServer({ DATA_DIR });
      const before = await peopleOf(first);
      await first.close();
      const second = await startTestServer({ DATA_DIR });
      expect(second.url).not.toBe(first.url);
      expect(await peopleOf(second)).toEqual(before);
      await second.close();
    } finally {
      await rm(DATA_DIR, { recursive: true, force: true });
    }
  });
});
