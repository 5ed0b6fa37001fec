import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Person } from "../../platform/actor.ts";
import { createCommands } from "../../platform/command.ts";
import { NotFound } from "../../platform/errors.ts";
import { createMail } from "../../platform/mail.ts";
import { createAddressIndex } from "../../platform/mail-address.ts";
import { mailSchema } from "../../platform/mail-tables.ts";
import { createSeal } from "../../platform/sealed.ts";
import { startTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { auditWriter } from "../audit/write.ts";
import { avatarSchema } from "../avatars/tables.ts";
import type { RoomMember } from "../rooms/model.ts";
import { sessionSchema } from "../sessions/tables.ts";
import { createGuestMails } from "./mails.ts";
import { createGuestQueries } from "./queries.ts";
import { guestTables, sealDetails } from "./read.ts";
import { endLostGuests } from "./reconcile.ts";
import { guestSchema } from "./tables.ts";

const NOW = new Date("2026-12-01T10:00:00Z");
const clock = { now: () => NOW };
const seal = createSeal("k".repeat(32));
const SYSTEM = {
  actor: { kind: "system", id: "start" },
  origin: { channel: "server", address: null },
  traceId: null,
} as const;

let db: TestDatabase;
let sponsorId: string;
/** The sponsor as the directory knows them now. */
let sponsor: Person | null;
/** Who is in the room. */
let inRoom: ("sponsor" | "guest")[];
let guest: string;
let takenOut: string[];

beforeAll(async () => {
  db = await startTestDatabase(mailSchema, sessionSchema, avatarSchema, guestSchema);
});
afterAll(() => db.end());

beforeEach(async () => {
  sponsorId = randomUUID();
  sponsor = { kind: "person", id: sponsorId, name: "Noor", organisation: "bzk", roles: ["civil-servant"] };
  inRoom = ["sponsor", "guest"];
  takenOut = [];
  guest = randomUUID();
  await guestTables(db.database.use())
    .insertInto("guest")
    .values({
      id: guest,
      room: "!kamer:akkoord.localhost",
      sealed: sealDetails(seal, guest, { name: "Jan", origin: "Bureau", reason: "-", email: "j@b.example" }),
      address_index: guest,
      party: "external",
      sponsor: sponsorId,
      invited_at: NOW,
      until: new Date("2026-12-20T23:00:00Z"),
      verified_at: null,
      reminded_at: null,
      mail: null,
      ended_at: null,
      ending: null,
    })
    .execute();
  await guestTables(db.database.use())
    .updateTable("guest")
    .set({ verified_at: NOW })
    .where("id", "=", guest)
    .execute();
});

const member = (kind: "person" | "guest", id: string): RoomMember => ({
  userId: `@${id}`,
  kind,
  id,
  name: "",
  organisation: kind === "person" ? (sponsor?.organisation ?? null) : null,
  guest: null,
  membership: "join",
  power: 0,
  since: 1,
});

function parts() {
  const directory = {
    activePerson: async () => sponsor,
    worksHere: async () => false,
    named: async () => (sponsor === null ? [] : [sponsor]),
  };
  const rooms = {
    serverName: "akkoord.localhost",
    read: async () => Promise.reject(new NotFound()),
    list: async () => [],
    within: {
      inviteGuest: async () => {},
      admitGuest: async () => {},
      renewGuest: async () => {},
      removeGuest: async (_transaction: unknown, _room: string, id: string) => {
        takenOut.push(id);
      },
    },
    upkeep: {
      factsOf: async (id: string) => ({
        id,
        hub: "bzk",
        label: { information: "internal", personalData: "none" },
        purpose: { text: "", activity: null },
        category: null,
        createdAt: NOW,
        closedAt: null,
        pause: null,
        members: inRoom.map((who) =>
          who === "sponsor" ? member("person", sponsorId) : member("guest", guest),
        ),
      }),
    },
  };
  const registry = { currentOn: async () => Promise.reject(new Error("no rules are asked for here")) };
  const mail = createMail({ seal, way: "postvak" });
  return {
    database: db.database,
    commands: createCommands({
      database: db.database,
      audit: auditWriter,
      outbox: { start: async () => {}, put: async () => {}, wake: () => {}, stop: async () => {} },
      clock,
      onEnd: () => {},
    }),
    rooms,
    registry,
    directory,
    seal,
    addresses: createAddressIndex("k".repeat(32)),
    mail,
    mails: {
      ...createGuestMails({ mail, registry, directory, rooms, publicUrl: () => "" }),
      end: async () => {},
    },
    clock,
    longestDays: 90,
  };
}

const look = () => endLostGuests(parts(), { sponsor: sponsorId }, SYSTEM);
const endingOf = async () =>
  (
    await guestTables(db.database.use())
      .selectFrom("guest")
      .select("ending")
      .where("id", "=", guest)
      .executeTakeFirstOrThrow()
  ).ending;
const isWelcome = async () =>
  (await createGuestQueries({ database: db.database, seal, directory: parts().directory, clock }).guest(
    guest,
  )) !== null;

test("a guest stays while their sponsor works for an organisation and is in the room with them", async () => {
  await look();
  expect(await endingOf()).toBeNull();
  expect(await isWelcome()).toBe(true);
});

test("a guest of who moved to where nobody is sponsored has no access at once, and is ended", async () => {
  if (sponsor !== null) sponsor = { ...sponsor, organisation: null };
  expect(await isWelcome()).toBe(false);
  await look();
  expect(await endingOf()).toBe("sponsor-moved");
  expect(takenOut).toEqual([guest]);
});

test("a guest of who is gone has no access at once, and is ended", async () => {
  sponsor = null;
  expect(await isWelcome()).toBe(false);
  await look();
  expect(await endingOf()).toBe("sponsor-left");
});

test.each([
  ["whose sponsor went out of the room", ["guest"] as const, "sponsor-left-room"],
  ["who is out of the room", ["sponsor"] as const, "left"],
])("a guest %s is ended", async (_what, left, ending) => {
  inRoom = [...left];
  await look();
  expect(await endingOf()).toBe(ending);
  // And stays so, however often it is looked at.
  await look();
  expect(takenOut).toEqual([guest]);
});
