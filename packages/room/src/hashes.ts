import { sha256 } from "@noble/hashes/sha2.js";
import { base64, base64Url } from "./base64.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { JsonObject } from "./json.ts";
import { redactObject } from "./redact.ts";

/**
 * SHA-256 over the whole event without `unsigned`, `signatures` and `hashes`, in base64: what stands in
 * `hashes.sha256`. It fits as long as nothing was taken out of the event.
 *
 * Source: Matrix server-server API, “Calculating the content hash for an event”.
 */
export function contentHash(event: JsonObject): string {
  const { unsigned: _, signatures: __, hashes: ___, ...covered } = event;
  return base64(sha256(utf8.encode(canonicalJson(covered))));
}

/**
 * What the id and the signatures of an event are over: the canonical JSON of its redacted form, without `signatures`.
 * So both survive redaction, and both cover the content through the content hash.
 */
export function referenceBytes(event: JsonObject): Uint8Array {
  const { signatures: _, ...covered } = redactObject(event);
  return utf8.encode(canonicalJson(covered));
}

/**
 * SHA-256 over {@link referenceBytes}.
 *
 * Source: Matrix server-server API, “Calculating the reference hash for an event”; room version 11 for what redaction
 * leaves.
 *
 * @returns 32 bytes
 */
export function referenceHash(event: JsonObject): Uint8Array {
  return sha256(referenceBytes(event));
}

/**
 * The id of an event: `$` and its reference hash in base64 for addresses.
 *
 * @example eventId(redact(event)) === eventId(event) // true
 */
export function eventId(event: JsonObject): string {
  return idOfBytes(referenceBytes(event));
}

/** The id of the event with these {@link referenceBytes}. */
export function idOfBytes(bytes: Uint8Array): string {
  return `$${base64Url(sha256(bytes))}`;
}

const utf8 = new TextEncoder();
