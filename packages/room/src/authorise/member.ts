import { type Draft, isUserId, serverOf, TYPES } from "../event.ts";
import { own } from "../json.ts";
import { isMembership, type RoomState } from "../state.ts";
import { ALLOWED, type Authorisation, refused } from "./reasons.ts";

/** Rule 4 of room version 11: who may become what in a room, and through whom. */
export function authoriseMember(event: Draft, state: RoomState, hub: string): Authorisation {
  const target = event.state_key;
  const membership = own(event.content, "membership");
  if (target === undefined || membership === undefined) return refused("no-membership");
  if (!isMembership(membership)) return refused("unknown-membership");
  if (!isUserId(target) || serverOf(target) !== hub) return refused("member-elsewhere");
  if (own(event.content, "join_authorised_via_users_server") !== undefined) return refused("restricted-join");
  if (own(event.content, "third_party_invite") !== undefined) return refused("third-party-invite");
  const { sender } = event;
  switch (membership) {
    case "join":
      return join(sender, target, state);
    case "invite":
      return invite(sender, target, state);
    case "leave":
      return sender === target ? leave(sender, state) : kick(sender, target, state);
    case "ban":
      return ban(sender, target, state);
    case "knock":
      return refused("knock");
  }
}

function join(sender: string, target: string, state: RoomState): Authorisation {
  if (sender !== target) return refused("join-for-another");
  if (state.length === 1 && state.get(TYPES.create)?.event.sender === sender) return ALLOWED;
  const before = state.membership(sender);
  if (before === "ban") return refused("banned");
  return before === "invite" || before === "join" ? ALLOWED : refused("not-invited");
}

function invite(sender: string, target: string, state: RoomState): Authorisation {
  if (state.membership(sender) !== "join") return refused("sender-not-joined");
  const before = state.membership(target);
  if (before === "join") return refused("already-member");
  if (before === "ban") return refused("banned");
  const power = state.power();
  return power.of(sender) >= power.level("invite") ? ALLOWED : refused("too-little-power");
}

function leave(sender: string, state: RoomState): Authorisation {
  const before = state.membership(sender);
  if (before === "ban") return refused("banned");
  return before === "invite" || before === "join" ? ALLOWED : refused("not-in-room");
}

function kick(sender: string, target: string, state: RoomState): Authorisation {
  if (state.membership(sender) !== "join") return refused("sender-not-joined");
  const power = state.power();
  if (state.membership(target) === "ban" && power.of(sender) < power.level("ban"))
    return refused("too-little-power");
  if (power.of(sender) < power.level("kick")) return refused("too-little-power");
  return power.of(target) < power.of(sender) ? ALLOWED : refused("target-as-powerful");
}

function ban(sender: string, target: string, state: RoomState): Authorisation {
  if (state.membership(sender) !== "join") return refused("sender-not-joined");
  const power = state.power();
  if (power.of(sender) < power.level("ban")) return refused("too-little-power");
  return power.of(target) < power.of(sender) ? ALLOWED : refused("target-as-powerful");
}
