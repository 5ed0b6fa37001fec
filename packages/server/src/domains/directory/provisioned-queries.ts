import { type Selectable, sql } from "kysely";
import { z } from "zod";
import type { AnyDatabase, Database } from "../../platform/database/database.ts";
import type { GroupName, Lookup, ProvisionedGroup, ProvisionedPerson } from "./provisioned.ts";
import type { ScimClient } from "./scim-clients.ts";
import type { DirectoryTables } from "./tables.ts";

/** How many rows are looked at in one go when everything must be. */
const SCAN_ROWS = 500;

/** Which stretch of a list, in the order in which they came: an offset and a number. */
export interface Stretch {
  readonly offset: number;
  readonly limit: number;
}

type Whose = Pick<ScimClient, "organisation">;

/** Reads people and groups as an organisation's administration sees them: its own, and no others. */
export function createProvisionedQueries(database: Database) {
  const people = (whose: Whose, lookups: readonly Lookup[]) =>
    lookups.reduce(narrowPeople, selectProvisioned(database.use(), whose));
  const groups = (whose: Whose, lookups: readonly Lookup[]) =>
    lookups.reduce(narrowGroups, selectGroups(database.use(), whose));
  return {
    /** A person by id, or null. */
    async person(whose: Whose, id: string): Promise<ProvisionedPerson | null> {
      return isId(id) ? provisionedPerson(database.use(), whose, id) : null;
    },

    /** How many people there are. */
    async countPeople({ organisation }: Whose): Promise<number> {
      const { count } = await database
        .use()
        .$extendTables<DirectoryTables>()
        .selectFrom("person")
        .select(({ fn }) => fn.countAll<string>().as("count"))
        .where("organisation", "=", organisation)
        .where("deleted_at", "is", null)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    /** People in the order in which they came: none twice and none left out when others come meanwhile. */
    async peopleIn(whose: Whose, { offset, limit }: Stretch): Promise<ProvisionedPerson[]> {
      const rows = await people(whose, [])
        .orderBy("first_seen")
        .orderBy("person.id")
        .offset(offset)
        .limit(limit)
        .execute();
      return rows.map(asProvisioned);
    },

    /** People with these ids, in that order; those who are gone are left out. */
    async peopleById(whose: Whose, ids: readonly string[]): Promise<ProvisionedPerson[]> {
      if (ids.length === 0) return [];
      const rows = (await people(whose, []).where("person.id", "in", ids).execute()).map(asProvisioned);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },

    /** Shows everybody who fits the lookups, one by one, in the order in which they came. */
    async eachPerson(
      whose: Whose,
      lookups: readonly Lookup[],
      show: (person: ProvisionedPerson) => void,
    ): Promise<void> {
      let after: { seen: string; id: string } | null = null;
      for (;;) {
        let query = people(whose, lookups)
          // As text: the database keeps moments more precisely than they can be given back otherwise.
          .select(sql<string>`first_seen::text`.as("seen"))
          .orderBy("first_seen")
          .orderBy("person.id")
          .limit(SCAN_ROWS);
        if (after !== null) {
          const { seen, id }: { seen: string; id: string } = after;
          query = query.where(sql<boolean>`(first_seen, person.id) > (${seen}::timestamptz, ${id}::uuid)`);
        }
        const rows = await query.execute();
        for (const row of rows) show(asProvisioned(row));
        const last: { seen: string; id: string } | undefined = rows.at(-1);
        if (last === undefined || rows.length < SCAN_ROWS) return;
        after = { seen: last.seen, id: last.id };
      }
    },

    /** A group by id, or null. */
    async group(whose: Whose, id: string): Promise<ProvisionedGroup | null> {
      const row = isId(id) ? await groups(whose, []).where("id", "=", id).executeTakeFirst() : undefined;
      return row === undefined ? null : asGroup(row);
    },

    /** Every group that fits the lookups, in the order in which they came. */
    async groups(whose: Whose, lookups: readonly Lookup[]): Promise<ProvisionedGroup[]> {
      const rows = await groups(whose, lookups).orderBy("created_at").orderBy("id").execute();
      return rows.map(asGroup);
    },

    /** Who is in groups: ids and names by the id of the group. */
    async members(ids: readonly string[]): Promise<ReadonlyMap<string, GroupName[]>> {
      return membersOf(database.use(), ids);
    },
  };
}

/** Reads people and groups as an organisation's administration sees them. */
export type ProvisionedQueries = ReturnType<typeof createProvisionedQueries>;

/** A person of an organisation by id, also within a transaction; null when there is none. */
export async function provisionedPerson(
  database: AnyDatabase,
  whose: Whose,
  id: string,
): Promise<ProvisionedPerson | null> {
  const row = await selectProvisioned(database, whose).where("person.id", "=", id).executeTakeFirst();
  return row === undefined ? null : asProvisioned(row);
}

/** Who is in groups: ids and names by the id of the group. */
export async function membersOf(
  database: AnyDatabase,
  ids: readonly string[],
): Promise<ReadonlyMap<string, GroupName[]>> {
  const found = new Map<string, GroupName[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return found;
  const rows = await database
    .$extendTables<DirectoryTables>()
    .selectFrom("scim_group_member as m")
    .innerJoin("person", "person.id", "m.person_id")
    .select(["m.group_id", "person.id", "person.name"])
    .where("m.group_id", "in", ids)
    .orderBy("person.id")
    .execute();
  for (const { group_id, id, name } of rows) found.get(group_id)?.push({ id, name });
  return found;
}

function selectProvisioned(database: AnyDatabase, { organisation }: Whose) {
  return database
    .$extendTables<DirectoryTables>()
    .selectFrom("person")
    .selectAll("person")
    .select(
      sql<GroupName[]>`coalesce((
        select json_agg(json_build_object('id', g.id, 'name', g.display_name) order by g.id)
        from scim_group_member m join scim_group g on g.id = m.group_id where m.person_id = person.id
      ), '[]')`.as("groups"),
    )
    .where("organisation", "=", organisation)
    .where("deleted_at", "is", null);
}

function selectGroups(database: AnyDatabase, { organisation }: Whose) {
  return database
    .$extendTables<DirectoryTables>()
    .selectFrom("scim_group")
    .selectAll()
    .where("organisation", "=", organisation);
}

function narrowPeople(
  query: ReturnType<typeof selectProvisioned>,
  { attribute, value }: Lookup,
): ReturnType<typeof selectProvisioned> {
  switch (attribute) {
    case "id":
      return isId(value) ? query.where("person.id", "=", value) : query.where(sql<boolean>`false`);
    case "userName":
      return query.where(sql<boolean>`lower(user_name) = lower(${value})`);
    case "externalId":
      return query.where("external_id", "=", value);
    case "displayName":
      return query;
  }
}

function narrowGroups(
  query: ReturnType<typeof selectGroups>,
  { attribute, value }: Lookup,
): ReturnType<typeof selectGroups> {
  switch (attribute) {
    case "id":
      return isId(value) ? query.where("id", "=", value) : query.where(sql<boolean>`false`);
    case "displayName":
      return query.where(sql<boolean>`lower(display_name) = lower(${value})`);
    case "externalId":
      return query.where("external_id", "=", value);
    default:
      return query;
  }
}

type ProvisionedRow = Selectable<DirectoryTables["person"]> & { readonly groups: GroupName[] };

function asProvisioned(row: ProvisionedRow): ProvisionedPerson {
  return {
    id: row.id,
    version: row.scim_version,
    userName: row.user_name ?? row.id,
    externalId: row.external_id,
    name: row.name,
    email: row.email,
    active: row.active,
    department: row.department,
    manager: row.manager,
    resource: row.scim,
    groups: row.groups,
    createdAt: row.first_seen,
    changedAt: row.changed_at ?? row.first_seen,
  };
}

function asGroup(row: Selectable<DirectoryTables["scim_group"]>): ProvisionedGroup {
  return {
    id: row.id,
    version: row.version,
    displayName: row.display_name,
    externalId: row.external_id,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}

const ID = z.uuid();

/** Anything else would be no question that the database can answer. */
const isId = (text: string): boolean => ID.safeParse(text).success;
