import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalJson } from "@akkoord/policy";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type Database } from "../../platform/database/database.ts";
import {
  type EmbeddedDatabase,
  startEmbeddedDatabase,
} from "../../platform/database/embedded/embedded-database.ts";
import { migrate, type Schema } from "../../platform/database/migrate.ts";
import { createLog } from "../../platform/log.ts";
import { chainHash, START_OF_CHAIN } from "./earlier-chain.ts";
import { checkTrail } from "./full-check.ts";
import { readStretch } from "./queries.ts";
import { newSigningKey, readSigningKey } from "./signing-key.ts";
import { auditSchema } from "./tables.ts";
import { auditWriter } from "./write.ts";

/** The schema as version 1 had it. */
const FIRST = "2026-11-21-01-audit";
const VERSION_1: Schema = {
  rights: { audit_entry: ["select", "insert"] },
  migrations: Object.fromEntries(Object.entries(auditSchema.migrations).filter(([name]) => name === FIRST)),
};

let folder: string;
let embedded: EmbeddedDatabase;
let owner: pg.Client;
let database: Database;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "akkoord-test-"));
  embedded = await startEmbeddedDatabase({ dataDir: folder, log: createLog("silent"), durable: false });
  await migrate(embedded.ownerUrl, embedded.url, [VERSION_1]);
  owner = new pg.Client({ connectionString: embedded.ownerUrl });
  await owner.connect();
  database = createDatabase(createLog("silent"));
  database.connect(embedded.url);
});
afterEach(async () => {
  await owner.end();
  await database.close();
  await embedded.close();
  await rm(folder, { recursive: true, force: true });
});

/** Writes entries the way version 1 did; gives the head of their chain. */
async function writeChain(count: number): Promise<string> {
  let previousHash = "0".repeat(64);
  for (let sequence = 1; sequence <= count; sequence++) {
    const content = {
      sequence,
      timestamp: new Date(Date.UTC(2026, 10, 21, 12, 0, 0, sequence)).toISOString(),
      action: "feedback.send",
      object: { type: "feedback", id: `id-${sequence}` },
      result: sequence % 3 === 0 ? "refused" : "succeeded",
      reason: sequence % 3 === 0 ? "not-allowed" : null,
      origin: { channel: "http", address: "203.0.113.0/24" },
      actor: { type: "person", id: `p-${sequence % 4}`, organisation: "bzk" },
      traceId: sequence % 2 === 0 ? "t" : null,
      previousHash,
    };
    const hash = createHash("sha256").update(canonicalJson(content)).digest("hex");
    await owner.query("insert into audit_entry values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)", [
      ...[
        sequence,
        content.timestamp,
        content.action,
        content.object.type,
        content.object.id,
        content.result,
      ],
      ...[content.reason, content.origin, content.actor, content.traceId, previousHash, hash],
    ]);
    previousHash = hash;
  }
  return previousHash;
}

const upgrade = () => migrate(embedded.ownerUrl, embedded.url, [auditSchema]);
const entries = async () =>
  (await readStretch(database.use(), { after: 0, upTo: 10_000, limit: 10_000 })).map(({ entry }) => entry);
const check = () =>
  checkTrail(database.use(), { ownKey: readSigningKey(newSigningKey()).public, noted: null });

describe("the upgrade from version 1", () => {
  test.each([1, 2, 7, 1_500])("carries over a chain of %i entries, and goes on from there", async (count) => {
    const head = await writeChain(count);
    await upgrade();
    const carried = await entries();
    expect(carried).toHaveLength(count + 1);
    expect(carried[0]).toMatchObject({ sequence: 1, action: "feedback.send", object: { id: "id-1" } });
    expect(carried.at(-1)).toMatchObject({
      sequence: count + 1,
      action: "audit.chain-carried-over",
      object: { type: "audit-trail", id: head },
      result: "succeeded",
      reason: null,
    });
    // The head follows from the entries: nobody has to take our word for it.
    expect(carried.slice(0, -1).reduce((hash, entry) => chainHash(entry, hash), START_OF_CHAIN)).toBe(head);
    await database
      .use()
      .transaction()
      .execute((tx) =>
        auditWriter.append(tx, {
          action: "tests.act",
          object: { type: "thing", id: null },
          result: "succeeded",
          reason: null,
          origin: { channel: "server", address: null },
          actor: { kind: "system", id: "test" },
          at: new Date(),
          traceId: null,
        }),
      );
    expect(await check()).toEqual({ entries: count + 2, finding: null });
  });

  test("notes where the chain was broken already", async () => {
    await writeChain(6);
    await owner.query("alter table audit_entry disable trigger all");
    await owner.query("update audit_entry set action = 'x' where sequence = 4");
    await upgrade();
    expect((await entries()).at(-1)).toMatchObject({
      action: "audit.chain-carried-over",
      result: "failed",
      reason: "chain-broken-at-4",
    });
    expect(await check()).toEqual({ entries: 7, finding: null });
  });

  test("puts a stand-in where an entry was gone", async () => {
    await writeChain(6);
    await owner.query("alter table audit_entry disable trigger all");
    await owner.query("delete from audit_entry where sequence in (3, 4)");
    await upgrade();
    const carried = await entries();
    expect(carried.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(carried.slice(2, 4)).toMatchObject([
      { action: "audit.entry-missing", object: { id: "3" }, result: "failed" },
      { action: "audit.entry-missing", object: { id: "4" }, result: "failed" },
    ]);
    expect(carried.at(-1)).toMatchObject({ reason: "chain-broken-at-5" });
    expect(await check()).toEqual({ entries: 7, finding: null });
  });

  test("of an empty trail leaves it empty", async () => {
    await upgrade();
    expect(await entries()).toEqual([]);
    expect(await check()).toEqual({ entries: 0, finding: null });
  });

  test("keeps the trail from being changed, by the server and by the owner", async () => {
    await writeChain(2);
    await upgrade();
    await expect(owner.query("update audit_entry set action = 'x'")).rejects.toThrow(/only grows/);
    await expect(database.query("delete from audit_entry")).rejects.toThrow(/permission denied/);
  });
});
