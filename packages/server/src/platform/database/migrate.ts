import { Kysely, PostgresDialect, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import pg from "pg";
import type { AnyDatabase } from "./database.ts";

/** A right of the server's role on a table. */
export type Right = "select" | "insert" | "update" | "delete";

/** What a domain keeps: its migrations by name (date and order first) and the server's rights on its tables. */
export interface Schema {
  readonly migrations: Readonly<Record<string, Migration>>;
  readonly rights: Readonly<Record<string, readonly Right[]>>;
}

/** Schema in which the job queue keeps its own tables. */
export const JOBS_SCHEMA = "jobs";

/**
 * Brings the tables up to date and gives the server's role its rights, and no others. Several processes
 * may do this at once: a lock in the database lets them go one by one.
 *
 * @param ownerUrl address with the role that owns the tables
 * @param serverUrl address with the role the server works as; may be the same
 */
export async function migrate(
  ownerUrl: string,
  serverUrl: string,
  schemas: readonly Schema[],
): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1, connectionTimeoutMillis: 5_000 });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const database: AnyDatabase = new Kysely({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({
      db: database,
      provider: {
        getMigrations: async () => Object.assign({}, ...schemas.map((schema) => schema.migrations)),
      },
      allowUnorderedMigrations: true,
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    await giveRights(database, await roleOf(serverUrl), schemas);
  } finally {
    await database.destroy();
  }
}

async function giveRights(database: AnyDatabase, role: string, schemas: readonly Schema[]): Promise<void> {
  await database.transaction().execute(async (tx) => {
    // Two processes that give the same rights at once would trip over each other.
    await sql`select pg_advisory_xact_lock(hashtext('akkoord-rights'))`.execute(tx);
    const server = sql.id(role);
    await sql`grant usage on schema public to ${server}`.execute(tx);
    await sql`create schema if not exists ${sql.id(JOBS_SCHEMA)} authorization ${server}`.execute(tx);
    for (const [table, rights] of schemas.flatMap((schema) => Object.entries(schema.rights))) {
      await sql`revoke all on ${sql.table(table)} from ${server}`.execute(tx);
      await sql`grant ${sql.raw(rights.join(", "))} on ${sql.table(table)} to ${server}`.execute(tx);
    }
  });
}

async function roleOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ role: string }>("select current_user as role");
    return rows[0]?.role ?? "";
  } finally {
    await client.end();
  }
}
