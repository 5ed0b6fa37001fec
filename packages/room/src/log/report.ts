import type { AuthReason } from "../authorise/reasons.ts";
import type { LogHeader } from "./format.ts";

/** What can be wrong with an exported log. */
export const LOG_FAULTS = [
  /** The first line is no header. */
  "header-unreadable",
  /** The header was changed, or signed by nobody. */
  "header-signature",
  /** The header names another key than the one known beforehand. */
  "other-key",
  /** No event in canonical JSON. */
  "unreadable",
  "too-large",
  "other-room",
  "other-server",
  /** The content is not what its hash says. */
  "changed",
  "no-signature",
  "unknown-key",
  "wrong-signature",
  /** The event that belongs here stands nowhere in the file. */
  "missing",
  /** The event that belongs here stands further on. */
  "moved",
  /** The event stood before. */
  "doubled",
  /** A true event that does not follow the one before: the hub signed two histories. */
  "other-history",
  /** It rests on other events than those that hold. */
  "auth-events",
  /** The rules do not allow it after what came before. */
  "not-allowed",
  /** Fewer events than the header says. */
  "cut-off",
  /** More events than the header says. */
  "too-many",
  /** The last event is another than the header says. */
  "head-differs",
] as const;
export type LogFault = (typeof LOG_FAULTS)[number];

/** The first thing that is wrong. */
export interface LogFinding {
  readonly kind: LogFault;
  /** Line of the file, from 1. */
  readonly line: number;
  /** Place in the log, from 1, of the event there or of the one that should be there; null for the header. */
  readonly position: number | null;
  /** Why the rules did not allow it, with `not-allowed`; null otherwise. */
  readonly reason: AuthReason | null;
}

/** What checking a log found. */
export interface LogReport {
  readonly intact: boolean;
  /** The first fault; null when there is none. */
  readonly finding: LogFinding | null;
  /** What the header says; null when it cannot be read. */
  readonly header: LogHeader | null;
  /** Name of the room at the end; null when it has none, or when its content was destroyed. */
  readonly name: string | null;
  /** Whether the keys were known beforehand instead of taken from the file. */
  readonly pinned: boolean;
  /** How many events were right before the first fault. */
  readonly checked: number;
  /** Of how many of those the content is whole, redacted by an event in the log, or destroyed or left out. */
  readonly contents: { readonly whole: number; readonly redacted: number; readonly gone: number };
  /** Time of the first and the last of those, in milliseconds since 1970; null when there are none. */
  readonly period: { readonly from: number; readonly to: number } | null;
}
