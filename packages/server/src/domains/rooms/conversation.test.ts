import type { JsonObject } from "@akkoord/room";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DuplicateReaction, NotFound, RoomRefused } from "../../platform/errors.ts";
import type { ClientEvent } from "./model.ts";
import { by, person, type RoomBench, startRoomBench, text } from "./rooms.fixture.ts";

let bench: RoomBench;
beforeAll(async () => {
  bench = await startRoomBench();
});
afterAll(() => bench.end());

const noor = person("Noor", "bzk");
const bram = person("Bram", "szw");
const yusuf = person("Yusuf", "jenv");
const id = (who: typeof noor) => bench.rooms.userId(by(who));

let room: string;
beforeEach(async () => {
  room = await bench.room(noor, [bram, yusuf]);
});

const say = async (who: typeof noor, body: string, more: object = {}) =>
  (await bench.rooms.send(room, text(body, null, more), by(who))).eventId;
const relate = (relation: JsonObject): JsonObject => ({ "m.relates_to": relation });
const event = (eventId: string, who = noor) => bench.rooms.event(by(who), room, eventId);
const page = async (who = noor, limit = 50) =>
  (await bench.rooms.timeline(by(who), room, { from: null, dir: "b", limit })).chunk;
const react = (who: typeof noor, eventId: string, key: string) =>
  bench.rooms.send(
    room,
    {
      type: "m.reaction",
      content: relate({ rel_type: "m.annotation", event_id: eventId, key }),
      transactionId: null,
    },
    by(who),
  );
const relationsOf = ({ unsigned }: ClientEvent) => unsigned?.["m.relations"];

describe("the same transaction id", () => {
  test("gives the same event, once after the other and both at once, also in another process", async () => {
    const first = await bench.rooms.send(room, text("Een keer", "t1"), by(noor));
    expect(await bench.rooms.send(room, text("Een keer", "t1"), by(noor))).toEqual(first);
    const other = await bench.again();
    const both = await Promise.all([
      bench.rooms.send(room, text("Samen", "t2"), by(noor)),
      other.send(room, text("Samen", "t2"), by(noor)),
      bench.rooms.send(room, text("Samen", "t2"), by(noor)),
    ]);
    expect(new Set(both.map(({ eventId }) => eventId)).size).toBe(1);
    expect((await page()).filter(({ type }) => type === "m.room.message")).toHaveLength(2);
  });

  test("is somebody's own, and that of one application in one room", async () => {
    const other = await bench.room(noor, [bram]);
    const sent = await Promise.all([
      bench.rooms.send(room, text("a", "t1"), by(noor)),
      bench.rooms.send(room, text("b", "t1"), by(bram)),
      bench.rooms.send(room, text("c", "t1"), by(noor, "PHONE")),
      bench.rooms.send(other, text("d", "t1"), by(noor)),
    ]);
    expect(new Set(sent.map(({ eventId }) => eventId)).size).toBe(4);
  });

  test("is told back to the application that sent with it, and to nobody else", async () => {
    const { eventId } = await bench.rooms.send(room, text("a", "t9"), by(noor, "PHONE"));
    const seen = async (caller: ReturnType<typeof by>) =>
      (await bench.rooms.event(caller, room, eventId)).unsigned?.transaction_id;
    expect(await seen(by(noor, "PHONE"))).toBe("t9");
    expect(await seen(by(noor))).toBeUndefined();
    expect(await seen(by(bram, "PHONE"))).toBeUndefined();
  });

  test("counts for a redaction as well", async () => {
    const eventId = await say(noor, "Weg");
    const redact = () => bench.rooms.redact(room, { eventId, reason: null, transactionId: "r1" }, by(noor));
    expect(await redact()).toEqual(await redact());
  });
});

