import { type RoomEvent, TYPES } from "./event.ts";
import { isObject, type JsonObject, type JsonValue, own } from "./json.ts";

/** Fields of an event that stay. The id of an event is no field of it in this version of rooms. */
const KEPT_FIELDS = [
  "type",
  "room_id",
  "sender",
  "state_key",
  "hashes",
  "signatures",
  "depth",
  "prev_events",
  "auth_events",
  "origin_server_ts",
] as const;

/** Keys of the content that stay, by type of event; of other types nothing stays. */
const KEPT_CONTENT: ReadonlyMap<string, readonly string[]> = new Map([
  [TYPES.joinRules, ["join_rule", "allow"]],
  [
    TYPES.powerLevels,
    [
      "ban",
      "events",
      "events_default",
      "invite",
      "kick",
      "redact",
      "state_default",
      "users",
      "users_default",
    ],
  ],
  [TYPES.historyVisibility, ["history_visibility"]],
  [TYPES.redaction, ["redacts"]],
]);

/**
 * The event without what redaction takes away, after room version 11. What the hash chain and the authorisation of later
 * events rest on stays, so the id and the signatures of the event stay valid; the content hash no longer fits.
 *
 * @example redact(message).content // {}
 */
export function redact(event: RoomEvent): RoomEvent {
  return {
    type: event.type,
    room_id: event.room_id,
    sender: event.sender,
    ...(event.state_key === undefined ? {} : { state_key: event.state_key }),
    content: redactedContent(event.type, event.content),
    origin_server_ts: event.origin_server_ts,
    depth: event.depth,
    prev_events: event.prev_events,
    auth_events: event.auth_events,
    hashes: event.hashes,
    signatures: event.signatures,
  };
}

/** The same for an event of any shape, as other servers and the test vectors of Matrix have them. */
export function redactObject(event: JsonObject): JsonObject {
  const type = own(event, "type");
  const content = own(event, "content");
  return {
    ...picked(event, KEPT_FIELDS),
    content: redactedContent(typeof type === "string" ? type : "", isObject(content) ? content : {}),
  };
}

/** What redaction leaves of the content of an event of a type. */
export function redactedContent(type: string, content: JsonObject): JsonObject {
  if (type === TYPES.create) return content;
  if (type === TYPES.member) return redactedMembership(content);
  return picked(content, KEPT_CONTENT.get(type) ?? []);
}

function redactedMembership(content: JsonObject): JsonObject {
  const invite = own(content, "third_party_invite");
  const signed = isObject(invite) ? own(invite, "signed") : undefined;
  return {
    ...picked(content, ["membership", "join_authorised_via_users_server"]),
    ...(signed === undefined ? {} : { third_party_invite: { signed } }),
  };
}

function picked(object: JsonObject, keys: readonly string[]): { [key: string]: JsonValue } {
  const kept: { [key: string]: JsonValue } = {};
  for (const key of keys) {
    const value = own(object, key);
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}
