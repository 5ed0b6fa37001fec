import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { NotFound, RoomClosed, RoomRefused, TooLarge } from "../../platform/errors.ts";
import { searchEntries } from "../audit/queries.ts";
import { AKKOORD, MOST_MEMBERS } from "./model.ts";
import {
  by,
  CONFIDENTIAL,
  INTERNAL,
  openRules,
  person,
  type RoomBench,
  SERVER,
  SYSTEM,
  startRoomBench,
  text,
  within,
} from "./rooms.fixture.ts";
import { showPictureEverywhere } from "./show-picture.ts";
import { roomTables } from "./tables.ts";
import { akkoordUserId } from "./user-id.ts";

let bench: RoomBench;
beforeAll(async () => {
  bench = await startRoomBench();
});
afterAll(() => bench.end());
beforeEach(() => {
  Object.assign(bench.rules, openRules());
});

const noor = person("Noor", "bzk");
const bram = person("Bram", "szw");
const yusuf = person("Yusuf", "jenv");
const id = (who: typeof noor) => bench.rooms.userId(by(who));

describe("a new room", () => {
  test("is led by who opened it, hosted by their organisation, with Akkoord in it", async () => {
    const room = await bench.room(noor, [], {
      name: "Begroting 2027",
      purpose: { text: "Samen de begroting maken", activity: "message" },
      category: "beleid-7",
    });
    const view = await bench.rooms.read(by(noor), room);
    expect(view).toMatchObject({
      id: room,
      name: "Begroting 2027",
      hub: "bzk",
      label: INTERNAL,
      purpose: { text: "Samen de begroting maken", activity: "message" },
      category: "beleid-7",
      pause: null,
      you: { membership: "join", power: 90, shut: false },
      readsServer: true,
    });
    expect(view.members.map(({ name, owner }) => [name, owner])).toEqual([["Noor", true]]);
    const state = await bench.rooms.state(by(noor), room);
    const content = (type: string, key = "") =>
      state.find((event) => event.type === type && event.state_key === key)?.content;
    expect(content("m.room.create")).toEqual({ room_version: "11", "m.federate": false });
    expect(content("m.room.join_rules")).toEqual({ join_rule: "invite" });
    expect(content("m.room.history_visibility")).toEqual({ history_visibility: "shared" });
    expect(content("m.room.guest_access")).toEqual({ guest_access: "forbidden" });
    expect(content("m.room.power_levels")).toMatchObject({
      users: { [id(noor)]: 90, [akkoordUserId(SERVER)]: AKKOORD },
      users_default: 0,
      invite: 0,
    });
    expect(content("m.room.member", akkoordUserId(SERVER))).toMatchObject({ membership: "join" });
    expect((await bench.verified(room, noor)).finding).toBeNull();
  });

  test("is not opened when the rules refuse it, and the refusal is in the audit trail", async () => {
    bench.rules.mayAppend = async () => refusal();
    const before = await bench.rooms.list(by(noor));
    await expect(bench.room(noor)).rejects.toThrow(RoomRefused);
    expect(await bench.rooms.list(by(noor))).toEqual(before);
    expect(await lastEntry()).toMatchObject({
      action: "rooms.open",
      result: "refused",
      reason: "room-refused:rules-refuse",
      actor: { id: noor.id },
    });
  });

  test.each([
    ["a label that the vocabulary does not have", { label: { information: "geheim", personalData: "none" } }],
    ["no name", { name: "  " }],
    ["a name that turns the text around", { name: "Overleg \u202egnilav" }],
    ["a purpose with another activity", { purpose: { text: "", activity: "dansen" } }],
  ])("cannot have %s", async (_, more) => {
    await expect(bench.room(noor, [], more)).rejects.toMatchObject({ code: "invalid-input" });
  });

  test("is not for who works nowhere that we know, nor for guests", async () => {
    await expect(bench.room(person("Nemo", null))).rejects.toMatchObject({ code: "not-allowed" });
    const room = await bench.room(noor);
    const guest = await bench.guest(room, noor);
    await expect(
      bench.rooms.create(
        { name: "x", label: INTERNAL, purpose: { text: "", activity: null }, category: null },
        by(guest),
      ),
    ).rejects.toMatchObject({ code: "not-allowed" });
  });
});

