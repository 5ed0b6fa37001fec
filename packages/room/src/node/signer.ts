import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { base64 } from "../base64.ts";
import type { Signer, Verifier } from "../signing.ts";

/** A server's signing key with its public half. */
export interface NodeSigner extends Signer {
  /** 32 bytes in base64, as it stands in `keys` of an export. */
  readonly publicKey: string;
}

/**
 * A signer on `node:crypto`.
 *
 * @param server name of the server that signs
 * @param keyId `ed25519:` and the version of the key
 * @param key private Ed25519 key as PEM (PKCS #8), or its seed of 32 bytes
 * @throws TypeError when it is another kind of key
 * @example nodeSigner("akkoord.example", "ed25519:1", newRoomKey())
 */
export function nodeSigner(server: string, keyId: string, key: string | Uint8Array): NodeSigner {
  const secret = typeof key === "string" ? createPrivateKey(key) : keyOfSeed(key);
  if (secret.asymmetricKeyType !== "ed25519") throw new TypeError("a room is signed with an Ed25519 key");
  const { x } = createPublicKey(secret).export({ format: "jwk" });
  return {
    server,
    keyId,
    publicKey: base64(Buffer.from(x ?? "", "base64url")),
    sign: (bytes) => sign(null, bytes, secret),
  };
}

/** A new private key for signing rooms, as PEM (PKCS #8). */
export function newRoomKey(): string {
  return generateKeyPairSync("ed25519", {
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  }).privateKey;
}

/** Checks signatures with `node:crypto`. */
export function nodeVerifier(): Verifier {
  return {
    verify: (publicKey, bytes, signature) => verify(null, bytes, publicKeyOf(publicKey), signature),
  };
}

/** A log names few keys, and each of them in every event. */
const MOST_KEPT_KEYS = 100;
const keptKeys = new Map<string, KeyObject>();

function publicKeyOf(bytes: Uint8Array): KeyObject {
  const x = Buffer.from(bytes).toString("base64url");
  const kept = keptKeys.get(x);
  if (kept !== undefined) return kept;
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  if (keptKeys.size >= MOST_KEPT_KEYS) keptKeys.clear();
  keptKeys.set(x, key);
  return key;
}

/** A private key as DER (PKCS #8) is this beginning and the seed: RFC 8410. */
const PKCS8_BEGINNING = Buffer.from("302e020100300506032b657004220420", "hex");

function keyOfSeed(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_BEGINNING, seed]), format: "der", type: "pkcs8" });
}
