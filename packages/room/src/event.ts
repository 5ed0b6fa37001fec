import type { JsonObject } from "./json.ts";

/** The room version of Matrix whose format and rules hold here. */
export const ROOM_VERSION = "11";

/**
 * An event as it stands in the log: the format of room version 11 between servers, without `unsigned`. Its id is not in
 * it: it is the hash of it ({@link eventId}).
 */
export type RoomEvent = {
  /** For instance `m.room.message`; at most 255 bytes, as are the room, sender and state key. */
  readonly type: string;
  readonly room_id: string;
  /** User id, `@…:server`. */
  readonly sender: string;
  /** Only in state events: together with the type it says which part of the state this sets. */
  readonly state_key?: string;
  readonly content: JsonObject;
  /** Milliseconds since 1970, by the clock of the hub. */
  readonly origin_server_ts: number;
  /** Place in the log, from 1. */
  readonly depth: number;
  /** Id of the event before; none in the first. */
  readonly prev_events: readonly string[];
  /** Ids of the state events that made this one allowed. */
  readonly auth_events: readonly string[];
  /** SHA-256 of the whole event, in base64: {@link contentHash}. */
  readonly hashes: { readonly sha256: string };
  /** By server, by key id, in base64. */
  readonly signatures: { readonly [server: string]: { readonly [keyId: string]: string } };
};

/** What someone wants to append; the log adds the rest ({@link makeEvent}). */
export type Draft = Pick<RoomEvent, "type" | "room_id" | "sender" | "state_key" | "content">;

/** An event with its id. */
export interface LoggedEvent {
  readonly eventId: string;
  readonly event: RoomEvent;
  /** False when its content was redacted or destroyed since; left out, it is whole. */
  readonly whole?: boolean;
}

/** Types of events that this package knows. */
export const TYPES = {
  create: "m.room.create",
  member: "m.room.member",
  powerLevels: "m.room.power_levels",
  joinRules: "m.room.join_rules",
  historyVisibility: "m.room.history_visibility",
  guestAccess: "m.room.guest_access",
  name: "m.room.name",
  topic: "m.room.topic",
  avatar: "m.room.avatar",
  redaction: "m.room.redaction",
  thirdPartyInvite: "m.room.third_party_invite",
  message: "m.room.message",
  reaction: "m.reaction",
  label: "nl.akkoord.label",
  purpose: "nl.akkoord.purpose",
  category: "nl.akkoord.category",
  pause: "nl.akkoord.pause",
} as const;

/** Whether an event sets a part of the state. */
export function isState(event: Pick<RoomEvent, "state_key">): event is { readonly state_key: string } {
  return event.state_key !== undefined;
}

const USER_ID = /^@[a-z0-9._=\-/+]+:([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?$/;

/** Whether a text is a user id after the grammar of Matrix, of at most 255 bytes. */
export function isUserId(text: string): boolean {
  return text.length <= 255 && USER_ID.test(text);
}

/** The server in an id: what stands after the first colon; empty when there is none. */
export function serverOf(id: string): string {
  const colon = id.indexOf(":");
  return colon === -1 ? "" : id.slice(colon + 1);
}
