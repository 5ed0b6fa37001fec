import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";

/** A public key that checkpoints are signed with. */
export interface CheckpointKey {
  /** SHA-256 of the 32 bytes of the key, in hexadecimal. */
  readonly id: string;
  /** The 32 bytes of the Ed25519 key. */
  readonly bytes: Uint8Array;
  readonly key: KeyObject;
}

/** A key that signs checkpoints. */
export interface SigningKey {
  readonly public: CheckpointKey;
  readonly private: KeyObject;
}

/** A text holds no key that can be used; the message says what it must hold. */
export class UnusableKey extends Error {
  override readonly name = "UnusableKey";
  readonly code = "unusable-key";
}

/** A new private key for signing checkpoints, as PEM (PKCS #8). */
export function newSigningKey(): string {
  return generateKeyPairSync("ed25519", {
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  }).privateKey;
}

/**
 * Reads a private key.
 *
 * @param pem Ed25519 in PKCS #8; line ends may be written as \n, as settings files do
 * @throws UnusableKey
 */
export function readSigningKey(pem: string): SigningKey {
  const key = privateKeyIn(pem);
  if (key?.asymmetricKeyType !== "ed25519") {
    throw new UnusableKey("must be a private key for Ed25519 as PEM (openssl genpkey -algorithm ed25519)");
  }
  return { public: asCheckpointKey(createPublicKey(key)), private: key };
}

/** Whether a text holds a private key for signing. */
export function isSigningKey(pem: string): boolean {
  return privateKeyIn(pem)?.asymmetricKeyType === "ed25519";
}

/**
 * Reads every public key in a text.
 *
 * @param pem one or more Ed25519 keys (SubjectPublicKeyInfo)
 * @throws UnusableKey when there is none, or one of them is something else
 */
export function readPublicKeys(pem: string): CheckpointKey[] {
  const blocks = pem.match(/-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/g) ?? [];
  const keys = blocks.map((block) => parsed(() => createPublicKey(block)));
  if (keys.length === 0) throw new UnusableKey("holds no public key as PEM");
  return keys.map((key) => {
    if (key?.asymmetricKeyType !== "ed25519") throw new UnusableKey("holds a key that is not for Ed25519");
    return asCheckpointKey(key);
  });
}

/** The key with these bytes, as it stands in exports and tables; null when it is none. */
export function keyFromBytes(bytes: Uint8Array): CheckpointKey | null {
  const key = parsed(() =>
    createPublicKey({
      key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(bytes).toString("base64url") },
      format: "jwk",
    }),
  );
  return key === null ? null : asCheckpointKey(key);
}

/** A public key as PEM, for a file to pin it with. */
export function asPem({ key }: CheckpointKey): string {
  return key.export({ type: "spki", format: "pem" }).toString();
}

function privateKeyIn(pem: string): KeyObject | null {
  return parsed(() => createPrivateKey(pem.replaceAll("\\n", "\n")));
}

function asCheckpointKey(key: KeyObject): CheckpointKey {
  const bytes = Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url");
  return { id: createHash("sha256").update(bytes).digest("hex"), bytes, key };
}

function parsed(read: () => KeyObject): KeyObject | null {
  try {
    return read();
  } catch {
    return null;
  }
}
