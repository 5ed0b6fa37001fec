import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Caller, type Commands, command } from "../../platform/command.ts";
import type { Database } from "../../platform/database/database.ts";
import { DEMO_PEOPLE, demoAddress } from "./demo-people.ts";
import { knownRoles } from "./model.ts";
import { mayRecordPerson } from "./permissions.ts";
import { DEMO_ISSUER, type DirectoryTables } from "./tables.ts";

/**
 * Writes down the people of the demo at its first start, so that they can be found and invited before they ever
 * signed in.
 */
export async function bringInDemoPeople(
  { database, commands }: { readonly database: Database; readonly commands: Commands },
  caller: Caller,
): Promise<void> {
  const known = await database
    .use()
    .$extendTables<DirectoryTables>()
    .selectFrom("person")
    .select("subject")
    .where("issuer", "=", DEMO_ISSUER)
    .execute();
  const there = new Set(known.map(({ subject }) => subject));
  if (DEMO_PEOPLE.some(({ id }) => !there.has(id))) await commands.execute(recordDemoPeople, {}, caller);
}

const recordDemoPeople = command({
  name: "directory.record-demo-people",
  on: "person",
  input: z.object({}),
  may: mayRecordPerson,
  async run({ now, transaction }) {
    const tables = transaction.$extendTables<DirectoryTables>();
    const added = await tables
      .insertInto("person")
      .values(
        DEMO_PEOPLE.map((person) => ({
          id: randomUUID(),
          issuer: DEMO_ISSUER,
          subject: person.id,
          name: person.name,
          user_name: demoAddress(person),
          email: demoAddress(person),
          organisation: person.organisation,
          roles: knownRoles(person.roles),
          first_seen: now,
          last_seen: null,
        })),
      )
      .onConflict((conflict) => conflict.columns(["issuer", "subject"]).doNothing())
      .returning("subject")
      .execute();
    // Afterwards: the manager of somebody who is new may have been here before.
    for (const { id, manager } of DEMO_PEOPLE) {
      if (manager === undefined || !added.some(({ subject }) => subject === id)) continue;
      const above = await tables
        .selectFrom("person")
        .select("id")
        .where("issuer", "=", DEMO_ISSUER)
        .where("subject", "=", manager)
        .executeTakeFirstOrThrow();
      await tables
        .updateTable("person")
        .set({ manager: above.id })
        .where("issuer", "=", DEMO_ISSUER)
        .where("subject", "=", id)
        .execute();
    }
    return { output: null, object: { type: "person", id: null } };
  },
});
