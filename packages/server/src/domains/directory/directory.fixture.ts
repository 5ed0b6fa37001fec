import type { Actor, Person } from "../../platform/actor.ts";
import { createBus, type DomainEvent } from "../../platform/bus.ts";
import { type Caller, type Commands, createCommands } from "../../platform/command.ts";
import { createOutbox } from "../../platform/jobs.ts";
import { createLog } from "../../platform/log.ts";
import { startTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { newSigningKey, readSigningKey } from "../audit/signing-key.ts";
import { auditWriter } from "../audit/write.ts";
import { endSignIns } from "../sessions/end-everywhere.ts";
import { sessionSchema } from "../sessions/tables.ts";
import { recordPerson } from "./commands.ts";
import type { GroupRole } from "./group-roles.ts";
import { createLeaving, type Ending } from "./leaving.ts";
import type { Identity } from "./model.ts";
import { scimActorId } from "./permissions.ts";
import type { ProvisionParts } from "./provision.ts";
import type { Provisioned } from "./provisioned.ts";
import { createScimClients, makeScimClient } from "./scim-clients.ts";
import { directorySchema } from "./tables.ts";

/** The provider that people of these tests sign in with. */
export const ISSUER = "https://id.example";

/** Where callers of these tests are. */
const FROM = { origin: { channel: "http", address: "192.0.2.1" }, traceId: null } as const;

/** Somebody as a caller. */
export const as = (actor: Actor): Caller => ({ actor, ...FROM });

/** An operator who is in no table. */
export const OPERATOR: Person = {
  kind: "person",
  id: "7a4a5e4e-0000-4000-8000-000000000001",
  name: "Ilse",
  organisation: "bzk",
  roles: ["operator"],
};

/** The directory with a database of its own and no server around it. */
export interface TestDirectory extends TestDatabase {
  readonly commands: Commands;
  readonly parts: ProvisionParts;
  /** What ends besides sessions; tests put their own here. */
  readonly endings: Ending[];
  /** Every event that went through the outbox. */
  readonly events: DomainEvent[];
  /** Signs somebody in for whom the provider says this. */
  signIn(identity: Partial<Identity> & { readonly subject: string }): Promise<Person>;
  /** A client of an organisation: as a caller, with its id. */
  client(organisation: string, movesTo?: readonly string[]): Promise<{ id: string; caller: Caller }>;
  /** A row of a person. */
  row(id: string): Promise<Record<string, unknown>>;
}

/** Starts a directory for a test. */
export async function startTestDirectory(groupRoles: readonly GroupRole[] = []): Promise<TestDirectory> {
  const log = createLog("silent");
  const test = await startTestDatabase(directorySchema, sessionSchema);
  const events: DomainEvent[] = [];
  const bus = createBus(log);
  for (const type of ["directory.person-ended", "directory.person-moved"] as const)
    bus.subscribe(type, async (event) => void events.push(event));
  const outbox = createOutbox(test.database, bus, log);
  await outbox.start();
  const clock = { now: () => new Date() };
  const commands = createCommands({
    database: test.database,
    audit: auditWriter,
    outbox,
    clock,
    onEnd: () => {},
  });
  const endings: Ending[] = [];
  const parts: ProvisionParts = {
    leaving: createLeaving({
      endings: [
        (transaction, { id }) => endSignIns(transaction, { kind: "person", id }),
        async (transaction, person, context) => {
          const ended = [];
          for (const ending of endings) ended.push(...(await ending(transaction, person, context)));
          return ended;
        },
      ],
    }),
    key: readSigningKey(newSigningKey()),
    organisationId: async (named) => ["bzk", "szw", "jenv"].find((id) => id === named.toLowerCase()) ?? null,
  };
  const record = recordPerson(groupRoles);
  const known = { organisation: async (id: string) => ({ id }) };
  const make = makeScimClient({ directory: known, issuer: ISSUER });
  const scimClients = createScimClients(test.database, clock);
  return {
    ...test,
    commands,
    parts,
    endings,
    events,
    signIn: ({ subject, ...rest }) =>
      commands.execute(
        record,
        {
          issuer: ISSUER,
          subject,
          name: subject,
          userName: null,
          email: null,
          organisation: null,
          roles: [],
          ...rest,
        },
        as({ kind: "system", id: "sign-in" }),
      ),
    async client(organisation, movesTo = []) {
      const { token } = await commands.execute(make, { organisation, name: "HR", movesTo }, as(OPERATOR));
      const bearer = await scimClients.bearer(token);
      if (bearer.kind !== "client") throw new Error("the client is not known");
      return { id: bearer.client.id, caller: as({ kind: "system", id: scimActorId(bearer.client.id) }) };
    },
    async row(id) {
      const { rows } = await test.database.query("select * from person where id = $1", [id]);
      const [row] = rows;
      if (typeof row !== "object" || row === null) throw new Error("there is no such person");
      return { ...row };
    },
    end: async () => {
      await outbox.stop();
      await test.end();
    },
  };
}

/** Somebody as an administration tells of them. */
export function told(userName: string, rest: Partial<Provisioned> = {}): Provisioned {
  return {
    userName,
    externalId: null,
    name: userName,
    email: null,
    active: true,
    organisation: null,
    department: null,
    manager: null,
    resource: {},
    ...rest,
  };
}
