import { randomUUID } from "node:crypto";
import { type Selectable, sql } from "kysely";
import { z } from "zod";
import { command } from "../../platform/command.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import {
  NotFound,
  NotYourOrganisation,
  PersonChanged,
  PersonEndedByHand,
  PersonExists,
} from "../../platform/errors.ts";
import {
  asPersonExists,
  type EndingParts,
  endWithin,
  lockPerson,
  personEnded,
  reinstateWithin,
} from "./end-person.ts";
import type { Ended } from "./leaving.ts";
import { mayProvision } from "./permissions.ts";
import { type Provisioned, type ProvisionedPerson, provisionedInput } from "./provisioned.ts";
import { provisionedPerson } from "./provisioned-queries.ts";
import { actingClient, type ScimClient } from "./scim-clients.ts";
import type { DirectoryTables } from "./tables.ts";

/** What following an organisation's administration needs. */
export interface ProvisionParts extends EndingParts {
  /** Our id of an organisation that somebody names; null when it is none of ours. */
  readonly organisationId: (named: string) => Promise<string | null>;
}

const acting = z.object({ client: z.uuid() });

/** What happens because somebody works elsewhere now: the rooms they are in are decided again. */
export const personMoved = (person: string, from: string | null, to: string | null) =>
  ({ type: "directory.person-moved", data: { person, from, to } }) as const;

/**
 * Joiner: writes down somebody whom their organisation's administration tells of, also before they ever signed in.
 * Who was removed before under the same external id comes back as who they were, with nothing of what they had.
 */
export function addProvisioned(parts: ProvisionParts) {
  return command({
    name: "directory.provision-person",
    on: "person",
    input: acting.extend({ person: provisionedInput }),
    may: (actor, { client }) => mayProvision(actor, client),
    async run({ input, actor, now, transaction }) {
      const client = await actingClient(transaction, input.client);
      const organisation = await placeOf(parts, client, input.person);
      await refuseDouble(transaction, organisation, input.person, null);
      await refuseEndedByHand(transaction, client, input.person, null);
      const before = await removedBefore(transaction, client, input.person);
      if (before !== undefined) {
        await reinstateWithin(parts, transaction, before, { now, by: actor });
        await write(transaction, before.id, { person: input.person, client, organisation, now });
        if (!input.person.active) await suspend(transaction, before.id);
        return shown(transaction, before.id, { organisation });
      }
      const id = randomUUID();
      await transaction
        .$extendTables<DirectoryTables>()
        .insertInto("person")
        .values({
          id,
          issuer: null,
          subject: null,
          name: input.person.name,
          organisation,
          roles: ["civil-servant"],
          first_seen: now,
          last_seen: null,
          active: input.person.active,
        })
        .execute();
      await write(transaction, id, { person: input.person, client, organisation, now });
      return shown(transaction, id, { organisation });
    },
  });
}

/**
 * Mover and leaver: writes down what an organisation's administration changed. Somebody who is not active any more is
 * ended here and now; somebody who was ended that way and is active again begins anew.
 */
export function changeProvisioned(parts: ProvisionParts) {
  return command({
    name: "directory.change-person",
    on: "person",
    input: acting.extend({ id: z.uuid(), version: z.int(), person: provisionedInput }),
    may: (actor, { client }) => mayProvision(actor, client),
    async run({ input, actor, now, transaction }) {
      const client = await actingClient(transaction, input.client);
      const row = await lockOwn(transaction, client, input.id);
      if (row.scim_version !== input.version) throw new PersonChanged();
      const organisation = await placeOf(parts, client, input.person);
      await refuseDouble(transaction, organisation, input.person, row.id);
      await refuseEndedByHand(transaction, client, input.person, row);
      const { person } = input;
      const ends = row.active && !person.active;
      // Who was ended by hand stays ended, whatever their administration still thinks.
      const begins = !row.active && person.active && row.ended_by !== "by-hand";
      const moves = row.organisation !== organisation || row.department !== person.department;
      if (begins && row.ended_at === null) await activate(transaction, row.id);
      if (begins && row.ended_at !== null) await reinstateWithin(parts, transaction, row, { now, by: actor });
      await write(transaction, row.id, { person, client, organisation, now });
      if (row.organisation !== organisation) await leaveGroups(transaction, row.id);
      if (ends) {
        const changed = (await lockPerson(transaction, row.id)) ?? row;
        await endWithin(parts, transaction, changed, { now, by: actor, how: "scim", successor: null });
      }
      const outcome = await shown(transaction, row.id, { organisation });
      return {
        ...outcome,
        events: [
          ...(moves && !ends ? [personMoved(row.id, row.organisation, organisation)] : []),
          ...(ends ? [personEnded(row.id)] : []),
        ],
      };
    },
  });
}