describe("an edit", () => {
  const edit = (who: typeof noor, eventId: string, body: string) =>
    bench.rooms.send(
      room,
      text(`* ${body}`, null, {
        "m.new_content": { msgtype: "m.text", body },
        ...relate({ rel_type: "m.replace", event_id: eventId }),
      }),
      by(who),
    );

  test("goes along with what it edits, the newest one only, and the original stays", async () => {
    const eventId = await say(noor, "Om twee uur");
    await edit(noor, eventId, "Om drie uur");
    const second = await edit(noor, eventId, "Om vier uur");
    const shown = await event(eventId, bram);
    expect(shown.content.body).toBe("Om twee uur");
    expect(relationsOf(shown)).toMatchObject({
      "m.replace": { event_id: second.eventId, content: { "m.new_content": { body: "Om vier uur" } } },
    });
  });

  test("is only of one's own messages, and of no other kind", async () => {
    const eventId = await say(noor, "Van mij");
    await expect(edit(bram, eventId, "Van Bram")).rejects.toMatchObject({ code: "invalid-input" });
    await expect(edit(noor, "$nergens", "x")).rejects.toMatchObject({ code: "invalid-input" });
    const first = await edit(noor, eventId, "Beter");
    await expect(edit(noor, first.eventId, "Nog beter")).rejects.toMatchObject({ code: "invalid-input" });
    const member = (await bench.rooms.members(by(noor), room))[0];
    await expect(edit(noor, member?.event_id ?? "", "x")).rejects.toMatchObject({ code: "invalid-input" });
  });

  test("that is redacted gives way to the one before", async () => {
    const eventId = await say(noor, "Een");
    const first = await edit(noor, eventId, "Twee");
    const second = await edit(noor, eventId, "Drie");
    await bench.rooms.redact(room, { eventId: second.eventId, reason: null, transactionId: null }, by(noor));
    expect(relationsOf(await event(eventId))).toMatchObject({ "m.replace": { event_id: first.eventId } });
  });
});

describe("a reaction", () => {
  test("is counted by its character, and given once", async () => {
    const eventId = await say(noor, "Akkoord?");
    await react(bram, eventId, "👍");
    const own = await react(yusuf, eventId, "👍");
    await react(bram, eventId, "🎉");
    await expect(react(bram, eventId, "👍")).rejects.toThrow(DuplicateReaction);
    expect(relationsOf(await event(eventId, yusuf))).toEqual({
      "m.annotation": {
        chunk: [
          { type: "m.reaction", key: "👍", count: 2, "nl.akkoord.own": own.eventId },
          { type: "m.reaction", key: "🎉", count: 1, "nl.akkoord.own": null },
        ],
      },
    });
    await bench.rooms.redact(room, { eventId: own.eventId, reason: null, transactionId: null }, by(yusuf));
    await react(yusuf, eventId, "👍");
    expect(relationsOf(await event(eventId))).toMatchObject({
      "m.annotation": { chunk: [{ count: 2 }, {}] },
    });
  });
});

describe("a thread", () => {
  test("shows how much is said in it, the last of it, and whether you took part", async () => {
    const eventId = await say(noor, "Hier beginnen we");
    const thread = relate({ rel_type: "m.thread", event_id: eventId });
    await say(bram, "Eerste antwoord", thread);
    const last = await say(bram, "Tweede antwoord", thread);
    for (const [who, took] of [
      [noor, true],
      [bram, true],
      [yusuf, false],
    ] as const)
      expect(relationsOf(await event(eventId, who))).toMatchObject({
        "m.thread": { count: 2, current_user_participated: took, latest_event: { event_id: last } },
      });
    await expect(say(noor, "x", relate({ rel_type: "m.thread", event_id: last }))).rejects.toMatchObject({
      code: "invalid-input",
    });
  });

  test("is found again, last activity first, and those you took part in apart", async () => {
    const one = await say(noor, "Een");
    const two = await say(bram, "Twee");
    await say(noor, "bij twee", relate({ rel_type: "m.thread", event_id: two }));
    await say(yusuf, "bij een", relate({ rel_type: "m.thread", event_id: one }));
    const threads = async (who: typeof noor, include: "all" | "participated", from: string | null = null) =>
      bench.rooms.threads(by(who), room, { include, from, limit: 1 });
    const first = await threads(noor, "all");
    expect(first.chunk.map(({ event_id }) => event_id)).toEqual([one]);
    const second = await threads(noor, "all", first.next_batch ?? "");
    expect(second.chunk.map(({ event_id }) => event_id)).toEqual([two]);
    expect(second.next_batch).toBeUndefined();
    expect((await threads(bram, "participated")).chunk.map(({ event_id }) => event_id)).toEqual([two]);
  });

  test("gives its messages page by page, both ways", async () => {
    const root = await say(noor, "Begin");
    const said: string[] = [];
    for (let n = 0; n < 5; n++)
      said.push(await say(bram, `${n}`, relate({ rel_type: "m.thread", event_id: root })));
    for (const dir of ["b", "f"] as const) {
      const found: string[] = [];
      let from: string | null = null;
      do {
        const relations: Awaited<ReturnType<typeof bench.rooms.relations>> = await bench.rooms.relations(
          by(noor),
          room,
          root,
          { relType: "m.thread", eventType: null, from, dir, limit: 2 },
        );
        found.push(...relations.chunk.map(({ event_id }) => event_id));
        from = relations.next_batch ?? null;
      } while (from !== null);
      expect(found).toEqual(dir === "f" ? said : said.toReversed());
    }
  });
});

