import { z } from "zod";
import { type Caller, type Commands, command } from "../../platform/command.ts";
import type { Database } from "../../platform/database/database.ts";
import { NotFound } from "../../platform/errors.ts";
import type { RoomFacts } from "../rooms/model.ts";
import { type GuestParts, guestObject } from "./commands.ts";
import { endGuest } from "./end-guest.ts";
import type { GuestEnding } from "./model.ts";
import { mayLookAfterGuests } from "./permissions.ts";
import { type GuestRecord, guestTables, holdGuest } from "./read.ts";
import type { GuestRooms } from "./rooms.ts";

/** What holding guests against their rooms needs. */
export interface ReconcileParts extends GuestParts {
  readonly database: Database;
  readonly commands: Commands;
}

/**
 * Ends the guests of a room who are not in it any more, and those whose sponsor is not: for after anything changed in
 * it. What leads to it may be known twice, and late.
 */
export async function holdAgainstRoom(parts: ReconcileParts, room: string, caller: Caller): Promise<void> {
  const ids = await guestTables(parts.database.use())
    .selectFrom("guest")
    .select("id")
    .where("room", "=", room)
    .where("ended_at", "is", null)
    .orderBy("id")
    .execute();
  if (ids.length === 0) return;
  const end = endLostGuest(parts);
  const facts = await factsOf(parts.rooms, room);
  for (const { id } of ids) {
    const guest = await parts.database
      .use()
      .transaction()
      .execute((transaction) => holdGuest(parts.seal, transaction, id));
    if (guest !== undefined && endingOf(guest, facts) !== null)
      await parts.commands.execute(end, { id }, caller);
  }
}

/** Holds every guest against their room: for what was missed. */
export async function holdAgainstRooms(
  parts: ReconcileParts,
  caller: Caller,
  signal: AbortSignal,
): Promise<void> {
  const rooms = await guestTables(parts.database.use())
    .selectFrom("guest")
    .select("room")
    .distinct()
    .where("ended_at", "is", null)
    .orderBy("room")
    .execute();
  for (const { room } of rooms) {
    if (signal.aborted) return;
    await holdAgainstRoom(parts, room, caller);
  }
}

function endLostGuest(parts: GuestParts) {
  return command({
    name: "guests.end-lost",
    on: "guest",
    input: z.object({ id: z.uuid() }),
    may: mayLookAfterGuests,
    async run({ input, now, transaction }) {
      const guest = await holdGuest(parts.seal, transaction, input.id);
      const ending = guest === undefined ? null : endingOf(guest, await factsOf(parts.rooms, guest.room));
      if (guest !== undefined && ending !== null) await endGuest(parts, transaction, guest, { ending, now });
      return { output: null, object: guestObject(input.id) };
    },
  });
}

/** Why a guest has nothing to do in their room any more; null when they have. */
function endingOf(guest: GuestRecord, room: RoomFacts | null): GuestEnding | null {
  if (guest.ended_at !== null) return null;
  const isIn = (kind: "person" | "guest", id: string) =>
    room?.members.find((member) => member.kind === kind && member.id === id);
  const sponsor = isIn("person", guest.sponsor);
  if (sponsor === undefined || sponsor.membership !== "join") return "sponsor-left-room";
  if (sponsor.organisation === null) return "sponsor-moved";
  return isIn("guest", guest.id) === undefined ? "left" : null;
}

async function factsOf(rooms: GuestRooms, room: string): Promise<RoomFacts | null> {
  try {
    return await rooms.upkeep.factsOf(room);
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
