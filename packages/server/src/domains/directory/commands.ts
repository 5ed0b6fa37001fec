import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import type { Person } from "../../platform/actor.ts";
import { command } from "../../platform/command.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { AccessEnded, NotAllowed, NotFound } from "../../platform/errors.ts";
import { plainLine } from "../../platform/plain-line.ts";
import { type Certificate, certificateShape } from "./certificate.ts";
import type { GroupRole } from "./group-roles.ts";
import { personToldOf } from "./link-identity.ts";
import { type Identity, type KnownPerson, knownRoles, PERSON_STATES, stateOf } from "./model.ts";
import {
  mayReadCertificateOf,
  mayReadPeople,
  mayReadPeopleOf,
  mayRecordPerson,
  mayTryToReadCertificate,
  readablePeople,
} from "./permissions.ts";
import { personMoved } from "./provision.ts";
import { allRoles, asPerson, type PersonRow, selectPeople } from "./read-person.ts";
import type { DirectoryTables } from "./tables.ts";

/**
 * Writes down who signed in, as the identity provider describes them now. Somebody whom their organisation's
 * administration told of becomes that person at their first sign-in; of those it decides name and organisation.
 *
 * @throws AccessEnded when they left, or may not begin yet
 * @throws IdentityUnclear when they could be several people that organisations told of
 */
export function recordPerson(groupRoles: readonly GroupRole[]) {
  return command({
    name: "directory.record-person",
    on: "person",
    input: z.object({
      issuer: z.string().max(500),
      subject: z.string().min(1).max(255),
      name: z.string().max(200).transform(plainLine),
      userName: z.string().max(255).nullable(),
      email: z.string().max(320).nullable(),
      organisation: z.string().max(100).nullable(),
      roles: z.array(z.string().max(100)).max(50),
    }),
    may: mayRecordPerson,
    async run({ input, now, transaction }) {
      const tables = transaction.$extendTables<DirectoryTables>();
      const known = await byIdentity(transaction, input);
      // Only an operator lets them back in, whoever tells of them.
      if (known?.ended_by === "by-hand") throw new AccessEnded();
      const told = known?.active === true ? null : await personToldOf(transaction, input);
      if (known !== undefined && !known.active) {
        if (told === null) throw new AccessEnded();
        // The same account begins anew as somebody else: it is not the identity of who left any more.
        await tables
          .updateTable("person")
          .set({ issuer: null, subject: null, link_issuer: null })
          .where("id", "=", known.id)
          .execute();
      }
      const before = known?.active === true ? known : told;
      const id = before === null ? await add(transaction, input, now) : before.id;
      if (before !== null) {
        await tables
          .updateTable("person")
          .set({
            issuer: input.issuer,
            subject: input.subject,
            roles: knownRoles(input.roles),
            last_seen: now,
            ...(before.source === "scim" ? {} : described(input)),
          })
          .where("id", "=", id)
          .execute();
      }
      const row = await selectPeople(tables).where("person.id", "=", id).executeTakeFirstOrThrow();
      if (!row.active) throw new AccessEnded();
      const output: Person = asPerson(row, groupRoles);
      const moved = before !== null && before.organisation !== row.organisation;
      return {
        output,
        object: { type: "person", id },
        events: moved ? [personMoved(id, before.organisation, row.organisation)] : [],
      };
    },
  });
}

function byIdentity(transaction: AnyDatabase, { issuer, subject }: Identity) {
  return transaction
    .$extendTables<DirectoryTables>()
    .selectFrom("person")
    .selectAll()
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .forUpdate()
    .executeTakeFirst();
}

function described({ name, subject, organisation, userName, email }: Identity) {
  return { name: name === "" ? subject : name, organisation, user_name: userName ?? email ?? subject, email };
}

