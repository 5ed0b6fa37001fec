import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical-json.ts";
import { contentHash, eventId } from "./hashes.ts";
import type { JsonObject } from "./json.ts";
import { nodeSigner, nodeVerifier } from "./node/signer.ts";
import { redactedContent } from "./redact.ts";
import { sign, signObject, verifyObject, verifySignature } from "./signing.ts";
import synapseVectors from "./testing/synapse-vectors.json" with { type: "json" };

// Matrix specification, appendices, “Cryptographic Test Vectors”.
const SEED = Buffer.from("YJDBA9Xnr2sVqXD9Vj7XVUnmFZcZrlw8Md7kMW+3XA1", "base64");
const signer = nodeSigner("domain", "ed25519:1", SEED);
const keys = { "ed25519:1": signer.publicKey };
const signed = (signature: string) => ({ domain: { "ed25519:1": signature } });

describe("the published test vectors of Matrix", () => {
  it.each<[JsonObject, string]>([
    [{}, "K8280/U9SSy9IVtjBuVeLr+HpOB4BQFWbg+UZaADMtTdGYI7Geitb76LTrr5QV/7Xg4ahLwYGYZzuHGZKM5ZAQ"],
    [
      { one: 1, two: "Two" },
      "KqmLSbO39/Bzb0QIYE82zqLwsA+PDzYIpIRA2sRQ4sL53+sN6/fpNSoqE7BP7vBZhG6kYdD13EIMJpvhJI+6Bw",
    ],
  ])("sign %j", (object, signature) => {
    expect(signObject(object, signer)).toEqual(signed(signature));
    expect(verifyObject({ ...object, signatures: signed(signature) }, "domain", keys, nodeVerifier())).toBe(
      true,
    );
  });

  const minimal = {
    room_id: "!x:domain",
    sender: "@a:domain",
    origin: "domain",
    origin_server_ts: 1000000,
    signatures: {},
    hashes: {},
    type: "X",
    content: {},
    prev_events: [],
    auth_events: [],
    depth: 3,
    unsigned: { age_ts: 1000000 },
  };
  const withContent = {
    content: { body: "Here is the message content" },
    event_id: "$0:domain",
    origin: "domain",
    origin_server_ts: 1000000,
    type: "m.room.message",
    room_id: "!r:domain",
    sender: "@u:domain",
    signatures: {},
    unsigned: { age_ts: 1000000 },
  };

  it("hash a minimal event and one with content", () => {
    expect(contentHash(minimal)).toBe("5jM4wQpv6lnBo7CLIghJuHdW+s2CMBJPUOGOC89ncos");
    expect(contentHash(withContent)).toBe("onLKD1bGljeBWQhWZ1kaP9SorVmRQNdN5aM2JYU2n/g");
  });

  it("sign them, as the first room version redacted: with the origin and the event id kept", () => {
    const hashed = { ...minimal, hashes: { sha256: contentHash(minimal) } };
    expect(signObject(hashed, signer)).toEqual(
      signed("KxwGjPSDEtvnFgU00fwFz+l6d2pJM6XBIaMEn81SXPTRl16AqLAYqfIReFGZlHi5KLjAWbOoMszkwsQma+lYAg"),
    );
    const redacted = { ...withContent, content: {}, hashes: { sha256: contentHash(withContent) } };
    expect(signObject(redacted, signer)).toEqual(
      signed("Wm+VzmOUOz08Ds+0NTWb1d4CZrVsJSikkeRxh6aCcUwu6pNC78FunoD7KNWzqFn241eYHYMGCA5McEiVPdhzBA"),
    );
  });
});

describe("events made by another server (Synapse 1.163.2, room version 11, the published key)", () => {
  it.each(synapseVectors.map((vector) => [vector.draft.type, vector] as const))(
    "%s has the same hash, id, signature and redacted form here",
    (_type, vector) => {
      const draft: JsonObject = vector.draft;
      const content: JsonObject = vector.draft.content;
      expect(contentHash(draft)).toBe(vector.hashes.sha256);
      const hashed = { ...draft, hashes: vector.hashes };
      expect(eventId(hashed)).toBe(vector.eventId);
      expect(sign(hashed, signer)).toEqual(vector.signatures);
      expect(redactedContent(vector.draft.type, content)).toEqual(vector.redactedContent);
      const whole = { ...hashed, signatures: vector.signatures };
      expect(verifySignature(whole, "domain", keys, nodeVerifier())).toBe(true);
      expect(verifySignature({ ...whole, depth: 9 }, "domain", keys, nodeVerifier())).toBe(false);
    },
  );
});

describe("an event of a public room (room version 5, of which redaction left all fields)", () => {
  const event = {
    auth_events: [],
    prev_events: [],
    type: "m.room.create",
    room_id: "!uXDCzlYgCTHtiWCkEx:jki.re",
    sender: "@erikj:jki.re",
    content: {
      room_version: "5",
      predecessor: {
        room_id: "!gdRMqOrTFdOCYHNwOo:half-shot.uk",
        event_id: "$LP7ROBc4b+cMc1UE9haIz8q5AK2AIW4eJ90FfKLvyZI",
      },
      creator: "@erikj:jki.re",
    },
    depth: 1,
    prev_state: [],
    state_key: "",
    origin: "jki.re",
    origin_server_ts: 1560284621137,
    hashes: { sha256: "IX6zuNiJpJPNf70BLleL3HSCpjKeq9Uhu7uUpyDjBmc" },
  };

  it("has the hash and the id that it had there", () => {
    expect(contentHash(event)).toBe(event.hashes.sha256);
    const redacted = { ...event, content: { creator: "@erikj:jki.re" } };
    const id = createHash("sha256").update(canonicalJson(redacted)).digest("base64url");
    expect(`$${id}`).toBe("$RrGxF28UrHLmoASHndYb9Jb_1SFww2ptmtur9INS438");
  });
});
