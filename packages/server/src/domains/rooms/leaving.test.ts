import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../../platform/actor.ts";
import {
  InvalidInput,
  NotAllowed,
  NotFound,
  RoomClosed,
  RoomHasOwner,
  RoomRefused,
} from "../../platform/errors.ts";
import type { PauseContent } from "./model.ts";
import {
  by,
  INTERNAL,
  openRules,
  person,
  type RoomBench,
  SYSTEM,
  startRoomBench,
  text,
  within,
} from "./rooms.fixture.ts";
import { akkoordUserId } from "./user-id.ts";

let bench: RoomBench;
beforeAll(async () => {
  bench = await startRoomBench();
});
afterAll(() => bench.end());
afterEach(() => {
  Object.assign(bench.rules, openRules());
});

const id = (who: Person) => bench.rooms.userId(by(who));
const end = (who: Person, successor: Person | null = null) =>
  within(bench.database.use(), (transaction) =>
    bench.rooms.within.removeEverywhere(transaction, id(who), {
      now: bench.clock.now(),
      by: SYSTEM.actor,
      successor: successor?.id ?? null,
    }),
  );
const owners = async (room: string, as: Person) =>
  (await bench.rooms.read(by(as), room)).members.filter(({ owner }) => owner).map(({ name }) => name);

describe("somebody who leaves the service", () => {
  test("is out of every room at once, invitations too, by Akkoord, and their open page hears it", async () => {
    const noor = person("Noor", "bzk");
    const bram = bench.known(person("Bram", "szw"));
    const one = await bench.room(noor, [bram]);
    const two = await bench.room(noor, [bram]);
    const three = await bench.room(noor);
    await bench.rooms.invite(three, bram.id, by(noor));
    const { next_batch: since } = await bench.rooms.sync(by(bram), { since: null, timeoutMs: 0 });
    const waiting = bench.rooms.sync(by(bram), { since, timeoutMs: 20_000 });
    expect((await end(bram)).map(({ room }) => room).sort()).toEqual([one, two, three].sort());
    const heard = await waiting;
    expect(Object.keys(heard.rooms.leave).sort()).toEqual([one, two, three].sort());
    expect(heard.rooms.leave[one]?.timeline.events).toMatchObject([
      { sender: akkoordUserId(bench.rooms.serverName), content: { membership: "leave" } },
    ]);
    for (const room of [one, two, three]) {
      await expect(bench.rooms.read(by(bram), room)).rejects.toThrow(NotFound);
      expect((await bench.verified(room, noor)).finding).toBeNull();
    }
    expect(await end(bram)).toEqual([]);
  });

  test("hands their rooms to their successor, who need not have been in them", async () => {
    const noor = person("Noor", "bzk");
    const bram = person("Bram", "bzk");
    const heir = bench.known(person("Opvolger", "bzk"));
    const room = await bench.room(noor, [bram]);
    expect(await end(noor, heir)).toEqual([{ room, to: heir.id }]);
    expect(await owners(room, heir)).toEqual(["Opvolger"]);
    await bench.rooms.send(room, text("Ik neem het over"), by(heir));
    expect((await bench.verified(room, heir)).finding).toBeNull();
  });

  test("leaves a room that has another owner to them", async () => {
    const noor = person("Noor", "bzk");
    const bram = person("Bram", "szw");
    const heir = bench.known(person("Opvolger", "bzk"));
    const room = await bench.room(noor, [bram]);
    await bench.rooms.setPower(room, id(bram), 90, by(noor));
    expect(await end(noor, heir)).toEqual([{ room, to: null }]);
    expect(await owners(room, bram)).toEqual(["Bram"]);
  });

  test("leaves it to who of the hub was in it longest, when nobody takes over", async () => {
    const noor = person("Noor", "bzk");
    const [szw, first, second] = [person("Van szw", "szw"), person("Eerste", "bzk"), person("Tweede", "bzk")];
    const room = await bench.room(noor, [szw, first, second]);
    expect(await end(noor)).toEqual([{ room, to: first.id }]);
    expect(await owners(room, szw)).toEqual(["Eerste"]);
  });

  test("leaves a room without an owner standing still, when the hub has nobody in it; nobody in it can resolve that", async () => {
    const noor = person("Noor", "bzk");
    const bram = person("Bram", "szw");
    const room = await bench.room(noor, [bram]);
    await bench.rooms.setPower(room, id(bram), 50, by(noor));
    expect(await end(noor)).toEqual([{ room, to: null }]);
    expect(await bench.rooms.read(by(bram), room)).toMatchObject({
      pause: { code: "no-owner", organisation: "bzk", shut: [], resolvers: [] },
    });
    await expect(bench.rooms.setPower(room, id(bram), 90, by(bram))).rejects.toMatchObject({
      refusal: { code: "power" },
    });
    await expect(bench.rooms.send(room, text("Hoi"), by(bram))).rejects.toMatchObject({
      refusal: {
        code: "room-paused",
        sentence: { nl: expect.stringMatching(/geen eigenaar.*recordbeheerder/) },
      },
    });
  });

  test("goes in one transaction with everything else: when that fails, they are still there", async () => {
    const noor = person("Noor", "bzk");
    const bram = person("Bram", "szw");
    const room = await bench.room(noor, [bram]);
    const { next_batch: since } = await bench.rooms.sync(by(noor), { since: null, timeoutMs: 0 });
    await expect(
      within(bench.database.use(), async (transaction) => {
        await bench.rooms.within.removeEverywhere(transaction, id(bram), {
          now: bench.clock.now(),
          by: SYSTEM.actor,
          successor: null,
        });
        // The room is held a second time, with what this transaction did to it.
        await bench.rooms.within.describeAnew(
          transaction,
          { ...noor, name: "Noor Nieuw" },
          { now: bench.clock.now() },
        );
        throw new Error("something else failed");
      }),
    ).rejects.toThrow("something else failed");
    await bench.rooms.send(room, text("Ik ben er nog"), by(bram));
    expect((await bench.rooms.read(by(bram), room)).members.map(({ name }) => name)).toEqual([
      "Noor",
      "Bram",
    ]);
    const sync = await bench.rooms.sync(by(noor), { since, timeoutMs: 0 });
    expect(sync.rooms.join[room]?.timeline.events).toHaveLength(1);
    expect((await bench.verified(room, noor)).finding).toBeNull();
  });
});

