import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../../platform/actor.ts";
import type { SyncFilter, SyncResult } from "./model.ts";
import { by, INTERNAL, openRules, person, type RoomBench, startRoomBench, text } from "./rooms.fixture.ts";

let bench: RoomBench;
beforeAll(async () => {
  bench = await startRoomBench();
});
afterAll(() => bench.end());

const id = (who: Person) => bench.rooms.userId(by(who));
const sync = (who: Person, since: string | null = null, filter?: SyncFilter, timeoutMs = 0) =>
  bench.rooms.sync(by(who), { since, timeoutMs, ...(filter === undefined ? {} : { filter }) });
const bodies = (result: SyncResult, room: string) =>
  (result.rooms.join[room]?.timeline.events ?? []).flatMap(({ type, content }) =>
    type === "m.room.message" ? [content.body] : [],
  );
const say = (who: Person, room: string, body: string) => bench.rooms.send(room, text(body), by(who));

describe("a first sync", () => {
  test("gives every room with its state and its newest messages, and where to read back from", async () => {
    const noor = person("Noor", "bzk");
    const bram = person("Bram", "szw");
    const room = await bench.room(noor, [bram]);
    for (let n = 1; n <= 12; n++) await say(noor, room, `${n}`);
    const result = await sync(bram, null, { room: { timeline: { limit: 3 } } });
    const told = result.rooms.join[room];
    expect(bodies(result, room)).toEqual(["10", "11", "12"]);
    expect(told?.timeline.limited).toBe(true);
    expect(told?.state.events.map(({ type }) => type).sort()).toEqual(
      (await bench.rooms.state(by(bram), room)).map(({ type }) => type).sort(),
    );
    expect(told?.summary).toEqual({
      "m.heroes": [id(noor)],
      "m.joined_member_count": 3,
      "m.invited_member_count": 0,
    });
    const back = await bench.rooms.timeline(by(bram), room, {
      from: told?.timeline.prev_batch ?? null,
      dir: "b",
      limit: 2,
    });
    expect(back.chunk.map(({ content }) => content.body)).toEqual(["9", "8"]);
  });

  test("gives members lazily where the client asks for that", async () => {
    const noor = person("Noor", "bzk");
    const others = Array.from({ length: 5 }, (_, n) => person(`Collega ${n}`, "bzk"));
    const room = await bench.room(noor, others);
    await say(noor, room, "Hoi");
    const filter = { room: { state: { lazy_load_members: true }, timeline: { limit: 1 } } };
    const [reader] = others;
    if (reader === undefined) throw new Error("nobody reads");
    const result = await sync(reader, null, filter);
    const members =
      result.rooms.join[room]?.state.events.filter(({ type }) => type === "m.room.member") ?? [];
    expect(members.map(({ state_key }) => state_key).sort()).toEqual([id(noor), id(reader)].sort());
  });

  test("of somebody in no room is empty, and has a token", async () => {
    const result = await sync(person("Niemand", "bzk"));
    expect(result.rooms).toEqual({ join: {}, invite: {}, leave: {} });
    expect(result.next_batch).toMatch(/^s\d+_\d+$/);
  });
});

