import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, canonicalJson, checkSituation, compile, type RuleSet, readCompiled } from "@akkoord/policy";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser } from "../../testing/browser.ts";
import { startTestDatabase } from "../../testing/test-database.ts";
import { POLICIES, startTestServer, type TestServer } from "../../testing/test-server.ts";
import { act, approved, sharingText } from "../drafts/desk.fixture.ts";
import { currentOn, type Publication } from "./model.ts";
import { registrySchema } from "./tables.ts";

let server: TestServer;
let policies: string;
let operator: Browser;

beforeAll(async () => {
  policies = await mkdtemp(join(tmpdir(), "akkoord-policies-"));
  await cp(POLICIES, policies, { recursive: true });
  server = await startTestServer({ POLICIES_DIR: policies });
  operator = await server.signedIn("demo-ilse");
});
afterAll(async () => {
  await server.end();
  await rm(policies, { recursive: true, force: true });
});

const current = async (date = "2020-12-01") =>
  (await server.visitor().get(`/v1/rule-sets/current?date=${date}`)).json();

describe("the rule set in force", () => {
  test("is published from the policies folder at the start", async () => {
    const now = await current();
    expect(now).toMatchObject({ validFrom: null, date: "2020-12-01" });
    const { ruleSets } = await (await server.visitor().get("/v1/rule-sets")).json();
    expect(ruleSets[0]).toMatchObject({ hash: now.hash, name: now.name });
    expect(ruleSets[0].rules).toBeGreaterThan(10);
  });

  test("comes complete, and its hash can be checked by whoever gets it", async () => {
    const { hash, links } = await current();
    const answer = await server.visitor().get(links.self);
    const text = await answer.text();
    expect(createHash("sha256").update(text).digest("hex")).toBe(hash);
    expect(canonicalJson(JSON.parse(text))).toBe(text);
    expect(answer.headers.get("cache-control")).toContain("immutable");
  });

  test("comes compressed to who can take it", async () => {
    const { links } = await current();
    for (const link of [links.self, links.compiled]) {
      const answer = await server.visitor().get(link, { "Accept-Encoding": "br" });
      expect(answer.headers.get("content-encoding")).toBe("br");
    }
  });

  test("decides the same compiled, elsewhere, as here", async () => {
    const { links } = await current();
    const ruleSet: RuleSet = await (await server.visitor().get(links.self)).json();
    const answer = await server.visitor().get(links.compiled);
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    const compiled = readCompiled(await answer.arrayBuffer(), ruleSet);
    const situation = checkSituation(ruleSet, {
      date: "2020-12-01",
      attributes: { activity: "meet", information: "confidential" },
      participants: ["bzk", "szw"],
    });
    const here = await server.visitor().post("/v1/answers", { situation });
    expect(await here.json()).toEqual(JSON.parse(JSON.stringify(ask(compiled, situation))));
    expect(ask(compile(ruleSet, "2020-12-01"), situation)).toEqual(ask(compiled, situation));
  });

  test("is not fetched again when it did not change", async () => {
    const { links } = await current();
    const first = await server.visitor().get("/v1/rule-sets/current?date=2020-12-01");
    const etag = first.headers.get("etag") ?? "";
    const again = await server
      .visitor()
      .get("/v1/rule-sets/current?date=2020-12-01", { "If-None-Match": etag });
    expect(again.status).toBe(304);
    expect(
      (await server.visitor().get(links.self, { "If-None-Match": `"${(await current()).hash}"` })).status,
    ).toBe(304);
  });

  test("is compiled anew by a later version of Akkoord, so its compiled form is asked after each time", async () => {
    const { links } = await current();
    const first = await server.visitor().get(links.compiled);
    expect(first.headers.get("cache-control")).toBe("no-cache");
    const again = await server
      .visitor()
      .get(links.compiled, { "If-None-Match": first.headers.get("etag") ?? "" });
    expect(again.status).toBe(304);
  });

  test("is refused for a day that does not exist, and not found for another hash", async () => {
    expect((await server.visitor().get("/v1/rule-sets/current?date=2020-02-30")).status).toBe(400);
    expect((await server.visitor().get(`/v1/rule-sets/${"a".repeat(64)}`)).status).toBe(404);
    expect((await server.visitor().get("/v1/rule-sets/nonsense")).status).toBe(400);
  });
});

