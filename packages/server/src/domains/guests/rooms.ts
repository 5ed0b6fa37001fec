import type { Actor } from "../../platform/actor.ts";
import type { Caller } from "../../platform/command.ts";
import { NotFound } from "../../platform/errors.ts";
import type { RoomView } from "../rooms/model.ts";
import type { Rooms } from "../rooms/rooms.ts";
import { personUserId } from "../rooms/user-id.ts";
import type { RoomGuest } from "../rooms/within.ts";
import type { GuestRecord } from "./read.ts";

/** What guests need of rooms. */
export type GuestRooms = Pick<Rooms, "serverName" | "read" | "list"> & {
  readonly within: Pick<Rooms["within"], "inviteGuest" | "admitGuest" | "renewGuest" | "removeGuest">;
  readonly upkeep: Pick<Rooms["upkeep"], "factsOf">;
};

/** Somebody as a caller, for a question to rooms from within a command. */
export function askingAs(actor: Actor, workplace?: Caller["workplace"]): Caller {
  return { actor, origin: { channel: "server", address: null }, traceId: null, workplace };
}

/** A room as somebody sees it; null for who is not in it. */
export async function roomSeenBy(
  rooms: Pick<GuestRooms, "read">,
  actor: Actor,
  room: string,
): Promise<RoomView | null> {
  try {
    return await rooms.read(askingAs(actor), room);
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

/** A guest as rooms know them. */
export function asRoomGuest({ serverName }: Pick<GuestRooms, "serverName">, guest: GuestRecord): RoomGuest {
  return {
    id: guest.id,
    name: guest.name,
    card: {
      sponsor: personUserId(guest.sponsor, serverName),
      until: guest.until.toISOString(),
      party: guest.party,
      organisation: guest.origin,
    },
  };
}
