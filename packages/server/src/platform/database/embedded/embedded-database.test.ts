import { type ChildProcess, spawn } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createLog } from "../../log.ts";
import { isRunning } from "./cluster.ts";
import { type EmbeddedDatabase, startEmbeddedDatabase } from "./embedded-database.ts";
import { DataFolderInUseError } from "./embedded-database-error.ts";

const asRoot = process.getuid?.() === 0;
const log = createLog("silent");
const SCRIPT = fileURLToPath(new URL("../../../testing/hold-database.ts", import.meta.url));
const NOBODY = 65_534;

const cleanUps: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "akkoord-test-"));
  cleanUps.push(async () => {
    const left = await pidOf(path).catch(() => 0);
    if (left > 0 && isRunning(left)) process.kill(left, "SIGKILL");
    await rm(path, { recursive: true, force: true, maxRetries: 5 });
  });
  return path;
}

async function start(dataDir: string): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase({ dataDir, log, durable: false });
  cleanUps.push(() => database.close());
  return database;
}

/** Another process that runs the database of a folder, to be killed. */
async function startElsewhere(
  dataDir: string,
  account: { uid?: number; gid?: number } = {},
): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [SCRIPT, dataDir], { ...account, stdio: ["ignore", "pipe", "pipe"] });
  cleanUps.push(() => child.kill("SIGKILL"));
  const url = await new Promise<string>((resolve, reject) => {
    let errors = "";
    child.stdout.on("data", (data) => resolve(String(data).trim()));
    child.stderr.on("data", (data) => {
      errors += String(data);
    });
    child.once("exit", () => reject(new Error(`it stopped: ${errors}`)));
  });
  return { child, url };
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const pidFile = (dataDir: string) => join(dataDir, "postgresql-18", "cluster", "postmaster.pid");

async function pidOf(dataDir: string): Promise<number> {
  return Number((await readFile(pidFile(dataDir), "utf8")).split("\n")[0]);
}

function ended(child: ChildProcess): Promise<void> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once("exit", () => resolve()));
}

