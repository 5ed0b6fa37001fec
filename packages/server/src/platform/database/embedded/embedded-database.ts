import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Log } from "../../log.ts";
import { type Binaries, findBinaries } from "./binaries.ts";
import { type Cluster, flushCluster, OWNER, openCluster } from "./cluster.ts";
import { DataFolderInUseError } from "./embedded-database-error.ts";
import { findPlace, type Place } from "./place.ts";
import {
  addressOf,
  findPostmaster,
  type Postmaster,
  startPostmaster,
  stopPostmaster,
  waitUntilItAnswers,
} from "./postmaster.ts";

/** The embedded PostgreSQL of one data folder, kept running until closed. */
export interface EmbeddedDatabase {
  /** For migrations: the owner of the tables. */
  readonly ownerUrl: string;
  /** For everything else: a role that only has the rights the server needs. */
  readonly url: string;
  close(): Promise<void>;
}

const DATABASE = "akkoord";
const SERVER_ROLE = "akkoord_server";
/** An arbitrary number that only Akkoord uses: whoever holds this lock runs the data folder. */
const OWNERSHIP_LOCK = 4_711_020_601;
const OWNERSHIP_WAIT_MS = 3_000;
const RUNNING_WAIT_MS = 60_000;
const LONGEST_PAUSE_MS = 10_000;

/** Options of the embedded database. */
export interface EmbeddedDatabaseOptions {
  readonly dataDir: string;
  readonly log: Log;
  /** False gives up safety against power cuts, for tests. Default true. */
  readonly durable?: boolean;
}

/**
 * Starts the embedded PostgreSQL of a data folder: makes it when there is none, takes over what a killed
 * process left running, and starts it again when it stops by itself.
 *
 * @throws DataFolderInUseError when another Akkoord runs on the folder
 * @throws EmbeddedDatabaseError when PostgreSQL cannot run here
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const place = await findPlace(options.dataDir);
  const binaries = await findBinaries(place.account, place.base);
  const cluster = await openCluster(place, binaries);
  const keeper = new Keeper(options, place, binaries, cluster);
  try {
    await keeper.start();
  } catch (error) {
    await keeper.close();
    throw error;
  }
  return {
    ownerUrl: addressOf(cluster, keeper.port, DATABASE),
    url: addressOf(cluster, keeper.port, DATABASE, SERVER_ROLE),
    close: () => keeper.close(),
  };
}

/** Holds the ownership lock of a cluster and keeps its PostgreSQL running. */
class Keeper {
  port = 0;
  readonly #options: EmbeddedDatabaseOptions;
  readonly #place: Place;
  readonly #binaries: Binaries;
  readonly #cluster: Cluster;
  #postmaster: Postmaster | null = null;
  #lock: pg.Client | null = null;
  #closing = false;
  #restarting: Promise<void> = Promise.resolve();

  constructor(options: EmbeddedDatabaseOptions, place: Place, binaries: Binaries, cluster: Cluster) {
    this.#options = options;
    this.#place = place;
    this.#binaries = binaries;
    this.#cluster = cluster;
  }

  async start(): Promise<void> {
    await this.#stopLeftover();
    await this.#launch();
    await this.#prepareDatabase();
    if (this.#options.durable === false) return;
    flushCluster(this.#cluster, this.#binaries, this.#place.account).catch((error) =>
      this.#options.log.warn({ error }, "the files of the new database could not be flushed to disk"),
    );
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#restarting;
    // Stopping first and letting go of the lock after: nobody can take over a server that is stopping.
    if (this.#postmaster !== null) await stopPostmaster(this.#postmaster);
    await this.#lock?.end().catch(() => {});
  }

  /** Stops a PostgreSQL that a killed process left behind, once sure that nobody uses it. */
  async #stopLeftover(): Promise<void> {
    const leftover = await findPostmaster(this.#cluster);
    if (leftover === null) return;
    if (await waitUntilItAnswers(this.#cluster, leftover, Date.now() + RUNNING_WAIT_MS)) {
      const lock = await this.#takeLock(leftover.port).catch((error: unknown) => {
        if (error instanceof DataFolderInUseError) throw error;
        return null;
      });
      if (lock === null) {
        // It stopped meanwhile: of somebody who starts at the same moment.
        if ((await findPostmaster(this.#cluster)) !== null)
          throw new DataFolderInUseError(this.#place.dataFolder);
        return;
      }
      lock.on("error", () => {});
      await stopPostmaster(leftover);
      await lock.end().catch(() => {});
    }
  }

  async #launch(): Promise<void> {
    const again = this.port === 0 ? {} : { port: this.port };
    let postmaster: Postmaster;
    try {
      postmaster = await startPostmaster(this.#binaries, this.#cluster, this.#place.account, {
        ...again,
        durable: this.#options.durable ?? true,
      });
    } catch (error) {
      // Two starts at once: the other one's PostgreSQL has the folder.
      if (this.port === 0 && (await findPostmaster(this.#cluster)) !== null) {
        throw new DataFolderInUseError(this.#place.dataFolder);
      }
      throw error;
    }
    const lock = await this.#takeLock(postmaster.port).catch(async (error) => {
      if (error instanceof DataFolderInUseError) throw error;
      await stopPostmaster(postmaster);
      // Two starts at once: the other one got the lock first and stopped ours.
      throw this.port === 0 ? new DataFolderInUseError(this.#place.dataFolder) : error;
    });
    this.#postmaster = postmaster;
    this.#lock = lock;
    this.port = postmaster.port;
    const lost = () => {
      this.#restarting = this.#restartUntilItRuns();
    };
    let once = false;
    for (const event of ["error", "end"] as const) {
      lock.on(event, () => {
        if (once || this.#closing) return;
        once = true;
        lost();
      });
    }
  }

  async #restartUntilItRuns(): Promise<void> {
    this.#options.log.error("the embedded database stopped; starting it again");
    for (let pause = 250; !this.#closing; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        await this.#stopLeftover();
        await this.#launch();
        this.#options.log.info("the embedded database runs again");
        return;
      } catch (error) {
        this.#options.log.error({ error }, "the embedded database does not start yet");
        await wait(pause);
      }
    }
  }

  async #takeLock(port: number): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: addressOf(this.#cluster, port, "postgres"),
      keepAlive: true,
    });
    client.on("error", () => {});
    await client.connect();
    // PostgreSQL needs a moment to notice that a killed process has gone.
    for (const deadline = Date.now() + OWNERSHIP_WAIT_MS; ; ) {
      const { rows } = await client.query<{ ours: boolean }>("select pg_try_advisory_lock($1) as ours", [
        OWNERSHIP_LOCK,
      ]);
      if (rows[0]?.ours) return client;
      if (Date.now() > deadline) {
        await client.end();
        throw new DataFolderInUseError(this.#place.dataFolder);
      }
      await wait(50);
    }
  }

  /** Makes the database and the server's own role, unless they are there. */
  async #prepareDatabase(): Promise<void> {
    const client = new pg.Client({ connectionString: addressOf(this.#cluster, this.port, "postgres") });
    client.on("error", () => {});
    await client.connect();
    try {
      const role = await client.query("select 1 from pg_roles where rolname = $1", [SERVER_ROLE]);
      const verb = role.rowCount === 0 ? "create" : "alter";
      const password = client.escapeLiteral(this.#cluster.password);
      await client.query(
        `${verb} role ${SERVER_ROLE} login nosuperuser nocreatedb nocreaterole password ${password}`,
      );
      const database = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
      if (database.rowCount === 0) await client.query(`create database ${DATABASE} owner ${OWNER}`);
    } finally {
      await client.end();
    }
  }
}
