import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/** Keeps small secrets unreadable in the database: AES-256-GCM, with the name of what it is for bound to it. */
export interface Seal {
  /** @returns text that only this installation can open, and only for the same purpose */
  close(secret: string, purpose: string): string;
  /** @throws Error when it was changed, made with another key, or for another purpose */
  open(sealed: string, purpose: string): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param key any text of 32 characters or more, the same in every process */
export function createSeal(key: string): Seal {
  const bytes = createHash("sha256").update(key).digest();
  return {
    close(secret, purpose) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", bytes, nonce).setAAD(Buffer.from(purpose));
      const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64url");
    },
    open(sealed, purpose) {
      const all = Buffer.from(sealed, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", bytes, all.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(purpose));
      decipher.setAuthTag(all.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([
        decipher.update(all.subarray(NONCE_BYTES + TAG_BYTES)),
        decipher.final(),
      ]).toString("utf8");
    },
  };
}