describe("somebody who leaves a room", () => {
  test("as its last owner leaves it to who of the hub was in it longest", async () => {
    const noor = person("Noor", "bzk");
    const bram = person("Bram", "bzk");
    const room = await bench.room(noor, [bram]);
    await bench.rooms.leave(room, by(noor));
    expect(await owners(room, bram)).toEqual(["Bram"]);
    bench.known(noor);
    await bench.rooms.invite(room, noor.id, by(bram));
    await bench.rooms.join(room, by(noor));
    expect(await owners(room, bram)).toEqual(["Bram"]);
  });

  test("last of all leaves it empty, and that stops nothing", async () => {
    const noor = person("Noor", "bzk");
    const room = await bench.room(noor);
    await bench.rooms.leave(room, by(noor));
    expect(await bench.rooms.list(by(noor))).toEqual([]);
    expect((await bench.verified(room, person("Daan", "fin", "auditor"))).finding).toBeNull();
  });

  test("for good cannot be asked back, until the ban is lifted", async () => {
    const noor = person("Noor", "bzk");
    const bram = person("Bram", "szw");
    const room = await bench.room(noor, [bram]);
    await bench.rooms.ban(room, id(bram), by(noor));
    await expect(bench.rooms.invite(room, bram.id, by(noor))).rejects.toMatchObject({
      refusal: { code: "not-a-member" },
    });
    await bench.rooms.unban(room, id(bram), by(noor));
    await bench.rooms.invite(room, bram.id, by(noor));
    await bench.rooms.join(room, by(bram));
  });
});

