import { RELATIONS_DEPTH, type RelationsPage } from "../../../domains/rooms/model.ts";
import type { Rooms } from "../../../domains/rooms/rooms.ts";
import type { Caller } from "../../../platform/command.ts";

/** Which relations of an event an application wants. */
export interface RelationsWanted {
  readonly relType: string | null;
  readonly eventType: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly dir: "b" | "f";
  readonly limit: number;
  /** Also what relates to those; null when the application says nothing of it. */
  readonly recurse: boolean | null;
}

/** Events that relate to another; how far they were followed is said to who asks. */
export async function relationsOf(
  rooms: Pick<Rooms, "relations">,
  caller: Caller,
  { roomId, eventId }: { readonly roomId: string; readonly eventId: string },
  { recurse, ...wanted }: RelationsWanted,
): Promise<RelationsPage & { recursion_depth?: number }> {
  const page = await rooms.relations(caller, roomId, eventId, { ...wanted, recurse: recurse === true });
  return recurse === null ? page : { ...page, recursion_depth: recurse ? RELATIONS_DEPTH : 1 };
}
