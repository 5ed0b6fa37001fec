import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuditRecord } from "../../platform/command.ts";
import type { Browser } from "../../testing/browser.ts";
import { startTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";
import { leafOf } from "./entry.ts";
import { fromHex, toHex } from "./merkle.ts";
import { verifyInclusion } from "./merkle-proofs.ts";
import { lastSequence, readStretch } from "./queries.ts";
import { newSigningKey, readSigningKey } from "./signing-key.ts";
import { auditWriter } from "./write.ts";

/** Every table of the trail, with a column of it. */
const TABLES = {
  audit_entry: "action",
  audit_node: "hash",
  audit_checkpoint: "note",
  audit_key: "id",
  audit_check: "entries",
};

function record(index: number): AuditRecord {
  return {
    action: "tests.act",
    object: { type: "thing", id: String(index) },
    result: "succeeded",
    reason: null,
    origin: { channel: "server", address: null },
    actor: { kind: "system", id: "test" },
    at: new Date(),
    traceId: null,
  };
}

async function asRole(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

describe("the tables of the audit trail", () => {
  let store: TestDatabase;
  beforeAll(async () => {
    store = await startTestDatabase();
  });
  afterAll(() => store.end());
  const append = (index: number) =>
    store.database
      .use()
      .transaction()
      .execute((tx) => auditWriter.append(tx, record(index)));

  test("have every entry in its place, also when many are written at the same moment", async () => {
    await Promise.all(Array.from({ length: 100 }, (_, index) => append(index)));
    const entries = await readStretch(store.database.use(), { after: 0, upTo: 1_000, limit: 1_000 });
    expect(entries.map(({ entry }) => entry.sequence)).toEqual(
      Array.from({ length: 100 }, (_, at) => at + 1),
    );
    expect(new Set(entries.map(({ entry }) => entry.object.id)).size).toBe(100);
    for (const { entry, leafHash } of entries) expect(toHex(leafHash)).toBe(toHex(leafOf(entry)));
  });

  test("keep nothing of a transaction that did not go through, and leave no gap", async () => {
    const before = await lastSequence(store.database.use());
    await expect(
      store.database
        .use()
        .transaction()
        .execute(async (tx) => {
          await auditWriter.append(tx, record(1));
          throw new Error("no");
        }),
    ).rejects.toThrow("no");
    await append(2);
    expect(await lastSequence(store.database.use())).toBe(before + 1);
  });

  const changes = Object.entries(TABLES).flatMap(([table, column]) => [
    `update ${table} set ${column} = ${column}`,
    `delete from ${table}`,
    `truncate ${table}`,
  ]);

  test.each(changes)("refuse the server's role: %s", async (statement) => {
    await expect(asRole(store.url, statement)).rejects.toThrow(/permission denied/);
  });

  test.each(changes)("refuse even their owner: %s", async (statement) => {
    await expect(asRole(store.ownerUrl, statement)).rejects.toThrow(/only grows/);
  });
});

describe("auditors", () => {
  let server: TestServer;
  let auditor: Browser;
  beforeAll(async () => {
    server = await startTestServer();
    auditor = await server.signedIn("demo-daan");
    const officer = await server.signedIn("demo-sanne");
    for (let index = 0; index < 5; index++) await officer.get("/v1/feedback");
    await (await server.signedIn("demo-noor")).get("/v1/people");
  });
  afterAll(() => server.end());
  const search = async (query: string) => (await auditor.get(`/v1/audit-entries?${query}`)).json();

  test("find entries by action, object, result, organisation and actor", async () => {
    const { auditEntries } = await search("action=feedback.read");
    expect(auditEntries).toHaveLength(5);
    const { actor } = auditEntries[0];
    expect((await search(`actor=${actor.id}&action=feedback.read`)).auditEntries).toHaveLength(5);
    expect((await search("organisation=bzk&action=feedback.read")).auditEntries).toHaveLength(5);
    expect((await search("organisation=szw")).auditEntries).toHaveLength(0);
    expect((await search("objectType=feedback")).auditEntries).toHaveLength(5);
    const keys = (await (await auditor.get("/v1/audit-keys")).json()).auditKeys;
    expect((await search(`objectType=audit-key&objectId=${keys[0].id}`)).auditEntries).toMatchObject([
      { action: "audit.key-added", actor: { type: "system", id: "audit" } },
    ]);
    const refused = (await search("result=refused")).auditEntries;
    expect(refused).toMatchObject([{ action: "directory.read-people", reason: "not-allowed" }]);
  });

  test("find entries by time", async () => {
    const { auditEntries } = await search("action=feedback.read");
    const { timestamp } = auditEntries[2];
    const since = (await search(`action=feedback.read&since=${timestamp}`)).auditEntries;
    const until = (await search(`action=feedback.read&until=${timestamp}`)).auditEntries;
    expect(since.length + until.length).toBe(5);
    expect(since.map((entry: { sequence: number }) => entry.sequence)).toContain(auditEntries[2].sequence);
    expect((await auditor.get("/v1/audit-entries?since=yesterday")).status).toBe(400);
  });

  test("page through without missing or repeating one", async () => {
    const seen: number[] = [];
    for (let before: number | null = null, first = true; first || before !== null; first = false) {
      const from: string = before === null ? "" : `&before=${before}`;
      const { auditEntries, next } = await search(`action=feedback.read&limit=2${from}`);
      seen.push(...auditEntries.map((entry: { sequence: number }) => entry.sequence));
      before = next;
    }
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
    expect([...seen].sort((a, b) => b - a)).toEqual(seen);
  });

  test("get the proof that the newest checkpoint covers an entry", async () => {
    const signed = await (await auditor.post("/v1/audit-checkpoints", {})).json();
    const { entry, leafHash, standing, proof } = await (await auditor.get("/v1/audit-entries/3")).json();
    expect(standing).toBe("proven");
    expect(proof).toMatchObject({ index: 2, size: signed.size, checkpoint: signed.note });
    const bytes = (hex: string) => fromHex(hex) ?? Buffer.alloc(0);
    const claim = { index: 2, size: proof.size, leaf: leafOf(entry), root: bytes(proof.root) };
    expect(toHex(leafOf(entry))).toBe(leafHash);
    expect(verifyInclusion(claim, proof.path.map(bytes))).toBe(true);
    const { sequence } = (await search("limit=1")).auditEntries[0];
    expect(await (await auditor.get(`/v1/audit-entries/${sequence}`)).json()).toMatchObject({
      standing: "not-yet",
      proof: null,
    });
  });

  test.each(["/v1/audit-entries/999999", "/v1/audit-exports?from=999999", "/v1/audit-exports?from=9&to=3"])(
    "are told when it is not there: %s",
    async (path) => {
      expect((await auditor.get(path)).status).toBe(path.includes("exports") ? 400 : 404);
    },
  );

  test("see the checkpoints, each signed by a published key", async () => {
    await auditor.post("/v1/audit-checkpoints", {});
    const { auditCheckpoints, next } = await (await auditor.get("/v1/audit-checkpoints?limit=1")).json();
    const { auditKeys } = await (await server.visitor().get("/v1/audit-keys")).json();
    expect(auditKeys.map(({ id }: { id: string }) => id)).toContain(auditCheckpoints[0].keyId);
    expect(next).toBe(auditCheckpoints[0].size);
    const older = await (await auditor.get(`/v1/audit-checkpoints?before=${next}`)).json();
    expect(older.auditCheckpoints[0].size).toBeLessThan(next);
  });

  test("have the whole trail checked, which is in it too", async () => {
    const report = await (await auditor.post("/v1/audit-entries/_verify", {})).json();
    expect(report).toMatchObject({ intact: true, finding: null });
    expect(report.entries).toBeGreaterThan(10);
    const { auditEntries } = await search("limit=3");
    expect(auditEntries.map((entry: { action: string }) => entry.action)).toEqual(
      expect.arrayContaining(["audit.check", "audit.verify"]),
    );
    const { auditChecks } = await (await auditor.get("/v1/audit-checks")).json();
    expect(auditChecks[0]).toEqual(report);
  });
});

describe("the trail over time", () => {
  test("is signed at once, every hour, and at the end, and goes on after a restart", async () => {
    let now = new Date("2030-11-21T12:00:00Z");
    const clock = { now: () => now };
    const first = await startTestServer({}, { clock });
    const store = { DATA_DIR: first.dataDir };
    await first.runDueJobs();
    const auditor = await first.signedIn("demo-daan");
    const times = async (browser: Browser) =>
      (await (await browser.get("/v1/audit-checkpoints")).json()).auditCheckpoints.map(
        ({ signedAt }: { signedAt: string }) => signedAt,
      );
    expect(await times(auditor)).toEqual(["2030-11-21T12:00:00.000Z"]);
    now = new Date("2030-11-21T12:59:00Z");
    await first.runDueJobs();
    expect(await times(auditor)).toHaveLength(1);
    now = new Date("2030-11-21T13:00:00Z");
    await first.runDueJobs();
    expect((await times(auditor))[0]).toBe("2030-11-21T13:00:00.000Z");
    now = new Date("2030-11-21T13:10:00Z");
    await first.close();
    const second = await startTestServer(store, { clock });
    const again = await second.signedIn("demo-daan");
    expect((await times(again))[0]).toBe("2030-11-21T13:10:00.000Z");
    expect(await (await again.post("/v1/audit-entries/_verify", {})).json()).toMatchObject({ intact: true });
    const { auditKeys } = await (await again.get("/v1/audit-keys")).json();
    expect(auditKeys).toHaveLength(1);
    await second.end();
  });

  test("is not signed with something that is no key", async () => {
    await expect(startTestServer({ AUDIT_SIGNING_KEY: "secret" })).rejects.toThrow(
      /AUDIT_SIGNING_KEY must be a private key for Ed25519/,
    );
  });

  test("may go on under another key: both stay known", async () => {
    const first = await startTestServer();
    const store = { DATA_DIR: first.dataDir };
    await first.close();
    expect(await readFile(join(first.dataDir, "audit-signing-key"), "utf8")).toContain("PRIVATE KEY");
    const pem = newSigningKey();
    const second = await startTestServer({ ...store, AUDIT_SIGNING_KEY: pem.replaceAll("\n", "\\n") });
    const auditor = await second.signedIn("demo-daan");
    await auditor.post("/v1/audit-checkpoints", {});
    const { auditKeys } = await (await auditor.get("/v1/audit-keys")).json();
    expect(auditKeys).toHaveLength(2);
    expect(auditKeys[1].id).toBe(readSigningKey(pem).public.id);
    const { auditCheckpoints } = await (await auditor.get("/v1/audit-checkpoints")).json();
    expect(new Set(auditCheckpoints.map(({ keyId }: { keyId: string }) => keyId)).size).toBe(2);
    expect(await (await auditor.post("/v1/audit-entries/_verify", {})).json()).toMatchObject({
      intact: true,
    });
    await second.end();
  });
});
