import { z } from "zod";
import { type Caller, type Commands, command } from "../../platform/command.ts";
import type { Database } from "../../platform/database/database.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Directory } from "../directory/queries.ts";
import type { RoomFacts } from "../rooms/model.ts";
import { type GuestParts, guestObject } from "./commands.ts";
import { endGuest } from "./end-guest.ts";
import type { GuestEnding } from "./model.ts";
import { mayLookAfterGuests } from "./permissions.ts";
import { guestTables, holdGuest } from "./read.ts";
import type { GuestRooms } from "./rooms.ts";

/** What holding guests against their rooms and sponsors needs. */
export interface ReconcileParts extends GuestParts {
  readonly database: Database;
  readonly commands: Commands;
  readonly directory: Pick<Directory, "named" | "worksHere" | "activePerson">;
}

/** Which guests to look at: those of a room, of a sponsor, or all. */
export type WhichGuests = { readonly room: string } | { readonly sponsor: string } | "all";

/**
 * Ends guests who are not in their room any more, and those for whom nobody may answer any more: for after something
 * changed in a room or with a sponsor. What leads to it may be known twice, and late.
 */
export async function endLostGuests(
  parts: ReconcileParts,
  which: WhichGuests,
  caller: Caller,
  signal?: AbortSignal,
): Promise<void> {
  let query = guestTables(parts.database.use())
    .selectFrom("guest")
    .select(["id", "room", "sponsor"])
    .where("ended_at", "is", null);
  if (which !== "all" && "room" in which) query = query.where("room", "=", which.room);
  if (which !== "all" && "sponsor" in which) query = query.where("sponsor", "=", which.sponsor);
  const end = endLostGuest(parts);
  for (const guest of await query.orderBy("room").orderBy("id").execute()) {
    if (signal?.aborted === true) return;
    if ((await endingOf(parts, guest)) !== null) await parts.commands.execute(end, { id: guest.id }, caller);
  }
}

function endLostGuest(parts: ReconcileParts) {
  return command({
    name: "guests.end-lost",
    on: "guest",
    input: z.object({ id: z.uuid() }),
    may: mayLookAfterGuests,
    async run({ input, now, transaction }) {
      const guest = await holdGuest(parts.seal, transaction, input.id);
      const ending = guest === undefined || guest.ended_at !== null ? null : await endingOf(parts, guest);
      if (guest !== undefined && ending !== null) await endGuest(parts, transaction, guest, { ending, now });
      return { output: null, object: guestObject(input.id) };
    },
  });
}

/** Why a guest has nothing to do in their room any more; null when they have. */
async function endingOf(
  { rooms, directory }: Pick<ReconcileParts, "rooms" | "directory">,
  guest: { readonly id: string; readonly room: string; readonly sponsor: string },
): Promise<GuestEnding | null> {
  const sponsor = await directory.activePerson(guest.sponsor);
  if (sponsor === null) return "sponsor-left";
  if (sponsor.organisation === null) return "sponsor-moved";
  const members = (await factsOf(rooms, guest.room))?.members ?? [];
  const isSponsorIn = members.some(
    ({ kind, id, membership }) => kind === "person" && id === guest.sponsor && membership === "join",
  );
  if (!isSponsorIn) return "sponsor-left-room";
  return members.some(({ kind, id }) => kind === "guest" && id === guest.id) ? null : "left";
}

async function factsOf(rooms: GuestRooms, room: string): Promise<RoomFacts | null> {
  try {
    return await rooms.upkeep.factsOf(room);
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
