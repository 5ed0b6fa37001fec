import type { Rooms } from "../../domains/rooms/rooms.ts";
import type { Holder, Holders } from "../../domains/sessions/holders.ts";
import type { Caller } from "../../platform/command.ts";

/** Who is in a room together. */
export interface SharedRooms {
  /** Whether the caller is in a room together with somebody else. */
  any(caller: Caller, other: Pick<Holder, "kind" | "id">): Promise<boolean>;
}

/** Finds out who is in a room together. */
export function createSharedRooms(parts: {
  readonly rooms: Pick<Rooms, "joined">;
  readonly holders: Holders;
}): SharedRooms {
  return {
    async any(caller, other) {
      const actor = await (other.kind === "guest"
        ? parts.holders.guest(other.id)
        : parts.holders.person(other.id));
      if (actor === null) return false;
      const [mine, theirs] = await Promise.all([
        parts.rooms.joined(caller),
        parts.rooms.joined({ actor, origin: { channel: "server", address: null }, traceId: null }),
      ]);
      return mine.some((room) => theirs.includes(room));
    },
  };
}
