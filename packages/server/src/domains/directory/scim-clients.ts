import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Clock } from "../../platform/clock.ts";
import { command } from "../../platform/command.ts";
import type { AnyDatabase, Database } from "../../platform/database/database.ts";
import { NotFound, NotSignedIn } from "../../platform/errors.ts";
import { lineInput } from "../../platform/plain-line.ts";
import { mayManageScimClients, mayProvision, mayRecordPerson } from "./permissions.ts";
import type { DirectoryTables } from "./tables.ts";

/** An organisation's administration of people, as it reaches us. */
export interface ScimClient {
  readonly id: string;
  readonly organisation: string;
  readonly name: string;
  /** The provider whose identities become the people that it tells of. */
  readonly issuer: string;
  /** Other organisations that it may move people to. */
  readonly movesTo: readonly string[];
  readonly createdAt: string;
  /** To the nearest few minutes; null for never. */
  readonly lastUsed: string | null;
  readonly endedAt: string | null;
}

const SECRET_BYTES = 32;
/** Told apart at a glance from other secrets, also by programs that look for leaked ones. */
const TOKEN_START = "akkoord-scim_";
/** How precisely the last use is kept. */
const USE_MINUTES = 5;

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** What somebody says of a client when they make it. */
export const scimClientInput = z.object({
  organisation: z.string().max(100).meta({ description: "Whose people it tells of." }),
  name: lineInput(100).meta({ description: "What it is, for people: such as the name of the system." }),
  movesTo: z
    .array(z.string().max(100))
    .max(50)
    .default([])
    .meta({ description: "Other organisations that it may move people to." }),
});

/** What making clients needs. */
export interface ClientParts {
  /** Says whether there is such an organisation. */
  readonly directory: { organisation(id: string, date: string | undefined): Promise<unknown> };
  /** The provider that people sign in with. */
  readonly issuer: string;
}

/** Gives an organisation's administration a way in. The token is shown this once. */
export function makeScimClient({ directory, issuer }: ClientParts) {
  return command({
    name: "directory.make-scim-client",
    on: "scim-client",
    input: scimClientInput,
    may: mayManageScimClients,
    async run({ input, now, transaction }) {
      // Refuses an organisation that does not exist.
      for (const id of [input.organisation, ...input.movesTo]) await directory.organisation(id, undefined);
      const id = randomUUID();
      const token = `${TOKEN_START}${randomBytes(SECRET_BYTES).toString("base64url")}`;
      await transaction
        .$extendTables<DirectoryTables>()
        .insertInto("scim_client")
        .values({
          id,
          organisation: input.organisation,
          name: input.name,
          token_hash: hashOf(token),
          link_issuer: issuer,
          moves_to: [...new Set(input.movesTo)],
          created_at: now,
          last_used: null,
          ended_at: null,
        })
        .execute();
      return { output: { id, token }, object: { type: "scim-client", id } };
    },
  });
}

/** Ends a client: its token is worth nothing from then on. The people it told of stay. */
export const endScimClient = command({
  name: "directory.end-scim-client",
  on: "scim-client",
  input: z.object({ id: z.uuid() }),
  may: mayManageScimClients,
  async run({ input, now, transaction }) {
    const ended = await transaction
      .$extendTables<DirectoryTables>()
      .updateTable("scim_client")
      .set({ ended_at: now })
      .where("id", "=", input.id)
      .where("ended_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (ended === undefined) throw new NotFound();
    return { output: null, object: { type: "scim-client", id: ended.id } };
  },
});

/** Notes that a client was used: one entry for a while of use. */
export const noteScimUse = command({
  name: "directory.note-scim-use",
  on: "scim-client",
  input: z.object({ client: z.uuid() }),
  may: (actor, { client }) => mayProvision(actor, client),
  async run({ input, now, transaction }) {
    await transaction
      .$extendTables<DirectoryTables>()
      .updateTable("scim_client")
      .set({ last_used: now })
      .where("id", "=", input.client)
      .execute();
    return { output: null, object: { type: "scim-client", id: input.client } };
  },
});

/** Notes that somebody came with a token that is worth nothing, so that guessing shows (BIO2 8.15.01). */
export const noteRefusedToken = command({
  name: "directory.note-refused-scim-token",
  on: "scim-client",
  input: z.object({ client: z.uuid().nullable() }),
  may: mayRecordPerson,
  run: async ({ input }) => ({ output: null, object: { type: "scim-client", id: input.client } }),
});

/** Who came with a token: a client, one that was ended, or nobody we know. */
export type TokenBearer =
  | { readonly kind: "client"; readonly client: ScimClient; readonly isNoteworthy: boolean }
  | { readonly kind: "ended"; readonly id: string }
  | { readonly kind: "unknown" };

/** Reads clients. */
export function createScimClients(database: Database, clock: Clock) {
  const tables = () => database.use().$extendTables<DirectoryTables>();
  return {
    /** Every client, those in use first. */
    async list(): Promise<ScimClient[]> {
      const rows = await tables()
        .selectFrom("scim_client")
        .selectAll()
        .orderBy("ended_at", (order) => order.desc().nullsFirst())
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      return rows.map(asScimClient);
    },

    /** Who has a token, and whether it is time to note that they used it. */
    async bearer(token: string): Promise<TokenBearer> {
      const row = await tables()
        .selectFrom("scim_client")
        .selectAll()
        .where("token_hash", "=", hashOf(token))
        .executeTakeFirst();
      if (row === undefined) return { kind: "unknown" };
      if (row.ended_at !== null) return { kind: "ended", id: row.id };
      const before = row.last_used?.getTime() ?? Number.NEGATIVE_INFINITY;
      const isNoteworthy = clock.now().getTime() - before > USE_MINUTES * 60_000;
      return { kind: "client", client: asScimClient(row), isNoteworthy };
    },
  };
}

/** Reads clients. */
export type ScimClients = ReturnType<typeof createScimClients>;

/**
 * The client that acts, in the transaction of what it does: one that was ended meanwhile does nothing any more.
 *
 * @throws NotSignedIn when it was ended
 */
export async function actingClient(transaction: AnyDatabase, id: string): Promise<ScimClient> {
  const row = await transaction
    .$extendTables<DirectoryTables>()
    .selectFrom("scim_client")
    .selectAll()
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  if (row === undefined) throw new NotSignedIn();
  return asScimClient(row);
}

function asScimClient(row: Selectable<DirectoryTables["scim_client"]>): ScimClient {
  return {
    id: row.id,
    organisation: row.organisation,
    name: row.name,
    issuer: row.link_issuer,
    movesTo: row.moves_to,
    createdAt: row.created_at.toISOString(),
    lastUsed: row.last_used?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