describe("somebody who is invited", () => {
  test("sees what the room is and who asks, nothing of what is said, and comes in", async () => {
    const room = await bench.room(noor, [], { name: "Overleg over beleid" });
    await bench.rooms.send(room, text("Voor wie er al is"), by(noor));
    bench.known(bram);
    await bench.rooms.invite(room, bram.id, by(noor));
    const view = await bench.rooms.read(by(bram), room);
    expect(view).toMatchObject({
      name: "Overleg over beleid",
      label: INTERNAL,
      hub: "bzk",
      you: { membership: "invite", invitedBy: { name: "Noor" }, abilities: ["leave"] },
    });
    expect(view.members.map(({ name }) => name).sort()).toEqual(["Bram", "Noor"]);
    await expect(newest(bram, room)).rejects.toThrow(NotFound);
    await expect(bench.rooms.send(room, text("Hoi"), by(bram))).rejects.toThrow(NotFound);
    expect(await bench.rooms.list(by(bram))).toMatchObject([{ id: room, membership: "invite" }]);

    await bench.rooms.join(room, by(bram));
    expect(await newest(bram, room)).toContain("Voor wie er al is");
    const member = (await bench.rooms.read(by(noor), room)).members.find(({ name }) => name === "Bram");
    expect(member).toMatchObject({ organisation: "szw", membership: "join", kind: "person", owner: false });
  });

  test("is decided on by the rules, with their organisation", async () => {
    const asked: [string, string | null | undefined][] = [];
    bench.rules.mayAppend = async (event, facts) => {
      const organisation = event.content["nl.akkoord.organisation"];
      asked.push([event.type, typeof organisation === "string" ? organisation : null]);
      return facts.members.length > 0 ? { allowed: true, ruleSet: "", rules: [] } : refusal();
    };
    const room = await bench.room(noor, [bram]);
    expect(asked).toEqual([
      ["m.room.create", null],
      ["m.room.member", "szw"],
      ["m.room.member", "szw"],
    ]);
    bench.rules.mayAppend = async () => refusal();
    bench.known(yusuf);
    await expect(bench.rooms.invite(room, yusuf.id, by(noor))).rejects.toThrow(RoomRefused);
    expect(await lastEntry()).toMatchObject({
      action: "rooms.invite",
      result: "refused",
      object: { id: room },
    });
  });

  test("can turn it down, and is not in the room then", async () => {
    const room = await bench.room(noor);
    bench.known(yusuf);
    await bench.rooms.invite(room, yusuf.id, by(noor));
    await bench.rooms.leave(room, by(yusuf));
    await expect(bench.rooms.join(room, by(yusuf))).rejects.toThrow(NotFound);
    expect((await bench.rooms.read(by(noor), room)).members).toHaveLength(1);
  });

  test("sees from their invitation or their joining on where the room says so", async () => {
    for (const [history, seen] of [
      ["shared", ["eerst", "daarna", "nu"]],
      ["invited", ["daarna", "nu"]],
      ["joined", ["nu"]],
    ] as const) {
      const room = await bench.room(noor, [], { history });
      await bench.rooms.send(room, text("eerst"), by(noor));
      bench.known(bram);
      await bench.rooms.invite(room, bram.id, by(noor));
      const hidden = await bench.rooms.send(room, text("daarna"), by(noor));
      await bench.rooms.join(room, by(bram));
      await bench.rooms.send(room, text("nu"), by(noor));
      expect(await newest(bram, room)).toEqual(seen);
      expect(await said(await bench.rooms.sync(by(bram), { since: null, timeoutMs: 0 }), room)).toEqual(seen);
      const event = bench.rooms.event(by(bram), room, hidden.eventId);
      if (history === "joined") await expect(event).rejects.toThrow(NotFound);
      else await expect(event).resolves.toBeDefined();
    }
  });
});