/** Leaver: ends somebody and hides them from their organisation's administration. What they wrote stays theirs. */
export function removeProvisioned(parts: ProvisionParts) {
  return command({
    name: "directory.remove-person",
    on: "person",
    input: acting.extend({ id: z.uuid(), version: z.int().nullable() }),
    may: (actor, { client }) => mayProvision(actor, client),
    async run({ input, actor, now, transaction }) {
      const client = await actingClient(transaction, input.client);
      const row = await lockOwn(transaction, client, input.id);
      if (input.version !== null && row.scim_version !== input.version) throw new PersonChanged();
      const also = await leaveGroups(transaction, row.id);
      const ends = row.ended_at === null;
      if (ends) {
        await endWithin(parts, transaction, row, { now, by: actor, how: "scim", successor: null, also });
      }
      await transaction
        .$extendTables<DirectoryTables>()
        .updateTable("person")
        .set({ deleted_at: now, source: "scim", link_issuer: client.issuer })
        .where("id", "=", row.id)
        .execute();
      return {
        output: null,
        object: { type: "person", id: row.id },
        events: ends ? [personEnded(row.id)] : [],
      };
    },
  });
}

type Row = Selectable<DirectoryTables["person"]>;

/** A person of the client's organisation, locked. @throws NotFound for anybody else */
async function lockOwn(transaction: AnyDatabase, client: ScimClient, id: string): Promise<Row> {
  const row = await lockPerson(transaction, id);
  if (row === undefined || row.organisation !== client.organisation || row.deleted_at !== null) {
    throw new NotFound();
  }
  return row;
}

/** Where somebody works by what their administration says: its own organisation unless it may move people elsewhere. */
async function placeOf(
  { organisationId }: ProvisionParts,
  client: ScimClient,
  { organisation }: Provisioned,
): Promise<string> {
  const named = organisation === null ? null : await organisationId(organisation);
  // A part of the organisation, or a name that we do not know: that says nothing of another one.
  if (named === null || named === client.organisation) return client.organisation;
  if (!client.movesTo.includes(named)) throw new NotYourOrganisation(named);
  return named;
}

/** @throws PersonExists when somebody else of the organisation is called so already */
async function refuseDouble(
  transaction: AnyDatabase,
  organisation: string,
  { userName, externalId }: Provisioned,
  self: string | null,
): Promise<void> {
  const found = await transaction
    .$extendTables<DirectoryTables>()
    .selectFrom("person")
    .select("id")
    .where("organisation", "=", organisation)
    .where("deleted_at", "is", null)
    .where((where) =>
      where.or([
        sql<boolean>`lower(user_name) = lower(${userName})`,
        ...(externalId === null ? [] : [where("external_id", "=", externalId)]),
      ]),
    )
    .where((where) => (self === null ? where.lit(true) : where("id", "!=", self)))
    .executeTakeFirst();
  if (found !== undefined) throw new PersonExists();
}

/**
 * Who was ended by hand stays ended: nobody is told of under their name or identity. That is also so after they were
 * removed, and for who takes the name of theirs by a change.
 *
 * @param self who is changed; null for somebody new
 * @throws PersonEndedByHand when it would be them
 */
