import { isState, type LoggedEvent, TYPES } from "./event.ts";
import { type JsonObject, own } from "./json.ts";
import { type PowerLevels, powerLevelsOf } from "./power.ts";
import { redact } from "./redact.ts";

/** What someone is to a room, as `m.room.member` says it. */
export type Membership = "join" | "invite" | "leave" | "ban" | "knock";

/** Everything that holds in a room after an event. Changes with {@link RoomState.apply}. */
export interface RoomState {
  /** How many events the log had by then; the depth of the last one. */
  readonly length: number;
  /** The state event that holds for a type and key (default: the empty key). */
  get(type: string, stateKey?: string): LoggedEvent | undefined;
  /** Its content alone. */
  content(type: string, stateKey?: string): JsonObject | undefined;
  /** What someone is to the room; null when they never were anything. */
  membership(userId: string): Membership | null;
  /** Who may how much. */
  power(): PowerLevels;
  /** Every state event that holds. */
  all(): Iterable<LoggedEvent>;
  /** Moves the state past the next event. Returns itself. */
  apply(logged: LoggedEvent): RoomState;
  /** A state that changes apart from this one. */
  copy(): RoomState;
}

/**
 * The state of a room.
 *
 * @param current the state events that hold; none for a room that is yet to begin
 * @param length number of events in the log so far; left out, that of the state events given
 * @example
 * const state = roomState();
 * for (const logged of log.slice(0, 40)) state.apply(logged);
 * state.content("nl.akkoord.label"); // { information: "internal", personalData: "none" }
 */
export function roomState(current: Iterable<LoggedEvent> = [], length?: number): RoomState {
  const byType = new Map<string, Map<string, LoggedEvent>>();
  let count = 0;
  let power: PowerLevels | null = null;

  function put(type: string, key: string, logged: LoggedEvent): void {
    let byKey = byType.get(type);
    if (byKey === undefined) {
      byKey = new Map();
      byType.set(type, byKey);
    }
    byKey.set(key, logged);
    if (type === TYPES.powerLevels || type === TYPES.create) power = null;
  }

  /** A state event that is redacted goes on holding, without what redaction took away. */
  function redactHeld(id: unknown): void {
    for (const [type, byKey] of byType)
      for (const [key, held] of byKey)
        if (held.eventId === id)
          put(type, key, { eventId: held.eventId, event: redact(held.event), whole: false });
  }

  const state: RoomState = {
    get length() {
      return count;
    },
    get: (type, stateKey = "") => byType.get(type)?.get(stateKey),
    content: (type, stateKey = "") => byType.get(type)?.get(stateKey)?.event.content,
    membership(userId) {
      const content = byType.get(TYPES.member)?.get(userId)?.event.content;
      const value = content === undefined ? undefined : own(content, "membership");
      return isMembership(value) ? value : null;
    },
    power() {
      power ??= powerLevelsOf(state.content(TYPES.powerLevels), state.get(TYPES.create)?.event.sender);
      return power;
    },
    *all() {
      for (const byKey of byType.values()) yield* byKey.values();
    },
    apply(logged) {
      const { event } = logged;
      count++;
      if (isState(event)) put(event.type, event.state_key, logged);
      else if (event.type === TYPES.redaction) redactHeld(own(event.content, "redacts"));
      return state;
    },
    copy: () => roomState(state.all(), count),
  };
  for (const logged of current) {
    state.apply(logged);
  }
  count = length ?? count;
  return state;
}

/** Whether a value is one of the memberships that Matrix knows. */
export function isMembership(value: unknown): value is Membership {
  return value === "join" || value === "invite" || value === "leave" || value === "ban" || value === "knock";
}