describe("who is no member", () => {
  test("finds nothing, whatever they try, and it looks like a room that is not there", async () => {
    const room = await bench.room(noor, [bram]);
    const { eventId } = await bench.rooms.send(room, text("Geheim"), by(noor));
    const guest = await bench.guest(await bench.room(noor), noor);
    const { rooms } = bench;
    const nowhere = `!nergens:${SERVER}`;
    for (const who of [by(yusuf), by(guest)]) {
      for (const place of [room, nowhere]) {
        const tries: [string, () => Promise<unknown>][] = [
          ["read", () => rooms.read(who, place)],
          ["facts", () => rooms.facts(who, place)],
          ["timeline", () => rooms.timeline(who, place, { from: null, dir: "b", limit: 10 })],
          ["event", () => rooms.event(who, place, eventId)],
          ["context", () => rooms.context(who, place, eventId, { limit: 10 })],
          [
            "relations",
            () =>
              rooms.relations(who, place, eventId, {
                relType: null,
                eventType: null,
                from: null,
                dir: "b",
                limit: 10,
              }),
          ],
          ["threads", () => rooms.threads(who, place, { include: "all", from: null, limit: 10 })],
          ["members", () => rooms.members(who, place)],
          ["state", () => rooms.state(who, place)],
          ["state event", () => rooms.stateEvent(who, place, "m.room.name", "")],
          ["send", () => rooms.send(place, text("Hoi"), who)],
          ["redact", () => rooms.redact(place, { eventId, reason: null, transactionId: null }, who)],
          ["join", () => rooms.join(place, who)],
          ["leave", () => rooms.leave(place, who)],
          ["receipt", () => rooms.setReceipt(place, { type: "m.read", eventId }, who)],
          ["typing", () => rooms.setTyping(place, { typing: true, timeoutMs: 1_000 }, who)],
          ["account data", () => rooms.accountData.get(place, "m.tag", who)],
          ["set account data", () => rooms.accountData.put(place, "m.tag", {}, who)],
          ["relabel", () => rooms.relabel(place, INTERNAL, who)],
          ["rename", () => rooms.rename(place, "Anders", who)],
          [
            "set state",
            () => rooms.sendState(place, { type: "m.room.topic", stateKey: "", content: { topic: "" } }, who),
          ],
        ];
        if (who.actor.kind === "person")
          tries.push(
            ["invite", () => rooms.invite(place, noor.id, who)],
            ["kick", () => rooms.kick(place, id(noor), who)],
            ["ban", () => rooms.ban(place, id(noor), who)],
            ["power", () => rooms.setPower(place, id(noor), 0, who)],
            ["close", () => rooms.close(place, who)],
            ["export", () => rooms.exportLog(place, who)],
          );
        for (const [what, attempt] of tries)
          await expect(attempt(), `${what} of ${place}`).rejects.toThrow(NotFound);
      }
      const sync = await rooms.sync(who, { since: null, timeoutMs: 0 });
      expect(JSON.stringify(sync)).not.toContain(room);
      expect((await rooms.list(who)).map((one) => one.id)).not.toContain(room);
    }
  });

  test("any more loses everything at once, and hears that alone", async () => {
    const room = await bench.room(noor, [bram]);
    const { next_batch: since } = await bench.rooms.sync(by(bram), { since: null, timeoutMs: 0 });
    const waiting = bench.rooms.sync(by(bram), { since, timeoutMs: 20_000 });
    await bench.rooms.kick(room, id(bram), by(noor), "Werkt nu elders.");
    const heard = await waiting;
    expect(heard.rooms.join).toEqual({});
    expect(heard.rooms.leave[room]?.timeline.events).toMatchObject([
      {
        type: "m.room.member",
        sender: id(noor),
        content: { membership: "leave", reason: "Werkt nu elders." },
      },
    ]);
    await bench.rooms.send(room, text("Zonder Bram"), by(noor));
    const later = await bench.rooms.sync(by(bram), { since: heard.next_batch, timeoutMs: 0 });
    expect(JSON.stringify(later)).not.toContain(room);
    const again = await bench.rooms.sync(by(bram), { since, timeoutMs: 0 });
    expect(JSON.stringify(again)).not.toContain("Zonder Bram");
    await expect(newest(bram, room)).rejects.toThrow(NotFound);
  });
});

