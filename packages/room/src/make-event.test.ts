import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical-json.ts";
import { TYPES } from "./event.ts";
import { contentHash, eventId } from "./hashes.ts";
import { byteLength, MAX_EVENT_BYTES } from "./limits.ts";
import { EventNotPossible, makeEvent } from "./make-event.ts";
import { nodeVerifier } from "./node/signer.ts";
import { verifySignature } from "./signing.ts";
import { HUB, join, member, message, OWNER, person, ROOM, signer, testRoom } from "./testing/test-room.ts";

const room = testRoom();
const head = { eventId: room.log.at(-1)?.eventId ?? "", depth: room.log.length };
const make = (draft: Parameters<typeof makeEvent>[0]["draft"]) =>
  makeEvent({ draft, head, state: room.state, at: 5 }, signer);
const messageOf = (body: string) => ({ room_id: ROOM, ...message(OWNER, body) });

describe("making an event", () => {
  it("puts it after the one before, with what it rests on, its hash and its signature", () => {
    const { eventId: id, event } = make(messageOf("Hoi"));
    expect(event).toMatchObject({ depth: head.depth + 1, prev_events: [head.eventId], origin_server_ts: 5 });
    expect(event.auth_events).toEqual([
      room.state.get(TYPES.create)?.eventId,
      room.state.get(TYPES.powerLevels)?.eventId,
      room.state.get(TYPES.member, OWNER)?.eventId,
    ]);
    expect(event.hashes.sha256).toBe(contentHash(event));
    expect(id).toBe(eventId(event));
    expect(verifySignature(event, HUB, { [signer.keyId]: signer.publicKey }, nodeVerifier())).toBe(true);
    expect(Object.keys(event)).not.toContain("state_key");
  });

  it("rests an invitation on the target and the join rule too", () => {
    const other = testRoom();
    join(other, person("bram"));
    const { event } = other.append(member(person("bram"), "leave", OWNER));
    expect(event.auth_events).toContain(other.log.at(-2)?.eventId);
    const { event: invitation } = other.append(member(person("bram"), "invite", OWNER));
    expect(invitation.auth_events).toContain(other.state.get(TYPES.joinRules)?.eventId);
    expect(invitation.auth_events).toHaveLength(5);
  });

  it("makes an event that just fits, and none of a byte more", () => {
    const empty = byteLength(canonicalJson(make(messageOf("")).event));
    const largest = make(messageOf("é".repeat(Math.floor((MAX_EVENT_BYTES - empty) / 2))));
    expect(byteLength(canonicalJson(largest.event))).toBeGreaterThan(MAX_EVENT_BYTES - 2);
    expect(() => make(messageOf("x".repeat(MAX_EVENT_BYTES - empty + 1)))).toThrow(
      expect.objectContaining({ code: "too-large" }),
    );
  });

  it.each([
    ["a type", { ...messageOf("x"), type: "x".repeat(256) }],
    ["a type in letters of two bytes", { ...messageOf("x"), type: "é".repeat(128) }],
    ["a state key", { ...messageOf("x"), state_key: "x".repeat(256) }],
    ["a sender", { ...messageOf("x"), sender: `@${"x".repeat(255)}` }],
    ["a room", { ...messageOf("x"), room_id: `!${"x".repeat(255)}` }],
  ])("refuses %s over 255 bytes", (_what, draft) => {
    expect(() => make(draft)).toThrow(expect.objectContaining({ code: "field-too-long" }));
  });

  it("takes a field of 255 bytes", () => {
    expect(make({ ...messageOf("x"), type: `${"é".repeat(127)}x` }).event.type).toHaveLength(128);
  });

  it.each([
    ["a fraction", { n: 0.1 }],
    ["half a surrogate pair", { body: "\ud83d" }],
  ])("refuses content with %s", (_what, content) => {
    expect(() => make({ ...messageOf("x"), content })).toThrow(EventNotPossible);
    expect(() => make({ ...messageOf("x"), content })).toThrow(
      expect.objectContaining({ code: "not-canonical" }),
    );
  });
});
