import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { JsonObject } from "@akkoord/room";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key of a room, of one version. */
export interface RoomKey {
  readonly version: number;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

/** What a sealed content belongs to. It opens nowhere else, so that nobody can swap two in the database. */
export interface SealedPlace {
  readonly room: string;
  /** Event id, or what else tells one content of the room from another. */
  readonly id: string;
}

/**
 * Seals a content with a room's key: AES-256-GCM with a random nonce of 96 bits, bound to its place and the version of
 * the key.
 *
 * @returns nonce, tag and ciphertext
 */
export function sealContent(content: JsonObject, key: RoomKey, place: SealedPlace): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce).setAAD(about(place, key.version));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(content), "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/**
 * Opens a sealed content.
 *
 * @throws Error when it was changed, belongs elsewhere, or was sealed with another key
 */
export function openContent(sealed: Buffer, key: RoomKey, place: SealedPlace): JsonObject {
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(about(place, key.version));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8");
  const content: JsonObject = JSON.parse(text + decipher.final("utf8"));
  return content;
}

function about({ room, id }: SealedPlace, version: number): Buffer {
  return Buffer.from(JSON.stringify([room, id, version]));
}
