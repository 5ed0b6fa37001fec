import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { hashOfToken, newToken } from "../domains/sessions/model.ts";
import type { TestServer } from "./test-server.ts";

/** Somebody of a crowd, with an application of theirs. */
export interface OneOfMany {
  readonly id: string;
  readonly token: string;
}

/** The address of a test server's database, with the role that owns the tables. */
export async function ownerUrlOf({ dataDir }: Pick<TestServer, "dataDir">): Promise<string> {
  const folder = join(dataDir, "postgresql-18");
  const port = (await readFile(join(folder, "cluster", "postmaster.pid"), "utf8")).split("\n")[3];
  const password = (await readFile(join(folder, "password"), "utf8")).trim();
  return `postgres://akkoord_owner:${password}@127.0.0.1:${port}/akkoord`;
}

/**
 * Writes down more people of an organisation than could sign in one by one in a test, each connected with an application.
 */
export async function manyPeople(
  server: TestServer,
  count: number,
  organisation = "bzk",
): Promise<OneOfMany[]> {
  const people = Array.from({ length: count }, () => ({ id: randomUUID(), token: newToken() }));
  const client = new pg.Client({ connectionString: await ownerUrlOf(server) });
  await client.connect();
  try {
    await client.query(
      `insert into person (id, issuer, subject, name, organisation, roles, first_seen, last_seen)
       select id, 'test', id, 'Collega ' || n, $2, '{civil-servant}', now(), now()
       from unnest($1::uuid[]) with ordinality as one (id, n)`,
      [people.map(({ id }) => id), organisation],
    );
    await client.query(
      `insert into access_token (token_hash, holder_kind, holder_id, device_id, issued_at, expires_at)
       select hash, 'person', id, 'TEST', now(), now() + interval '1 hour'
       from unnest($1::uuid[], $2::text[]) as one (id, hash)`,
      [people.map(({ id }) => id), people.map(({ token }) => hashOfToken(token))],
    );
  } finally {
    await client.end();
  }
  return people;
}
