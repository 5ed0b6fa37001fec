import { type Kysely, type Selectable, sql } from "kysely";
import type { Person } from "../../platform/actor.ts";
import { type GroupRole, rolesThrough } from "./group-roles.ts";
import { knownRoles } from "./model.ts";
import type { DirectoryTables } from "./tables.ts";

/** A row with the names of the groups that their own organisation put them in. */
export type PersonRow = Selectable<DirectoryTables["person"]> & { readonly group_names: string[] };

/** People, each with the names of their groups. */
export function selectPeople(tables: Kysely<DirectoryTables>) {
  return tables
    .selectFrom("person")
    .selectAll("person")
    .select(
      sql<string[]>`array(
        select g.display_name from scim_group_member m join scim_group g on g.id = m.group_id
        where m.person_id = person.id and g.organisation = person.organisation
      )`.as("group_names"),
    );
}

/** A row as somebody who acts: with the roles of their sign-in and those of their groups. */
export function asPerson(row: PersonRow, groupRoles: readonly GroupRole[]): Person {
  return {
    kind: "person",
    id: row.id,
    name: row.name,
    organisation: row.organisation,
    roles: allRoles(row, groupRoles),
  };
}

/** Every role that somebody has. */
export function allRoles(row: PersonRow, groupRoles: readonly GroupRole[]): Person["roles"] {
  return knownRoles([...row.roles, ...rolesThrough(groupRoles, row.organisation, row.group_names)]);
}