describe("publishing", () => {
  test("malformed files is refused with the place, and the rules in force stay", async () => {
    const before = await current();
    const broken = join(policies, "rules", "broken.yaml");
    await writeFile(broken, "rules:\n  - id: x\n    effect: allowed\n");
    const answer = await operator.post("/v1/rule-sets/_reload", {});
    expect(answer.status).toBe(409);
    const problem = await answer.json();
    expect(problem.code).toBe("policies-refused");
    expect(problem.problems[0].file).toContain("broken.yaml");
    expect(problem.detail).toContain(problem.problems[0].inDutch.remedy);
    expect(problem.problems[0].line).toBeGreaterThan(0);
    expect((await current()).hash).toBe(before.hash);
    await rm(broken);
  });

  test("changed files makes a new rule set, from the day that is named on", async () => {
    const before = await current();
    const tools = join(policies, "tools.yaml");
    const original = await readFile(tools, "utf8");
    await writeFile(tools, original.replace(/name: Webex\b.*/, "name: Webex Anders"));
    const answer = await operator.post("/v1/rule-sets/_reload", { validFrom: "2026-01-01" });
    expect(await answer.json()).toMatchObject({ changed: true });
    expect((await current("2025-12-31")).hash).toBe(before.hash);
    expect((await current("2026-01-01")).hash).not.toBe(before.hash);
    await writeFile(tools, original);
    // Going back publishes the earlier set again; it is the same one, known by the same hash.
    expect(await (await operator.post("/v1/rule-sets/_reload", {})).json()).toMatchObject({ changed: true });
    expect((await current("2026-01-01")).hash).toBe(before.hash);
  });

  test("unchanged files does nothing", async () => {
    expect(await (await operator.post("/v1/rule-sets/_reload", {})).json()).toMatchObject({ changed: false });
  });
});

describe("the policies folder beside the rule desk", () => {
  test("never replaces rules of the desk by itself, only when somebody asks for it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "akkoord-policies-"));
    const dataDir = await mkdtemp(join(tmpdir(), "akkoord-test-"));
    await cp(POLICIES, folder, { recursive: true });
    const start = () => startTestServer({ POLICIES_DIR: folder, DATA_DIR: dataDir });
    let here = await start();
    const today = async (): Promise<string> =>
      (await (await here.visitor().get("/v1/rule-sets/current")).json()).hash;
    const fromFolder = await today();
    const sanne = await here.signedIn("demo-sanne");
    const draft = await approved(sanne, await here.signedIn("demo-ruben"), {
      text: sharingText("sharepoint"),
    });
    await act(sanne, draft, "_publish");
    const fromDesk = await today();
    expect(fromDesk).not.toBe(fromFolder);

    // Starting again with the same folder changes nothing, and says nothing.
    await here.close();
    here = await start();
    expect(await today()).toBe(fromDesk);
    expect(here.logged()).not.toContain("those stay in force");
    let ilse = await here.signedIn("demo-ilse");
    expect(await (await ilse.post("/v1/rule-sets/_reload", {})).json()).toMatchObject({ changed: false });

    // Nor does starting with a changed one, but then the log tells.
    await here.close();
    const tools = join(folder, "tools.yaml");
    await writeFile(tools, (await readFile(tools, "utf8")).replace(/name: Webex\b.*/, "name: Webex Anders"));
    here = await start();
    expect(await today()).toBe(fromDesk);
    expect(here.logged()).toContain("rules were published at the desk since: those stay in force");
    ilse = await here.signedIn("demo-ilse");
    const refused = await ilse.post("/v1/rule-sets/_reload", {});
    expect(await refused.json()).toMatchObject({ status: 409, code: "desk-rules-in-force" });
    expect(await today()).toBe(fromDesk);

    const replaced = await ilse.post("/v1/rule-sets/_reload", { replaceDesk: true });
    expect(await replaced.json()).toMatchObject({ changed: true });
    expect([fromDesk, fromFolder]).not.toContain(await today());
    const { ruleSets } = await (await here.visitor().get("/v1/rule-sets")).json();
    expect(ruleSets.map(({ origin, owner }: Publication) => [origin, owner])).toEqual([
      ["folder", null],
      ["desk", "bzk"],
      ["folder", null],
    ]);
    await here.end();
    await rm(folder, { recursive: true, force: true });
  }, 120_000);

  test("what was published cannot be changed or removed, not even by the owner of the database", async () => {
    const store = await startTestDatabase(registrySchema);
    const client = new pg.Client({ connectionString: store.ownerUrl });
    await client.connect();
    try {
      for (const statement of [
        "update publication set valid_from = null",
        "delete from publication",
        "update rule_set set content = '{}'",
        "truncate rule_set",
      ])
        await expect(client.query(statement), statement).rejects.toThrow("what was published stays");
    } finally {
      await client.end();
      await store.end();
    }
  });
});

describe("which publication holds on a day", () => {
  const publication = (id: number, validFrom: string | null): Publication => ({
    id,
    hash: String(id),
    validFrom,
    publishedAt: "2026-01-01T00:00:00.000Z",
    publishedBy: "x",
    origin: "folder",
    owner: null,
    draft: null,
    reason: null,
    acknowledgements: [],
    summary: { name: "x", rules: 0, tools: 0, organisations: 0, periods: [] },
  });
  const newestFirst = [publication(3, "2026-06-01"), publication(2, "2026-01-01"), publication(1, null)];

  test.each([
    ["2025-12-31", 1],
    ["2026-01-01", 2],
    ["2026-06-01", 3],
  ])("on %s it is number %i", (date, id) => {
    expect(currentOn(newestFirst, date)?.id).toBe(id);
  });

  test("a later one for every day replaces them all", () => {
    expect(currentOn([publication(4, null), ...newestFirst], "2026-06-01")?.id).toBe(4);
  });
});
