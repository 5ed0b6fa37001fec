/** What tests of rooms share: rooms on a real database, with people, a guest and rules that the test sets. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RuleSet } from "@akkoord/policy";
import { type LogReport, verifyLog } from "@akkoord/room";
import { type NodeSigner, nodeVerifier } from "@akkoord/room/node";
import type { Guest, Person, Role } from "../../platform/actor.ts";
import { createBus, type DomainEvent } from "../../platform/bus.ts";
import type { Clock } from "../../platform/clock.ts";
import { type Caller, type Commands, createCommands } from "../../platform/command.ts";
import type { AnyDatabase, Database } from "../../platform/database/database.ts";
import { createOutbox } from "../../platform/jobs.ts";
import type { KeyService } from "../../platform/key-service.ts";
import { createLog } from "../../platform/log.ts";
import { createFileKeyService } from "../../platform/master-key.ts";
import { createSeal } from "../../platform/sealed.ts";
import { startTestDatabase } from "../../testing/test-database.ts";
import { newSigningKey } from "../audit/signing-key.ts";
import { auditWriter } from "../audit/write.ts";
import type { Enforcement, RoomLabel } from "./model.ts";
import { createRooms, type NewRoom, type Rooms } from "./rooms.ts";
import { roomSigner } from "./signer.ts";
import { roomSchema } from "./tables.ts";
import type { NewOwner } from "./tell-owner.ts";
import { plainRefusal } from "./words.ts";

export const SERVER = "rooms.test";
export const INTERNAL: RoomLabel = { information: "internal", personalData: "none" };
export const CONFIDENTIAL: RoomLabel = { information: "confidential", personalData: "none" };

/** A clock that a test sets. */
export class TestClock implements Clock {
  moment = new Date("2026-11-23T09:00:00Z");
  now(): Date {
    return this.moment;
  }
  forward(milliseconds: number): void {
    this.moment = new Date(this.moment.getTime() + milliseconds);
  }
}

/** A person who works somewhere. */
export function person(name: string, organisation: string | null, ...roles: Role[]): Person {
  return { kind: "person", id: randomUUID(), name, organisation, roles };
}

/** Somebody who calls, from their own page or with an application. */
export function by(actor: Caller["actor"], deviceId?: string): Caller {
  return {
    actor,
    origin: { channel: "http", address: "192.0.2.1" },
    traceId: null,
    ...(deviceId === undefined ? {} : { deviceId }),
  };
}

/** Akkoord itself. */
export const SYSTEM: Caller = {
  actor: { kind: "system", id: "test" },
  origin: { channel: "server", address: null },
  traceId: null,
};

/** Rules that let everything through; a test replaces what it is about. */
export function openRules(): { -readonly [Name in keyof Enforcement]: Enforcement[Name] } {
  return {
    mayAppend: async () => ({ allowed: true, ruleSet: "", rules: [] }),
    pauseFor: async () => null,
    explainPause: async (_room, code) => plainRefusal(code),
  };
}

const VOCABULARY = {
  attributes: [
    attribute("information", ["public", "internal", "confidential", "departmental-confidential"]),
    attribute("personalData", ["none", "ordinary", "special"]),
    attribute("activity", ["message", "meet"]),
  ],
  duties: [],
  advice: [],
  constraints: [],
};

function attribute(id: string, values: readonly string[]) {
  return { id, values: values.map((value) => ({ id: value })) };
}

/** Rooms for tests. */
export type RoomBench = Awaited<ReturnType<typeof startRoomBench>>;

