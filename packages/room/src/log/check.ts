import { authEvents } from "../authorise/auth-events.ts";
import { authorise } from "../authorise/authorise.ts";
import type { AuthReason } from "../authorise/reasons.ts";
import type { RedactionTarget } from "../authorise/redaction.ts";
import { type LoggedEvent, type RoomEvent, serverOf, TYPES } from "../event.ts";
import { own } from "../json.ts";
import { claims, objectBytes, type PublicKeys, type SignatureClaim } from "../signing.ts";
import { roomState } from "../state.ts";
import { type LogHeader, parseHeader } from "./format.ts";
import { eventIn, parseLine, readLine } from "./read-line.ts";
import type { LogFault, LogFinding, LogReport } from "./report.ts";

/** A line that was read, and is yet to be taken up in its turn. */
export interface ReadStep {
  /** Signatures to check first. */
  readonly claims: readonly SignatureClaim[];
  /**
   * Takes the line up. Lines must be taken up in the order of the file.
   *
   * @param signed whether all {@link claims} were right
   * @returns false when no later line can change the report
   */
  take(signed: boolean): boolean;
}

/** A check of a log in two steps per line, so that whoever runs it chooses how signatures are checked. */
export interface LogCheck {
  /** Reads the next line, without its line end. */
  read(text: string): ReadStep;
  end(): LogReport;
}

/**
 * Begins to check an exported log: the signed header, and of every event its form, hashes, signature, place in the
 * chain, and whether the rules allowed it by the state before it. An event of which redaction or destruction took the
 * content is right when the rest is: chain and signatures are over what stays.
 *
 * @param keys the keys that count, known beforehand; null: those in the header, which proves less
 */
export function createLogCheck(keys: PublicKeys | null): LogCheck {
  const state = roomState();
  const known = new Map<string, RedactionTarget["event"]>();
  const redacted = new Set<string>();
  const gone: string[] = [];
  let header: LogHeader | null = null;
  let finding: LogFinding | null = null;
  let lines = 0;
  let head: string | null = null;
  let period: LogReport["period"] = null;

  function readHeader(text: string): ReadStep {
    const value = parseLine(text);
    header = value === null ? null : parseHeader(value);
    const found = header === null ? "header-unreadable" : headerClaims(header, keys);
    return {
      claims: typeof found === "string" ? [] : found,
      take(signed) {
        const fault = typeof found === "string" ? found : signed ? null : "header-signature";
        if (fault !== null) finding = { kind: fault, line: 1, position: null, reason: null };
        return fault === null;
      },
    };
  }

  function readEvent(text: string, line: number, about: LogHeader): ReadStep {
    const read = readLine(text, about, keys ?? about.keys);
    return {
      claims: read.fault === null ? read.claims : [],
      take(signed) {
        if (finding !== null) return finding.kind === "missing" && seek(text, finding);
        const wrong = read.fault ?? (signed ? null : "wrong-signature");
        const fault =
          wrong !== null ? { kind: wrong } : read.fault === null ? follow(read.logged, about) : null;
        if (fault === null) return true;
        finding = { kind: fault.kind, line, position: state.length + 1, reason: fault.reason ?? null };
        return fault.kind === "missing";
      },
    };
  }

  /** Takes up an event that is right by itself, when it is right in this place too. */
  function follow(logged: LoggedEvent, about: LogHeader): Fault | null {
    const { event, eventId, whole } = logged;
    if (known.has(eventId)) return { kind: "doubled" };
    if (state.length === about.events) return { kind: "too-many" };
    if (event.depth > state.length + 1) return { kind: "missing" };
    if (event.depth <= state.length || !sameIds(event.prev_events, head === null ? [] : [head]))
      return { kind: "other-history" };
    if (!sameIds(event.auth_events, authEvents(event, state))) return { kind: "auth-events" };
    const target = targetOf(event);
    const verdict = authorise(event, state, { target, whole });
    if (!verdict.allowed) return { kind: "not-allowed", reason: verdict.reason };
    if (target !== undefined) redacted.add(target.eventId);
    if (whole === false) gone.push(eventId);
    const { type, sender, state_key, origin_server_ts } = event;
    known.set(eventId, { type, sender, state_key });
    period = { from: period?.from ?? origin_server_ts, to: origin_server_ts };
    state.apply(logged);
    head = eventId;
    return null;
  }

  function targetOf(event: RoomEvent): RedactionTarget | undefined {
    const eventId = event.type === TYPES.redaction ? own(event.content, "redacts") : undefined;
    const found = typeof eventId === "string" ? known.get(eventId) : undefined;
    return typeof eventId === "string" && found !== undefined ? { eventId, event: found } : undefined;
  }

  /** Whether the event that was missed stands further on: then it was moved there. */
  function seek(text: string, missed: LogFinding): boolean {
    if (eventIn(text)?.depth !== missed.position) return true;
    finding = { ...missed, kind: "moved" };
    return false;
  }

  return {
    read(text) {
      lines++;
      return header === null ? readHeader(text) : readEvent(text, lines, header);
    },
    end() {
      finding ??= endFinding(header, state.length, head, lines);
      const name = own(state.content(TYPES.name) ?? {}, "name");
      const byRedaction = gone.filter((id) => redacted.has(id)).length;
      return {
        intact: finding === null,
        finding,
        header,
        name: typeof name === "string" ? name : null,
        pinned: keys !== null,
        checked: state.length,
        contents: {
          whole: state.length - gone.length,
          redacted: byRedaction,
          gone: gone.length - byRedaction,
        },
        period,
      };
    },
  };
}

interface Fault {
  readonly kind: LogFault;
  readonly reason?: AuthReason;
}

function headerClaims(header: LogHeader, keys: PublicKeys | null): readonly SignatureClaim[] | LogFault {
  const { server, signatures } = header;
  if (serverOf(header.room) !== server || Object.keys(signatures).some((signer) => signer !== server))
    return "other-server";
  if (Object.entries(header.keys).some(([keyId, key]) => (own(keys ?? {}, keyId) ?? key) !== key))
    return "other-key";
  return claims(header, objectBytes(header), server, keys ?? header.keys);
}

function endFinding(
  header: LogHeader | null,
  length: number,
  head: string | null,
  lines: number,
): LogFinding | null {
  if (header === null) return { kind: "header-unreadable", line: 1, position: null, reason: null };
  if (length < header.events) return { kind: "cut-off", line: lines + 1, position: length + 1, reason: null };
  if (head !== header.head) return { kind: "head-differs", line: lines, position: length, reason: null };
  return null;
}

function sameIds(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && others.every((id) => some.includes(id));
}
