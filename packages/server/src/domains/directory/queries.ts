import type { Group, Organisation, OutsideParty } from "@akkoord/policy";
import { type Selectable, sql } from "kysely";
import type { Person } from "../../platform/actor.ts";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Registry } from "../registry/registry.ts";
import { type KnownPerson, organisationId, type PersonName } from "./model.ts";
import type { DirectoryTables } from "./tables.ts";

/** Enough to pick from, too few to copy a directory by. */
const MOST_COLLEAGUES = 10;

/** Reads organisations, which are part of the published rule set, and people. */
export function createDirectory(database: Database, registry: Registry, clock: Clock) {
  const on = async (date: string | undefined) =>
    (await registry.currentOn(date ?? dayInAmsterdam(clock.now()))).held;
  return {
    async organisations(date: string | undefined): Promise<{
      ruleSet: string;
      organisations: Organisation[];
      outsideParties: OutsideParty[];
      groups: Group[];
    }> {
      const { hash, ruleSet } = await on(date);
      return {
        ruleSet: hash,
        organisations: [...ruleSet.organisations],
        outsideParties: [...ruleSet.outsideParties],
        groups: [...ruleSet.groups],
      };
    },

    /** @throws NotFound when there is no such organisation */
    async organisation(id: string, date: string | undefined): Promise<Organisation> {
      const { ruleSet } = await on(date);
      const found = ruleSet.organisations.find((organisation) => organisation.id === id);
      if (found === undefined) throw new NotFound();
      return found;
    },

    /** Our id of an organisation that an identity provider names; null when it is none of ours. */
    async organisationId(named: string): Promise<string | null> {
      return organisationId((await on(undefined)).ruleSet, named);
    },

    /** A person by id, or null. */
    async person(id: string): Promise<Person | null> {
      const row = await database
        .use()
        .$extendTables<DirectoryTables>()
        .selectFrom("person")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      if (row === undefined) return null;
      return { kind: "person", id: row.id, name: row.name, organisation: row.organisation, roles: row.roles };
    },

    /** What people with these ids are called and where they work; who is unknown is left out. */
    async named(ids: readonly string[]): Promise<PersonName[]> {
      if (ids.length === 0) return [];
      return database
        .use()
        .$extendTables<DirectoryTables>()
        .selectFrom("person")
        .select(["id", "name", "organisation"])
        .where("id", "in", ids)
        .execute();
    },

    /** People of an organisation whose name holds what was typed: the first ten by name. */
    async colleagues(organisation: string, typed: string): Promise<PersonName[]> {
      return database
        .use()
        .$extendTables<DirectoryTables>()
        .selectFrom("person")
        .select(["id", "name", "organisation"])
        .where("organisation", "=", organisation)
        .where(sql`position(lower(${typed}) in lower(name))`, ">", 0)
        .orderBy("name")
        .orderBy("id")
        .limit(MOST_COLLEAGUES)
        .execute();
    },
  };
}

/** Reads organisations and people. */
export type Directory = ReturnType<typeof createDirectory>;

/** A row as the list of access rights shows it. */
export function asKnownPerson(row: Selectable<DirectoryTables["person"]>): KnownPerson {
  return {
    id: row.id,
    name: row.name,
    organisation: row.organisation,
    roles: row.roles,
    firstSeen: row.first_seen.toISOString(),
    lastSeen: row.last_seen.toISOString(),
  };
}
