import type { Group, Organisation, OutsideParty } from "@akkoord/policy";
import { sql } from "kysely";
import type { Person, Role } from "../../platform/actor.ts";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Registry } from "../registry/registry.ts";
import type { GroupRole } from "./group-roles.ts";
import { organisationId, type PersonName } from "./model.ts";
import { asPerson, selectPeople } from "./read-person.ts";
import type { DirectoryTables } from "./tables.ts";

/** What reading the directory needs. */
export interface DirectoryParts {
  readonly database: Database;
  readonly registry: Registry;
  readonly clock: Clock;
  /** Which groups give which roles. */
  readonly groupRoles: readonly GroupRole[];
}

/** Enough to pick from, too few to copy a directory by. */
export const MOST_COLLEAGUES = 10;

/** Reads organisations, which are part of the published rule set, and people. */
export function createDirectory({ database, registry, clock, groupRoles }: DirectoryParts) {
  const on = async (date: string | undefined) =>
    (await registry.currentOn(date ?? dayInAmsterdam(clock.now()))).held;
  const tables = () => database.use().$extendTables<DirectoryTables>();
  const rowOf = (id: string) => selectPeople(tables()).where("person.id", "=", id).executeTakeFirst();
  const activePerson = async (id: string): Promise<Person | null> => {
    const row = await rowOf(id);
    return row?.active === true ? asPerson(row, groupRoles) : null;
  };
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

    /** A person by id, also one who left; null for who is unknown. */
    async person(id: string): Promise<Person | null> {
      const row = await rowOf(id);
      return row === undefined ? null : asPerson(row, groupRoles);
    },

    /** A person who may work here, by id; null for who is unknown, has left or may not begin yet. */
    activePerson,

    /** Where mail to somebody who works here goes; null when they left, or no address is known. */
    async emailOf(id: string): Promise<string | null> {
      const row = await tables()
        .selectFrom("person")
        .select("email")
        .where("id", "=", id)
        .where("active", "=", true)
        .executeTakeFirst();
      return row?.email ?? null;
    },

    /** Whether this is the address of somebody who works here, however its letters are cased. */
    async worksHere(email: string): Promise<boolean> {
      const row = await tables()
        .selectFrom("person")
        .select("id")
        .where(sql`lower(email)`, "=", email.toLowerCase())
        .where("active", "=", true)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Who is above somebody and works here; null when nobody is known. */
    async managerOf(id: string): Promise<Person | null> {
      const row = await tables()
        .selectFrom("person")
        .select("manager")
        .where("id", "=", id)
        .executeTakeFirst();
      return row === undefined || row.manager === null ? null : activePerson(row.manager);
    },

    /** Whether somebody is the manager of anybody of their own organisation, also of people who left. */
    async managesSomebody({ id, organisation }: Pick<Person, "id" | "organisation">): Promise<boolean> {
      const row = await tables()
        .selectFrom("person")
        .select("id")
        .where("manager", "=", id)
        .where("organisation", "is not distinct from", organisation)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Who of an organisation works here in a role. */
    async withRole(organisation: string, role: Role): Promise<Person[]> {
      const rows = await selectPeople(tables())
        .where("person.organisation", "=", organisation)
        .where("person.active", "=", true)
        // Of themselves, or perhaps through a group.
        .where(
          sql<boolean>`(${role} = any(person.roles)
            or exists (select 1 from scim_group_member m where m.person_id = person.id))`,
        )
        .orderBy("person.id")
        .execute();
      return rows.map((row) => asPerson(row, groupRoles)).filter(({ roles }) => roles.includes(role));
    },

    /** What people with these ids are called and where they work; who is unknown is left out. */
    async named(ids: readonly string[]): Promise<PersonName[]> {
      if (ids.length === 0) return [];
      return tables()
        .selectFrom("person")
        .select(["id", "name", "organisation"])
        .where("id", "in", ids)
        .execute();
    },

    /** Which of these people work at an organisation now. */
    async workingAt(organisation: string, ids: readonly string[]): Promise<string[]> {
      if (ids.length === 0) return [];
      const rows = await tables()
        .selectFrom("person")
        .select("id")
        .where("id", "in", ids)
        .where("organisation", "=", organisation)
        .where("active", "=", true)
        .execute();
      return rows.map(({ id }) => id);
    },

    /**
     * People who work here now and whose name holds what was typed: the first ten, names that begin with it before
     * others.
     *
     * @param organisation only those of one organisation; null for all
     */
    async colleagues(organisation: string | null, typed: string): Promise<PersonName[]> {
      const place = sql<number>`position(lower(${typed}) in lower(name))`;
      let query = tables()
        .selectFrom("person")
        .select(["id", "name", "organisation"])
        .where("active", "=", true)
        .where(place, ">", 0);
      if (organisation !== null) query = query.where("organisation", "=", organisation);
      return query.orderBy(sql`${place} > 1`).orderBy("name").orderBy("id").limit(MOST_COLLEAGUES).execute();
    },
  };
}

/** Reads organisations and people. */
export type Directory = ReturnType<typeof createDirectory>;
