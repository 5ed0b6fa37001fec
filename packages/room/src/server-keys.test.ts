import { describe, expect, it } from "vitest";
import { isObject, type JsonObject } from "./json.ts";
import { nodeSigner, nodeVerifier } from "./node/signer.ts";
import { readServerKeys, serverKeys } from "./server-keys.ts";
import { signObject } from "./signing.ts";
import { HUB, signer } from "./testing/test-room.ts";

const former = nodeSigner(HUB, "ed25519:0", new Uint8Array(32).fill(3));
const published = serverKeys(
  {
    publicKey: signer.publicKey,
    former: [{ keyId: former.keyId, publicKey: former.publicKey, until: 1_763_000_000_000 }],
    validUntil: 1_764_000_000_000,
  },
  signer,
);
const read = (document: JsonObject) => readServerKeys(document, nodeVerifier());
const signedBy = (document: JsonObject, by = signer): JsonObject => {
  const { signatures: _, ...rest } = document;
  return { ...rest, signatures: signObject(rest, by) };
};

describe("the published keys of a server", () => {
  it("stand as Matrix writes them", () => {
    expect(published).toMatchObject({
      server_name: HUB,
      verify_keys: { [signer.keyId]: { key: signer.publicKey } },
      old_verify_keys: { [former.keyId]: { key: former.publicKey, expired_ts: 1_763_000_000_000 } },
      valid_until_ts: 1_764_000_000_000,
    });
    const { signatures } = published;
    expect(isObject(signatures) ? Object.keys(signatures) : []).toEqual([HUB]);
  });

  it("are read back, those of before too", () => {
    expect(read(JSON.parse(JSON.stringify(published)))).toEqual({
      server: HUB,
      keys: { [signer.keyId]: signer.publicKey, [former.keyId]: former.publicKey },
    });
  });

  it("may lack those of before, and hold what nobody knows yet", () => {
    const { old_verify_keys: _, ...rest } = published;
    expect(read(signedBy({ ...rest, later: true }))?.keys).toEqual({ [signer.keyId]: signer.publicKey });
  });

  it.each<[string, JsonObject]>([
    ["another server in it", { ...published, server_name: "elsewhere.example" }],
    ["a key put in", { ...published, verify_keys: { "ed25519:1": { key: former.publicKey } } }],
    ["an old key put in", { ...published, old_verify_keys: {} }],
    ["another end", { ...published, valid_until_ts: 1 }],
    ["no signature", { ...published, signatures: {} }],
    ["the signature of a key of before", signedBy(published, former)],
    ["a key that is too short", signedBy({ ...published, verify_keys: { "ed25519:1": { key: "AAAA" } } })],
    ["keys that are no keys", signedBy({ ...published, old_verify_keys: { "ed25519:0": "AAAA" } })],
    ["no end", signedBy({ ...published, valid_until_ts: null })],
  ])("are refused with %s", (_what, document) => {
    expect(read(document)).toBeNull();
  });

  it("are no list and no text", () => {
    expect(readServerKeys([], nodeVerifier())).toBeNull();
    expect(readServerKeys("keys", nodeVerifier())).toBeNull();
  });
});
