import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuditRecord } from "../../platform/command.ts";
import { startTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { createAuditQueries } from "./queries.ts";
import { auditWriter } from "./write.ts";

let store: TestDatabase;
beforeAll(async () => {
  store = await startTestDatabase();
  for (let index = 0; index < 5; index++) await append(index);
});
afterAll(() => store.end());

function append(index: number): Promise<void> {
  const record: AuditRecord = {
    action: "tests.act",
    object: { type: "thing", id: String(index) },
    result: "succeeded",
    reason: null,
    origin: { channel: "server", address: null },
    actor: { kind: "system", id: "test" },
    at: new Date(),
    traceId: null,
  };
  return store.database
    .use()
    .transaction()
    .execute((tx) => auditWriter.append(tx, record));
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

describe("the audit trail", () => {
  test("is one unbroken chain, also when entries are written at the same moment", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => append(100 + index)));
    const report = await createAuditQueries(store.database).verify();
    expect(report).toMatchObject({ intact: true, entries: 25, brokenAt: null });
    expect(report.head).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each(["update audit_entry set action = 'x'", "delete from audit_entry", "truncate audit_entry"])(
    "refuses the server's role: %s",
    async (statement) => {
      await expect(asRole(store.url, statement)).rejects.toThrow(/permission denied/);
    },
  );

  test.each(["update audit_entry set action = 'x'", "delete from audit_entry", "truncate audit_entry"])(
    "refuses even the owner of the table: %s",
    async (statement) => {
      await expect(asRole(store.ownerUrl, statement)).rejects.toThrow(/only grows/);
    },
  );

  test.each([
    ["changes an entry", "update audit_entry set result = 'refused' where sequence = 3", 3],
    ["removes an entry", "delete from audit_entry where sequence = 3", 3],
  ])("shows it when somebody with every right %s", async (_what, statement, brokenAt) => {
    const own = await startTestDatabase();
    try {
      const shared = store;
      store = own;
      for (let index = 0; index < 5; index++) await append(index);
      store = shared;
      await asRole(own.ownerUrl, `alter table audit_entry disable trigger all; ${statement}`);
      expect(await createAuditQueries(own.database).verify()).toMatchObject({ intact: false, brokenAt });
    } finally {
      await own.end();
    }
  });
});
