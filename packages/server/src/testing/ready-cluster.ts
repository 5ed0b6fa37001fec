import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startEmbeddedDatabase } from "../platform/database/embedded/embedded-database.ts";
import { createLog } from "../platform/log.ts";

/** Names the folder of the ready-made database of this test run. */
const SETTING = "AKKOORD_TEST_CLUSTER";

/**
 * Makes one empty database for a whole test run, for tests to copy: making one takes PostgreSQL longer than
 * most tests do. Runs before the first test file; what it returns runs after the last.
 */
export default async function makeReadyCluster(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "akkoord-test-cluster-"));
  const made = await startEmbeddedDatabase({ dataDir: folder, log: createLog("silent"), durable: false });
  await made.close();
  process.env[SETTING] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/** Puts the ready-made database in a data folder that is new; the server makes its own where there is none. */
export async function bringReadyCluster(dataDir: string): Promise<void> {
  const ready = process.env[SETTING];
  if (ready === undefined || process.platform === "win32") return;
  await mkdir(dataDir, { recursive: true });
  if ((await readdir(dataDir)).length > 0) return;
  // With owners and rights: PostgreSQL runs as another account when this process is root's.
  await promisify(execFile)("cp", ["-a", join(ready, "."), dataDir]);
}
