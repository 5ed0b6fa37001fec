import type { RoomEvent } from "./event.ts";

/** Largest event in bytes: its canonical JSON in UTF-8, with hashes and signatures. */
export const MAX_EVENT_BYTES = 65_536;

/** Longest type, state key, sender and room id, in bytes of UTF-8. */
export const MAX_FIELD_BYTES = 255;

const utf8 = new TextEncoder();

/** How many bytes a text takes in UTF-8. */
export function byteLength(text: string): number {
  return utf8.encode(text).length;
}

/** The first field that is too long; null when none is. */
export function tooLongField(
  event: Pick<RoomEvent, "type" | "state_key" | "sender" | "room_id">,
): "type" | "state_key" | "sender" | "room_id" | null {
  const fields = ["type", "state_key", "sender", "room_id"] as const;
  return fields.find((field) => isLonger(event[field] ?? "", MAX_FIELD_BYTES)) ?? null;
}

/** Whether a text takes more bytes than that. */
export function isLonger(text: string, bytes: number): boolean {
  // A UTF-16 unit takes one to three bytes, so most texts need no counting.
  if (text.length > bytes) return true;
  return text.length * 3 > bytes && byteLength(text) > bytes;
}
