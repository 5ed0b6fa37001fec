import { ask, canonicalJson, hashRuleSet } from "@akkoord/policy";
import { loadRuleSet } from "@akkoord/policy-files";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Person } from "../../platform/actor.ts";
import { migrate } from "../../platform/database/migrate.ts";
import { createLog } from "../../platform/log.ts";
import { POLICIES } from "../../testing/test-server.ts";
import { searchEntries } from "../audit/queries.ts";
import { auditSchema } from "../audit/tables.ts";
import { type GuestTables, guestSchema } from "../guests/tables.ts";
import { HeldRuleSet } from "../registry/held-rule-set.ts";
import { createDecideAgain } from "./decide-again.ts";
import { describeMover } from "./decide-again-mover.ts";
import { alike, holdLiveRooms, liveRooms } from "./live-rooms.ts";
import { createEnforcement, type EnforcementParts } from "./may-append.ts";
import { listRoomChecks } from "./room-checks.ts";
import { roomCheckSchema } from "./room-checks-tables.ts";
import { by, INTERNAL, person, type RoomBench, SYSTEM, startRoomBench, within } from "./rooms.fixture.ts";
import { roomSchema } from "./tables.ts";
import { createVerdicts } from "./verdict.ts";

const DAY = "2026-11-23";
const DEPARTMENTAL = { information: "departmental-confidential", personalData: "none" };
const AT_WORK = { device: "managed-mobile", location: "office", role: null };

const noor = person("Noor", "bzk");
const bram = person("Bram", "szw");
const yusuf = person("Yusuf", "jenv");
const fatima = person("Fatima", "bzk", "coordinator");
const atWork = (who: Person) => ({ ...by(who), workplace: AT_WORK });

let bench: RoomBench;
let parts: EnforcementParts;
let held: HeldRuleSet;

beforeAll(async () => {
  bench = await startRoomBench();
  await migrate(bench.ownerUrl, bench.url, [auditSchema, roomSchema, roomCheckSchema, guestSchema]);
  const { ruleSet } = await loadRuleSet(POLICIES);
  if (ruleSet === null) throw new Error("the policies hold errors");
  held = new HeldRuleSet(hashRuleSet(ruleSet), ruleSet, canonicalJson(ruleSet));
  parts = {
    rulesOn: async () => held,
    ruleSet: async () => held,
    waiversOf: async () => [],
    thinking: { answer: async (rules, situation, options) => ask(rules.decider(DAY), situation, options) },
  };
  Object.assign(bench.rules, createEnforcement(parts));
  for (const who of [noor, bram, yusuf]) bench.known(who);
});
afterAll(() => bench.end());

/** A room with a guest from outside, whom the guests' own records know too. */
async function roomWithGuest(others: readonly Person[] = []): Promise<string> {
  const room = await open(INTERNAL, others);
  const guest = await bench.guest(room, noor);
  await bench.database
    .use()
    .$extendTables<GuestTables>()
    .insertInto("guest")
    .values({
      id: guest.id,
      room,
      sealed: "",
      address_index: guest.id,
      party: "external",
      sponsor: noor.id,
      invited_at: bench.clock.now(),
      until: new Date(guest.until),
      mail: null,
    })
    .execute();
  return room;
}

async function open(label: typeof INTERNAL, others: readonly Person[] = []): Promise<string> {
  const { id } = await bench.rooms.create(
    { name: "Overleg", label, purpose: { text: "", activity: null }, category: null },
    atWork(noor),
  );
  for (const other of others) {
    await bench.rooms.invite(id, other.id, atWork(noor));
    await bench.rooms.join(id, atWork(other));
  }
  return id;
}