describe("power", () => {
  test("is needed to remove people and to change the label, and is given by owners", async () => {
    const room = await bench.room(noor, [bram, yusuf]);
    await expect(bench.rooms.kick(room, id(yusuf), by(bram))).rejects.toMatchObject({
      refusal: { code: "power" },
    });
    await expect(bench.rooms.relabel(room, CONFIDENTIAL, by(bram))).rejects.toThrow(RoomRefused);
    await bench.rooms.setPower(room, id(bram), 50, by(noor));
    await bench.rooms.relabel(room, CONFIDENTIAL, by(bram));
    expect((await bench.rooms.read(by(yusuf), room)).label).toEqual(CONFIDENTIAL);
    await expect(bench.rooms.kick(room, id(noor), by(bram))).rejects.toThrow(RoomRefused);
    await bench.rooms.kick(room, id(yusuf), by(bram));
    await expect(bench.rooms.kick(room, akkoordUserId(SERVER), by(noor))).rejects.toThrow(RoomRefused);
    await expect(bench.rooms.setPower(room, id(bram), 90, by(bram))).rejects.toThrow(RoomRefused);
  });

  test("is never a guest's, and takes nothing from Akkoord", async () => {
    const room = await bench.room(noor);
    const guest = await bench.guest(room, noor);
    const guestId = bench.rooms.userId(by(guest));
    await expect(bench.rooms.setPower(room, guestId, 50, by(noor))).rejects.toMatchObject({
      code: "invalid-input",
    });
    const { content } = await bench.rooms.stateEvent(by(noor), room, "m.room.power_levels", "");
    const users = { [id(noor)]: 90 };
    await expect(
      bench.rooms.sendState(
        room,
        { type: "m.room.power_levels", stateKey: "", content: { ...content, users } },
        by(noor),
      ),
    ).rejects.toThrow(RoomRefused);
  });

  test.each([
    ["m.room.join_rules", { join_rule: "public" }],
    ["m.room.history_visibility", { history_visibility: "world_readable" }],
    ["m.room.encryption", { algorithm: "m.megolm.v1.aes-sha2" }],
    ["m.room.member", { membership: "join" }],
    ["nl.akkoord.pause", { paused: false }],
    ["nl.akkoord.closed", {}],
    ["m.room.create", { room_version: "11" }],
  ])("of an owner does not reach to %s", async (type, content) => {
    const room = await bench.room(noor);
    await expect(
      bench.rooms.sendState(room, { type, stateKey: "", content }, by(noor)),
    ).rejects.toMatchObject({
      code: "invalid-input",
    });
  });
});

describe("a room that is closed", () => {
  test("stays readable, and nobody writes in it any more", async () => {
    const room = await bench.room(noor, [bram]);
    await bench.rooms.send(room, text("Tot zover"), by(bram));
    await expect(bench.rooms.close(room, by(bram))).rejects.toThrow(RoomRefused);
    await bench.rooms.close(room, by(noor));
    await expect(bench.rooms.send(room, text("Nog iets"), by(noor))).rejects.toThrow(RoomClosed);
    await expect(bench.rooms.relabel(room, CONFIDENTIAL, by(noor))).rejects.toThrow(RoomClosed);
    bench.known(yusuf);
    await expect(bench.rooms.invite(room, yusuf.id, by(noor))).rejects.toThrow(RoomClosed);
    expect(await newest(bram, room)).toEqual(["Tot zover"]);
    const view = await bench.rooms.read(by(bram), room);
    expect(view.closedAt).toBe(bench.clock.now().toISOString());
    expect(view.you.abilities).toEqual(["leave"]);
    await bench.rooms.leave(room, by(bram));
    expect((await bench.verified(room, noor)).finding).toBeNull();
  });
});

describe("limits", () => {
  test("hold for how many are in a room", async () => {
    const room = await bench.room(noor);
    const many = Array.from({ length: MOST_MEMBERS - 1 }, (_, n) => ({
      room,
      user_id: `@u-${n}:${SERVER}`,
      kind: "person" as const,
      membership: "join" as const,
      position: 1,
      since: 1,
      sees_from: 1,
      reads_since: 1,
      shut: false,
    }));
    await roomTables(bench.database.use()).insertInto("room_member").values(many).execute();
    bench.known(bram);
    const elsewhere = await bench.again();
    await expect(elsewhere.invite(room, bram.id, by(noor))).rejects.toMatchObject({ code: "room-full" });
  });

  test("hold for the text of a message and for the whole event", async () => {
    const room = await bench.room(noor);
    await bench.rooms.send(room, text("é".repeat(20_000)), by(noor));
    await expect(bench.rooms.send(room, text("a".repeat(40_001)), by(noor))).rejects.toThrow(TooLarge);
    const large = { type: "org.example.note", content: { note: "a".repeat(1_000_000) }, transactionId: null };
    await expect(bench.rooms.send(room, large, by(noor))).rejects.toThrow(TooLarge);
  });

  test("hold for what canonical JSON cannot say, and for characters that PostgreSQL cannot keep", async () => {
    const room = await bench.room(noor);
    await expect(bench.rooms.send(room, text("x", null, { size: 1.5 }), by(noor))).rejects.toMatchObject({
      code: "invalid-input",
    });
    await expect(bench.rooms.send(room, text("x\u0000y"), by(noor))).rejects.toMatchObject({
      code: "invalid-input",
    });
    await expect(
      bench.rooms.send(room, { type: "m.room.encrypted", content: {}, transactionId: null }, by(noor)),
    ).rejects.toMatchObject({ code: "invalid-input" });
  });
});

