import { fromBase64 } from "./base64.ts";
import { isObject, type JsonObject, type JsonValue, own } from "./json.ts";
import { type PublicKeys, type Signer, signObject, type Verifier, verifyObject } from "./signing.ts";

/** A key that a server signs with no more. */
export interface FormerKey {
  readonly keyId: string;
  /** 32 bytes in base64 without padding. */
  readonly publicKey: string;
  /** Milliseconds since 1970, when it stopped signing with it. */
  readonly until: number;
}

/** The public keys of a server, as somebody who trusts it takes them over. */
export interface KnownServerKeys {
  /** Name of the server in ids. */
  readonly server: string;
  /** Those of now and those of before. */
  readonly keys: PublicKeys;
}

/**
 * The document in which a server publishes the keys it signs with: Matrix server-server API, “Publishing Keys”
 * (`GET /_matrix/key/v2/server`), signed with the key of now.
 *
 * @param about `publicKey` is that of the signer; `validUntil` in milliseconds since 1970
 * @example serverKeys({ publicKey: signer.publicKey, former: [], validUntil: Date.now() + 86_400_000 }, signer)
 */
export function serverKeys(
  about: {
    readonly publicKey: string;
    readonly former: readonly FormerKey[];
    readonly validUntil: number;
  },
  signer: Signer,
): JsonObject {
  const document = {
    server_name: signer.server,
    verify_keys: { [signer.keyId]: { key: about.publicKey } },
    old_verify_keys: Object.fromEntries(
      about.former.map(({ keyId, publicKey, until }) => [keyId, { key: publicKey, expired_ts: until }]),
    ),
    valid_until_ts: about.validUntil,
  };
  return { ...document, signatures: signObject(document, signer) };
}

/**
 * Reads such a document, when the server signed it with the keys of now that stand in it. Whether it is the server's own
 * is for where it came from to say. How long it is valid is not looked at: that says when to ask again before trusting
 * what is signed anew, and keys stay proof of what they signed.
 *
 * @returns null when it is no such document, or its signature is wrong
 */
export function readServerKeys(document: JsonValue, verifier: Verifier): KnownServerKeys | null {
  if (!isObject(document) || typeof document.server_name !== "string") return null;
  const now = keysIn(document.verify_keys);
  const before = keysIn(document.old_verify_keys ?? {});
  if (now === null || before === null || !Number.isSafeInteger(document.valid_until_ts)) return null;
  if (!verifyObject(document, document.server_name, now, verifier)) return null;
  return { server: document.server_name, keys: { ...before, ...now } };
}

function keysIn(value: JsonValue | undefined): PublicKeys | null {
  if (!isObject(value)) return null;
  const keys: [string, string][] = [];
  for (const [keyId, each] of Object.entries(value)) {
    const key = isObject(each) ? own(each, "key") : undefined;
    if (typeof key !== "string" || fromBase64(key)?.length !== 32) return null;
    keys.push([keyId, key]);
  }
  return Object.fromEntries(keys);
}