describe("a redaction", () => {
  test("takes the content away everywhere, and says who did and why", async () => {
    const eventId = await say(noor, "Dit had ik niet moeten zeggen");
    const { eventId: by_ } = await bench.rooms.redact(
      room,
      { eventId, reason: "Vergissing", transactionId: null },
      by(noor),
    );
    const seen = [
      await event(eventId, bram),
      ...(await page(bram)),
      ...((await bench.rooms.sync(by(bram), { since: null, timeoutMs: 0 })).rooms.join[room]?.timeline
        .events ?? []),
    ];
    expect(JSON.stringify(seen)).not.toContain("Dit had ik niet");
    expect(seen[0]).toMatchObject({
      content: {},
      unsigned: {
        redacted_because: {
          event_id: by_,
          sender: id(noor),
          redacts: eventId,
          content: { redacts: eventId, reason: "Vergissing" },
        },
      },
    });
    const lines: string[] = [];
    for await (const line of await bench.rooms.exportLog(room, by(noor))) lines.push(line);
    expect(lines.join("")).not.toContain("Dit had ik niet");
    const report = await bench.verified(room, noor);
    expect([report.finding, report.contents.redacted]).toEqual([null, 1]);
  });

  test("of somebody else takes power, and is of nothing that the rules rest on", async () => {
    const eventId = await say(bram, "Van Bram");
    await expect(
      bench.rooms.redact(room, { eventId, reason: null, transactionId: null }, by(yusuf)),
    ).rejects.toThrow(RoomRefused);
    await bench.rooms.redact(room, { eventId, reason: null, transactionId: null }, by(noor));
    const power = await bench.rooms.stateEvent(by(noor), room, "m.room.power_levels", "");
    await expect(
      bench.rooms.redact(room, { eventId: power.event_id, reason: null, transactionId: null }, by(noor)),
    ).rejects.toThrow(RoomRefused);
  });

  test("of the name leaves the room without one", async () => {
    const name = await bench.rooms.stateEvent(by(noor), room, "m.room.name", "");
    await bench.rooms.redact(room, { eventId: name.event_id, reason: null, transactionId: null }, by(noor));
    expect((await bench.rooms.read(by(bram), room)).name).toBe("");
    await bench.rooms.rename(room, "Opnieuw", by(noor));
    expect((await bench.rooms.read(by(bram), room)).name).toBe("Opnieuw");
    expect((await bench.verified(room, noor)).finding).toBeNull();
  });

  test("makes a message count as unread no more", async () => {
    const eventId = await say(noor, "Hoi Bram", { "m.mentions": { user_ids: [id(bram)] } });
    expect(await bench.rooms.read(by(bram), room)).toMatchObject({ unread: 1, mentions: 1 });
    await bench.rooms.redact(room, { eventId, reason: null, transactionId: null }, by(noor));
    expect(await bench.rooms.read(by(bram), room)).toMatchObject({ unread: 0, mentions: 0 });
  });
});

