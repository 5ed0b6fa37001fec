import { type Draft, isUserId, TYPES } from "../event.ts";
import { isObject, type JsonObject, type JsonValue, own } from "../json.ts";
import { isInteger, LEVEL_NAMES } from "../power.ts";
import type { RoomState } from "../state.ts";
import { ALLOWED, type Authorisation, refused } from "./reasons.ts";

/**
 * Rule 9 of room version 11: nobody grants or takes what is above their own power.
 *
 * @param whole false when redaction took `notifications` out of the new content, so that they cannot be compared
 */
export function authorisePowerLevels(event: Draft, state: RoomState, whole: boolean): Authorisation {
  const next = event.content;
  if (!isWellFormed(next)) return refused("power-not-a-number");
  const held = state.get(TYPES.powerLevels);
  if (held === undefined) return ALLOWED;
  const now = held.event.content;
  const most = state.power().of(event.sender);

  const named = changes(now, next, LEVEL_NAMES);
  const comparable = whole && (held.whole ?? true) ? ["events", "notifications"] : ["events"];
  const entries = comparable.flatMap((map) => changesIn(now, next, map));
  if ([...named, ...entries].some(({ from, to }) => from > most || to > most))
    return refused("power-above-own");
  const users = changesIn(now, next, "users");
  if (users.some(({ key, from }) => key !== event.sender && from >= most)) return refused("power-of-equal");
  return users.some(({ to }) => to > most) ? refused("power-above-own") : ALLOWED;
}

/** A level that is set, changed or taken away; what was not there or is no longer there is below everything. */
interface Change {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

function changes(now: JsonObject, next: JsonObject, keys: readonly string[]): Change[] {
  return keys
    .map((key) => ({ key, from: levelIn(now, key), to: levelIn(next, key) }))
    .filter(({ from, to }) => from !== to);
}

function changesIn(now: JsonObject, next: JsonObject, map: string): Change[] {
  const before = mapIn(now, map);
  const after = mapIn(next, map);
  return changes(before, after, [...new Set([...Object.keys(before), ...Object.keys(after)])]);
}

function levelIn(object: JsonObject, key: string): number {
  const value = own(object, key);
  return isInteger(value) ? value : Number.NEGATIVE_INFINITY;
}

function mapIn(content: JsonObject, key: string): JsonObject {
  const value = own(content, key);
  return isObject(value) ? value : {};
}

function isWellFormed(content: JsonObject): boolean {
  const absentOr = (key: string, fits: (value: JsonValue) => boolean) => {
    const value = own(content, key);
    return value === undefined || fits(value);
  };
  return (
    LEVEL_NAMES.every((name) => absentOr(name, isInteger)) &&
    ["events", "notifications", "users"].every((name) => absentOr(name, holdsIntegers)) &&
    Object.keys(mapIn(content, "users")).every(isUserId)
  );
}

function holdsIntegers(value: JsonValue): boolean {
  return isObject(value) && Object.values(value).every(isInteger);
}