describe("a room without an owner", () => {
  const thijs = person("Thijs", "bzk", "records-manager");
  const ilse = person("Ilse", "fin", "operator");
  const PAGE = { page: 1, pageSize: 100 };
  const rulesPause: PauseContent = {
    paused: true,
    code: "rules-refuse",
    organisation: "szw",
    rules: [],
    ruleSet: "",
    shut: [],
    resolvers: [],
  };

  /** Noor of BZK led it and left; Bram of SZW is still in it. */
  async function leftAlone({ guest = false } = {}) {
    const noor = person("Noor", "bzk");
    const bram = person("Bram", "szw");
    const room = await bench.room(noor, [bram]);
    if (guest) await bench.guest(room, bram);
    bench.clock.forward(60_000);
    const since = bench.clock.now().toISOString();
    await bench.rooms.leave(room, by(noor));
    bench.clock.forward(60_000);
    return { room, noor, bram, since };
  }
  const listed = async (room: string, as: Person) =>
    (await bench.rooms.ownerless(by(as), PAGE)).rooms.find(({ id: one }) => one === room);
  const entries = async (room: string) =>
    (
      await sql<{ result: string; reason: string | null; actor: string }>`
        select result, reason, actor ->> 'id' as actor from audit_entry
        where action = 'rooms.appoint-owner' and object_id = ${room} order by sequence`.execute(
        bench.database.use(),
      )
    ).rows;

  test("gets one from the records manager of its hub, and goes on", async () => {
    const { room, bram } = await leftAlone();
    const heir = bench.known(person("Heleen", "bzk"));
    const heard = bench.heard.length;
    await expect(bench.rooms.send(room, text("Hoi"), by(bram))).rejects.toThrow(RoomRefused);
    expect(await bench.rooms.appointOwner(room, heir.id, by(thijs))).toEqual({ paused: null });
    expect(await owners(room, bram)).toEqual(["Heleen"]);
    await bench.rooms.send(room, text("Verder"), by(bram));
    await bench.rooms.send(room, text("Ik leid het nu"), by(heir));
    expect(bench.told.at(-1)).toMatchObject({ room, hub: "bzk", person: heir, by: thijs });
    await expect
      .poll(() => bench.heard.slice(heard))
      .toContainEqual(
        expect.objectContaining({
          type: "rooms.state-changed",
          data: { room, position: expect.any(Number) },
        }),
      );
    expect((await bench.verified(room, heir)).finding).toBeNull();
    expect(await listed(room, thijs)).toBeUndefined();
  });

  test("gets a colleague who was invited, or was in it before", async () => {
    const { room, noor, bram } = await leftAlone();
    bench.known(noor);
    await bench.rooms.appointOwner(room, noor.id, by(ilse));
    expect(await owners(room, bram)).toEqual(["Noor"]);
    const other = bench.known(person("Olav", "bzk"));
    await bench.rooms.invite(room, other.id, by(noor));
    await bench.rooms.leave(room, by(noor));
    await bench.rooms.appointOwner(room, other.id, by(ilse));
    expect(await owners(room, bram)).toEqual(["Olav"]);
    expect((await bench.verified(room, other)).finding).toBeNull();
  });

  test("is listed with since when and how many, and with its name for who keeps its archive alone", async () => {
    const { room, bram, since } = await leftAlone({ guest: true });
    const plain = { id: room, hub: "bzk", label: INTERNAL, memberCount: 2, since };
    expect(await listed(room, thijs)).toMatchObject({ ...plain, name: "Overleg" });
    expect(await listed(room, ilse)).toMatchObject({ ...plain, name: null });
    expect(await listed(room, person("Tess", "szw", "records-manager"))).toBeUndefined();
    const both = person("Beide", "szw", "operator", "records-manager");
    expect(await listed(room, both)).toMatchObject({ name: null });
    const { rooms, total } = await bench.rooms.ownerless(by(ilse), { page: 1, pageSize: 1 });
    expect(rooms).toHaveLength(1);
    expect(total).toBeGreaterThanOrEqual(1);
    for (const nobody of [
      bram,
      person("Leider", "bzk", "coordinator"),
      person("Los", null, "records-manager"),
    ])
      await expect(bench.rooms.ownerless(by(nobody), PAGE)).rejects.toThrow(NotAllowed);
  });

  test("that stands still for its rules too is listed since it lost its owner, and stays paused when it gets one", async () => {
    const { room, bram, since } = await leftAlone();
    bench.rules.pauseFor = async () => rulesPause;
    await bench.rooms.upkeep.decideAgain(room, SYSTEM);
    expect((await bench.rooms.read(by(bram), room)).pause?.code).toBe("rules-refuse");
    expect(await listed(room, thijs)).toMatchObject({ since });
    const heir = bench.known(person("Heleen", "bzk"));
    expect(await bench.rooms.appointOwner(room, heir.id, by(thijs))).toEqual({ paused: "rules-refuse" });
    expect(await listed(room, thijs)).toBeUndefined();
    await bench.rooms.kick(room, id(bram), by(heir));
  });

  test("is not there for who has nothing to do with it, whatever they guess", async () => {
    const { room } = await leftAlone();
    const heir = bench.known(person("Heleen", "bzk"));
    const elsewhere = person("Tess", "szw", "records-manager");
    for (const guessed of [room, "!nergens:rooms.test"])
      await expect(bench.rooms.appointOwner(guessed, heir.id, by(elsewhere))).rejects.toThrow(NotFound);
    await expect(bench.rooms.appointOwner("!nergens:rooms.test", heir.id, by(ilse))).rejects.toThrow(
      NotFound,
    );
    for (const nobody of [heir, person("Sanne", "bzk", "security-officer"), person("Daan", "bzk", "auditor")])
      await expect(bench.rooms.appointOwner(room, heir.id, by(nobody))).rejects.toThrow(NotAllowed);
    expect(await entries(room)).toEqual([
      { result: "failed", reason: "not-found", actor: elsewhere.id },
      ...Array.from({ length: 3 }, () =>
        expect.objectContaining({ result: "refused", reason: "not-allowed" }),
      ),
    ]);
    expect(await listed(room, thijs)).toBeDefined();
  });

  test("gets nobody of another organisation, nobody who left, nobody who was sent away, and no operator by their own hand", async () => {
    const { room, bram } = await leftAlone();
    const gone = bench.known(person("Weg", "bzk"));
    bench.people.delete(gone.id);
    for (const wrong of [bram, gone, person("Onbekend", "bzk")])
      await expect(bench.rooms.appointOwner(room, wrong.id, by(thijs))).rejects.toMatchObject({
        details: {
          members: { violations: [{ path: "person", message: "must be somebody who works for bzk" }] },
        },
      });
    const own = bench.known(person("Ilse van BZK", "bzk", "operator"));
    await expect(bench.rooms.appointOwner(room, own.id, by(own))).rejects.toThrow(NotAllowed);
    bench.known(thijs);
    expect(await bench.rooms.appointOwner(room, thijs.id, by(thijs))).toEqual({ paused: null });
    const banned = bench.known(person("Verbannen", "bzk"));
    await bench.rooms.ban(room, id(banned), by(thijs));
    await bench.rooms.leave(room, by(thijs));
    await expect(bench.rooms.appointOwner(room, banned.id, by(ilse))).rejects.toThrow(InvalidInput);
    expect((await entries(room)).map(({ result, reason }) => [result, reason])).toEqual([
      ["failed", "invalid-input"],
      ["failed", "invalid-input"],
      ["failed", "invalid-input"],
      ["refused", "not-allowed"],
      ["succeeded", null],
      ["failed", "invalid-input"],
    ]);
  });

  test("is the only kind that gets one: not a room that somebody leads, that is empty or closed, or whose key is gone", async () => {
    const noor = bench.known(person("Noor", "bzk"));
    const room = await bench.room(noor);
    await expect(bench.rooms.appointOwner(room, noor.id, by(thijs))).rejects.toThrow(RoomHasOwner);
    const paused = await bench.room(noor);
    bench.rules.pauseFor = async () => rulesPause;
    await bench.rooms.upkeep.decideAgain(paused, SYSTEM);
    await expect(bench.rooms.appointOwner(paused, noor.id, by(thijs))).rejects.toThrow(RoomHasOwner);
    expect(await listed(paused, thijs)).toBeUndefined();
    bench.rules.pauseFor = async () => null;
    const empty = await bench.room(noor);
    await bench.rooms.leave(empty, by(noor));
    await expect(bench.rooms.appointOwner(empty, noor.id, by(thijs))).rejects.toThrow(RoomHasOwner);
    expect(await listed(empty, thijs)).toBeUndefined();
    await bench.rooms.close(room, by(noor));
    await expect(bench.rooms.appointOwner(room, noor.id, by(thijs))).rejects.toThrow(RoomClosed);
    await bench.rooms.destroyKey(room, by(thijs));
    await expect(bench.rooms.appointOwner(room, noor.id, by(thijs))).rejects.toThrow(NotFound);
    expect(bench.told.filter((owner) => owner.room === room)).toEqual([]);
  });

  test("gets one owner from two who appoint at once", async () => {
    const { room, bram } = await leftAlone();
    const heirs = [bench.known(person("Een", "bzk")), bench.known(person("Twee", "bzk"))];
    const results = await Promise.allSettled(
      heirs.map((heir) => bench.rooms.appointOwner(room, heir.id, by(thijs))),
    );
    expect(results.filter(({ status }) => status === "rejected")).toMatchObject([
      { reason: { code: "room-has-owner" } },
    ]);
    const appointed = heirs.filter((_, index) => results[index]?.status === "fulfilled");
    expect(await owners(room, bram)).toEqual(appointed.map(({ name }) => name));
  });
});

