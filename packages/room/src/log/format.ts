import { canonicalJson } from "../canonical-json.ts";
import type { LoggedEvent, RoomEvent } from "../event.ts";
import { isObject, type JsonValue } from "../json.ts";
import { type PublicKeys, type Signatures, type Signer, signObject } from "../signing.ts";
import { holdsTexts, parseSignatures } from "./parse-event.ts";

/** Name and version of the export format of room logs. */
export const LOG_FORMAT = "akkoord-room-log/1";

/** The first line of an exported log. */
export type LogHeader = {
  readonly format: typeof LOG_FORMAT;
  readonly room: string;
  /** Name of the hub, which signed every event. */
  readonly server: string;
  /** The public keys it signed with. */
  readonly keys: PublicKeys;
  /** UTC, ISO 8601. */
  readonly exportedAt: string;
  /** User id of who asked for the export. */
  readonly exportedBy?: string;
  /** How many events follow. */
  readonly events: number;
  /** Id of the last one. */
  readonly head: string;
  /** The hub signs the header too, so that nobody can cut the end off and count again. */
  readonly signatures: Signatures;
};

/**
 * The first line of an export, signed.
 *
 * @param about everything but format, server and signatures; `keys` holds at least that of the signer
 */
export function logHeader(
  about: Omit<LogHeader, "format" | "server" | "signatures">,
  signer: Signer,
): LogHeader {
  const header = { format: LOG_FORMAT, server: signer.server, ...about } as const;
  return { ...header, signatures: signObject(header, signer) };
}

/** The line of a header or an event: canonical JSON, without the line end. */
export function logLine(value: LogHeader | RoomEvent): string {
  return canonicalJson(value);
}

/**
 * Lines of an exported log: the header, then every event in order. Each ends with a line feed (U+000A) in the file.
 *
 * @param about what {@link logHeader} asks, without what the events say themselves
 * @example for (const line of exportLog({ room, keys, exportedAt, events: log }, signer)) file.write(`${line}\n`);
 */
export function* exportLog(
  about: Omit<LogHeader, "format" | "server" | "signatures" | "events" | "head"> & {
    readonly events: readonly LoggedEvent[];
  },
  signer: Signer,
): Generator<string> {
  const { events, ...rest } = about;
  yield logLine(logHeader({ ...rest, events: events.length, head: events.at(-1)?.eventId ?? "" }, signer));
  for (const { event } of events) yield logLine(event);
}

/** Whether the first line of a file says that it is a room log of this or a later version. */
export function isRoomLog(firstLine: string): boolean {
  return firstLine.startsWith("{") && /"format":\s*"akkoord-room-log\/[^"]*"/.test(firstLine);
}

const HEADER_FIELDS: ReadonlySet<string> = new Set([
  "format",
  "room",
  "server",
  "keys",
  "exportedAt",
  "exportedBy",
  "events",
  "head",
  "signatures",
]);

/** Reads a header; null when it is none. */
export function parseHeader(value: JsonValue): LogHeader | null {
  if (!isObject(value) || Object.keys(value).some((key) => !HEADER_FIELDS.has(key))) return null;
  const { format, room, server, keys, exportedAt, exportedBy, events, head } = value;
  const signatures = parseSignatures(value.signatures);
  if (format !== LOG_FORMAT || typeof room !== "string" || typeof server !== "string") return null;
  if (!holdsTexts(keys) || typeof exportedAt !== "string" || signatures === null) return null;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(exportedAt)) return null;
  if (exportedBy !== undefined && typeof exportedBy !== "string") return null;
  if (typeof events !== "number" || !Number.isSafeInteger(events) || events < 1 || typeof head !== "string")
    return null;
  return {
    format,
    room,
    server,
    keys,
    exportedAt,
    ...(exportedBy === undefined ? {} : { exportedBy }),
    events,
    head,
    signatures,
  };
}
