import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import { command } from "../../platform/command.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { GroupExists, InvalidInput, NotFound, PersonChanged } from "../../platform/errors.ts";
import { mayProvision } from "./permissions.ts";
import { groupInput } from "./provisioned.ts";
import { actingClient, type ScimClient } from "./scim-clients.ts";
import type { DirectoryTables } from "./tables.ts";

/** The most that one request can name. */
const MOST_MEMBERS = 10_000;

const acting = z.object({ client: z.uuid() });
const members = z.array(z.string().max(255)).max(MOST_MEMBERS);

/** Makes a group of people of the organisation. */
export const addGroup = command({
  name: "directory.add-group",
  on: "group",
  input: acting.extend({ group: groupInput, members }),
  may: (actor, { client }) => mayProvision(actor, client),
  async run({ input, now, transaction }) {
    const client = await actingClient(transaction, input.client);
    await refuseDouble(transaction, client, input.group.displayName, null);
    const id = randomUUID();
    await transaction
      .$extendTables<DirectoryTables>()
      .insertInto("scim_group")
      .values({
        id,
        organisation: client.organisation,
        display_name: input.group.displayName,
        external_id: input.group.externalId,
        created_at: now,
        changed_at: now,
      })
      .execute()
      .catch(asGroupExists);
    await putIn(transaction, client, id, input.members);
    return { output: { id }, object: { type: "group", id } };
  },
});

/** Changes what a group is called and who is in it. */
export const changeGroup = command({
  name: "directory.change-group",
  on: "group",
  input: acting.extend({
    id: z.uuid(),
    version: z.int(),
    group: groupInput,
    add: members,
    remove: members,
  }),
  may: (actor, { client }) => mayProvision(actor, client),
  async run({ input, now, transaction }) {
    const client = await actingClient(transaction, input.client);
    const tables = transaction.$extendTables<DirectoryTables>();
    await lockOwn(transaction, client, input.id, input.version);
    await refuseDouble(transaction, client, input.group.displayName, input.id);
    await tables
      .updateTable("scim_group")
      .set((set) => ({
        display_name: input.group.displayName,
        external_id: input.group.externalId,
        changed_at: now,
        version: set("version", "+", 1),
      }))
      .where("id", "=", input.id)
      .execute()
      .catch(asGroupExists);
    await takeOut(transaction, input.id, input.remove);
    await putIn(transaction, client, input.id, input.add);
    return { output: null, object: { type: "group", id: input.id } };
  },
});

/** Removes a group. The people stay. */
export const removeGroup = command({
  name: "directory.remove-group",
  on: "group",
  input: acting.extend({ id: z.uuid(), version: z.int().nullable() }),
  may: (actor, { client }) => mayProvision(actor, client),
  async run({ input, transaction }) {
    const client = await actingClient(transaction, input.client);
    await lockOwn(transaction, client, input.id, input.version);
    const tables = transaction.$extendTables<DirectoryTables>();
    await noteGroups(transaction, await membersNow(transaction, input.id));
    await tables.deleteFrom("scim_group").where("id", "=", input.id).execute();
    return { output: null, object: { type: "group", id: input.id } };
  },
});

async function lockOwn(
  transaction: AnyDatabase,
  client: ScimClient,
  id: string,
  version: number | null,
): Promise<void> {
  const row = await transaction
    .$extendTables<DirectoryTables>()
    .selectFrom("scim_group")
    .select("version")
    .where("id", "=", id)
    .where("organisation", "=", client.organisation)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new NotFound();
  if (version !== null && row.version !== version) throw new PersonChanged();
}

async function refuseDouble(
  transaction: AnyDatabase,
  { organisation }: ScimClient,
  displayName: string,
  self: string | null,
): Promise<void> {
  const found = await transaction
    .$extendTables<DirectoryTables>()
    .selectFrom("scim_group")
    .select("id")
    .where("organisation", "=", organisation)
    .where(sql<boolean>`lower(display_name) = lower(${displayName})`)
    .where((where) => (self === null ? where.lit(true) : where("id", "!=", self)))
    .executeTakeFirst();
  if (found !== undefined) throw new GroupExists();
}

/** Two made at the same time: the index lets one of them through. */
function asGroupExists(error: unknown): never {
  const isDouble = error instanceof Error && "code" in error && error.code === "23505";
  throw isDouble ? new GroupExists() : error;
}

/** @throws InvalidInput when somebody is not of the client's organisation */
async function putIn(
  transaction: AnyDatabase,
  { organisation }: ScimClient,
  group: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const wanted = [...new Set(ids)];
  const tables = transaction.$extendTables<DirectoryTables>();
  const known = await tables
    .selectFrom("person")
    .select("id")
    .where(sql<boolean>`id = any(${wanted.filter((id) => z.uuid().safeParse(id).success)}::uuid[])`)
    .where("organisation", "=", organisation)
    .where("deleted_at", "is", null)
    .execute();
  if (known.length !== wanted.length) {
    throw new InvalidInput([{ path: "members", message: "must be users of this organisation" }]);
  }
  const added = await tables
    .insertInto("scim_group_member")
    .columns(["group_id", "person_id"])
    .expression(sql`select ${group}::uuid, unnest(${wanted}::uuid[])`)
    .onConflict((conflict) => conflict.doNothing())
    .returning("person_id")
    .execute();
  await noteGroups(
    transaction,
    added.map(({ person_id }) => person_id),
  );
}

async function takeOut(transaction: AnyDatabase, group: string, ids: readonly string[]): Promise<void> {
  const wanted = ids.filter((id) => z.uuid().safeParse(id).success);
  if (wanted.length === 0) return;
  const removed = await transaction
    .$extendTables<DirectoryTables>()
    .deleteFrom("scim_group_member")
    .where("group_id", "=", group)
    .where(sql<boolean>`person_id = any(${wanted}::uuid[])`)
    .returning("person_id")
    .execute();
  await noteGroups(
    transaction,
    removed.map(({ person_id }) => person_id),
  );
}

async function membersNow(transaction: AnyDatabase, group: string): Promise<string[]> {
  const rows = await transaction
    .$extendTables<DirectoryTables>()
    .selectFrom("scim_group_member")
    .select("person_id")
    .where("group_id", "=", group)
    .execute();
  return rows.map(({ person_id }) => person_id);
}

/** A user shows the groups they are in, so that user is another version now. */
async function noteGroups(transaction: AnyDatabase, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  const tables = transaction.$extendTables<DirectoryTables>();
  const those = sql<boolean>`id = any(${people}::uuid[])`;
  // In one order, so that two changes of groups with the same people do not wait for each other.
  await tables.selectFrom("person").select("id").where(those).orderBy("id").forNoKeyUpdate().execute();
  await tables
    .updateTable("person")
    .set((set) => ({ scim_version: set("scim_version", "+", 1) }))
    .where(those)
    .execute();
}
