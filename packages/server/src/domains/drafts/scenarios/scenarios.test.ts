import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser } from "../../../testing/browser.ts";
import { POLICIES, startTestServer, type TestServer } from "../../../testing/test-server.ts";
import { sharing } from "../desk.fixture.ts";
import type { Scenario } from "./model.ts";

let policies: string;
let dataDir: string;
let server: TestServer;
let sanne: Browser;
let milan: Browser;
let fatima: Browser;

async function start(): Promise<void> {
  server = await startTestServer({ POLICIES_DIR: policies, DATA_DIR: dataDir });
  [sanne, milan, fatima] = await Promise.all([
    server.signedIn("demo-sanne"),
    server.signedIn("demo-milan"),
    server.signedIn("demo-fatima"),
  ]);
}

beforeAll(async () => {
  policies = await mkdtemp(join(tmpdir(), "akkoord-policies-"));
  dataDir = await mkdtemp(join(tmpdir(), "akkoord-test-"));
  await cp(POLICIES, policies, { recursive: true });
  await start();
});
afterAll(async () => {
  await server.end();
  await rm(policies, { recursive: true, force: true });
});

const list = async (owner = ""): Promise<Scenario[]> =>
  (await (await sanne.get(`/v1/scenarios${owner && `?owner=${owner}`}`)).json()).scenarios;
const find = async (id: string) => (await list()).find((scenario) => scenario.id === id);

describe("the answers that the sources fix", () => {
  test("are scenarios of the government, all green on the rules of now", async () => {
    const scenarios = await list("rijk");
    expect(scenarios.length).toBeGreaterThanOrEqual(16);
    expect(scenarios.filter(({ state }) => state === "red")).toEqual([]);
    expect(await find("meet-internal-bzk")).toMatchObject({
      owner: "rijk",
      title: { nl: expect.stringContaining("Webex"), en: expect.any(String) },
      situation: { date: "2020-12-01", participants: ["bzk"] },
      expect: { webex: "recommended", zoom: "discouraged" },
      common: ["webex", "skype-for-business"],
      got: { expect: { webex: "recommended" } },
      origin: "folder",
      edited: false,
      abilities: [],
    });
  });

  test("follow the file at the next start, but for what was changed or removed at the desk", async () => {
    const edited = await find("meet-confidential-bzk");
    const removed = await find("meet-confidential-bzk-szw");
    if (edited === undefined || removed === undefined) throw new Error("the sources fix these");
    const { situation, expect: expected } = edited;
    const put = await fatima.send("PUT", `/v1/scenarios/${edited.id}`, {
      title: { nl: "Zelf gezegd" },
      situation,
      expect: expected,
    });
    expect(put.status, await put.clone().text()).toBe(200);
    expect((await fatima.send("DELETE", `/v1/scenarios/${removed.id}`)).status).toBe(204);
    await server.close();
    const file = join(policies, "scenarios.yaml");
    const text = await readFile(file, "utf8");
    // The first one gets another text; the last one goes.
    const changed = text
      .replace("Intern overleg bij BZK", "Overleg bij BZK")
      .replace(/\n {2}- id: (?![\s\S]*\n {2}- id: )[\s\S]*$/, "\n");
    const gone = /.*\n {2}- id: (\S+)/s.exec(text)?.[1] ?? "";
    await writeFile(file, changed);
    await start();
    expect((await find("meet-internal-bzk"))?.title.nl).toContain("Overleg bij BZK");
    expect(await find(gone)).toBeUndefined();
    expect(await find(edited.id)).toMatchObject({ title: { nl: "Zelf gezegd" }, edited: true });
    expect(await find(removed.id)).toBeUndefined();
    // It comes back with the file.
    await server.close();
    await writeFile(file, text);
    await start();
    expect(await find(gone)).toMatchObject({ origin: "folder" });
    expect((await find(edited.id))?.title.nl).toBe("Zelf gezegd");
  });

  test("stay when the file holds errors, which the log tells", async () => {
    await server.close();
    const file = join(policies, "scenarios.yaml");
    const text = await readFile(file, "utf8");
    await writeFile(file, "scenarios:\n  - id: x\n    expcet: {}\n");
    await start();
    expect(await find("meet-internal-bzk")).toBeDefined();
    expect(server.logged()).toContain("scenarios.yaml:2");
    await writeFile(file, text);
  });
});

describe("a scenario of an organisation", () => {
  test("is added, changed and removed by its security officers, and tells whether it holds", async () => {
    const added = await sanne.post("/v1/scenarios", sharing("sharepoint", "required"));
    expect(added.status).toBe(201);
    const scenario: Scenario = await added.json();
    expect(scenario).toMatchObject({
      owner: "bzk",
      origin: "desk",
      state: "red",
      updatedBy: { name: "Sanne Demo" },
      abilities: ["edit", "delete"],
    });
    expect(scenario.differences[0]).toMatch(/^sharepoint: expected required, found /);
    expect(scenario.details[0]).toMatchObject({
      kind: "effect",
      tool: "sharepoint",
      expected: ["required"],
      words: { nl: expect.stringMatching(/^sharepoint: verwacht ‘moet’, maar nu ‘/) },
    });
    const now = scenario.got?.expect.sharepoint ?? "";
    const { owner: _owner, ...content } = sharing("sharepoint", now);
    const changed = await sanne.send("PUT", `/v1/scenarios/${scenario.id}`, content);
    expect(await changed.json()).toMatchObject({ state: "green", differences: [] });
    expect((await sanne.send("DELETE", `/v1/scenarios/${scenario.id}`)).status).toBe(204);
    expect(await find(scenario.id)).toBeUndefined();
    expect((await sanne.send("DELETE", `/v1/scenarios/${scenario.id}`)).status).toBe(404);
  });

  test("is read by all who make rules, and changed by nobody else", async () => {
    const scenario: Scenario = await (
      await sanne.post("/v1/scenarios", sharing("sharepoint", "permitted"))
    ).json();
    const { owner: _owner, ...content } = sharing("sharepoint", "required");
    for (const other of [milan, fatima]) {
      const { scenarios } = await (await other.get("/v1/scenarios?owner=bzk")).json();
      expect(scenarios).toMatchObject([{ id: scenario.id, abilities: [] }]);
      expect((await other.send("PUT", `/v1/scenarios/${scenario.id}`, content)).status).toBe(404);
      expect((await other.send("DELETE", `/v1/scenarios/${scenario.id}`)).status).toBe(404);
      expect((await other.post("/v1/scenarios", sharing("sharepoint", "permitted"))).status).toBe(403);
    }
    expect((await find(scenario.id))?.expect).toEqual({ sharepoint: "permitted" });
    await sanne.send("DELETE", `/v1/scenarios/${scenario.id}`);
  });

  test.each([
    ["that expects nothing", { expect: {} }],
    ["about an unknown tool", { expect: { sharepiont: "permitted" } }],
    ["with an unknown effect", { expect: { sharepoint: "allowed" } }],
    ["with an unknown duty", { duties: { sharepoint: ["dance"] } }],
    ["in a situation that does not exist", { situation: { date: "2026-02-30", participants: ["bzk"] } }],
    ["of an organisation that does not exist", { situation: { participants: ["bkz"] } }],
    ["without a title", { title: { nl: " " } }],
    ["with a key that means nothing", { expected: {} }],
  ])("is refused %s", async (_, wrong) => {
    const answer = await sanne.post("/v1/scenarios", { ...sharing("sharepoint", "permitted"), ...wrong });
    expect(answer.status, await answer.text()).toBe(400);
  });
});