/** Starts rooms on a database of a test's own. */
export async function startRoomBench(options: { readonly keyService?: KeyService } = {}) {
  const test = await startTestDatabase(roomSchema);
  const folder = await mkdtemp(join(tmpdir(), "akkoord-keys-"));
  const log = createLog("silent");
  const bus = createBus(log);
  const heard: DomainEvent[] = [];
  for (const type of ["rooms.opened", "rooms.state-changed", "rooms.key-destroyed"])
    bus.subscribe(type, (event) => {
      heard.push(event);
    });
  const outbox = createOutbox(test.database, bus, log);
  await outbox.start();
  const clock = new TestClock();
  const commands = createCommands({
    database: test.database,
    audit: auditWriter,
    outbox,
    clock,
    onEnd: () => {},
  });
  const people = new Map<string, Person>();
  const pictures = new Map<string, string>();
  const told: NewOwner[] = [];
  const rules = openRules();
  const keyService = options.keyService ?? fileKeys(folder);
  const signingKey = newSigningKey();
  const signer = roomSigner(SERVER, signingKey);
  const make = (): Rooms =>
    roomsOn({ database: test.database, commands, people, pictures, told, rules, keyService, signer, clock });
  const running: Rooms[] = [];
  const start = async (): Promise<Rooms> => {
    const made = make();
    running.push(made);
    await made.upkeep.start();
    return made;
  };
  const rooms = await start();

  return {
    rooms,
    rules,
    clock,
    commands,
    people,
    pictures,
    /** Who was told that they lead a room now. */
    told,
    keyService,
    keyFolder: folder,
    signer,
    signingKey,
    url: test.url,
    database: test.database,
    ownerUrl: test.ownerUrl,
    /** Events that left, as far as they have arrived. */
    heard,
    /** The same rooms in another process, or after a restart. */
    again: start,
    /** Somebody who may be invited. */
    known(someone: Person): Person {
      people.set(someone.id, someone);
      return someone;
    },
    /** A room of somebody, with others in it. */
    async room(owner: Person, others: readonly Person[] = [], more: Partial<NewRoom> = {}): Promise<string> {
      const { id } = await rooms.create(
        { name: "Overleg", label: INTERNAL, purpose: { text: "", activity: null }, category: null, ...more },
        by(owner),
      );
      for (const other of others) {
        people.set(other.id, other);
        await rooms.invite(id, other.id, by(owner));
        await rooms.join(id, by(other));
      }
      return id;
    },
    /** A guest who came in. */
    async guest(room: string, sponsor: Person, name = "Gea Gast"): Promise<Guest> {
      const card = {
        sponsor: rooms.userId(by(sponsor)),
        until: "2027-01-31T23:00:00.000Z",
        party: "external",
        organisation: null,
      };
      const guest = { id: randomUUID(), name, card };
      await within(test.database.use(), (transaction) =>
        rooms.within.inviteGuest(transaction, room, guest, by(sponsor), clock.now()),
      );
      await within(test.database.use(), (transaction) =>
        rooms.within.admitGuest(transaction, room, guest, clock.now()),
      );
      return { kind: "guest", id: guest.id, name, room, party: card.party, until: card.until };
    },
    /** What `akkoord verify` would say of the whole log. */
    async verified(room: string, as: Person): Promise<LogReport> {
      const lines: string[] = [];
      for await (const part of await rooms.exportLog(room, by(as)))
        lines.push(...part.split("\n").slice(0, -1));
      return verifyLog(lines, { keys: { [signer.keyId]: signer.publicKey }, verifier: nodeVerifier() });
    },
    async end() {
      for (const one of running) await one.upkeep.stop();
      await outbox.stop();
      await test.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Rooms with as little around them as they need. */
export function roomsOn(parts: {
  readonly database: Database;
  readonly commands: Commands;
  readonly people: ReadonlyMap<string, Person>;
  /** Addresses of pictures, by the id of who wears them. */
  readonly pictures?: ReadonlyMap<string, string>;
  readonly told?: NewOwner[];
  readonly rules: Enforcement;
  readonly keyService: KeyService;
  readonly signer: NodeSigner;
  readonly clock: Clock;
}): Rooms {
  const { people, rules, pictures = new Map() } = parts;
  // As much of the published rules as rooms read.
  const ruleSet = { vocabulary: VOCABULARY } as unknown as RuleSet;
  return createRooms({
    ...parts,
    directory: { activePerson: async (id) => people.get(id) ?? null },
    registry: { currentOn: async () => ({ held: { ruleSet } }) },
    enforcement: {
      mayAppend: (...asked) => rules.mayAppend(...asked),
      pauseFor: (...asked) => rules.pauseFor(...asked),
      explainPause: (...asked) => rules.explainPause(...asked),
    },
    tellOwner: async (_transaction, owner) => {
      parts.told?.push(owner);
    },
    pictureOf: async (_, { id }) => pictures.get(id) ?? null,
    seal: createSeal("a secret of thirty-two characters"),
  });
}

/** A key service on files in a folder. */
export function fileKeys(folder: string): KeyService {
  return createFileKeyService({
    file: join(folder, "master-key"),
    ours: true,
    secretsDir: join(folder, "room-secrets"),
  });
}

/** Does work in a transaction, as another domain's command would. */
export function within<T>(database: AnyDatabase, work: (transaction: AnyDatabase) => Promise<T>): Promise<T> {
  return database.transaction().execute(work);
}

/** A message of a text. */
export function text(body: string, transactionId: string | null = null, more: object = {}) {
  return { type: "m.room.message", content: { msgtype: "m.text", body, ...more }, transactionId };
}
