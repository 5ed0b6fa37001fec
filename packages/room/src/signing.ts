import { base64, fromBase64 } from "./base64.ts";
import { canonicalJson } from "./canonical-json.ts";
import { referenceBytes } from "./hashes.ts";
import { isObject, type JsonObject, type JsonValue, own } from "./json.ts";

/** A server's key to sign with. `@akkoord/room/node` makes one. */
export interface Signer {
  /** Name of the server that signs. */
  readonly server: string;
  /** `ed25519:` and the version of the key. */
  readonly keyId: string;
  /** Ed25519 signature, 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array;
}

/** Checks Ed25519 signatures. `@akkoord/room/node` has one. */
export interface Verifier {
  /**
   * @param publicKey 32 bytes
   * @param signature 64 bytes
   */
  verify(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean;
}

/** Public keys by key id, in base64 without padding. */
export type PublicKeys = { readonly [keyId: string]: string };

/** Signatures by server, by key id, in base64. */
export type Signatures = { readonly [server: string]: { readonly [keyId: string]: string } };

/** What is wrong with a signature. */
export type SignatureFault = "no-signature" | "unknown-key" | "wrong-signature";

/** One signature that is yet to be checked. */
export interface SignatureClaim {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly bytes: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/**
 * Signs an object after Matrix (appendices, “Signing JSON”): over its canonical JSON without `signatures` and `unsigned`.
 * Signatures that it carries already stay.
 *
 * @returns all signatures of the object now
 */
export function signObject(object: JsonObject, signer: Signer): Signatures {
  return withSignature(object, signer, objectBytes(object));
}

/** Signs an event: over its redacted form, so that the signature survives redaction. */
export function sign(event: JsonObject, signer: Signer): Signatures {
  return withSignature(event, signer, referenceBytes(event));
}

/** Whether a server signed an object, with known keys alone. */
export function verifyObject(
  object: JsonObject,
  server: string,
  keys: PublicKeys,
  verifier: Verifier,
): boolean {
  return holds(claims(object, objectBytes(object), server, keys), verifier);
}

/**
 * Whether a server signed an event, with known keys alone.
 *
 * @param server name of the server that must have signed
 * @param keys the public keys that count
 */
export function verifySignature(
  event: JsonObject,
  server: string,
  keys: PublicKeys,
  verifier: Verifier,
): boolean {
  return holds(claims(event, referenceBytes(event), server, keys), verifier);
}

/** What a signature over an object covers. */
export function objectBytes(object: JsonObject): Uint8Array {
  const { signatures: _, unsigned: __, ...covered } = object;
  return utf8.encode(canonicalJson(covered));
}

/**
 * The signatures of a server that an object carries, ready to be checked; or what is wrong without checking any.
 * Every one of them must be right: nothing may stand in an object that nobody vouches for.
 *
 * @param bytes what they are over
 */
export function claims(
  object: { readonly signatures?: JsonValue },
  bytes: Uint8Array,
  server: string,
  keys: PublicKeys,
): readonly SignatureClaim[] | SignatureFault {
  const { signatures } = object;
  const ours = isObject(signatures) ? own(signatures, server) : undefined;
  if (!isObject(ours) || Object.keys(ours).length === 0) return "no-signature";
  const found: SignatureClaim[] = [];
  for (const [keyId, text] of Object.entries(ours)) {
    const publicKey = bytesIn(own(keys, keyId), 32);
    if (publicKey === null) return "unknown-key";
    const signature = bytesIn(text, 64);
    if (signature === null) return "wrong-signature";
    found.push({ publicKey, bytes, signature });
  }
  return found;
}

/** Whether there are signatures and all are right. */
export function holds(found: readonly SignatureClaim[] | SignatureFault, verifier: Verifier): boolean {
  return (
    typeof found !== "string" &&
    found.every(({ publicKey, bytes, signature }) => verifier.verify(publicKey, bytes, signature))
  );
}

function withSignature(object: JsonObject, signer: Signer, bytes: Uint8Array): Signatures {
  const signature = base64(signer.sign(bytes));
  const before = isObject(object.signatures) ? object.signatures : {};
  const all = {
    ...before,
    [signer.server]: { ...membersOf(own(before, signer.server)), [signer.keyId]: signature },
  };
  return Object.fromEntries(Object.entries(all).map(([server, byKey]) => [server, membersOf(byKey)]));
}

/** The members of an object that are texts. */
function membersOf(value: JsonValue | undefined): { readonly [key: string]: string } {
  const entries = isObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.flatMap(([key, text]) => (typeof text === "string" ? [[key, text]] : [])),
  );
}

function bytesIn(text: JsonValue | undefined, length: number): Uint8Array | null {
  const bytes = typeof text === "string" ? fromBase64(text) : null;
  return bytes?.length === length ? bytes : null;
}

const utf8 = new TextEncoder();
