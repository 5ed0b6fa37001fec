import { type Draft, TYPES } from "../event.ts";
import { own } from "../json.ts";
import type { RoomState } from "../state.ts";

/**
 * Ids of the state events that decide whether an event is allowed, as Matrix selects them: the creation, the power
 * levels, the membership of the sender, and for memberships that of the target and the join rule.
 *
 * Source: Matrix server-server API, “Auth events selection”.
 */
export function authEvents(event: Draft, state: RoomState): string[] {
  if (event.type === TYPES.create) return [];
  const wanted: [type: string, stateKey: string][] = [
    [TYPES.create, ""],
    [TYPES.powerLevels, ""],
    [TYPES.member, event.sender],
  ];
  if (event.type === TYPES.member) {
    const target = event.state_key;
    if (target !== undefined && target !== event.sender) wanted.push([TYPES.member, target]);
    const membership = own(event.content, "membership");
    if (membership === "join" || membership === "invite" || membership === "knock")
      wanted.push([TYPES.joinRules, ""]);
  }
  return wanted.flatMap(([type, stateKey]) => state.get(type, stateKey)?.eventId ?? []);
}
