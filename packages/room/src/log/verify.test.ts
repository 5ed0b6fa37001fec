import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createContent } from "../content.ts";
import { type LoggedEvent, type RoomEvent, TYPES } from "../event.ts";
import { contentHash } from "../hashes.ts";
import { linesOf } from "../node/lines.ts";
import { nodeSigner, nodeVerifier } from "../node/signer.ts";
import { redact } from "../redact.ts";
import { type Signer, sign, type Verifier } from "../signing.ts";
import { arbitraryRoom } from "../testing/arbitrary-room.ts";
import {
  emptyRoom,
  HUB,
  headerOf,
  join,
  linesOfLog,
  member,
  message,
  OWNER,
  person,
  redaction,
  signer,
  stateEvent,
  type TestRoom,
  testRoom,
} from "../testing/test-room.ts";
import { logLine } from "./format.ts";
import type { LogReport } from "./report.ts";
import { verifyLog } from "./verify.ts";

const BRAM = person("bram");
const pinned = { [signer.keyId]: signer.publicKey };
const other = nodeSigner(HUB, "ed25519:2", new Uint8Array(32).fill(8));

function check(lines: Iterable<string>, keys: Record<string, string> | null = pinned): LogReport {
  return verifyLog(lines, { keys, verifier: nodeVerifier() });
}

/** A room in which somebody talked. */
function talk(): TestRoom {
  const room = testRoom();
  join(room, BRAM);
  for (const body of ["Een", "Twee", "Drie", "Vier"]) room.append(message(BRAM, body));
  return room;
}

/** An event with changes, hashed and signed again, as only the hub can. */
function changed(
  { event, eventId }: LoggedEvent,
  changes: Partial<RoomEvent>,
  by: Signer = signer,
): RoomEvent {
  expect(eventId).not.toBe("");
  const next: RoomEvent = { ...event, ...changes };
  const hashed: RoomEvent = { ...next, hashes: { sha256: contentHash(next) } };
  return { ...hashed, signatures: sign({ ...hashed, signatures: {} }, by) };
}

describe("a log that is right", () => {
  it("verifies, whatever happened in the room", () => {
    fc.assert(
      fc.property(arbitraryRoom, ({ log }) => {
        const report = check(linesOfLog(log));
        expect(report).toMatchObject({ intact: true, finding: null, checked: log.length, pinned: true });
        expect(report.contents).toEqual({ whole: log.length, redacted: 0, gone: 0 });
      }),
      { numRuns: 30 },
    );
  });

  it("verifies when all content was destroyed, as far as hashes go", () => {
    fc.assert(
      fc.property(arbitraryRoom, ({ log }) => {
        const bare = log.map(({ eventId, event }) => ({ eventId, event: redact(event) }));
        const report = check(linesOfLog(bare));
        expect(report).toMatchObject({ intact: true, checked: log.length, name: null });
        expect(report.contents.whole + report.contents.redacted + report.contents.gone).toBe(log.length);
        expect(report.contents.gone).toBeGreaterThan(0);
      }),
      { numRuns: 30 },
    );
  });

  it("says what it is about", () => {
    const { log } = talk();
    const report = check(linesOfLog(log));
    expect(report.name).toBe("Begroting");
    expect(report.header).toMatchObject({ exportedBy: OWNER, events: log.length, server: HUB });
    expect(report.period).toEqual({
      from: log[0]?.event.origin_server_ts,
      to: log.at(-1)?.event.origin_server_ts,
    });
  });

  it("says that nobody vouches for keys that the file itself brings", () => {
    expect(check(linesOfLog(talk().log), null)).toMatchObject({ intact: true, pinned: false });
  });

  it("may lack what people redacted, and counts it apart from what is gone", () => {
    const room = talk();
    const oops = room.append(message(BRAM, "Oeps"));
    const kept = room.append(message(BRAM, "Blijft"));
    room.append(redaction(BRAM, oops.eventId));
    const without = (...missing: LoggedEvent[]) =>
      room.log.map((logged) =>
        missing.includes(logged) ? { ...logged, event: redact(logged.event) } : logged,
      );
    const all = room.log.length;
    expect(check(linesOfLog(without(oops)))).toMatchObject({
      intact: true,
      contents: { whole: all - 1, redacted: 1, gone: 0 },
    });
    expect(check(linesOfLog(without(oops, kept)))).toMatchObject({
      intact: true,
      contents: { whole: all - 2, redacted: 1, gone: 1 },
    });
    // Who may see originals gets them, also of what was redacted.
    expect(check(linesOfLog(room.log)).contents).toEqual({ whole: all, redacted: 0, gone: 0 });
  });

  it("may be signed with several keys over time", () => {
    const room = talk();
    const last = room.log.at(-1);
    if (last === undefined) throw new Error("the room is empty");
    const event = changed(last, {}, other);
    const log = [...room.log.slice(0, -1), { ...last, event }];
    const keys = { ...pinned, [other.keyId]: other.publicKey };
    const lines = [headerOf(log, { keys }), ...log.map((logged) => logged.event)].map(logLine);
    expect(check(lines, keys)).toMatchObject({ intact: true });
    expect(check(lines, pinned).finding).toMatchObject({ kind: "unknown-key", line: log.length + 1 });
  });
});

