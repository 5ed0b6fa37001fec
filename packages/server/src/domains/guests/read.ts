import type { Selectable } from "kysely";
import { z } from "zod";
import type { Guest } from "../../platform/actor.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import type { Seal } from "../../platform/sealed.ts";
import type { GuestTables } from "./tables.ts";

/** What is sealed of a guest: everything that says who they are. */
const guestDetails = z.object({
  name: z.string(),
  origin: z.string(),
  reason: z.string(),
  /** Gone after the end. */
  email: z.string().nullable(),
});
export type GuestDetails = z.output<typeof guestDetails>;

/** A guest as they are kept, opened. */
export type GuestRecord = Omit<Selectable<GuestTables["guest"]>, "sealed"> & GuestDetails;

/** The tables of this domain in somebody's transaction. */
export function guestTables(transaction: AnyDatabase) {
  return transaction.$extendTables<GuestTables>();
}

const detailsPurpose = (guest: string): string => `guest ${guest}`;

/** Who a guest is, as it is kept. */
export function sealDetails(seal: Seal, guest: string, details: GuestDetails): string {
  const { name, origin, reason, email } = details;
  return seal.close(JSON.stringify({ name, origin, reason, email }), detailsPurpose(guest));
}

/** Opens what is kept of a guest. */
export function openGuest(seal: Seal, { sealed, ...row }: Selectable<GuestTables["guest"]>): GuestRecord {
  return { ...row, ...guestDetails.parse(JSON.parse(seal.open(sealed, detailsPurpose(row.id)))) };
}

/** A guest, held until the end of the transaction; undefined when there is none. */
export async function holdGuest(
  seal: Seal,
  transaction: AnyDatabase,
  id: string,
): Promise<GuestRecord | undefined> {
  const row = await guestTables(transaction)
    .selectFrom("guest")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : openGuest(seal, row);
}

/** Whether a guest has no access any more: it was ended, or the clock says so. */
export function isOver(guest: Pick<GuestRecord, "ended_at" | "until">, now: Date): boolean {
  return guest.ended_at !== null || guest.until <= now;
}

/** A guest as whoever does something. */
export function asActor({ id, name, room, party, until }: GuestRecord): Guest {
  return { kind: "guest", id, name, room, party, until: until.toISOString() };
}
