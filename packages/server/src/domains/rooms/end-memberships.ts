import type { Ending } from "../directory/leaving.ts";
import type { Rooms } from "./rooms.ts";
import { personUserId } from "./user-id.ts";

/** Takes somebody who leaves out of every room, with what they led handed over. Part of the end of a person. */
export function endMemberships({ within, serverName }: Pick<Rooms, "within" | "serverName">): Ending {
  return async (transaction, { id }, { now, by, successor }) => {
    const removed = await within.removeEverywhere(transaction, personUserId(id, serverName), {
      now,
      by,
      successor,
    });
    return removed.map(({ room, to }) => ({
      kind: "room-membership",
      id: room,
      ...(to === null ? {} : { to }),
    }));
  };
}
