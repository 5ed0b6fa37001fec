import { randomUUID } from "node:crypto";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Actor } from "../../platform/actor.ts";
import { command } from "../../platform/command.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { InvalidInput, NotAllowed, NotFound, PersonExists } from "../../platform/errors.ts";
import type { SigningKey } from "../audit/signing-key.ts";
import { type Certificate, makeCertificate } from "./certificate.ts";
import type { Ended, Leaving } from "./leaving.ts";
import { mayEnd, mayReinstate, mayTryToEnd } from "./permissions.ts";
import type { DirectoryTables, EndedBy } from "./tables.ts";

/** What ending people needs. */
export interface EndingParts {
  readonly leaving: Leaving;
  /** Signs the certificates: the key of the audit trail. */
  readonly key: SigningKey;
}

/** How somebody is ended. */
export interface EndOptions {
  readonly now: Date;
  readonly by: Actor;
  readonly how: EndedBy;
  /** Who takes over; null for their manager. */
  readonly successor: string | null;
  /** What was removed besides, for the certificate. */
  readonly also?: readonly Ended[];
}

/** A person as the table has them. */
type Row = Selectable<DirectoryTables["person"]>;

/** What happens because somebody is gone: open connections of theirs close, rooms are decided again. */
export const personEnded = (person: string) =>
  ({ type: "directory.person-ended", data: { person } }) as const;

/**
 * Ends somebody within the caller's transaction: everything they had goes, they cannot come in any more, and a signed
 * certificate says what was removed. The row must be locked.
 *
 * @throws InvalidInput when the successor is not somebody active
 */
export async function endWithin(
  { leaving, key }: EndingParts,
  transaction: AnyDatabase,
  row: Row,
  { now, by, how, successor, also = [] }: EndOptions,
): Promise<Certificate> {
  const tables = transaction.$extendTables<DirectoryTables>();
  const heir = await heirOf(transaction, row, successor);
  // First, so that whatever looks while the rest goes on finds somebody who is gone.
  await tables
    .updateTable("person")
    .set((set) => ({
      active: false,
      ended_at: now,
      ended_by: how,
      changed_at: now,
      scim_version: set("scim_version", "+", 1),
    }))
    .where("id", "=", row.id)
    .execute();
  const { id, name, organisation } = row;
  const ended = await leaving.end(transaction, { id, name, organisation }, { now, by, successor: heir });
  const certificate = makeCertificate(
    {
      id: randomUUID(),
      person: { id, name, organisation },
      endedAt: now,
      endedBy: { kind: by.kind, id: by.kind === "anonymous" ? null : by.id },
      successor: heir,
      ended: [...ended, ...also],
    },
    key,
  );
  await tables
    .insertInto("leaving_certificate")
    .values({
      id: certificate.id,
      person_id: id,
      organisation,
      ended_at: now,
      document: JSON.stringify(certificate),
    })
    .execute();
  return certificate;
}

/** The named successor, else the manager while they are active; null when there is neither. */
async function heirOf(transaction: AnyDatabase, row: Row, successor: string | null): Promise<string | null> {
  const wanted = successor ?? row.manager;
  if (wanted === null) return null;
  const found = await transaction
    .$extendTables<DirectoryTables>()
    .selectFrom("person")
    .select("id")
    .where("id", "=", wanted)
    .where("id", "!=", row.id)
    .where("active", "=", true)
    .executeTakeFirst();
  if (found === undefined && successor !== null)
    throw new InvalidInput([{ path: "successor", message: "must be somebody else who works here" }]);
  return found?.id ?? null;
}

/** Ends somebody by hand: by their manager or an operator. Who was ended already keeps the certificate they have. */
export function endPerson(parts: EndingParts) {
  return command({
    name: "directory.end-person",
    on: "person",
    about: ({ id }) => id,
    input: z.object({ id: z.uuid(), successor: z.uuid().nullable().default(null) }),
    may: (actor, { id }) => mayTryToEnd(actor, id),
    async run({ input, actor, now, transaction }) {
      const row = await lockPerson(transaction, input.id);
      // Whoever is nobody's manager learns nothing of who is there.
      if (!mayEnd(actor, row ?? { id: input.id, organisation: null, manager: null })) throw new NotAllowed();
      if (row === undefined) throw new NotFound();
      const object = { type: "person", id: row.id };
      if (row.ended_at !== null) return { output: null, object };
      const { successor } = input;
      await endWithin(parts, transaction, row, { now, by: actor, how: "by-hand", successor });
      return { output: null, object, events: [personEnded(row.id)] };
    },
  });
}

/**
 * Lets somebody back in who was ended: with nothing of what they had. Who was ended by hand also after their
 * administration removed them, because it cannot tell of them anew.
 */
export function reinstatePerson(parts: EndingParts) {
  return command({
    name: "directory.reinstate-person",
    on: "person",
    input: z.object({ id: z.uuid() }),
    may: mayReinstate,
    async run({ input, actor, now, transaction }) {
      const row = await lockPerson(transaction, input.id);
      if (row === undefined || (row.deleted_at !== null && row.ended_by !== "by-hand")) throw new NotFound();
      if (row.ended_at !== null) await reinstateWithin(parts, transaction, row, { now, by: actor });
      return { output: null, object: { type: "person", id: row.id } };
    },
  });
}

/** Makes somebody who was ended active again, within the caller's transaction. The row must be locked. */
export async function reinstateWithin(
  { leaving }: EndingParts,
  transaction: AnyDatabase,
  row: Row,
  { now, by }: Pick<EndOptions, "now" | "by">,
): Promise<void> {
  const { id, name, organisation } = row;
  // What slipped in while they were being ended, such as a sign-in that was on its way, must not come back to life.
  await leaving.end(transaction, { id, name, organisation }, { now, by, successor: null });
  await transaction
    .$extendTables<DirectoryTables>()
    .updateTable("person")
    .set((set) => ({
      active: true,
      ended_at: null,
      ended_by: null,
      deleted_at: null,
      // The identity provider says again at the next sign-in what they may do.
      roles: ["civil-servant"] as const,
      changed_at: now,
      scim_version: set("scim_version", "+", 1),
    }))
    .where("id", "=", id)
    .execute()
    .catch(asPersonExists);
}

/** Two of an organisation under one name: the index lets one of them through. */
export function asPersonExists(error: unknown): never {
  const isDouble = error instanceof Error && "code" in error && error.code === "23505";
  throw isDouble ? new PersonExists() : error;
}

/** A person, locked until the transaction ends. */
export function lockPerson(transaction: AnyDatabase, id: string): Promise<Row | undefined> {
  return transaction
    .$extendTables<DirectoryTables>()
    .selectFrom("person")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}