describe("a changed byte", () => {
  const verifier = remembering(nodeVerifier());
  const bytesOf = ({ log }: TestRoom) => new TextEncoder().encode(`${linesOfLog(log).join("\n")}\n`);

  async function intactWith(bytes: Uint8Array, place: number, value: number): Promise<boolean> {
    const copy = bytes.slice();
    copy[place] = value;
    const lines: string[] = [];
    for await (const line of linesOf(inOne(copy))) lines.push(line);
    return verifyLog(lines, { keys: pinned, verifier }).intact;
  }

  it("is found wherever it is", async () => {
    const room = emptyRoom();
    room.append(stateEvent(OWNER, TYPES.create, createContent()));
    room.append(member(OWNER, "join"));
    room.append(message(OWNER, "Hoi \u2028 😀"));
    const bytes = bytesOf(room);
    expect(await intactWith(bytes, 0, bytes[0] ?? 0)).toBe(true);
    for (let place = 0; place < bytes.length; place++) {
      const found = await intactWith(bytes, place, (bytes[place] ?? 0) ^ (1 << (place % 8)));
      expect(found, `a changed byte at ${place}`).toBe(false);
    }
  });

  it("is found whatever it becomes", async () => {
    const bytes = bytesOf(talk());
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (place, by) => {
        expect(await intactWith(bytes, place, (bytes[place] ?? 0) ^ by)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a log that is wrong", () => {
  const { log } = talk();
  const lines = linesOfLog(log);
  /** Line of “Twee”, counted from 1, and its place in the log. */
  const line = lines.findIndex((text) => text.includes('"Twee"')) + 1;
  const position = line - 1;
  const two = log[position - 1];
  if (two === undefined) throw new Error("nobody said “Twee”");

  const withLine = (text: string) => lines.with(line - 1, text);
  const withEvent = (event: RoomEvent) => withLine(logLine(event));

  it.each<[string, string[], object]>([
    [
      "a changed message",
      withLine(lines[line - 1]?.replace("Twee", "Tien") ?? ""),
      { kind: "changed", line, position },
    ],
    [
      "a message that was changed with its hash",
      withEvent({ ...changed(two, { content: { body: "Tien" } }), signatures: two.event.signatures }),
      { kind: "wrong-signature", line, position },
    ],
    ["a changed sender", withEvent({ ...two.event, sender: OWNER }), { kind: "changed", line }],
    [
      "content of which a part was taken",
      withEvent({ ...two.event, content: { body: "Twee" } }),
      { kind: "changed", line },
    ],
    ["an event taken out", lines.toSpliced(line - 1, 1), { kind: "missing", line, position }],
    [
      "two events that changed places",
      lines.toSpliced(line - 1, 2, lines[line] ?? "", lines[line - 1] ?? ""),
      { kind: "moved", line, position },
    ],
    [
      "an event moved to the end",
      [...lines.toSpliced(line - 1, 1), lines[line - 1] ?? ""],
      { kind: "moved", line, position },
    ],
    ["an event twice", lines.toSpliced(line, 0, lines[line - 1] ?? ""), { kind: "doubled", line: line + 1 }],
    [
      "an event once more at the end",
      [...lines, lines[line - 1] ?? ""],
      { kind: "doubled", line: lines.length + 1 },
    ],
    ["the end cut off", lines.slice(0, line), { kind: "cut-off", line: line + 1, position: line }],
    ["an empty line", lines.toSpliced(line - 1, 0, ""), { kind: "unreadable", line }],
    ["a line at the end", [...lines, ""], { kind: "unreadable", line: lines.length + 1 }],
    ["white space", withLine(` ${lines[line - 1]}`), { kind: "unreadable", line }],
    [
      "a key that stands there twice",
      withLine((lines[line - 1] ?? "").replace('"depth":', '"depth":1,"depth":')),
      { kind: "unreadable", line },
    ],
    [
      "what is outside the hashes",
      withLine(JSON.stringify({ ...two.event, unsigned: { age: 1 } })),
      { kind: "unreadable", line },
    ],
    [
      "an event without its signature",
      withEvent({ ...two.event, signatures: {} }),
      { kind: "no-signature", line },
    ],
    ["a signature by an unknown key", withEvent(changed(two, {}, other)), { kind: "unknown-key", line }],
    [
      "a signature by another server as well",
      withEvent({ ...two.event, signatures: { ...two.event.signatures, "x.example": {} } }),
      { kind: "other-server", line },
    ],
    [
      "a second signature that is wrong",
      withEvent({
        ...two.event,
        signatures: { [HUB]: { ...two.event.signatures[HUB], "ed25519:3": other.publicKey } },
      }),
      { kind: "unknown-key", line },
    ],
    [
      "an event of another room",
      withEvent(changed(two, { room_id: `!andere:${HUB}` })),
      { kind: "other-room", line },
    ],
    ["an event on other rights", withEvent(changed(two, { auth_events: [] })), { kind: "auth-events", line }],
    [
      "an event that rests on one thing twice",
      withEvent(
        changed(two, { auth_events: two.event.auth_events.map(() => two.event.auth_events[0] ?? "") }),
      ),
      { kind: "auth-events", line },
    ],
    [
      "an event that follows another",
      withEvent(changed(two, { prev_events: ["$x"] })),
      { kind: "other-history", line },
    ],
    ["an event on a place before", withEvent(changed(two, { depth: 2 })), { kind: "other-history", line }],
    [
      "an event that is too large",
      withEvent(changed(two, { content: { body: "x".repeat(70_000) } })),
      { kind: "too-large", line },
    ],
    ["nothing but a header", lines.slice(0, 1), { kind: "cut-off", line: 2, position: 1 }],
    ["nothing", [], { kind: "header-unreadable", line: 1, position: null }],
    ["no header", lines.slice(1), { kind: "header-unreadable", line: 1, position: null }],
  ])("names the line and why: %s", (_what, wrong, finding) => {
    const report = check(wrong);
    expect(report.intact).toBe(false);
    expect(report.finding).toMatchObject(finding);
  });

  it.each<[string, Parameters<typeof headerOf>[1], object]>([
    ["counts more", { events: log.length + 1 }, { kind: "cut-off", line: lines.length + 1 }],
    ["counts fewer", { events: log.length - 1 }, { kind: "too-many", line: lines.length }],
    [
      "names another last event",
      { head: log[0]?.eventId ?? "" },
      { kind: "head-differs", line: lines.length },
    ],
    ["is of a room elsewhere", { room: "!ruimte:elsewhere.example" }, { kind: "other-server", line: 1 }],
    ["names another key", { keys: { [signer.keyId]: other.publicKey } }, { kind: "other-key", line: 1 }],
    ["was made at no time", { exportedAt: "gisteren" }, { kind: "header-unreadable", line: 1 }],
  ])("finds a header that %s, also when the hub signed it", (_what, changes, finding) => {
    expect(check([logLine(headerOf(log, changes)), ...lines.slice(1)]).finding).toMatchObject(finding);
  });

  it("finds that the end was cut off and counted again", () => {
    const cut = log.slice(0, -2);
    const header = { ...headerOf(log), events: cut.length, head: cut.at(-1)?.eventId ?? "" };
    const report = check([header, ...cut.map(({ event }) => event)].map(logLine));
    expect(report.finding).toMatchObject({ kind: "header-signature", line: 1 });
  });

  it("finds a log that somebody else made up, but only with a key known beforehand", () => {
    const forger = nodeSigner(HUB, "ed25519:1", new Uint8Array(32).fill(9));
    const forged = linesOfLog(testRoom(forger).log, forger);
    expect(check(forged, null)).toMatchObject({ intact: true, pinned: false });
    expect(check(forged)).toMatchObject({ intact: false, finding: { kind: "other-key", line: 1 } });
    const renamed = nodeSigner(HUB, "ed25519:9", new Uint8Array(32).fill(9));
    expect(check(linesOfLog(testRoom(renamed).log, renamed)).finding).toMatchObject({
      kind: "unknown-key",
      line: 1,
    });
  });

  it("finds two histories that the hub signed", () => {
    const [one, another] = [talk(), talk()];
    one.append(message(BRAM, "Ja"));
    another.append(message(BRAM, "Nee"));
    one.append(message(BRAM, "Dus"));
    const mixed = one.log.with(one.log.length - 2, another.log.at(-1) ?? two);
    const report = check([headerOf(mixed), ...mixed.map(({ event }) => event)].map(logLine));
    expect(report.finding).toMatchObject({ kind: "other-history", line: mixed.length + 1 });
  });

  it.each<[string, (room: TestRoom) => void, string]>([
    ["who was removed", (room) => talkAfterRemoval(room), "sender-not-joined"],
    [
      "who has no power for it",
      (room) => room.force(stateEvent(BRAM, TYPES.name, { name: "x" })),
      "too-little-power",
    ],
    ["who was not invited", (room) => room.force(member(person("milan"), "join")), "not-invited"],
    [
      "who takes away words of another",
      (room) => room.force(redaction(BRAM, room.log[8]?.eventId ?? "")),
      "redaction-of-state",
    ],
  ])("finds an event that the hub let through, of %s", (_what, act, reason) => {
    const room = talk();
    act(room);
    const finding = { kind: "not-allowed", reason, line: room.log.length + 1, position: room.log.length };
    expect(check(linesOfLog(room.log)).finding).toEqual(finding);
  });

  it("finds a room that begins without being opened", () => {
    const room = emptyRoom();
    room.force(message(OWNER, "Hoi"));
    room.force(stateEvent(OWNER, TYPES.create, createContent()));
    expect(check(linesOfLog(room.log)).finding).toMatchObject({
      kind: "not-allowed",
      reason: "no-room",
      line: 2,
    });
  });
});

function talkAfterRemoval(room: TestRoom): void {
  room.append(member(BRAM, "leave", OWNER));
  room.force(message(BRAM, "Ik ben er nog"));
}

/** The same answers, without asking twice. */
function remembering(verifier: Verifier): Verifier {
  const known = new Map<string, boolean>();
  return {
    verify(publicKey, bytes, signature) {
      const question = [publicKey, bytes, signature]
        .map((part) => Buffer.from(part).toString("latin1"))
        .join("|");
      const answer = known.get(question) ?? verifier.verify(publicKey, bytes, signature);
      known.set(question, answer);
      return answer;
    },
  };
}

async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
