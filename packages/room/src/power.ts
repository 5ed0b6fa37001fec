import { isState, type RoomEvent, TYPES } from "./event.ts";
import { isObject, type JsonObject, own } from "./json.ts";

/** Who may how much. */
export const POWER = {
  /** Akkoord itself: the only one that pauses. */
  akkoord: 100,
  /** Who leads a room: everything but pausing and locking Akkoord out. */
  owner: 90,
  /** Who may remove people and change the label. */
  moderator: 50,
  member: 0,
} as const;

/** What it takes at least to send our own state events, whatever the power levels of a room say. */
const LEAST: ReadonlyMap<string, number> = new Map([
  [TYPES.label, POWER.moderator],
  [TYPES.purpose, POWER.moderator],
  [TYPES.category, POWER.moderator],
  [TYPES.pause, POWER.akkoord],
]);

/** Levels that a power-levels event sets by a name, with what holds where it leaves one out. */
export const LEVEL_DEFAULTS = {
  users_default: 0,
  events_default: 0,
  state_default: 50,
  ban: 50,
  kick: 50,
  redact: 50,
  invite: 0,
} as const;
export type LevelName = keyof typeof LEVEL_DEFAULTS;
export const LEVEL_NAMES: readonly string[] = Object.keys(LEVEL_DEFAULTS);

/** Power in a room at one moment. */
export interface PowerLevels {
  of(userId: string): number;
  /** What it takes for one of the named acts. */
  level(name: "ban" | "kick" | "redact" | "invite"): number;
  /** What it takes to send an event of a type. */
  required(event: Pick<RoomEvent, "type" | "state_key">): number;
}

/**
 * Reads the power in a room.
 *
 * @param content of the event `m.room.power_levels`; undefined when the room has none yet: then the creator has 100,
 *   everybody else 0
 * @param creator user id of who created the room
 */
export function powerLevelsOf(content: JsonObject | undefined, creator: string | undefined): PowerLevels {
  const named = (name: LevelName): number => {
    const value = content === undefined ? undefined : own(content, name);
    return isInteger(value) ? value : LEVEL_DEFAULTS[name];
  };
  const entry = (map: string, key: string): number | undefined => {
    const entries = content === undefined ? undefined : own(content, map);
    const value = isObject(entries) ? own(entries, key) : undefined;
    return isInteger(value) ? value : undefined;
  };
  return {
    of: (userId) =>
      content === undefined
        ? userId === creator
          ? 100
          : 0
        : (entry("users", userId) ?? named("users_default")),
    level: named,
    required(event) {
      const level = entry("events", event.type) ?? named(isState(event) ? "state_default" : "events_default");
      return Math.max(level, LEAST.get(event.type) ?? level);
    },
  };
}

/**
 * The power levels that a room begins with: members talk; moderators invite, remove, redact and relabel; owners also
 * change powers; only Akkoord pauses and sets what keeps the room closed.
 *
 * @param people owners and others with their power
 */
export function firstPowerLevels(akkoord: string, people: { readonly [userId: string]: number }): JsonObject {
  return {
    users: { ...people, [akkoord]: POWER.akkoord },
    users_default: POWER.member,
    events: {
      [TYPES.label]: POWER.moderator,
      [TYPES.purpose]: POWER.moderator,
      [TYPES.category]: POWER.moderator,
      [TYPES.pause]: POWER.akkoord,
      [TYPES.powerLevels]: POWER.owner,
      [TYPES.joinRules]: POWER.akkoord,
      [TYPES.historyVisibility]: POWER.akkoord,
      [TYPES.guestAccess]: POWER.akkoord,
      "m.room.encryption": POWER.akkoord,
      "m.room.server_acl": POWER.akkoord,
      "m.room.tombstone": POWER.akkoord,
    },
    events_default: POWER.member,
    state_default: POWER.moderator,
    ban: POWER.moderator,
    kick: POWER.moderator,
    redact: POWER.moderator,
    invite: POWER.moderator,
  };
}

/** Whether a value may be a level: levels written as text are no longer allowed. */
export function isInteger(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value);
}
