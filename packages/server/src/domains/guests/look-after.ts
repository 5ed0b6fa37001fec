import { z } from "zod";
import { dayInAmsterdam } from "../../platform/clock.ts";
import { type Caller, type Commands, command } from "../../platform/command.ts";
import type { Database } from "../../platform/database/database.ts";
import { readAddress } from "../../platform/mail-address.ts";
import type { Directory } from "../directory/queries.ts";
import { type GuestParts, guestObject } from "./commands.ts";
import { endGuest } from "./end-guest.ts";
import { addDays, endOfDay, REMIND_DAYS } from "./model.ts";
import { mayLookAfterGuests } from "./permissions.ts";
import { guestTables, holdGuest, isOver } from "./read.ts";

/** What looking after guests needs. */
export interface LookAfterParts extends GuestParts {
  readonly database: Database;
  readonly commands: Commands;
  readonly directory: Pick<Directory, "named" | "worksHere" | "emailOf">;
}

const oneGuest = z.object({ id: z.uuid() });
const AT_ONCE = 100;

/** Ends every guest whose time is over. The clock has refused them already; this takes them out of their rooms. */
export async function endOverdueGuests(
  parts: LookAfterParts,
  caller: Caller,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const end = expireGuest(parts);
  for (;;) {
    const over = await guestTables(parts.database.use())
      .selectFrom("guest")
      .select("id")
      .where("ended_at", "is", null)
      .where("until", "<=", now)
      .orderBy("until")
      .limit(AT_ONCE)
      .execute();
    for (const { id } of over) {
      if (signal.aborted) return;
      await parts.commands.execute(end, { id }, caller);
    }
    if (over.length < AT_ONCE) return;
  }
}

/** Reminds the sponsors of guests whose end is near, once for each last day. */
export async function remindSponsors(
  parts: LookAfterParts,
  caller: Caller,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const remind = remindSponsor(parts);
  const soon = await guestTables(parts.database.use())
    .selectFrom("guest")
    .select("id")
    .where("ended_at", "is", null)
    .where("reminded_at", "is", null)
    .where("until", ">", now)
    .where("until", "<=", endOfDay(addDays(dayInAmsterdam(now), REMIND_DAYS)))
    .orderBy("until")
    .execute();
  for (const { id } of soon) {
    if (signal.aborted) return;
    await parts.commands.execute(remind, { id }, caller);
  }
}

function expireGuest(parts: GuestParts) {
  return command({
    name: "guests.expire",
    on: "guest",
    input: oneGuest,
    may: mayLookAfterGuests,
    async run({ input, now, transaction }) {
      const guest = await holdGuest(parts.seal, transaction, input.id);
      // Renewed in the meantime.
      if (guest !== undefined && isOver(guest, now))
        await endGuest(parts, transaction, guest, { ending: "expired", now });
      return { output: null, object: guestObject(input.id) };
    },
  });
}

function remindSponsor(parts: LookAfterParts) {
  return command({
    name: "guests.remind",
    on: "guest",
    input: oneGuest,
    may: mayLookAfterGuests,
    async run({ input, now, transaction }) {
      const object = guestObject(input.id);
      const guest = await holdGuest(parts.seal, transaction, input.id);
      if (guest === undefined || isOver(guest, now) || guest.reminded_at !== null)
        return { output: null, object };
      await guestTables(transaction)
        .updateTable("guest")
        .set({ reminded_at: now })
        .where("id", "=", guest.id)
        .execute();
      const known = await parts.directory.emailOf(guest.sponsor);
      const address = known === null ? null : readAddress(known);
      // Without an address the list of guests on the page is the only reminder.
      if (address !== null) await parts.mails.remind(transaction, guest, address, now);
      return { output: null, object };
    },
  });
}
