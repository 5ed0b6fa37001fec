import { isUserId, type RoomEvent } from "../event.ts";
import { isObject, type JsonObject, type JsonValue } from "../json.ts";
import { tooLongField } from "../limits.ts";
import type { Signatures } from "../signing.ts";

const FIELDS: ReadonlySet<string> = new Set([
  "type",
  "room_id",
  "sender",
  "state_key",
  "content",
  "origin_server_ts",
  "depth",
  "prev_events",
  "auth_events",
  "hashes",
  "signatures",
]);

/**
 * Reads an event of the log out of JSON. Every field must be there and of its kind, and no other: what is not an event of
 * room version 11 as this log keeps them is null.
 */
export function parseEvent(value: JsonValue): RoomEvent | null {
  if (!isObject(value) || Object.keys(value).some((key) => !FIELDS.has(key))) return null;
  const { type, room_id, sender, state_key, content, origin_server_ts, depth, hashes, signatures } = value;
  const prev_events = texts(value.prev_events);
  const auth_events = texts(value.auth_events);
  const signed = parseSignatures(signatures);
  if (typeof type !== "string" || typeof room_id !== "string" || typeof sender !== "string") return null;
  if (state_key !== undefined && typeof state_key !== "string") return null;
  if (!isObject(content) || !isObject(hashes) || signed === null) return null;
  if (prev_events === null || auth_events === null || !isUserId(sender)) return null;
  if (!isCount(origin_server_ts) || !isCount(depth)) return null;
  const { sha256, ...otherHashes } = hashes;
  if (typeof sha256 !== "string" || Object.keys(otherHashes).length > 0) return null;
  const event: RoomEvent = {
    type,
    room_id,
    sender,
    ...(state_key === undefined ? {} : { state_key }),
    content,
    origin_server_ts,
    depth,
    prev_events,
    auth_events,
    hashes: { sha256 },
    signatures: signed,
  };
  return tooLongField(event) === null ? event : null;
}

/** Signatures by server and key; null when it is anything else. */
export function parseSignatures(value: JsonValue | undefined): Signatures | null {
  if (!isObject(value)) return null;
  for (const byKey of Object.values(value)) if (!holdsTexts(byKey)) return null;
  return Object.fromEntries(
    Object.entries(value).map(([server, byKey]) => [server, holdsTexts(byKey) ? byKey : {}]),
  );
}

/** Whether a value is an object of texts. */
export function holdsTexts(
  value: JsonValue | undefined,
): value is { readonly [key: string]: string } & JsonObject {
  return isObject(value) && Object.values(value).every((each) => typeof each === "string");
}

function texts(value: JsonValue | undefined): readonly string[] | null {
  return Array.isArray(value) && value.every((each) => typeof each === "string") ? value : null;
}

function isCount(value: JsonValue | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