test("what is decided of many rooms at once is what each of them is decided to be", async () => {
  const rooms = [
    await open(INTERNAL),
    await open(DEPARTMENTAL),
    await open(DEPARTMENTAL, [bram]),
    await open(INTERNAL, [bram, yusuf]),
    await roomWithGuest(),
    await roomWithGuest([bram]),
  ];
  for (const room of rooms.slice(4)) await bench.rooms.relabel(room, DEPARTMENTAL, atWork(noor));
  const closed = await open(INTERNAL);
  await bench.rooms.close(closed, atWork(noor));

  const all = await liveRooms(bench.database.use(), { after: null, limit: 100 });
  expect(all.map(({ id }) => id).sort()).toEqual([...rooms].sort());
  const verdicts = createVerdicts();
  const rules = { day: DAY, held, waivers: [] };
  const groups = alike(all, []);
  // Six rooms, of which no two have the same participants and label.
  expect(groups).toHaveLength(6);
  for (const { question, rooms: same } of groups) {
    const fits = verdicts.decide(question, rules).kind === "fits";
    for (const { id, paused } of same) {
      const facts = await bench.rooms.upkeep.factsOf(id);
      expect(verdicts.decide({ ...facts, acting: null }, rules).kind === "fits").toBe(fits);
      expect(paused).toBe(fits ? null : "rules-refuse");
      expect(facts.pause === null).toBe(fits);
    }
  }
  expect(all.filter(({ paused }) => paused !== null)).toHaveLength(2);
  // Once more of the same makes no more to decide.
  await open(INTERNAL);
  expect(alike(await liveRooms(bench.database.use(), { after: null, limit: 100 }), [])).toHaveLength(6);

  const ofJenv = await within(bench.database.use(), (transaction) =>
    holdLiveRooms(transaction, { kind: "organisation", id: "jenv" }, { after: null, limit: 100 }),
  );
  expect(ofJenv.map(({ id }) => id)).toEqual([rooms[3]]);
});

test("whoever is writing in a room is waited for before the room is looked at", async () => {
  const room = await open(INTERNAL);
  let looked = false;
  let looking: Promise<unknown> | null = null;
  await within(bench.database.use(), async (transaction) => {
    await transaction
      .$extendTables<{ room: { id: string } }>()
      .selectFrom("room")
      .select("id")
      .where("id", "=", room)
      .forUpdate()
      .execute();
    looking = within(bench.database.use(), (other) =>
      holdLiveRooms(other, { kind: "all" }, { after: null, limit: 100 }),
    ).then(() => {
      looked = true;
    });
    await liveRooms(bench.database.use(), { after: null, limit: 100 });
    expect(looked).toBe(false);
  });
  await looking;
  expect(looked).toBe(true);
});

test("somebody who moved counts at once as who they are, and the rooms follow", async () => {
  const room = await open(INTERNAL, [bram]);
  const moved: Person = { ...bram, organisation: null };
  // What the room says of them is not written yet, and still they cannot write as who they were.
  await expect(
    bench.rooms.send(
      room,
      { type: "m.room.message", content: { body: "Hoi" }, transactionId: null },
      atWork(moved),
    ),
  ).rejects.toMatchObject({ refusal: { code: "rules-refuse" } });
  bench.known(moved);
  const describe = describeMover({
    directory: { activePerson: async (id) => bench.people.get(id) ?? null },
    within: bench.rooms.within,
  });
  await bench.commands.execute(describe, { person: moved.id }, SYSTEM);
  const { pause, members } = await bench.rooms.upkeep.factsOf(room);
  expect(members.find(({ id }) => id === moved.id)?.organisation).toBeNull();
  expect(pause).toMatchObject({ code: "rules-refuse", shut: [bench.rooms.userId(by(bram))] });
  // Back again: it goes on.
  bench.known(bram);
  await bench.commands.execute(describe, { person: bram.id }, SYSTEM);
  expect((await bench.rooms.upkeep.factsOf(room)).pause).toBeNull();
});

test("asking twice for the same is asking once, and what nothing changes in is left alone", async () => {
  const again = createDecideAgain({
    ...parts,
    database: bench.database,
    commands: bench.commands,
    upkeep: bench.rooms.upkeep,
    clock: bench.clock,
    log: createLog("silent"),
    system: SYSTEM,
  });
  // Held by somebody else: what is asked for waits.
  await bench.database.exclusively("akkoord-room-checks", async () => {
    await again.request("daily", { kind: "all" });
    await again.request("publication", { kind: "all" });
    await again.request("waiver", { kind: "organisation", id: "jenv" });
  });
  const { checks, total } = await vi.waitFor(
    async () => {
      await again.run();
      const listed = await listRoomChecks(bench.database, fatima, { page: 1, pageSize: 10 });
      expect(listed.checks.every(({ finishedAt }) => finishedAt !== null)).toBe(true);
      return listed;
    },
    { timeout: 20_000, interval: 50 },
  );
  expect(total).toBe(2);
  expect(checks.map(({ cause }) => cause)).toEqual(["waiver", "daily"]);
  const [ofJenv, all] = checks;
  expect(all?.done).toBe((await liveRooms(bench.database.use(), { after: null, limit: 100 })).length);
  expect(ofJenv).toMatchObject({ rooms: 1, done: 1, paused: 0, resumed: 0 });
  // Two rooms are paused, and stay so: nothing was written about any room.
  const decided = await searchEntries(bench.database.use(), { action: "rooms.decide-again", limit: 10 });
  expect(decided).toEqual([]);
  await again.stop();
});