describe("what is unread", () => {
  const unread = async (who: typeof noor) => {
    const { unread: messages, mentions } = await bench.rooms.read(by(who), room);
    return [messages, mentions];
  };

  test("counts messages of others since you last read, and those that name you", async () => {
    await say(noor, "Een");
    const read = await say(noor, "Twee", { "m.mentions": { user_ids: [id(bram)] } });
    await say(yusuf, "Drie");
    await say(noor, "Allemaal", { "m.mentions": { room: true } });
    await react(noor, read, "👍");
    expect(await unread(bram)).toEqual([4, 2]);
    expect((await bench.rooms.list(by(bram))).find((one) => one.id === room)).toMatchObject({
      unread: 4,
      mentions: 2,
    });
    await bench.rooms.setReceipt(room, { type: "m.read", eventId: read }, by(bram));
    expect(await unread(bram)).toEqual([2, 1]);
    await say(bram, "Zelf iets zeggen is ook lezen");
    expect(await unread(bram)).toEqual([0, 0]);
  });

  test("does not grow when somebody without the power for it names everyone", async () => {
    await say(bram, "Allemaal", { "m.mentions": { room: true } });
    expect(await unread(yusuf)).toEqual([1, 0]);
  });

  test("does not come back when an older device says that it read less", async () => {
    const first = await say(noor, "Een");
    const second = await say(noor, "Twee");
    await bench.rooms.setReceipt(room, { type: "m.read.private", eventId: second }, by(bram));
    await bench.rooms.setReceipt(room, { type: "m.read.private", eventId: first }, by(bram));
    expect(await unread(bram)).toEqual([0, 0]);
  });

  test("is kept by thread, for who asks", async () => {
    const root = await say(noor, "Begin");
    const inThread = await say(noor, "In de draad", relate({ rel_type: "m.thread", event_id: root }));
    const counts = async () => {
      const filter = { room: { timeline: { unread_thread_notifications: true } } };
      const sync = await bench.rooms.sync(by(bram), { since: null, timeoutMs: 0, filter });
      const told = sync.rooms.join[room];
      return [
        told?.unread_notifications.notification_count,
        told?.unread_thread_notifications?.[root]?.notification_count,
      ];
    };
    expect(await counts()).toEqual([1, 1]);
    await bench.rooms.setReceipt(room, { type: "m.read", eventId: inThread, threadId: root }, by(bram));
    expect(await counts()).toEqual([1, undefined]);
    await bench.rooms.setReceipt(room, { type: "m.read", eventId: root, threadId: "main" }, by(bram));
    expect(await counts()).toEqual([0, undefined]);
  });
});

describe("receipts, markers and account data", () => {
  const news = async (who: typeof noor, since: string) =>
    (await bench.rooms.sync(by(who), { since, timeoutMs: 0 })).rooms.join[room];
  const now = async (who: typeof noor) =>
    (await bench.rooms.sync(by(who), { since: null, timeoutMs: 0 })).next_batch;

  test("of reading go to everyone, private ones to oneself alone", async () => {
    const eventId = await say(noor, "Lees dit");
    const since = { bram: await now(bram), yusuf: await now(yusuf) };
    await bench.rooms.setReceipt(room, { type: "m.read.private", eventId }, by(bram));
    expect(await news(yusuf, since.yusuf)).toBeUndefined();
    expect((await news(bram, since.bram))?.ephemeral.events).toMatchObject([
      { type: "m.receipt", content: { [eventId]: { "m.read.private": { [id(bram)]: {} } } } },
    ]);
    await bench.rooms.setReceipt(room, { type: "m.read", eventId }, by(bram));
    expect((await news(yusuf, since.yusuf))?.ephemeral.events).toEqual([
      {
        type: "m.receipt",
        content: { [eventId]: { "m.read": { [id(bram)]: { ts: bench.clock.now().getTime() } } } },
      },
    ]);
  });

  test("of how far everything was read are one's own", async () => {
    const eventId = await say(noor, "Lees dit");
    const since = { bram: await now(bram), yusuf: await now(yusuf) };
    await bench.rooms.setReceipt(room, { type: "m.fully_read", eventId }, by(bram));
    expect((await news(bram, since.bram))?.account_data.events).toEqual([
      { type: "m.fully_read", content: { event_id: eventId } },
    ]);
    expect(await news(yusuf, since.yusuf)).toBeUndefined();
    await expect(bench.rooms.accountData.put(room, "m.fully_read", {}, by(bram))).rejects.toMatchObject({
      code: "invalid-input",
    });
  });

  test("name events that are there", async () => {
    await expect(
      bench.rooms.setReceipt(room, { type: "m.read", eventId: "$nergens" }, by(bram)),
    ).rejects.toThrow(NotFound);
  });

  test("of a room and of everywhere are kept, and come along with sync once", async () => {
    const since = await now(bram);
    await bench.rooms.accountData.put(room, "m.tag", { tags: { "u.werk": {} } }, by(bram));
    await bench.rooms.accountData.put(null, "m.direct", { [id(noor)]: [room] }, by(bram));
    expect(await bench.rooms.accountData.get(room, "m.tag", by(bram))).toEqual({ tags: { "u.werk": {} } });
    const sync = await bench.rooms.sync(by(bram), { since, timeoutMs: 0 });
    expect(sync.account_data.events).toEqual([{ type: "m.direct", content: { [id(noor)]: [room] } }]);
    expect(sync.rooms.join[room]?.account_data.events).toEqual([
      { type: "m.tag", content: { tags: { "u.werk": {} } } },
    ]);
    const later = await bench.rooms.sync(by(bram), { since: sync.next_batch, timeoutMs: 0 });
    expect([later.account_data.events, later.rooms.join]).toEqual([[], {}]);
    await expect(bench.rooms.accountData.get(null, "m.direct", by(noor))).rejects.toThrow(NotFound);
    await bench.rooms.accountData.put(null, "m.direct", {}, by(bram));
    expect(
      (await bench.rooms.sync(by(bram), { since: sync.next_batch, timeoutMs: 0 })).account_data.events,
    ).toEqual([{ type: "m.direct", content: {} }]);
  });
});