describe("what somebody looks like", () => {
  const lotte = person("Lotte", "szw");
  const show = () =>
    showPictureEverywhere(
      { commands: bench.commands, within: bench.rooms.within },
      { kind: "person", id: lotte.id },
      SYSTEM,
      2,
    );
  const pictureIn = async (room: string) =>
    (await bench.rooms.stateEvent(by(noor), room, "m.room.member", id(lotte))).content.avatar_url ?? null;
  const events = async (room: string) => (await bench.verified(room, noor)).checked;

  test("is with them from when they come in, and not in an invitation", async () => {
    bench.pictures.set(lotte.id, "mxc://rooms.test/een");
    const room = await bench.room(noor);
    bench.known(lotte);
    await bench.rooms.invite(room, lotte.id, by(noor));
    expect(await pictureIn(room)).toBeNull();
    await bench.rooms.join(room, by(lotte));
    expect(await pictureIn(room)).toBe("mxc://rooms.test/een");
  });

  test("reaches every room that they are in, a few at a time; again changes nothing, and a closed room stays as it is", async () => {
    const some = await Promise.all([1, 2, 3, 4, 5].map(() => bench.room(noor, [lotte])));
    const [first = "", closed = ""] = some;
    await bench.rooms.close(closed, by(noor));
    const { next_batch: since } = await bench.rooms.sync(by(noor), { since: null, timeoutMs: 0 });
    bench.pictures.set(lotte.id, "mxc://rooms.test/twee");
    await show();
    for (const room of some)
      expect(await pictureIn(room)).toBe(`mxc://rooms.test/${room === closed ? "een" : "twee"}`);
    const sync = await bench.rooms.sync(by(noor), { since, timeoutMs: 0 });
    expect(sync.rooms.join[first]?.timeline.events).toMatchObject([
      { type: "m.room.member", sender: id(lotte), content: { displayname: "Lotte" } },
    ]);

    const before = await events(first);
    await show();
    expect(await events(first)).toBe(before);
    bench.pictures.delete(lotte.id);
    await show();
    expect(await pictureIn(first)).toBeNull();
    expect(await events(first)).toBe(before + 1);
  });

  test("stays with them when they are described anew, and is not shown where they left", async () => {
    bench.pictures.set(lotte.id, "mxc://rooms.test/drie");
    const [room, left] = [await bench.room(noor, [lotte]), await bench.room(noor, [lotte])];
    await bench.rooms.leave(left, by(lotte));
    await within(bench.database.use(), (transaction) =>
      bench.rooms.within.describeAnew(
        transaction,
        { ...lotte, organisation: "bzk" },
        { now: bench.clock.now() },
      ),
    );
    await show();
    expect(await pictureIn(room)).toBe("mxc://rooms.test/drie");
    expect(await pictureIn(left)).toBeNull();
  });
});

describe("time", () => {
  test("never goes back in a room, also when the clock does", async () => {
    const room = await bench.room(noor);
    const noon = bench.clock.now();
    await bench.rooms.send(room, text("eerst"), by(noor));
    bench.clock.forward(-3_600_000);
    try {
      await bench.rooms.send(room, text("daarna"), by(noor));
    } finally {
      bench.clock.moment = noon;
    }
    const { chunk } = await bench.rooms.timeline(by(noor), room, { from: null, dir: "b", limit: 2 });
    expect(chunk.map(({ origin_server_ts }) => origin_server_ts)).toEqual([noon.getTime(), noon.getTime()]);
    expect((await bench.verified(room, noor)).finding).toBeNull();
  });
});

function refusal() {
  return {
    allowed: false,
    refusal: {
      code: "rules-refuse",
      sentence: { nl: "Dit mag niet.", en: "This is not allowed." },
      organisation: "szw",
      rules: [],
      alternatives: [],
      changes: [],
      referral: null,
      missing: [],
      resolvers: [],
    },
  } as const;
}

/** What somebody reads in a room, oldest first. */
async function newest(who: typeof noor, room: string): Promise<unknown[]> {
  const { chunk } = await bench.rooms.timeline(by(who), room, { from: null, dir: "b", limit: 50 });
  return chunk.toReversed().flatMap(({ type, content }) => (type === "m.room.message" ? [content.body] : []));
}

async function said(sync: Awaited<ReturnType<RoomBench["rooms"]["sync"]>>, room: string): Promise<unknown[]> {
  return (sync.rooms.join[room]?.timeline.events ?? []).flatMap(({ type, content }) =>
    type === "m.room.message" ? [content.body] : [],
  );
}

async function lastEntry() {
  const [last] = await searchEntries(bench.database.use(), { limit: 1 });
  return last;
}
