import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createBus } from "../platform/bus.ts";
import { createDatabase } from "../platform/database/database.ts";
import {
  type EmbeddedDatabase,
  startEmbeddedDatabase,
} from "../platform/database/embedded/embedded-database.ts";
import { migrate } from "../platform/database/migrate.ts";
import { createOutbox } from "../platform/jobs.ts";
import { createLog, type Log } from "../platform/log.ts";
import { SCHEMAS } from "../schemas.ts";

/** Names the folder with the ready-made databases of this test run. */
const SETTING = "AKKOORD_TEST_CLUSTERS";

/** What a ready-made database holds: nothing, or every table of a server, without rows. */
type Ready = "empty" | "with-tables";

/**
 * Makes databases for a whole test run, for tests to copy: making one takes PostgreSQL longer than most tests do.
 * Runs before the first test file; what it returns runs after the last.
 */
export default async function makeReadyClusters(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "akkoord-test-clusters-"));
  // Accounts that PostgreSQL runs as pass through, and do not look around.
  await chmod(folder, 0o711);
  await makeCluster(join(folder, "empty"), async () => {});
  await copy(join(folder, "empty"), join(folder, "with-tables"));
  await makeCluster(join(folder, "with-tables"), makeTables);
  process.env[SETTING] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/**
 * Puts a ready-made database in a data folder that is new; the server makes its own where there is none.
 *
 * @param ready default: with the tables of a server
 */
export async function bringReadyCluster(dataDir: string, ready: Ready = "with-tables"): Promise<void> {
  const folder = process.env[SETTING];
  if (folder === undefined || process.platform === "win32") return;
  await mkdir(dataDir, { recursive: true });
  if ((await readdir(dataDir)).length > 0) return;
  await copy(join(folder, ready), dataDir);
}

async function makeCluster(
  dataDir: string,
  fill: (made: EmbeddedDatabase, log: Log) => Promise<void>,
): Promise<void> {
  const log = createLog("silent");
  const made = await startEmbeddedDatabase({ dataDir, log, durable: false });
  await fill(made, log);
  await made.close();
}

async function makeTables({ ownerUrl, url }: EmbeddedDatabase, log: Log): Promise<void> {
  await migrate(ownerUrl, url, SCHEMAS);
  const database = createDatabase(log);
  database.connect(url);
  // The job queue makes its own.
  const outbox = createOutbox(database, createBus(log), log);
  await outbox.start();
  await outbox.stop();
  await database.close();
}

/** With owners and rights: PostgreSQL runs as another account when this process is root's. */
async function copy(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await promisify(execFile)("cp", ["-a", `${from}/.`, to]);
}
