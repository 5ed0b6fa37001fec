import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { TemporarilyUnavailable } from "../errors.ts";
import type { Log } from "../log.ts";

/** A database whose tables the domains declare: `database.$extendTables<TheirTables>()`. */
export type AnyDatabase = Kysely<Record<never, never>>;

/** The connection to PostgreSQL, from the moment there is one. */
export interface Database {
  /**
   * The database.
   *
   * @throws TemporarilyUnavailable before the first connection
   */
  use(): AnyDatabase;
  /**
   * Runs a statement as it is, on a connection that is thrown away when it fails: the statement may hold
   * a transaction of its own.
   *
   * @throws TemporarilyUnavailable before the first connection
   */
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  /** Does work that only one process may do at a time. */
  exclusively(name: string, work: () => Promise<void>): Promise<void>;
  /**
   * Does work that only one process may do at a time, unless another does it now.
   *
   * @returns whether it was done here
   */
  whenFree(name: string, work: () => Promise<void>): Promise<boolean>;
  /**
   * Hears what transactions notify of when they are committed, on a connection of its own that is made anew when it is
   * lost. Begins once there is a database.
   *
   * @param onNotice gets what was said; null when some may have been missed
   * @returns a function that ends it
   */
  listen(channel: string, onNotice: (message: string | null) => void): () => Promise<void>;
  /** Opens the pool. Does not wait for the database itself. */
  connect(url: string): void;
  /** Whether a query comes back within a few seconds. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
}

const PATIENCE_MS = 3_000;

/** A database that is connected later. */
export function createDatabase(log: Log): Database {
  let pool: pg.Pool | null = null;
  let kysely: AnyDatabase | null = null;
  let closing = false;
  let address: string | null = null;
  return {
    use() {
      if (kysely === null) throw new TemporarilyUnavailable();
      return kysely;
    },
    async query(text, values) {
      if (pool === null) throw new TemporarilyUnavailable();
      const { rows } = await pool.query(text, values);
      return { rows };
    },
    async exclusively(name, work) {
      if (kysely === null) throw new TemporarilyUnavailable();
      await kysely.connection().execute(async (connection) => {
        await sql`select pg_advisory_lock(hashtext(${name}))`.execute(connection);
        try {
          await work();
        } finally {
          await sql`select pg_advisory_unlock(hashtext(${name}))`.execute(connection);
        }
      });
    },
    async whenFree(name, work) {
      if (kysely === null) throw new TemporarilyUnavailable();
      return kysely.connection().execute(async (connection) => {
        const { rows } = await sql<{
          free: boolean;
        }>`select pg_try_advisory_lock(hashtext(${name})) as free`.execute(connection);
        if (rows[0]?.free !== true) return false;
        try {
          await work();
        } finally {
          await sql`select pg_advisory_unlock(hashtext(${name}))`.execute(connection);
        }
        return true;
      });
    },
    listen: (channel, onNotice) => followChannel(channel, () => address, onNotice, log),
    connect(url) {
      address = url;
      pool = new pg.Pool({
        connectionString: url,
        max: 20,
        connectionTimeoutMillis: PATIENCE_MS,
        statement_timeout: 15_000,
        query_timeout: 20_000,
        idle_in_transaction_session_timeout: 30_000,
        keepAlive: true,
        application_name: "akkoord",
      });
      // Without a listener a connection that is lost while idle would end the process.
      pool.on("error", (error) => {
        if (!closing) log.warn({ error }, "a database connection was lost");
      });
      // And so would one that is lost in use, between two queries: the next query reports it.
      pool.on("connect", (client) => client.on("error", () => {}));
      kysely = new Kysely({ dialect: new PostgresDialect({ pool }) });
    },
    async answers() {
      if (pool === null) return false;
      return pool.query("select 1").then(
        () => true,
        () => false,
      );
    },
    async close() {
      closing = true;
      await kysely?.destroy();
    },
  };
}

const LISTEN_AGAIN_MS = 500;

/** Listens on a channel until it is ended; looks for the database again and again while it is not there. */
function followChannel(
  channel: string,
  address: () => string | null,
  onNotice: (message: string | null) => void,
  log: Log,
): () => Promise<void> {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;

  const later = (): void => {
    if (ended) return;
    timer = setTimeout(begin, LISTEN_AGAIN_MS);
    timer.unref();
  };
  const begin = (): void => {
    const url = address();
    if (url === null) later();
    else connecting = connect(url);
  };
  const connect = async (url: string): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: PATIENCE_MS,
      keepAlive: true,
      application_name: "akkoord-listen",
    });
    let lost = false;
    const lose = (): void => {
      if (lost) return;
      lost = true;
      client = null;
      fresh.end().catch(() => {});
      later();
    };
    fresh.on("error", lose);
    fresh.on("end", lose);
    fresh.on("notification", ({ payload }) => onNotice(payload ?? null));
    try {
      await fresh.connect();
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`);
      client = fresh;
      // Whatever was said before this connection was there, nobody heard.
      onNotice(null);
    } catch (error) {
      if (!ended) log.debug({ error }, "the database cannot be listened to yet");
      lose();
    }
  };
  let connecting: Promise<void> = Promise.resolve();
  begin();
  return async () => {
    ended = true;
    clearTimeout(timer);
    await connecting;
    clearTimeout(timer);
    await client?.end().catch(() => {});
  };
}

const UNAVAILABLE_CODES = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EPIPE", "EHOSTUNREACH", "EAI_AGAIN"],
  // Shutting down, crashed, starting up; disk full, out of memory, too many connections; read-only after a failover;
  // a statement that waited too long, such as for a lock, or two that waited for each other.
  ...["57P01", "57P02", "57P03", "53100", "53200", "53300", "25006", "58030", "57014", "40P01"],
]);

/** Whether an error means that the database cannot serve now, and may later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseUnavailable);
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  if (UNAVAILABLE_CODES.has(code) || code.startsWith("08")) return true;
  // The driver gives these no code.
  return /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/.test(
    error.message,
  );
}

/** Whether an error means that the disk under the database is full. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "53100" || error.code === "ENOSPC");
}
