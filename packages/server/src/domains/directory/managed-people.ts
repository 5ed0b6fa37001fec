import { sql } from "kysely";
import { z } from "zod";
import { command } from "../../platform/command.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { NotAllowed } from "../../platform/errors.ts";
import { type PersonName, type PersonState, stateOf } from "./model.ts";
import { mayReadManagedPeople } from "./permissions.ts";
import type { DirectoryTables } from "./tables.ts";

/** Somebody as their manager sees them: what it takes to know who still has access, and no more. */
export interface ManagedPerson extends PersonName {
  readonly userName: string | null;
  readonly department: string | null;
  readonly state: PersonState;
  /** UTC. */
  readonly endedAt: string | null;
  /** Of their leaving; null while they have not left. */
  readonly certificate: ManagedCertificate | null;
}

/** What their manager sees of a certificate before opening it: the people whom it names by id alone. */
export interface ManagedCertificate {
  readonly id: string;
  /** Null when no person ended them, such as their organisation's administration. */
  readonly endedBy: PersonName | null;
  readonly successor: PersonName | null;
}

/** Which of one's own people to list. */
export const managedSearch = z.object({
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
  id: z.uuid().optional().meta({ description: "One of them." }),
});

/** The people whose manager somebody is: those who work here first, by name. Who left stays, with their certificate. */
export const readManagedPeople = command({
  name: "directory.read-managed-people",
  on: "person",
  input: managedSearch,
  may: mayReadManagedPeople,
  async run({ input, actor, transaction }) {
    if (!mayReadManagedPeople(actor)) throw new NotAllowed();
    let query = transaction
      .$extendTables<DirectoryTables>()
      .selectFrom("person")
      .select(["id", "name", "organisation", "user_name", "department", "active", "ended_at"])
      .where("manager", "=", actor.id)
      .where("organisation", "is not distinct from", actor.organisation);
    if (input.id !== undefined) query = query.where("id", "=", input.id);
    const rows = await query
      .orderBy(sql`ended_at is not null`)
      .orderBy("name")
      .orderBy("id")
      .limit(input.pageSize)
      .offset((input.page - 1) * input.pageSize)
      .execute();
    const left = rows.flatMap(({ id, ended_at }) => (ended_at === null ? [] : [id]));
    const certificates = await newestCertificates(transaction, left);
    const output = rows.map(
      (row): ManagedPerson => ({
        id: row.id,
        name: row.name,
        organisation: row.organisation,
        userName: row.user_name,
        department: row.department,
        state: stateOf(row),
        endedAt: row.ended_at?.toISOString() ?? null,
        certificate: certificates.get(row.id) ?? null,
      }),
    );
    return { output, object: { type: "person", id: input.id ?? null } };
  },
});

/** The newest certificates of people who left, by person. */
async function newestCertificates(
  transaction: AnyDatabase,
  people: readonly string[],
): Promise<ReadonlyMap<string, ManagedCertificate>> {
  if (people.length === 0) return new Map();
  const tables = transaction.$extendTables<DirectoryTables>();
  const rows = await tables
    .selectFrom("leaving_certificate")
    .distinctOn("person_id")
    .select([
      "id",
      "person_id",
      sql<string | null>`case when document::jsonb #>> '{endedBy,kind}' = 'person'
        then document::jsonb #>> '{endedBy,id}' end`.as("ended_by"),
      sql<string | null>`document::jsonb ->> 'successor'`.as("successor"),
    ])
    .where("person_id", "in", people)
    .orderBy("person_id")
    .orderBy("ended_at", "desc")
    .execute();
  const mentioned = rows.flatMap(({ ended_by, successor }) => [ended_by ?? [], successor ?? []].flat());
  const named =
    mentioned.length === 0
      ? []
      : await tables
          .selectFrom("person")
          .select(["id", "name", "organisation"])
          .where("id", "in", mentioned)
          .execute();
  const names = new Map(named.map((person): [string, PersonName] => [person.id, person]));
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  return new Map(
    rows.map(({ id, person_id, ended_by, successor }) => [
      person_id,
      { id, endedBy: nameOf(ended_by), successor: nameOf(successor) },
    ]),
  );
}