describe("the embedded database", () => {
  test("starts in an empty folder, keeps what is written and starts again", async () => {
    const dataDir = await folder();
    const first = await startEmbeddedDatabase({ dataDir, log, durable: false });
    await query(first.ownerUrl, "create table kept as select 7 as value");
    await first.close();
    const second = await start(dataDir);
    expect(await query(second.ownerUrl, "select value from kept")).toEqual([{ value: 7 }]);
    expect(
      await query(second.url, "select current_user as role, current_setting('is_superuser') as super"),
    ).toEqual([{ role: "akkoord_server", super: "off" }]);
  });

  test("starts with the usual port taken, and lets nobody in without the password", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.once("error", () => resolve());
      server.listen(5432, "127.0.0.1", resolve);
    });
    cleanUps.push(() => server.close());
    const database = await start(await folder());
    expect(await query(database.url, "select 1 as one")).toEqual([{ one: 1 }]);
    const address = new URL(database.url);
    address.password = "guessed";
    await expect(query(address.href, "select 1")).rejects.toThrow(/password authentication failed/);
  });

  test("is only for its owner's eyes", async () => {
    const dataDir = await folder();
    await start(dataDir);
    const home = join(dataDir, "postgresql-18");
    expect((await stat(join(home, "cluster"))).mode & 0o077).toBe(0);
    expect((await stat(join(home, "password"))).mode & 0o077).toBe(0);
  });

  test("survives its process being killed: the next one stops what was left and goes on with the data", async () => {
    const dataDir = await folder();
    const { child, url } = await startElsewhere(dataDir);
    await query(url, "create table kept as select 7 as value");
    const left = await pidOf(dataDir);
    child.kill("SIGKILL");
    await ended(child);
    expect(isRunning(left)).toBe(true);
    const database = await start(dataDir);
    expect(isRunning(left)).toBe(false);
    expect(await query(database.ownerUrl, "select value from kept")).toEqual([{ value: 7 }]);
  });

  test("survives everything being killed, and its number being given to another program", async () => {
    const dataDir = await folder();
    const { child, url } = await startElsewhere(dataDir);
    await query(url, "create table kept as select 7 as value");
    child.kill("SIGKILL");
    await ended(child);
    process.kill(await pidOf(dataDir), "SIGKILL");
    await vi.waitFor(async () => expect(isRunning(await pidOf(dataDir))).toBe(false), { timeout: 5_000 });
    const text = await readFile(pidFile(dataDir), "utf8");
    // A program of the account that PostgreSQL runs as, which PostgreSQL itself would take for its own.
    const { uid, gid } = await stat(join(dataDir, "postgresql-18", "cluster"));
    const other = spawn("sleep", ["60"], asRoot ? { uid, gid } : {});
    cleanUps.push(() => other.kill());
    await writeFile(pidFile(dataDir), text.replace(/^\d+/, String(other.pid)));
    const database = await start(dataDir);
    expect(await query(database.ownerUrl, "select value from kept")).toEqual([{ value: 7 }]);
  });

  test("survives being killed while it is made", async () => {
    const dataDir = await folder();
    for (const moment of [50, 150, 300, 450, 600]) {
      const child = spawn(process.execPath, [SCRIPT, dataDir], { stdio: "ignore" });
      await Promise.race([wait(moment), ended(child)]);
      child.kill("SIGKILL");
      await ended(child);
    }
    const database = await start(dataDir);
    expect(await query(database.url, "select 1 as one")).toEqual([{ one: 1 }]);
    // Nothing half-made is left behind, other than by an initdb that outlives its parent for a moment.
    await database.close();
    await start(dataDir);
    const left = (await readdir(dataDir)).filter((name) => name.includes(".new-"));
    expect(left).toEqual([]);
  });

  test("refuses a second process on the same folder, and leaves the first alone", async () => {
    const dataDir = await folder();
    const { url } = await startElsewhere(dataDir);
    await expect(startEmbeddedDatabase({ dataDir, log, durable: false })).rejects.toThrow(
      DataFolderInUseError,
    );
    expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("lets one of two win that start at the same moment in an empty folder", async () => {
    const dataDir = await folder();
    const outcomes = await Promise.allSettled([startElsewhere(dataDir), startElsewhere(dataDir)]);
    const winners = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    const losers = outcomes.flatMap((outcome) =>
      outcome.status === "rejected" ? [String(outcome.reason)] : [],
    );
    expect(winners).toHaveLength(1);
    expect(losers).toEqual([expect.stringContaining("Another Akkoord is running")]);
    expect(await query(winners[0]?.url ?? "", "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("starts again when PostgreSQL itself is killed", async () => {
    const dataDir = await folder();
    const database = await start(dataDir);
    await query(database.ownerUrl, "create table kept as select 7 as value");
    process.kill(await pidOf(dataDir), "SIGKILL");
    await vi.waitFor(
      async () => expect(await query(database.ownerUrl, "select value from kept")).toEqual([{ value: 7 }]),
      { timeout: 20_000, interval: 100 },
    );
  });

  test("has no trouble with a deep folder and spaces in its name", async () => {
    const base = await folder();
    await chmod(base, 0o755);
    const deep = join(base, "een map met spaties", "x".repeat(120), "y".repeat(60));
    const database = await start(deep);
    expect(await query(database.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("says what to do about a folder that cannot be written", async () => {
    const file = join(await folder(), "a-file");
    await writeFile(file, "");
    await expect(startEmbeddedDatabase({ dataDir: join(file, "data"), log })).rejects.toThrow(/DATA_DIR/);
  });
});

describe.runIf(asRoot)("as root", () => {
  test("PostgreSQL runs as somebody else", async () => {
    const dataDir = await folder();
    await chmod(dataDir, 0o755);
    await start(dataDir);
    expect((await stat(join(dataDir, "postgresql-18", "cluster"))).uid).not.toBe(0);
  });

  test("a folder that only root can enter gets a pointer to where the database is", async () => {
    const dataDir = join(await folder(), "private");
    await mkdir(dataDir, { mode: 0o700 });
    const first = await startEmbeddedDatabase({ dataDir, log, durable: false });
    await query(first.ownerUrl, "create table kept as select 7 as value");
    await first.close();
    const pointer = JSON.parse(await readFile(join(dataDir, "database-location.json"), "utf8"));
    cleanUps.push(() => rm(pointer.folder, { recursive: true, force: true }));
    expect(pointer.folder.startsWith(dataDir)).toBe(false);
    const second = await start(dataDir);
    expect(await query(second.ownerUrl, "select value from kept")).toEqual([{ value: 7 }]);
    await second.close();
    await rm(pointer.folder, { recursive: true });
    await expect(startEmbeddedDatabase({ dataDir, log })).rejects.toThrow(/that folder is gone/);
  });

  test("goes on with a database that an ordinary user made, as that user", async () => {
    const dataDir = join(await folder(), "theirs");
    await chmod(join(dataDir, ".."), 0o755);
    await mkdir(dataDir);
    await chown(dataDir, NOBODY, NOBODY);
    const { child, url } = await startElsewhere(dataDir, { uid: NOBODY, gid: NOBODY });
    await query(url, "create table kept as select 7 as value");
    child.kill("SIGKILL");
    await ended(child);
    const database = await start(dataDir);
    expect(await query(database.ownerUrl, "select value from kept")).toEqual([{ value: 7 }]);
    expect((await stat(join(dataDir, "postgresql-18", "cluster"))).uid).toBe(NOBODY);
  });
});
