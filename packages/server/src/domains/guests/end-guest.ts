import type { AnyDatabase } from "../../platform/database/database.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Mail } from "../../platform/mail.ts";
import type { Seal } from "../../platform/sealed.ts";
import { removePictures } from "../avatars/commands.ts";
import type { Ended, Ending } from "../directory/leaving.ts";
import { endSignIns } from "../sessions/end-everywhere.ts";
import type { GuestMails } from "./mails.ts";
import type { GuestEnding } from "./model.ts";
import { asActor, type GuestRecord, guestTables, openGuest, sealDetails } from "./read.ts";
import { type GuestRooms, roomSeenBy } from "./rooms.ts";

/** What ending a guest needs. */
export interface EndGuestParts {
  readonly rooms: Pick<GuestRooms, "read" | "within">;
  readonly mails: Pick<GuestMails, "end">;
  readonly mail: Pick<Mail, "takeBack">;
  readonly seal: Seal;
}

/** How a guest ends. */
export interface EndGuestHow {
  readonly ending: GuestEnding;
  readonly now: Date;
}

/**
 * Ends a guest in the caller's transaction: their sessions, their links, their place in the room. Their address goes;
 * that they were there stays known.
 */
export async function endGuest(
  parts: EndGuestParts,
  transaction: AnyDatabase,
  guest: GuestRecord,
  { ending, now }: EndGuestHow,
): Promise<Ended[]> {
  if (guest.ended_at !== null) return [];
  // Who never came in and is not invited any more needs no farewell; who left knows.
  if (guest.verified_at !== null && ending !== "left") {
    await parts.mails.end(transaction, guest, await roomSeenBy(parts.rooms, asActor(guest), guest.room), now);
  }
  if (guest.mail !== null) await parts.mail.takeBack(transaction, guest.mail);
  const tables = guestTables(transaction);
  await tables
    .updateTable("guest")
    .set({
      ended_at: now,
      ending,
      sealed: sealDetails(parts.seal, guest.id, { ...guest, email: null }),
      address_index: null,
    })
    .where("id", "=", guest.id)
    .execute();
  await tables.deleteFrom("guest_link").where("guest", "=", guest.id).execute();
  const signIns = await endSignIns(transaction, { kind: "guest", id: guest.id });
  const pictures = await removePictures(transaction, { kind: "guest", id: guest.id });
  await takeOut(parts.rooms, transaction, guest, now);
  return [{ kind: "guest", id: guest.id }, ...signIns, ...pictures];
}

/** Takes a guest out of their room; a room whose keys are gone holds nobody. */
async function takeOut(
  { within }: EndGuestParts["rooms"],
  transaction: AnyDatabase,
  guest: GuestRecord,
  now: Date,
): Promise<void> {
  try {
    await within.removeGuest(transaction, guest.room, guest.id, { now });
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
  }
}

/** Every guest that somebody answers for and who has not ended, held in the order of their rooms. */
export async function heldGuestsOf(
  seal: Seal,
  transaction: AnyDatabase,
  sponsor: string,
  room: string | null,
): Promise<GuestRecord[]> {
  let query = guestTables(transaction)
    .selectFrom("guest")
    .selectAll()
    .where("sponsor", "=", sponsor)
    .where("ended_at", "is", null);
  if (room !== null) query = query.where("room", "=", room);
  const rows = await query.orderBy("room").orderBy("id").forUpdate().execute();
  return rows.map((row) => openGuest(seal, row));
}

/** Ends the guests of somebody who leaves: nobody answers for them any more. Part of the end of a person. */
export function endSponsoredGuests(parts: EndGuestParts): Ending {
  return async (transaction, person, { now }) => {
    const ended: Ended[] = [];
    for (const guest of await heldGuestsOf(parts.seal, transaction, person.id, null)) {
      ended.push(...(await endGuest(parts, transaction, guest, { ending: "sponsor-left", now })));
    }
    return ended;
  };
}