async function refuseEndedByHand(
  transaction: AnyDatabase,
  { organisation, issuer }: ScimClient,
  { userName, externalId }: Provisioned,
  self: Row | null,
): Promise<void> {
  const isCalledAsBefore =
    self?.external_id === externalId && self.user_name?.toLowerCase() === userName.toLowerCase();
  if (isCalledAsBefore) return;
  // They never signed in: their name is all by which they can be known again.
  if (self?.ended_by === "by-hand" && self.source === "scim" && self.subject === null)
    throw new PersonEndedByHand();
  const found = await transaction
    .$extendTables<DirectoryTables>()
    .selectFrom("person")
    .select("id")
    .where("organisation", "=", organisation)
    .where("ended_by", "=", "by-hand")
    .where((where) =>
      where.or([
        sql<boolean>`lower(user_name) = lower(${userName})`,
        ...(externalId === null
          ? []
          : [
              where("external_id", "=", externalId),
              // The provider's own id for them, when they signed in before anybody told of them.
              sql<boolean>`subject = ${externalId} and rtrim(issuer, '/') = ${issuer}`,
            ]),
      ]),
    )
    .where((where) => (self === null ? where.lit(true) : where("id", "!=", self.id)))
    .executeTakeFirst();
  if (found !== undefined) throw new PersonEndedByHand();
}

/** Who was removed before under the same external id, which their administration never gives to somebody else. */
async function removedBefore(
  transaction: AnyDatabase,
  client: ScimClient,
  { externalId }: Provisioned,
): Promise<Row | undefined> {
  if (externalId === null) return undefined;
  return transaction
    .$extendTables<DirectoryTables>()
    .selectFrom("person")
    .selectAll()
    .where("organisation", "=", client.organisation)
    .where("external_id", "=", externalId)
    .where("deleted_at", "is not", null)
    .where("ended_by", "=", "scim")
    .orderBy("deleted_at", "desc")
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
}

async function write(
  transaction: AnyDatabase,
  id: string,
  {
    person,
    client,
    organisation,
    now,
  }: { person: Provisioned; client: ScimClient; organisation: string; now: Date },
): Promise<void> {
  const tables = transaction.$extendTables<DirectoryTables>();
  const manager = await managerIn(transaction, organisation, person.manager, id);
  const moved = await tables
    .selectFrom("person")
    .select("organisation")
    .where("id", "=", id)
    .executeTakeFirst();
  await tables
    .updateTable("person")
    .set((set) => ({
      name: person.name,
      organisation,
      user_name: person.userName,
      external_id: person.externalId,
      email: person.email,
      department: person.department,
      manager,
      source: "scim",
      scim: JSON.stringify(person.resource),
      scim_version: set("scim_version", "+", 1),
      link_issuer: client.issuer,
      changed_at: now,
      // What somebody was trusted with by one organisation is not theirs at the next.
      ...(moved?.organisation === organisation ? {} : { roles: ["civil-servant"] as const }),
    }))
    .where("id", "=", id)
    .execute()
    .catch(asPersonExists);
}

/** The manager, when it is somebody of the same organisation. */
async function managerIn(
  transaction: AnyDatabase,
  organisation: string,
  named: string | null,
  self: string,
): Promise<string | null> {
  const id = z.uuid().safeParse(named).data;
  if (id === undefined || id === self) return null;
  const found = await transaction
    .$extendTables<DirectoryTables>()
    .selectFrom("person")
    .select("id")
    .where("id", "=", id)
    .where("organisation", "=", organisation)
    .executeTakeFirst();
  return found?.id ?? null;
}

async function activate(transaction: AnyDatabase, id: string): Promise<void> {
  await transaction
    .$extendTables<DirectoryTables>()
    .updateTable("person")
    .set({ active: true })
    .where("id", "=", id)
    .execute();
}

/** Somebody who is told of before they may begin. */
async function suspend(transaction: AnyDatabase, id: string): Promise<void> {
  await transaction
    .$extendTables<DirectoryTables>()
    .updateTable("person")
    .set({ active: false })
    .where("id", "=", id)
    .execute();
}

/** Takes somebody out of every group; says which. */
async function leaveGroups(transaction: AnyDatabase, id: string): Promise<Ended[]> {
  const left = await transaction
    .$extendTables<DirectoryTables>()
    .deleteFrom("scim_group_member")
    .where("person_id", "=", id)
    .returning("group_id")
    .execute();
  return left.map(({ group_id }) => ({ kind: "group", id: group_id }));
}

/** Somebody as their administration sees them after a change. */
async function shown(transaction: AnyDatabase, id: string, whose: { organisation: string }) {
  const output: ProvisionedPerson | null = await provisionedPerson(transaction, whose, id);
  if (output === null) throw new NotFound();
  return { output, object: { type: "person", id } };
}