describe("a later sync", () => {
  test("gives what came since, once, in order", async () => {
    const noor = person("Noor", "bzk");
    const bram = person("Bram", "szw");
    const room = await bench.room(noor, [bram]);
    const quiet = await bench.room(noor, [bram]);
    const { next_batch: since } = await sync(bram);
    await say(noor, room, "een");
    await say(bram, room, "twee");
    const result = await sync(bram, since);
    expect(bodies(result, room)).toEqual(["een", "twee"]);
    expect(result.rooms.join[room]?.timeline.limited).toBe(false);
    expect(result.rooms.join[room]?.state.events).toEqual([]);
    expect(result.rooms.join[quiet]).toBeUndefined();
    expect((await sync(bram, result.next_batch)).rooms.join).toEqual({});
    // The same token again gives the same again: nothing is lost when an answer is.
    expect(bodies(await sync(bram, since), room)).toEqual(["een", "twee"]);
  });

  test("says that there is more than it gives, with the state that changed in between", async () => {
    const noor = person("Noor", "bzk");
    const bram = person("Bram", "szw");
    const room = await bench.room(noor, [bram]);
    const { next_batch: since } = await sync(bram);
    await bench.rooms.rename(room, "Nieuwe naam", by(noor));
    for (let n = 1; n <= 5; n++) await say(noor, room, `${n}`);
    const result = await sync(bram, since, { room: { timeline: { limit: 2 } } });
    const told = result.rooms.join[room];
    expect(bodies(result, room)).toEqual(["4", "5"]);
    expect(told?.timeline.limited).toBe(true);
    expect(told?.state.events).toMatchObject([{ type: "m.room.name", content: { name: "Nieuwe naam" } }]);
  });

  test("gives invitations, and the whole room after coming in", async () => {
    const noor = person("Noor", "bzk");
    const bram = bench.known(person("Bram", "szw"));
    const room = await bench.room(noor, [], { name: "Beleid" });
    await say(noor, room, "Voor de uitnodiging");
    const { next_batch: since } = await sync(bram);
    await bench.rooms.invite(room, bram.id, by(noor));
    const invited = await sync(bram, since);
    const events = invited.rooms.invite[room]?.invite_state.events ?? [];
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["m.room.create", "m.room.name", "nl.akkoord.label", "m.room.member"]),
    );
    expect(events.every((event) => !("event_id" in event))).toBe(true);
    expect(events.find(({ state_key }) => state_key === id(bram))).toMatchObject({ sender: id(noor) });
    expect((await sync(bram, invited.next_batch)).rooms.invite).toEqual({});
    await bench.rooms.join(room, by(bram));
    const joined = await sync(bram, invited.next_batch);
    expect(bodies(joined, room)).toEqual(["Voor de uitnodiging"]);
    const { state, timeline } = joined.rooms.join[room] ?? {
      state: { events: [] },
      timeline: { events: [] },
    };
    expect([...state.events, ...timeline.events].map(({ type }) => type)).toEqual(
      expect.arrayContaining((await bench.rooms.state(by(bram), room)).map(({ type }) => type)),
    );
  });

  test.each(["onzin", "s-1_0", "s1", "t5", "s1_0; drop table room"])(
    "does not take the token %s",
    async (since) => {
      await expect(sync(person("Noor", "bzk"), since)).rejects.toMatchObject({ code: "invalid-input" });
    },
  );
});

describe("a sync that waits", () => {
  test("answers as soon as there is news, from whatever process", async () => {
    const noor = person("Noor", "bzk");
    const bram = person("Bram", "szw");
    const room = await bench.room(noor, [bram]);
    const { next_batch: since } = await sync(bram);
    const waiting = sync(bram, since, undefined, 25_000);
    const other = await bench.again();
    const began = Date.now();
    await other.send(room, text("Van elders"), by(noor));
    expect(bodies(await waiting, room)).toEqual(["Van elders"]);
    // Well before it would have looked again by itself.
    expect(Date.now() - began).toBeLessThan(8_000);
  });

  test("hears of a first invitation", async () => {
    const noor = person("Noor", "bzk");
    const bram = bench.known(person("Bram", "szw"));
    const room = await bench.room(noor);
    const { next_batch: since } = await sync(bram);
    const waiting = sync(bram, since, undefined, 25_000);
    const began = Date.now();
    await bench.rooms.invite(room, bram.id, by(noor));
    expect(Object.keys((await waiting).rooms.invite)).toEqual([room]);
    expect(Date.now() - began).toBeLessThan(8_000);
  });

  test("ends when its time is up, when the client goes, and when the server stops", async () => {
    const noor = person("Noor", "bzk");
    await bench.room(noor);
    const { next_batch: since } = await sync(noor);
    expect((await sync(noor, since, undefined, 50)).next_batch).toBe(since);
    const gone = new AbortController();
    const left = bench.rooms.sync(by(noor), { since, timeoutMs: 25_000 }, gone.signal);
    gone.abort();
    expect((await left).rooms.join).toEqual({});
    const other = await bench.again();
    const stopped = other.sync(by(noor), { since, timeoutMs: 25_000 });
    await other.upkeep.stop();
    expect((await stopped).rooms.join).toEqual({});
  });
});

