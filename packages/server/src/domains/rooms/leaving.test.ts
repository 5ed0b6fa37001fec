import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../../platform/actor.ts";
import { NotFound } from "../../platform/errors.ts";
import {
  by,
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

  test("leaves a room without an owner standing still, when the hub has nobody in it; a moderator hears who can help", async () => {
    const noor = person("Noor", "bzk");
    const bram = person("Bram", "szw");
    const room = await bench.room(noor, [bram]);
    await bench.rooms.setPower(room, id(bram), 50, by(noor));
    expect(await end(noor)).toEqual([{ room, to: null }]);
    expect(await bench.rooms.read(by(bram), room)).toMatchObject({
      pause: { code: "no-owner", organisation: "bzk", shut: [], resolvers: [{ name: "Bram" }] },
    });
    await expect(bench.rooms.send(room, text("Hoi"), by(bram))).rejects.toMatchObject({
      refusal: { code: "room-paused", sentence: { nl: expect.stringContaining("geen eigenaar") } },
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
      guest: { sponsor: { id: noor.id, name: "Noor" }, until: guest.until, verified: true },
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
          card: { sponsor: id(noor), until: "2027-06-30T00:00:00.000Z", party: "external" },
        },
        bench.clock.now(),
      ),
    );
    expect((await bench.rooms.facts(by(noor), room)).members[1]?.guest?.until).toBe(
      "2027-06-30T00:00:00.000Z",
    );
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
