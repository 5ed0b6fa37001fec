import { isObject, type JsonObject, own, type RoomEvent, TYPES } from "@akkoord/room";
import type { Relation } from "./tables.ts";

/** What an event says of another. */
export interface RelatesTo {
  readonly kind: Exclude<Relation, "redaction">;
  readonly target: string;
}

const KINDS = ["m.annotation", "m.replace", "m.thread", "m.reference"] as const;

/** How an event relates to another, by its content; null when it does not, or in a way that means nothing here. */
export function relationIn(content: JsonObject): RelatesTo | null {
  const relates = own(content, "m.relates_to");
  if (!isObject(relates)) return null;
  const kind = KINDS.find((one) => one === own(relates, "rel_type"));
  const target = own(relates, "event_id");
  return kind === undefined || typeof target !== "string" ? null : { kind, target };
}

/** The character that an annotation gives; empty when it gives none. */
export function annotationKey(content: JsonObject): string {
  const relates = own(content, "m.relates_to");
  const key = isObject(relates) ? own(relates, "key") : undefined;
  return typeof key === "string" ? key : "";
}

/** The event that a redaction names. */
export function redactedBy(event: Pick<RoomEvent, "type" | "content">): string | null {
  const target = event.type === TYPES.redaction ? own(event.content, "redacts") : undefined;
  return typeof target === "string" ? target : null;
}

/** Who a message names. */
export interface Mentions {
  readonly everyone: boolean;
  readonly users: readonly string[];
}

/** Most people that one message can name. */
const MOST_NAMED = 100;

/** Who a message names, after `m.mentions`. */
export function mentionsIn(content: JsonObject): Mentions {
  const mentions = own(content, "m.mentions");
  if (!isObject(mentions)) return { everyone: false, users: [] };
  const users = own(mentions, "user_ids");
  const named = Array.isArray(users) ? users.filter((user) => typeof user === "string") : [];
  return { everyone: own(mentions, "room") === true, users: [...new Set(named)].slice(0, MOST_NAMED) };
}

/** Whether a message counts as something to read: no edit, no notice of a machine. */
export function isNotable(event: Pick<RoomEvent, "type" | "content">): boolean {
  if (event.type !== TYPES.message && event.type !== "m.sticker") return false;
  return relationIn(event.content)?.kind !== "m.replace" && own(event.content, "msgtype") !== "m.notice";
}