describe("a room that stands still", () => {
  test("shows who is shut out that it does, and nothing else; and everything once it goes on", async () => {
    const noor = person("Noor", "bzk");
    const bram = person("Bram", "szw");
    const room = await bench.room(noor, [bram]);
    const guest = await bench.guest(room, noor);
    const guestId = bench.rooms.userId(by(guest));
    await say(noor, room, "Hier was de gast nog bij");
    const first = await bench.rooms.sync(by(guest), { since: null, timeoutMs: 0 });
    expect(bodies(first, room)).toEqual(["Hier was de gast nog bij"]);

    bench.rules.pauseFor = async ({ label }) =>
      label.information === "confidential"
        ? {
            paused: true,
            code: "rules-refuse",
            organisation: "bzk",
            rules: ["bzk/no-guests"],
            ruleSet: "a".repeat(64),
            shut: [guestId],
            resolvers: [id(noor)],
          }
        : null;
    try {
      const waiting = bench.rooms.sync(by(guest), { since: first.next_batch, timeoutMs: 20_000 });
      await bench.rooms.relabel(room, { ...INTERNAL, information: "confidential" }, by(noor));
      const shut = await waiting;
      expect(shut.rooms.join[room]?.timeline.events).toMatchObject([
        { type: "nl.akkoord.pause", content: { paused: true, rules: ["bzk/no-guests"], shut: [guestId] } },
      ]);
      expect(shut.rooms.join[room]?.state.events).toMatchObject([{ type: "nl.akkoord.label" }]);
      const fresh = await bench.rooms.sync(by(guest), { since: null, timeoutMs: 0 });
      expect(JSON.stringify(fresh)).not.toContain("Hier was de gast nog bij");
      expect(fresh.rooms.join[room]?.state.events.map(({ type }) => type).sort()).toEqual([
        "m.room.create",
        "m.room.member",
        "nl.akkoord.label",
      ]);
      expect(await bench.rooms.read(by(guest), room)).toMatchObject({
        pause: { code: "rules-refuse", resolvers: [{ name: "Noor" }] },
        you: { shut: true, abilities: ["leave"] },
      });
      for (const attempt of [
        () => bench.rooms.timeline(by(guest), room, { from: null, dir: "b", limit: 5 }),
        () => bench.rooms.state(by(guest), room),
        () => bench.rooms.members(by(guest), room),
        () => bench.rooms.send(room, text("Mag dit?"), by(guest)),
      ])
        await expect(attempt()).rejects.toMatchObject({ refusal: { code: "access-shut" } });
      await expect(say(bram, room, "En dit?")).rejects.toMatchObject({ refusal: { code: "room-paused" } });
      await expect(bench.rooms.rename(room, "Anders", by(noor))).rejects.toMatchObject({
        refusal: { code: "room-paused" },
      });
      expect(bodies(await sync(bram), room)).toEqual(["Hier was de gast nog bij"]);

      await bench.rooms.relabel(room, INTERNAL, by(noor));
      const on = await bench.rooms.sync(by(guest), { since: shut.next_batch, timeoutMs: 0 });
      expect(bodies(on, room)).toEqual(["Hier was de gast nog bij"]);
      expect(on.rooms.join[room]?.timeline.limited).toBe(true);
      await bench.rooms.send(room, text("Ik ben er weer"), by(guest));
      expect((await bench.verified(room, noor)).finding).toBeNull();
    } finally {
      Object.assign(bench.rules, openRules());
    }
  });
});
