import { isOfItsForm } from "../content.ts";
import { type Draft, isState, ROOM_VERSION, serverOf, TYPES } from "../event.ts";
import { own } from "../json.ts";
import type { RoomState } from "../state.ts";
import { authoriseMember } from "./member.ts";
import { authorisePowerLevels } from "./power-levels.ts";
import { ALLOWED, type Authorisation, refused } from "./reasons.ts";
import { authoriseRedaction, type RedactionTarget } from "./redaction.ts";

/** What authorisation must know besides the event and the state. */
export interface AuthFacts {
  /** The event that a redaction names, when it stands in the log. */
  readonly target?: RedactionTarget | undefined;
  /** False for an event whose content was redacted or destroyed since. */
  readonly whole?: boolean;
}

/**
 * Whether the rules of room version 11 allow an event after a state, in a room with one hub. Only what the rules of the
 * log say: whether the label fits its participants is decided elsewhere.
 *
 * Where a room with one hub can be stricter than Matrix it is: nobody of another server, no knocking, no restricted
 * joins, no invitations through third parties, joining by invitation alone, redaction of other people's events only with
 * the power for it, and no redaction of state that the rules rest on.
 *
 * @param event the event, or a draft of it
 * @param state the state before it
 * @example authorise({ type: "m.room.message", room_id, sender, content: { body: "Hoi" } }, state)
 */
export function authorise(event: Draft, state: RoomState, facts: AuthFacts = {}): Authorisation {
  if (event.type === TYPES.create) return authoriseCreate(event, state);
  const create = state.get(TYPES.create)?.event;
  if (create === undefined || create.room_id !== event.room_id) return refused("no-room");
  const hub = serverOf(create.sender);
  if (serverOf(event.sender) !== hub) return refused("sender-elsewhere");
  if (event.type === TYPES.member) return authoriseMember(event, state, hub);
  if (state.membership(event.sender) !== "join") return refused("sender-not-joined");
  if (event.type === TYPES.thirdPartyInvite) return refused("third-party-invite");
  const power = state.power();
  if (power.required(event) > power.of(event.sender)) return refused("too-little-power");
  if (isState(event) && event.state_key.startsWith("@") && event.state_key !== event.sender)
    return refused("state-of-another");
  if (event.type === TYPES.powerLevels) return authorisePowerLevels(event, state, facts.whole ?? true);
  if (event.type === TYPES.joinRules && own(event.content, "join_rule") !== "invite")
    return refused("join-rule");
  if ((facts.whole ?? true) && !isOfItsForm(event)) return refused("malformed-state");
  if (event.type === TYPES.redaction) return authoriseRedaction(event, state, facts.target);
  return ALLOWED;
}

function authoriseCreate(event: Draft, state: RoomState): Authorisation {
  if (state.length > 0 || event.state_key !== "") return refused("room-exists");
  if (serverOf(event.room_id) !== serverOf(event.sender)) return refused("creator-elsewhere");
  if (own(event.content, "room_version") !== ROOM_VERSION) return refused("room-version");
  if (own(event.content, "m.federate") !== false) return refused("federated");
  return ALLOWED;
}
