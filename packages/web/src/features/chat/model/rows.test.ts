import { describe, expect, it } from "vitest";
import { type RoomEvent, readEvent } from "../matrix/event.ts";
import { itemsOf, type Message } from "./messages.ts";
import { dayOf } from "./moments.ts";
import type { Entry } from "./queue.ts";
import { changeBetween, rowsOf } from "./rows.ts";
import { EMPTY_TIMELINE, withArrived } from "./timeline.ts";

const ME = "@u-me:hub";
const OTHER = "@u-other:hub";
const NOON = Date.parse("2026-11-23T12:00:00Z");

function event(id: string, sender: string, minutes: number, more: object = {}): RoomEvent {
  const read = readEvent({
    event_id: id,
    type: "m.room.message",
    sender,
    origin_server_ts: NOON + minutes * 60_000,
    content: { msgtype: "m.text", body: id },
    ...more,
  });
  if (read === null) throw new Error("an event has an id, a type and a sender");
  return read;
}

function timelineOf(events: readonly RoomEvent[]) {
  return withArrived(EMPTY_TIMELINE, { events, limited: false, older: null, since: null, next: "s1" });
}

const shownOf = (events: readonly RoomEvent[], entries: readonly Entry[] = []) =>
  itemsOf({ timeline: timelineOf(events), entries, me: ME, openedAt: 0 });

const messagesOf = (events: readonly RoomEvent[], entries: readonly Entry[] = []): readonly Message[] =>
  shownOf(events, entries).flatMap((item) => (item.kind === "message" ? [item.message] : []));

const relates = (kind: string, target: string, more: object = {}) => ({
  "m.relates_to": { rel_type: kind, event_id: target, ...more },
});

function waiting(transactionId: string, content: object): Entry {
  return {
    transactionId,
    room: "!r:hub",
    deed: { kind: "event", type: "m.room.message", content: { ...content } },
    at: NOON,
    tried: false,
    state: { kind: "waiting" },
  };
}

describe("what a room shows", () => {
  it("shows the newest edit by who wrote the message, and no edit of anybody else", () => {
    const edited = (id: string, sender: string, body: string) =>
      event(id, sender, 2, { content: { ...relates("m.replace", "$1"), "m.new_content": { body } } });
    const [message] = messagesOf([
      event("$1", ME, 0),
      edited("$2", ME, "beter"),
      edited("$3", OTHER, "vals"),
      edited("$4", ME, "best"),
    ]);
    expect(message?.content.body).toBe("best");
    expect(message?.editedAt).toBe(NOON + 120_000);
  });

  it("shows what was there before when an edit is taken back", () => {
    const [message] = messagesOf([
      event("$1", ME, 0),
      event("$2", ME, 1, { content: { ...relates("m.replace", "$1"), "m.new_content": { body: "beter" } } }),
      event("$3", ME, 2, { type: "m.room.redaction", content: { redacts: "$2" } }),
    ]);
    expect(message?.content.body).toBe("$1");
    expect(message?.editedAt).toBeNull();
  });

  it("counts who reacts once per sign, and lets go of reactions that were taken away", () => {
    const reaction = (id: string, sender: string) =>
      event(id, sender, 1, { type: "m.reaction", content: relates("m.annotation", "$1", { key: "👍" }) });
    const [message] = messagesOf([
      event("$1", OTHER, 0),
      reaction("$2", ME),
      reaction("$3", ME),
      reaction("$4", OTHER),
      event("$5", OTHER, 2, { type: "m.room.redaction", content: { redacts: "$4" } }),
    ]);
    expect(message?.reactions).toEqual([{ key: "👍", count: 1, own: "$2", senders: [ME] }]);
  });

  it("keeps the place of a removed message, without what it said", () => {
    const [message, ...others] = messagesOf([
      event("$1", OTHER, 0),
      event("$2", ME, 1, { type: "m.room.redaction", content: { redacts: "$1" } }),
    ]);
    expect(others).toEqual([]);
    expect(message?.removed?.by).toBe(ME);
    expect(message?.content).toEqual({});
  });

  it("leaves threads out and counts them where they began", () => {
    const messages = messagesOf([
      event("$1", ME, 0),
      event("$2", OTHER, 1, { content: { body: "ernaast", ...relates("m.thread", "$1") } }),
    ]);
    expect(messages.map(({ id }) => id)).toEqual(["$1"]);
    expect(messages[0]?.answers?.count).toBe(1);
  });

  it("shows what is on its way once, whether or not the server has it already", () => {
    const entry = waiting("t1", { body: "onderweg" });
    const [echo] = messagesOf([], [entry]);
    expect(echo?.id).toBe("~t1");
    const sent: Entry = { ...entry, state: { kind: "sent", event: "$9", round: 1 } };
    const arrived = messagesOf([event("$9", ME, 1, { unsigned: { transaction_id: "t1" } })], [sent]);
    expect(arrived.map(({ id, key }) => [id, key])).toEqual([["$9", "t1"]]);
    // The row is the same one, so that nothing flickers.
    expect(echo?.key).toBe("t1");
  });

  it("shows a change of one's own at once, and takes it back when it is refused", () => {
    const entry = waiting("t1", { ...relates("m.replace", "$1"), "m.new_content": { body: "beter" } });
    expect(messagesOf([event("$1", ME, 0)], [entry])[0]?.content.body).toBe("beter");
    const refused: Entry = {
      ...entry,
      state: { kind: "refused", why: { code: "M_FORBIDDEN", refusal: null } },
    };
    const [message] = messagesOf([event("$1", ME, 0)], [refused]);
    expect(message?.content.body).toBe("$1");
    expect(message?.underWay).toBe(refused);
  });
});

