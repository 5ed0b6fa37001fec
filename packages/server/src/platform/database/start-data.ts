import type { Config } from "../../config.ts";
import type { Log } from "../log.ts";
import { type Database, isDatabaseUnavailable } from "./database.ts";
import { startEmbeddedDatabase } from "./embedded/embedded-database.ts";
import { migrate, type Schema } from "./migrate.ts";

const FRESH_EVERY_MS = 5_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/** What bringing up the data needs. */
export interface DataParts {
  readonly config: Config;
  readonly log: Log;
  readonly database: Database;
  readonly durable: boolean;
  readonly schemas: readonly Schema[];
  /** Runs once when the tables are there. */
  readonly whenReady: () => Promise<void>;
  /** Runs every few seconds from then on: reads what other processes changed. */
  readonly keepFresh: () => Promise<void>;
}

/** The data while it is up. */
export interface RunningData {
  /** Stops the work in the background. */
  close(): Promise<void>;
  /** Stops the embedded database, when there is one; after everything else. */
  stopDatabase(): Promise<void>;
}

/**
 * Brings up the database, its tables and what depends on them. A database elsewhere that cannot be reached
 * is tried again in the background.
 */
export async function startData(parts: DataParts): Promise<RunningData> {
  const { config, log, database } = parts;
  const embedded =
    config.DATABASE_URL === undefined
      ? await startEmbeddedDatabase({ dataDir: config.DATA_DIR, log, durable: parts.durable })
      : null;
  const url = embedded?.url ?? config.DATABASE_URL ?? "";
  const ownerUrl = embedded?.ownerUrl ?? config.MIGRATION_DATABASE_URL ?? url;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let running: Promise<void> = Promise.resolve();

  const prepare = async (): Promise<void> => {
    await migrate(ownerUrl, url, parts.schemas);
    database.connect(url);
    await parts.whenReady();
    log.info("ready to answer");
    later(FRESH_EVERY_MS, refresh);
  };
  const refresh = async (): Promise<void> => {
    await parts.keepFresh().catch((error) => {
      if (!isDatabaseUnavailable(error)) log.error({ error }, "the published rules could not be read again");
    });
    later(FRESH_EVERY_MS, refresh);
  };
  const prepareLater = (pause: number): void => {
    later(pause, async () => {
      try {
        await prepare();
      } catch (error) {
        log.error({ error }, "the database cannot be used yet; trying again");
        prepareLater(Math.min(pause * 2, LONGEST_PAUSE_MS));
      }
    });
  };
  const later = (pause: number, work: () => Promise<void>): void => {
    if (closed) return;
    timer = setTimeout(() => {
      running = work();
    }, pause);
    timer.unref();
  };

  try {
    await prepare();
  } catch (error) {
    if (!isDatabaseUnavailable(error)) {
      await embedded?.close();
      throw error;
    }
    log.warn({ error }, "the database does not answer yet; trying again");
    prepareLater(FIRST_PAUSE_MS);
  }
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
    async stopDatabase() {
      await embedded?.close();
    },
  };
}