describe("somebody who moves", () => {
  test("is in their rooms under their new name and organisation, and the room is decided on again", async () => {
    const noor = person("Noor", "bzk");
    const bram = bench.known(person("Bram", "szw"));
    const room = await bench.room(noor, [bram]);
    const invited = await bench.room(noor);
    await bench.rooms.invite(invited, bram.id, by(noor));
    bench.rules.pauseFor = async ({ members }) =>
      members.some(({ organisation }) => organisation === "fin")
        ? {
            paused: true,
            code: "rules-refuse",
            organisation: "fin",
            rules: [],
            ruleSet: "",
            shut: [],
            resolvers: [],
          }
        : null;
    await within(bench.database.use(), (transaction) =>
      bench.rooms.within.describeAnew(
        transaction,
        { id: bram.id, name: "Bram Jansen", organisation: "fin" },
        { now: bench.clock.now() },
      ),
    );
    for (const one of [room, invited]) {
      const view = await bench.rooms.read(by(noor), one);
      expect(view.members.find(({ id: member }) => member === bram.id)).toMatchObject({
        name: "Bram Jansen",
        organisation: "fin",
      });
      expect(view.pause).toMatchObject({ organisation: "fin" });
      expect((await bench.verified(one, noor)).finding).toBeNull();
    }
  });
});

