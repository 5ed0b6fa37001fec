import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditSchema } from "../domains/audit/tables.ts";
import { createDatabase, type Database } from "../platform/database/database.ts";
import {
  type EmbeddedDatabase,
  startEmbeddedDatabase,
} from "../platform/database/embedded/embedded-database.ts";
import { migrate, type Schema } from "../platform/database/migrate.ts";
import { createLog } from "../platform/log.ts";
import { bringReadyCluster } from "./ready-cluster.ts";

/** A real database of a test's own, with the audit trail and the tables it asks for. */
export interface TestDatabase extends EmbeddedDatabase {
  readonly database: Database;
  readonly end: () => Promise<void>;
}

/** Starts a database for a test. */
export async function startTestDatabase(...schemas: Schema[]): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), "akkoord-test-"));
  await bringReadyCluster(dataDir, "empty");
  const log = createLog("silent");
  const embedded = await startEmbeddedDatabase({ dataDir, log, durable: false });
  await migrate(embedded.ownerUrl, embedded.url, [auditSchema, ...schemas]);
  const database = createDatabase(log);
  database.connect(embedded.url);
  return {
    ...embedded,
    database,
    end: async () => {
      await database.close();
      await embedded.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
