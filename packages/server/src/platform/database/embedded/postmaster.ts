import { spawn } from "node:child_process";
import { open, readFile, rename, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { type Account, asSpawnOptions } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { type Cluster, isRunning, OWNER } from "./cluster.ts";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";

/** A running PostgreSQL. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

const START_LIMIT_MS = 60_000;
const FAST_STOP_LIMIT_MS = 10_000;
const LOG_LIMIT_BYTES = 10_000_000;
/** Above the largest process number that any kernel gives out. */
const NOBODYS_PID = 99_999_999;

/** How a PostgreSQL is started. */
export interface PostmasterOptions {
  /** The port to use again after a crash; a free one otherwise. */
  readonly port?: number;
  /** False gives up safety against power cuts, for tests. */
  readonly durable: boolean;
}

/**
 * Starts PostgreSQL on the cluster and waits until it answers.
 *
 * @throws EmbeddedDatabaseError with the end of PostgreSQL's log when it stops instead
 */
export async function startPostmaster(
  binaries: Binaries,
  cluster: Cluster,
  account: Account | null,
  options: PostmasterOptions,
): Promise<Postmaster> {
  await disownForeignPidFile(cluster);
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    const port = options.port ?? (await freePort());
    const outcome = await launch(binaries, cluster, account, port, options.durable, deadline);
    if (typeof outcome !== "string") return outcome;
    // Between finding a free port and using it, another program may have taken it.
    const portTaken = outcome.includes("could not bind") || outcome.includes("Address already in use");
    if (portTaken && options.port === undefined && Date.now() < deadline) continue;
    throw new EmbeddedDatabaseError(
      `The embedded PostgreSQL did not start. The end of its log (${cluster.log}):\n${outcome}`,
    );
  }
}

/** The PostgreSQL that runs on the cluster already, left by a process that was killed; or null. */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | null> {
  const file = await readPidFile(cluster);
  if (file === null || !(await isPostgresOn(file.pid, cluster))) return null;
  return { pid: file.pid, port: file.port };
}

/** Stops a PostgreSQL: lets transactions end at once and data be written; harder when that takes too long. */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    try {
      process.kill(postmaster.pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + FAST_STOP_LIMIT_MS;
    while (Date.now() < deadline) {
      if (!isRunning(postmaster.pid)) return;
      await wait(20);
    }
  }
}

/** The address of a database in the embedded PostgreSQL. */
export function addressOf(cluster: Cluster, port: number, database: string, user = OWNER): string {
  return `postgres://${user}:${encodeURIComponent(cluster.password)}@127.0.0.1:${port}/${database}`;
}

/** Waits until PostgreSQL lets us in; false when its process ends first or the deadline passes. */
export async function waitUntilItAnswers(
  cluster: Cluster,
  postmaster: Postmaster,
  deadline: number,
): Promise<boolean> {
  while (Date.now() < deadline && isRunning(postmaster.pid)) {
    const client = new pg.Client({
      connectionString: addressOf(cluster, postmaster.port, "postgres"),
      connectionTimeoutMillis: 5_000,
    });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.end();
      return true;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "28P01") {
        throw new EmbeddedDatabaseError(
          "The embedded PostgreSQL does not accept the password in its folder. " +
            "Put the file `password` back from a backup of the data folder.",
        );
      }
      await wait(25);
    }
  }
  return false;
}

async function launch(
  binaries: Binaries,
  cluster: Cluster,
  account: Account | null,
  port: number,
  durable: boolean,
  deadline: number,
): Promise<Postmaster | string> {
  await keepLogSmall(cluster.log);
  const log = await open(cluster.log, "a", 0o600);
  const { size: logStart } = await log.stat();
  try {
    const child = spawn(binaries.postgres, settings(cluster, port, durable), {
      ...asSpawnOptions(account),
      cwd: "/",
      // A process group of its own: Ctrl-C in the terminal is for us, and we stop it in order.
      detached: true,
      env: { LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", log.fd, log.fd],
    });
    const ended = new Promise<false>((resolve) => {
      child.once("exit", () => resolve(false));
      child.once("error", () => resolve(false));
    });
    child.unref();
    if (child.pid === undefined) return "The program could not be started.";
    const postmaster = { pid: child.pid, port };
    if (await Promise.race([waitUntilItAnswers(cluster, postmaster, deadline), ended])) return postmaster;
    if (isRunning(child.pid)) await stopPostmaster(postmaster);
    const written = (await readFile(cluster.log)).subarray(logStart);
    return written.toString("utf8").trim().split("\n").slice(-12).join("\n");
  } finally {
    await log.close();
  }
}

function settings(cluster: Cluster, port: number, durable: boolean): string[] {
  const values: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    max_connections: "60",
    timezone: "UTC",
    log_timezone: "UTC",
    // What people ask must not end up in PostgreSQL's log: no statements, no parameters, no row contents.
    log_statement: "none",
    log_min_error_statement: "panic",
    log_parameter_max_length_on_error: "0",
    log_error_verbosity: "terse",
    ...(durable ? {} : { fsync: "off", full_page_writes: "off" }),
  };
  return [
    "-D",
    cluster.folder,
    ...Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}

async function readPidFile(cluster: Cluster): Promise<{ pid: number; port: number; lines: string[] } | null> {
  const text = await readFile(join(cluster.folder, "postmaster.pid"), "utf8").catch(() => null);
  if (text === null) return null;
  const lines = text.split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]), lines };
}

async function isPostgresOn(pid: number, cluster: Cluster): Promise<boolean> {
  if (!(pid > 0) || !isRunning(pid)) return false;
  if (process.platform !== "linux") return true;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return command.split("\0").includes(cluster.folder);
}

/**
 * After a restart of the machine or container another program may have got the number that the dead
 * PostgreSQL left in its file, and PostgreSQL would refuse to start. Only the number is replaced: the
 * rest of the file lets PostgreSQL check that no process of its own still uses the data.
 */
async function disownForeignPidFile(cluster: Cluster): Promise<void> {
  const file = await readPidFile(cluster);
  if (file === null || !isRunning(file.pid) || (await isPostgresOn(file.pid, cluster))) return;
  await writeFile(
    join(cluster.folder, "postmaster.pid"),
    [String(NOBODYS_PID), ...file.lines.slice(1)].join("\n"),
  );
}

async function keepLogSmall(log: string): Promise<void> {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await rename(log, `${log}.1`);
}

/** A port of this machine that nobody listens on now. */
async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
