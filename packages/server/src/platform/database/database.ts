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
    connect(url) {
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

const UNAVAILABLE_CODES = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EPIPE", "EHOSTUNREACH", "EAI_AGAIN"],
  // Shutting down, crashed, starting up; disk full, out of memory, too many connections; read-only after a failover;
  // a statement that waited too long, such as for a lock.
  ...["57P01", "57P02", "57P03", "53100", "53200", "53300", "25006", "58030", "57014"],
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
