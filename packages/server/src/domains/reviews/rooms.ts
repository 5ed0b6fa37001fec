import type { Person } from "../../platform/actor.ts";
import type { Caller } from "../../platform/command.ts";
import { NotFound } from "../../platform/errors.ts";
import { OWNER, type RoomFacts, type RoomView } from "../rooms/model.ts";
import type { Rooms } from "../rooms/rooms.ts";

/** What reviews need of rooms. */
export type ReviewRooms = Pick<Rooms, "read" | "joined" | "kick"> & {
  readonly upkeep: Pick<Rooms["upkeep"], "openRooms" | "factsOf">;
  readonly within: Pick<Rooms["within"], "markReviewed">;
};

/** Ids of the people who lead a room. */
export function ownersOf({ members }: RoomFacts): string[] {
  return members
    .filter(({ kind, membership, power }) => kind === "person" && membership === "join" && power >= OWNER)
    .map(({ id }) => id)
    .sort();
}

/** Whether the one who looks at a room leads it. */
export function leads({ you }: RoomView): boolean {
  return you.membership === "join" && you.power >= OWNER;
}

/** Somebody as a caller, for a question to rooms. */
export function askingAs(actor: Person): Caller {
  return { actor, origin: { channel: "server", address: null }, traceId: null };
}

/** A room as somebody sees it; null for who is not in it. */
export async function roomSeenBy(
  rooms: Pick<ReviewRooms, "read">,
  actor: Person,
  room: string,
): Promise<RoomView | null> {
  try {
    return await rooms.read(askingAs(actor), room);
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