describe("the rows of a conversation", () => {
  const kinds = (events: readonly RoomEvent[], readUpTo: string | null, newest: string | null = null) =>
    rowsOf(shownOf(events), { readUpTo, newest, events }, dayOf).map((row) =>
      row.kind === "message" ? row.message.id : row.kind,
    );

  it("draw the line before what others said after the mark, and after one's own last words", () => {
    const events = [event("$1", OTHER, 0), event("$2", ME, 1), event("$3", OTHER, 2), event("$4", OTHER, 3)];
    expect(kinds(events, "$1", "$4")).toEqual(["top", "day", "$1", "$2", "new", "$3", "$4"]);
    expect(kinds(events, "$3", "$4")).toEqual(["top", "day", "$1", "$2", "$3", "new", "$4"]);
    expect(kinds(events, null, "$4")).toEqual(["top", "day", "$1", "$2", "new", "$3", "$4"]);
    // What one writes after coming in moves nothing.
    expect(kinds([...events, event("$5", ME, 4)], "$1", "$4")).toEqual([
      ...["top", "day", "$1", "$2", "new", "$3", "$4", "$5"],
    ]);
  });

  it("draw the line also when the mark stands at something that is not shown", () => {
    const events = [
      event("$1", OTHER, 0),
      event("$2", ME, 1, { type: "m.reaction", content: relates("m.annotation", "$1", { key: "👍" }) }),
      event("$3", OTHER, 2),
    ];
    expect(kinds(events, "$2", "$3")).toEqual(["top", "day", "$1", "new", "$3"]);
  });

  it("name a sender again after a while, another sender, a reply, and a new day", () => {
    const events = [
      event("$1", OTHER, 0),
      event("$2", OTHER, 1),
      event("$3", OTHER, 9),
      event("$4", ME, 9),
      event("$5", ME, 24 * 60),
    ];
    const heads = rowsOf(shownOf(events), null, dayOf).flatMap((row) =>
      row.kind === "message" ? [row.heads] : [],
    );
    expect(heads).toEqual([true, false, true, true, true]);
  });

  it("tell a list at which end they changed", () => {
    const rows = (...ids: readonly string[]) =>
      rowsOf(shownOf(ids.map((id, i) => event(id, OTHER, i))), null, dayOf);
    expect(changeBetween(rows("$3", "$4"), rows("$3", "$4", "$5"))).toBe("later");
    expect(changeBetween(rows("$3", "$4"), rows("$1", "$2", "$3", "$4"))).toBe("start");
    expect(changeBetween(rows("$3", "$4"), rows("$4"))).toBe("start");
    expect(changeBetween(rows("$3", "$4"), rows("$2", "$3", "$4", "$5"))).toBe("both");
    expect(changeBetween(rows("$3", "$4"), rows("$8", "$9"))).toBe("replaced");
  });
});
