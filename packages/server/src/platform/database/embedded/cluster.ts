import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";
import type { Place } from "./place.ts";
import { runApart } from "./run-apart.ts";

/** The superuser of the embedded database: owns the tables, only used for migrations. */
export const OWNER = "akkoord_owner";

/** A cluster on disk. */
export interface Cluster {
  /** PostgreSQL's data directory. */
  readonly folder: string;
  /** Where PostgreSQL writes its log. */
  readonly log: string;
  readonly password: string;
}

/**
 * The cluster at a place; made first when there is none. It is made under another name and renamed when
 * whole, so being killed half-way leaves nothing that looks like a database.
 *
 * @throws EmbeddedDatabaseError when it cannot be made
 */
export async function openCluster(place: Place, binaries: Binaries): Promise<Cluster> {
  await removeUnfinished(place.home);
  if (!(await isThere(place.home))) await makeCluster(place, binaries);
  return {
    folder: join(place.home, "cluster"),
    log: join(place.home, "postgresql.log"),
    password: (await readFile(join(place.home, "password"), "utf8")).trim(),
  };
}

/** Makes sure the new files of a cluster are on disk; safe while it is in use. */
export async function flushCluster(
  cluster: Cluster,
  binaries: Binaries,
  account: Account | null,
): Promise<void> {
  await runApart(binaries.initdb, ["--sync-only", "-D", cluster.folder], account);
}

async function makeCluster(place: Place, binaries: Binaries): Promise<void> {
  const unfinished = `${place.home}.new-${process.pid}-${randomBytes(4).toString("hex")}`;
  const cluster = join(unfinished, "cluster");
  const passwordForInitdb = join(unfinished, "initdb-password");
  const password = randomBytes(24).toString("base64url");
  try {
    await mkdir(unfinished);
    await chmod(unfinished, 0o711);
    await mkdir(cluster, { mode: 0o700 });
    await writeFile(join(unfinished, "password"), password, { mode: 0o600 });
    await writeFile(passwordForInitdb, password, { mode: 0o600 });
    if (place.account !== null) {
      await chown(cluster, place.account.uid, place.account.gid);
      await chown(passwordForInitdb, place.account.uid, place.account.gid);
    }
    await initialise(binaries, place.account, cluster, passwordForInitdb);
    await rm(passwordForInitdb);
    await rename(unfinished, place.home);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Someone else may have made it in the meantime; then theirs is the one.
    if (await isThere(place.home)) return;
    throw error;
  }
}

async function initialise(
  binaries: Binaries,
  account: Account | null,
  cluster: string,
  passwordFile: string,
): Promise<void> {
  const settings = [
    ...["--pgdata", cluster, "--username", OWNER, "--pwfile", passwordFile, "--auth", "scram-sha-256"],
    ...["--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"],
    // Waiting for the disk is left to `flushCluster`, after the page is up.
    ...["--no-sync", "--no-instructions"],
  ];
  const complaint = await runApart(binaries.initdb, settings, account).then(
    () => null,
    (error) => (error instanceof Error ? error.message : String(error)),
  );
  if (complaint === null) return;
  throw new EmbeddedDatabaseError(
    `The embedded database could not be made in ${dirname(cluster)}: ${complaint} ` +
      "Check that the disk has room and the folder can be written, or set DATABASE_URL.",
  );
}

/** Removes what a process left behind that was killed while it made a cluster. */
async function removeUnfinished(home: string): Promise<void> {
  const start = `${basename(home)}.new-`;
  for (const name of await readdir(dirname(home))) {
    if (!name.startsWith(start)) continue;
    const maker = Number(name.slice(start.length).split("-")[0]);
    if (maker !== process.pid && isRunning(maker) && (await isYoung(join(dirname(home), name)))) continue;
    // The program that was making it may still write for a moment; what resists stays for the next start.
    await rm(join(dirname(home), name), {
      recursive: true,
      force: true,
      maxRetries: 5,
      retryDelay: 100,
    }).catch(() => {});
  }
}

async function isYoung(path: string): Promise<boolean> {
  const tenMinutes = 600_000;
  return stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs < tenMinutes,
    () => false,
  );
}

/** Whether a process with this number runs; one that has ended but was not collected yet does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return process.platform !== "linux" || !isZombie(pid);
}

function isZombie(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    return status.slice(status.lastIndexOf(")") + 2).startsWith("Z");
  } catch {
    return false;
  }
}

async function isThere(home: string): Promise<boolean> {
  return stat(join(home, "cluster", "PG_VERSION")).then(
    () => true,
    () => false,
  );
}