/** Two first sign-ins at the same time make one person. */
async function add(transaction: AnyDatabase, input: Identity, now: Date): Promise<string> {
  const { id } = await transaction
    .$extendTables<DirectoryTables>()
    .insertInto("person")
    .values({
      id: randomUUID(),
      issuer: input.issuer,
      subject: input.subject,
      roles: knownRoles(input.roles),
      first_seen: now,
      last_seen: now,
      ...described(input),
    })
    .onConflict((conflict) => conflict.columns(["issuer", "subject"]).doUpdateSet({ last_seen: now }))
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Who has which rights, last seen first. Security officers see those of their own organisation. */
export function readPeople(groupRoles: readonly GroupRole[]) {
  return command({
    name: "directory.read-people",
    on: "person",
    input: peopleSearch,
    may: mayReadPeople,
    async run({ input, actor, transaction }) {
      const readable = readablePeople(actor);
      if (readable === null) throw new NotAllowed();
      let query = selectPeople(transaction.$extendTables<DirectoryTables>());
      if ("organisation" in readable) query = query.where("organisation", "=", readable.organisation);
      if (input.organisation !== undefined) query = query.where("organisation", "=", input.organisation);
      const { name } = input;
      if (name !== undefined && name !== "") {
        query = query.where((where) =>
          where.or([
            sql<boolean>`position(lower(${name}) in lower(name)) > 0`,
            sql<boolean>`position(lower(${name}) in lower(user_name)) > 0`,
          ]),
        );
      }
      switch (input.state) {
        case "active":
          query = query.where("active", "=", true);
          break;
        case "waiting":
          query = query.where("active", "=", false).where("ended_at", "is", null);
          break;
        case "ended":
          query = query.where("ended_at", "is not", null);
          break;
        default:
      }
      const rows = await query
        .orderBy("last_seen", (order) => order.desc().nullsLast())
        .orderBy("name")
        .orderBy("person.id")
        .limit(input.pageSize)
        .offset((input.page - 1) * input.pageSize)
        .execute();
      return {
        output: rows.map((row) => asKnownPerson(row, groupRoles)),
        object: { type: "person", id: null },
      };
    },
  });
}

/** Which people to list; what is left out does not matter. */
export const peopleSearch = z.object({
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
  name: z.string().trim().max(100).optional().meta({ description: "Part of a name or user name." }),
  organisation: z.string().max(100).optional(),
  state: z.enum(PERSON_STATES).optional(),
});

const onePerson = z.object({ id: z.uuid() });

/** One person, with their rights. */
export function readPerson(groupRoles: readonly GroupRole[]) {
  return command({
    name: "directory.read-person",
    on: "person",
    input: onePerson,
    may: mayReadPeople,
    async run({ input, actor, transaction }) {
      const row = await selectPeople(transaction.$extendTables<DirectoryTables>())
        .where("person.id", "=", input.id)
        .executeTakeFirst();
      // Of another organisation, or not there: the same answer.
      if (row === undefined || !mayReadPeopleOf(actor, row.organisation)) throw new NotFound();
      return { output: asKnownPerson(row, groupRoles), object: { type: "person", id: row.id } };
    },
  });
}

/** The certificate of somebody who left: the newest, when they left more than once. Also for who was their manager. */
export const readCertificate = command({
  name: "directory.read-certificate",
  on: "person",
  about: ({ id }) => id,
  input: onePerson,
  may: mayTryToReadCertificate,
  async run({ input, actor, transaction }) {
    const row = await transaction
      .$extendTables<DirectoryTables>()
      .selectFrom("leaving_certificate")
      .innerJoin("person", "person.id", "leaving_certificate.person_id")
      .select(["leaving_certificate.organisation", "document", "manager"])
      .where("person_id", "=", input.id)
      .orderBy("leaving_certificate.ended_at", "desc")
      .limit(1)
      .executeTakeFirst();
    if (row === undefined || !mayReadCertificateOf(actor, row)) {
      // Whoever is nobody's manager learns nothing of who left.
      throw mayReadPeople(actor) ? new NotFound() : new NotAllowed();
    }
    const output: Certificate = certificateShape.parse(JSON.parse(row.document));
    return { output, object: { type: "person", id: input.id } };
  },
});

/** A row as the list of access rights shows it. */
function asKnownPerson(row: PersonRow, groupRoles: readonly GroupRole[]): KnownPerson {
  return {
    id: row.id,
    name: row.name,
    userName: row.user_name,
    organisation: row.organisation,
    department: row.department,
    roles: allRoles(row, groupRoles),
    state: stateOf(row),
    source: row.source,
    firstSeen: row.first_seen.toISOString(),
    lastSeen: row.last_seen?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