describe("a guest", () => {
  test("is in one room, with a sponsor and an end date, and nowhere else", async () => {
    const noor = person("Noor", "bzk");
    const room = await bench.room(noor);
    const guest = await bench.guest(room, noor);
    expect(
      (await bench.rooms.read(by(guest), room)).members.find(({ kind }) => kind === "guest"),
    ).toMatchObject({
      id: guest.id,
      name: "Gea Gast",
      party: "external",
      organisation: null,
      guest: {
        sponsor: { id: noor.id, name: "Noor" },
        until: guest.until,
        organisation: null,
        verified: true,
      },
    });
    // As in the rooms from before it was told: nothing is said of it.
    const state = await bench.rooms.state(by(noor), room);
    const cameIn = state.find(({ state_key }) => state_key === bench.rooms.userId(by(guest)));
    expect(cameIn?.content["nl.akkoord.guest"]).toEqual({
      sponsor: id(noor),
      until: guest.until,
      party: "external",
    });
    await bench.rooms.send(room, text("Hoi, ik ben Gea"), by(guest));
    await expect(bench.rooms.invite(room, noor.id, by(guest))).rejects.toMatchObject({ code: "not-allowed" });
    await expect(bench.rooms.read(by({ ...guest, room: "!elders:x" }), room)).rejects.toThrow(NotFound);
    await within(bench.database.use(), (transaction) =>
      bench.rooms.within.renewGuest(
        transaction,
        room,
        {
          id: guest.id,
          name: guest.name,
          card: {
            sponsor: id(noor),
            until: "2027-06-30T00:00:00.000Z",
            party: "external",
            organisation: " Gemeente\u202e <b>Rotterdam</b>\u2066\u0007 ",
          },
        },
        bench.clock.now(),
      ),
    );
    expect((await bench.rooms.facts(by(noor), room)).members[1]?.guest).toMatchObject({
      until: "2027-06-30T00:00:00.000Z",
      organisation: "Gemeente <b>Rotterdam</b>",
    });
    await within(bench.database.use(), (transaction) =>
      bench.rooms.within.removeGuest(transaction, room, guest.id, {
        now: bench.clock.now(),
        reason: "Afgelopen",
      }),
    );
    await expect(bench.rooms.read(by(guest), room)).rejects.toThrow(NotFound);
    expect((await bench.verified(room, noor)).finding).toBeNull();
  });

  test("whom the rules refuse is not invited, and nothing of it is kept", async () => {
    const noor = person("Noor", "bzk");
    const room = await bench.room(noor);
    bench.rules.mayAppend = async () => ({
      allowed: false,
      refusal: {
        ...(await openRules().explainPause(await bench.rooms.upkeep.factsOf(room), "room-paused", {
          now: bench.clock.now(),
          transaction: bench.database.use(),
        })),
        code: "rules-refuse",
      },
    });
    await expect(bench.guest(room, noor)).rejects.toMatchObject({ refusal: { code: "rules-refuse" } });
    expect((await bench.rooms.read(by(noor), room)).members).toHaveLength(1);
  });
});

