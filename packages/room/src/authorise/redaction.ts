import { type Draft, type RoomEvent, TYPES } from "../event.ts";
import { own } from "../json.ts";
import type { RoomState } from "../state.ts";
import { ALLOWED, type Authorisation, refused } from "./reasons.ts";

/** What must be known of the event that a redaction names. */
export type RedactionTarget = {
  readonly eventId: string;
  readonly event: Pick<RoomEvent, "type" | "sender" | "state_key">;
};

/** State that may be redacted: words of people, on which no rule rests. */
const REDACTABLE_STATE: ReadonlySet<string> = new Set([TYPES.name, TYPES.topic, TYPES.avatar]);

/**
 * Whether a redaction may take effect. Matrix lets a server redact whatever its own people sent; where everybody is of
 * one server that would let anyone redact anyone, so here it takes the power for it or one's own event.
 */
export function authoriseRedaction(
  event: Draft,
  state: RoomState,
  target: RedactionTarget | undefined,
): Authorisation {
  if (target === undefined || target.eventId !== own(event.content, "redacts"))
    return refused("nothing-to-redact");
  if (target.event.state_key !== undefined && !REDACTABLE_STATE.has(target.event.type))
    return refused("redaction-of-state");
  if (target.event.sender === event.sender) return ALLOWED;
  const power = state.power();
  return power.of(event.sender) >= power.level("redact") ? ALLOWED : refused("redaction-of-another");
}