describe("typing", () => {
  test("is told to the others, and ends when they say so or send nothing for a while", async () => {
    const { next_batch: since } = await bench.rooms.sync(by(bram), { since: null, timeoutMs: 0 });
    await bench.rooms.setTyping(room, { typing: true, timeoutMs: 30_000 }, by(noor));
    const first = await bench.rooms.sync(by(bram), { since, timeoutMs: 10_000 });
    expect(first.rooms.join[room]?.ephemeral.events).toEqual([
      { type: "m.typing", content: { user_ids: [id(noor)] } },
    ]);
    await bench.rooms.setTyping(room, { typing: true, timeoutMs: 1 }, by(yusuf));
    const later = await bench.rooms.sync(by(bram), { since: first.next_batch, timeoutMs: 10_000 });
    expect(later.rooms.join[room]?.ephemeral.events).toMatchObject([{ type: "m.typing" }]);
    await bench.rooms.setTyping(room, { typing: false, timeoutMs: 0 }, by(noor));
    let typing: unknown = null;
    let token = later.next_batch;
    while (JSON.stringify(typing) !== "[]") {
      const sync = await bench.rooms.sync(by(bram), { since: token, timeoutMs: 10_000 });
      token = sync.next_batch;
      typing = sync.rooms.join[room]?.ephemeral.events[0]?.content.user_ids;
    }
    expect(typing).toEqual([]);
  });
});

describe("pages of the log", () => {
  test("cover it whole, both ways, without gaps or doubles, and around any event", async () => {
    const said: string[] = [];
    for (let n = 0; n < 12; n++) said.push(await say(noor, `${n}`));
    for (const dir of ["b", "f"] as const) {
      const found: string[] = [];
      let from: string | null = null;
      do {
        const one: Awaited<ReturnType<typeof bench.rooms.timeline>> = await bench.rooms.timeline(
          by(bram),
          room,
          {
            from,
            dir,
            limit: 5,
          },
        );
        found.push(...one.chunk.map(({ event_id }) => event_id));
        from = one.end ?? null;
      } while (from !== null);
      const inOrder = dir === "f" ? found : found.toReversed();
      expect(new Set(found).size).toBe(found.length);
      expect(inOrder.slice(-12)).toEqual(said);
      expect(inOrder).toHaveLength(15 + 12);
    }
    const around = await bench.rooms.context(by(bram), room, said[5] ?? "", { limit: 4 });
    expect(around.events_before.map(({ event_id }) => event_id)).toEqual([said[4], said[3]]);
    expect(around.events_after.map(({ event_id }) => event_id)).toEqual([said[6], said[7]]);
    const before = await bench.rooms.timeline(by(bram), room, { from: around.start, dir: "b", limit: 1 });
    expect(before.chunk.map(({ event_id }) => event_id)).toEqual([said[2]]);
    const after = await bench.rooms.timeline(by(bram), room, { from: around.end, dir: "f", limit: 1 });
    expect(after.chunk.map(({ event_id }) => event_id)).toEqual([said[8]]);
  });

  test("go through a filter, and take the tokens of sync", async () => {
    const { next_batch } = await bench.rooms.sync(by(bram), { since: null, timeoutMs: 0 });
    const eventId = await say(noor, "Na het token");
    await react(bram, eventId, "👍");
    const filtered = await bench.rooms.timeline(by(bram), room, {
      from: next_batch,
      dir: "f",
      limit: 10,
      filter: { types: ["m.rea*"], not_senders: [id(noor)] },
    });
    expect(filtered.chunk.map(({ type }) => type)).toEqual(["m.reaction"]);
    const before = await bench.rooms.timeline(by(bram), room, { from: next_batch, dir: "b", limit: 1 });
    expect(before.chunk[0]?.type).toBe("m.room.member");
    await expect(
      bench.rooms.timeline(by(bram), room, { from: "onzin", dir: "b", limit: 1 }),
    ).rejects.toMatchObject({ code: "invalid-input" });
  });
});