test("a review is shown with the members it confirmed", async () => {
  const noor = person("Noor", "bzk");
  const bram = person("Bram", "szw");
  const room = await bench.room(noor, [bram]);
  await within(bench.database.use(), (transaction) =>
    bench.rooms.within.markReviewed(transaction, room, [id(bram)], bench.clock.now()),
  );
  expect((await bench.rooms.read(by(noor), room)).members.map(({ lastReviewed }) => lastReviewed)).toEqual([
    null,
    bench.clock.now().toISOString(),
  ]);
});

test("a room that is decided on again pauses and resumes by how the rules are now", async () => {
  const noor = person("Noor", "bzk");
  const room = await bench.room(noor);
  const again = () => bench.rooms.upkeep.decideAgain(room, SYSTEM);
  expect(await again()).toEqual({ pause: null, changed: false });
  const pause = {
    paused: true,
    code: "rules-refuse",
    organisation: "bzk",
    rules: ["bzk/closed"],
    ruleSet: "b".repeat(64),
    shut: [],
    resolvers: [id(noor)],
  } as const;
  bench.rules.pauseFor = async () => pause;
  expect(await again()).toEqual({ pause, changed: true });
  expect(await again()).toEqual({ pause, changed: false });
  expect((await bench.rooms.read(by(noor), room)).you.abilities).not.toContain("write");
  bench.rules.pauseFor = async () => null;
  expect(await again()).toEqual({ pause: null, changed: true });
  await bench.rooms.send(room, text("Verder"), by(noor));
  await bench.rooms.close(room, by(noor));
  bench.rules.pauseFor = async () => pause;
  expect(await again()).toEqual({ pause: null, changed: false });
});
