import { canonicalJson, NotCanonical } from "../canonical-json.ts";
import type { LoggedEvent, RoomEvent } from "../event.ts";
import { contentHash, idOfBytes, referenceBytes } from "../hashes.ts";
import type { JsonValue } from "../json.ts";
import { isLonger, MAX_EVENT_BYTES } from "../limits.ts";
import { redact } from "../redact.ts";
import { claims, type PublicKeys, type SignatureClaim } from "../signing.ts";
import type { LogHeader } from "./format.ts";
import { parseEvent } from "./parse-event.ts";
import type { LogFault } from "./report.ts";

/** What a line of a log says, by itself. */
export type LineRead =
  | { readonly fault: LogFault }
  | { readonly fault: null; readonly logged: LoggedEvent; readonly claims: readonly SignatureClaim[] };

/**
 * Reads one event of an exported log: its form, its hashes, and the signatures that are yet to be checked. Depends on
 * nothing but the line, the header and the keys, so lines can be read in any order.
 */
export function readLine(text: string, header: LogHeader, keys: PublicKeys): LineRead {
  if (isLonger(text, MAX_EVENT_BYTES)) return { fault: "too-large" };
  const event = eventIn(text);
  if (event === null) return { fault: "unreadable" };
  if (event.room_id !== header.room) return { fault: "other-room" };
  if (Object.keys(event.signatures).some((server) => server !== header.server))
    return { fault: "other-server" };
  const whole = contentHash(event) === event.hashes.sha256;
  if (!whole && !isRedacted(event)) return { fault: "changed" };
  const bytes = referenceBytes(event);
  const found = claims(event, bytes, header.server, keys);
  if (typeof found === "string") return { fault: found };
  return { fault: null, logged: { eventId: idOfBytes(bytes), event, whole }, claims: found };
}

/** The event in a line; null when there is none. */
export function eventIn(text: string): RoomEvent | null {
  const value = parseLine(text);
  return value === null ? null : parseEvent(value);
}

/**
 * The value of a line; null when it is no JSON, or JSON in another writing than the canonical one. So a log has one
 * writing only, and no byte of it can change unseen.
 */
export function parseLine(text: string): JsonValue | null {
  try {
    const value: JsonValue = JSON.parse(text);
    return canonicalJson(value) === text ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof NotCanonical) return null;
    throw error;
  }
}

function isRedacted(event: RoomEvent): boolean {
  return canonicalJson(event) === canonicalJson(redact(event));
}
