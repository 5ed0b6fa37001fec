import { TYPES } from "@akkoord/room";
import { z } from "zod";
import { NotFound } from "../../platform/errors.ts";
import { invitePerson } from "./invite.ts";
import { cardOf, comesAs, goesAs, handOver, takeGuestsAlong } from "./membership.ts";
import { mayManageRooms, mayUseRooms } from "./permissions.ts";
import { oneRoom, reasonInput, userIdInput } from "./shapes.ts";
import { type RoomCommandParts, roomCommand, type SeatedWork } from "./work.ts";

const reason = reasonInput.optional().transform((text) => (text === "" ? undefined : text));

/** Invites a colleague. */
export function inviteToRoom(parts: RoomCommandParts) {
  return roomCommand(parts, {
    name: "rooms.invite",
    input: oneRoom.extend({ person: z.uuid(), reason }),
    may: mayManageRooms,
    async run(work) {
      await invitePerson(parts, work, { person: work.input.person, reason: work.input.reason });
      return null;
    },
  });
}

/** Comes in after an invitation. */
export function joinRoom(parts: RoomCommandParts) {
  return roomCommand(parts, {
    name: "rooms.join",
    input: oneRoom,
    may: mayUseRooms,
    seats: "joined-or-invited",
    async run(work) {
      const { held, me, caller } = work;
      if (held.state.membership(me) === "join") return null;
      const card = cardOf(caller.actor, held.state.content(TYPES.member, me) ?? {});
      await parts.appending.forCaller(work, comesAs("join", me, card), caller);
      return null;
    },
  });
}

/** Leaves, or turns an invitation down. A room that would have no owner gets another. */
export function leaveRoom(parts: RoomCommandParts) {
  return roomCommand(parts, {
    name: "rooms.leave",
    input: oneRoom.extend({ reason }),
    may: mayUseRooms,
    seats: "joined-or-invited",
    async run(work) {
      await go(parts, work, "leave", work.me, work.input.reason);
      return null;
    },
  });
}

/** Removes somebody, or takes an invitation or a ban back. */
export function removeFromRoom(parts: RoomCommandParts) {
  return roomCommand(parts, {
    name: "rooms.remove",
    input: oneRoom.extend({ userId: userIdInput, reason }),
    may: mayManageRooms,
    async run(work) {
      const membership = work.held.state.membership(work.input.userId);
      if (membership === null || membership === "leave") throw new NotFound();
      await go(parts, work, "leave", work.input.userId, work.input.reason);
      return null;
    },
  });
}

/** Removes somebody for good: they cannot be invited again. */
export function banFromRoom(parts: RoomCommandParts) {
  return roomCommand(parts, {
    name: "rooms.ban",
    input: oneRoom.extend({ userId: userIdInput, reason }),
    may: mayManageRooms,
    async run(work) {
      await go(parts, work, "ban", work.input.userId, work.input.reason);
      return null;
    },
  });
}

async function go(
  { appending }: RoomCommandParts,
  work: SeatedWork<unknown>,
  membership: "leave" | "ban",
  userId: string,
  reason: string | undefined,
): Promise<void> {
  await appending.forCaller(work, goesAs(membership, userId, reason), work.caller);
  await takeGuestsAlong(appending, work, userId);
  await handOver(appending, work, userId, null);
  await appending.settle(work);
}
