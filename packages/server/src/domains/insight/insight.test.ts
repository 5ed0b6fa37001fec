import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Finding } from "@akkoord/policy";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Browser } from "../../testing/browser.ts";
import { POLICIES, startTestServer, type TestServer } from "../../testing/test-server.ts";
import type { FindingFamily, WorklistItem } from "./model.ts";

const DATE = "2020-12-01";

let server: TestServer;
let visitor: Browser;
let coordinator: Browser;
let policies: string;
beforeAll(async () => {
  policies = await mkdtemp(join(tmpdir(), "akkoord-policies-"));
  await cp(POLICIES, policies, { recursive: true });
  server = await startTestServer({ POLICIES_DIR: policies });
  visitor = server.visitor();
  coordinator = await server.signedIn("demo-fatima");
});
afterAll(async () => {
  await server.end();
  await rm(policies, { recursive: true, force: true });
});

async function json(path: string) {
  const answer = await visitor.get(path);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json();
}

describe("findings over HTTP", () => {
  test("come heaviest first, in pages, and by kind and organisation", async () => {
    const all = await json(`/v1/findings?date=${DATE}&pageSize=200`);
    expect(all.date).toBe(DATE);
    const weights = all.findings.map(({ weight }: Finding) => weight);
    expect(weights).toEqual(weights.toSorted((a: number, b: number) => b - a));
    const second = await json(`/v1/findings?date=${DATE}&pageSize=3&page=2`);
    expect(second.total).toBe(all.total);
    expect(second.findings).toEqual(all.findings.slice(3, 6));
    const some = await json(`/v1/findings?date=${DATE}&kind=unworkable&organisation=bzk&pageSize=200`);
    expect(some.total).toBeGreaterThan(0);
    for (const { kind, organisations } of some.findings) {
      expect(kind).toBe("unworkable");
      expect(organisations).toContain("bzk");
    }
  });

  test("can be asked for one place in the space of situations", async () => {
    const at = (where: string) =>
      json(`/v1/findings?date=${DATE}&kind=unworkable&pageSize=200&where=${where}`);
    const [everywhere, atHome, atHomeSigning] = [
      await json(`/v1/findings?date=${DATE}&kind=unworkable&pageSize=200`),
      await at("location:home"),
      await at("location:home,activity:sign"),
    ];
    expect(atHome.total).toBeGreaterThan(0);
    expect(atHome.total).toBeLessThanOrEqual(everywhere.total);
    expect(atHomeSigning.total).toBeLessThan(atHome.total);
    for (const { id } of atHome.findings.slice(0, 3)) {
      const { finding } = await json(`/v1/findings/${id}?date=${DATE}`);
      const touches = finding.boxes.some(
        ({ location }: { location?: string[] }) => location === undefined || location.includes("home"),
      );
      expect(touches).toBe(true);
    }
    expect((await visitor.get("/v1/findings?where=location=home")).status).toBe(400);
  });

  test("are told as families, with every organisation of their findings", async () => {
    const { families, kinds } = await json(`/v1/finding-families?date=${DATE}&kind=unworkable&pageSize=200`);
    const { findings } = await json(`/v1/findings?date=${DATE}&kind=unworkable&pageSize=200`);
    expect(kinds.unworkable).toBe(families.length);
    expect(kinds["dead-rule"]).toBeGreaterThan(0);
    for (const family of families as FindingFamily[]) {
      const members = (findings as Finding[]).filter((finding) => finding.family === family.family);
      expect(family.findings).toBe(members.length);
      expect(family.finding).toBe(members[0]?.id);
      expect(new Set(family.organisations)).toEqual(new Set(members.flatMap((one) => one.organisations)));
    }
  });

  test("come with their region, those alike, and what would mend them", async () => {
    const { findings } = await json(`/v1/findings?date=${DATE}&kind=unworkable&organisation=bzk&pageSize=1`);
    const [{ id, family, links }] = findings;
    const { finding, alike } = await json(links.self);
    expect(finding.boxes.length).toBeGreaterThan(0);
    expect(finding.example.situation.date).toBe(DATE);
    expect(alike.map((one: Finding) => one.id)).toContain(id);
    for (const one of alike) expect(one.family).toBe(family);
    const advice = await json(links.repairs);
    expect(advice.none).toBeNull();
    expect(advice.repairs.length).toBeGreaterThan(0);
    for (const repair of advice.repairs) {
      expect(repair.finding).toBe(id);
      expect(repair.owners.length).toBeGreaterThan(0);
    }
    expect((await visitor.get("/v1/findings/0000000000-0000000000")).status).toBe(404);
    expect((await visitor.get("/v1/findings/0000000000-0000000000/repairs")).status).toBe(404);
  });

  test("are not sent again to who has them", async () => {
    const path = `/v1/findings?date=${DATE}&pageSize=5`;
    const etag = (await visitor.get(path)).headers.get("etag") ?? "";
    expect((await visitor.get(path, { "If-None-Match": etag })).status).toBe(304);
    expect((await visitor.get(`${path}&page=2`, { "If-None-Match": etag })).status).toBe(200);
  });
});

describe("publishing other rules", () => {
  const list = async (query: string): Promise<WorklistItem[]> =>
    (await (await coordinator.get(`/v1/worklist?pageSize=200&${query}`)).json()).items;

  test("solves what it mends, and what it undoes returns; both can be compared", async () => {
    const file = join(policies, "rules", "bedrijfsvoering-2023.yaml");
    const original = await readFile(file, "utf8");
    const before = (await json("/v1/rule-sets/current")).hash;
    await vi.waitFor(async () => expect((await list("state=open")).length).toBeGreaterThan(0), {
      timeout: 40_000,
      interval: 200,
    });
    const open = (await list("state=open")).map(({ family }) => family);
    const reload = async () => {
      const reloaded = await coordinator.post("/v1/rule-sets/_reload", {});
      expect(reloaded.status, await reloaded.clone().text()).toBe(200);
      return (await reloaded.json()).hash as string;
    };

    await writeFile(file, "rules: []\n");
    const after = await reload();
    const solved = await vi.waitFor(
      async () => {
        const gone = await list("state=solved");
        if (gone.length === 0) throw new Error("nothing is solved yet");
        return gone;
      },
      { timeout: 40_000, interval: 200 },
    );
    for (const { family, solvedIn } of solved) {
      expect(open).toContain(family);
      expect(solvedIn).toBe(2);
    }
    const { changes, total } = await json(`/v1/rule-sets/${after}/changes?since=${before}&date=2026-01-01`);
    expect(total).toBeGreaterThan(0);
    expect(changes[0].situations).toBeGreaterThan(0);
    const overTime = await json(`/v1/rule-sets/${after}/changes?since=${before}`);
    expect(overTime.date).toBeNull();
    expect(overTime.total).toBeGreaterThan(0);

    await writeFile(file, original);
    await reload();
    await vi.waitFor(
      async () => {
        const families = await list("state=open");
        for (const { family } of solved) {
          expect(families.find((item) => item.family === family)).toMatchObject({ returned: true });
        }
      },
      { timeout: 40_000, interval: 200 },
    );
  });
});
