import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A new secret for the cookie: 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a token. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/**
 * The token that our page sends along with every change, as proof that our page asks it: another site
 * can make the browser send the cookie, but cannot read it to work this out.
 */
export function csrfTokenOf(token: string): string {
  return createHash("sha256").update(`csrf:${token}`).digest("base64url");
}

/** Whether the given proof belongs to the session's token. */
export function isCsrfTokenOf(token: string, given: unknown): boolean {
  const expected = Buffer.from(csrfTokenOf(token));
  const offered = Buffer.from(typeof given === "string" ? given : "");
  return expected.length === offered.length && timingSafeEqual(expected, offered);
}
