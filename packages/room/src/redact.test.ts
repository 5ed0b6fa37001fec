import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentHash, eventId } from "./hashes.ts";
import { nodeVerifier } from "./node/signer.ts";
import { redact } from "./redact.ts";
import { verifySignature } from "./signing.ts";
import { arbitraryRoom } from "./testing/arbitrary-room.ts";
import { HUB, message, OWNER, redaction, signer, stateEvent, testRoom } from "./testing/test-room.ts";

describe("redaction", () => {
  it("keeps the id and the signature of every event, whatever it takes away", () => {
    const keys = { [signer.keyId]: signer.publicKey };
    fc.assert(
      fc.property(arbitraryRoom, ({ log }) => {
        for (const { event, eventId: id } of log) {
          const bare = redact(event);
          expect(eventId(bare)).toBe(id);
          expect(verifySignature(bare, HUB, keys, nodeVerifier())).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("takes away no more the second time", () => {
    fc.assert(
      fc.property(arbitraryRoom, ({ log }) => {
        for (const { event } of log) expect(redact(redact(event))).toEqual(redact(event));
      }),
    );
  });

  it("leaves a content hash that no longer fits, so that nobody takes the rest for the whole", () => {
    const { event } = testRoom().append(message(OWNER, "Hoi"));
    expect(contentHash(event)).toBe(event.hashes.sha256);
    expect(contentHash(redact(event))).not.toBe(event.hashes.sha256);
  });

  it("takes the words out of state that goes on holding", () => {
    const room = testRoom();
    const named = room.append(stateEvent(OWNER, "m.room.topic", { topic: "Iets persoonlijks" }));
    const held = { power: room.state.power().of(OWNER), members: room.state.membership(OWNER) };
    room.append(redaction(OWNER, named.eventId));
    expect(room.state.get("m.room.topic")).toMatchObject({ eventId: named.eventId, whole: false });
    expect(room.state.content("m.room.topic")).toEqual({});
    expect({ power: room.state.power().of(OWNER), members: room.state.membership(OWNER) }).toEqual(held);
  });

  it("does nothing to later state with the same key", () => {
    const room = testRoom();
    const before = room.append(stateEvent(OWNER, "m.room.topic", { topic: "Eerst" }));
    room.append(stateEvent(OWNER, "m.room.topic", { topic: "Daarna" }));
    room.append(redaction(OWNER, before.eventId));
    expect(room.state.content("m.room.topic")).toEqual({ topic: "Daarna" });
  });
});
