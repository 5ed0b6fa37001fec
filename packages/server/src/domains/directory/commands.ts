import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Person } from "../../platform/actor.ts";
import { command } from "../../platform/command.ts";
import { knownRoles } from "./model.ts";
import { mayReadPeople, mayRecordPerson } from "./permissions.ts";
import { asKnownPerson } from "./queries.ts";
import type { DirectoryTables } from "./tables.ts";

/** Writes down who signed in, as the identity provider describes them now. */
export const recordPerson = command({
  name: "directory.record-person",
  on: "person",
  input: z.object({
    issuer: z.string().max(500),
    subject: z.string().min(1).max(255),
    name: z.string().min(1).max(200),
    organisation: z.string().max(100).nullable(),
    roles: z.array(z.string().max(100)).max(50),
  }),
  may: mayRecordPerson,
  async run({ input, now, transaction }) {
    const described = {
      name: input.name,
      organisation: input.organisation,
      roles: knownRoles(input.roles),
      last_seen: now,
    };
    const { id } = await transaction
      .$extendTables<DirectoryTables>()
      .insertInto("person")
      .values({
        id: randomUUID(),
        issuer: input.issuer,
        subject: input.subject,
        first_seen: now,
        ...described,
      })
      .onConflict((conflict) => conflict.columns(["issuer", "subject"]).doUpdateSet(described))
      .returning("id")
      .executeTakeFirstOrThrow();
    const output: Person = {
      kind: "person",
      id,
      name: described.name,
      organisation: described.organisation,
      roles: described.roles,
    };
    return { output, object: { type: "person", id } };
  },
});

/** Who has which rights, last seen first. */
export const readPeople = command({
  name: "directory.read-people",
  on: "person",
  input: z.object({
    page: z.coerce.number().int().min(1).default(1),
    pageSize: z.coerce.number().int().min(1).max(200).default(50),
  }),
  may: mayReadPeople,
  async run({ input, transaction }) {
    const rows = await transaction
      .$extendTables<DirectoryTables>()
      .selectFrom("person")
      .selectAll()
      .orderBy("last_seen", "desc")
      .orderBy("id")
      .limit(input.pageSize)
      .offset((input.page - 1) * input.pageSize)
      .execute();
    return { output: rows.map(asKnownPerson), object: { type: "person", id: null } };
  },
});
