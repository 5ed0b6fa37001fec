import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Actor } from "../../platform/actor.ts";
import { type Clock, dayInAmsterdam } from "../../platform/clock.ts";
import { type Caller, command } from "../../platform/command.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import {
  GuestAlreadyInvited,
  GuestEnded,
  GuestIsColleague,
  GuestTooLong,
  InvalidInput,
  NotAllowed,
  NotFound,
} from "../../platform/errors.ts";
import type { Mail } from "../../platform/mail.ts";
import type { AddressIndex } from "../../platform/mail-address.ts";
import type { Seal } from "../../platform/sealed.ts";
import type { Directory } from "../directory/queries.ts";
import type { Registry } from "../registry/registry.ts";
import type { RoomView } from "../rooms/model.ts";
import { endGuest } from "./end-guest.ts";
import type { GuestMails } from "./mails.ts";
import { addDays, endOfDay, invitationInput, renewalInput } from "./model.ts";
import { answersFor, mayInviteGuests, mayReadGuests } from "./permissions.ts";
import { type GuestRecord, guestTables, holdGuest, isOver, openGuest, sealDetails } from "./read.ts";
import { askingAs, asRoomGuest, type GuestRooms } from "./rooms.ts";
import { showGuests } from "./show.ts";

/** What the commands of this domain use. */
export interface GuestParts {
  readonly rooms: GuestRooms;
  readonly registry: Pick<Registry, "currentOn">;
  readonly directory: Pick<Directory, "named" | "worksHere">;
  readonly seal: Seal;
  readonly addresses: AddressIndex;
  readonly mail: Mail;
  readonly mails: GuestMails;
  readonly clock: Clock;
  /** The longest that a guest may stay without being renewed, in days. */
  readonly longestDays: number;
}

/** A guest in the audit trail. */
export const guestObject = (id: string | null) => ({ type: "guest", id });

const oneGuest = z.object({ id: z.uuid() });

/**
 * Invites somebody from outside into one room, for as long as their sponsor says and the settings allow.
 *
 * @param workplace what the sponsor said about where they work: rules of rooms ask for it
 */
export function inviteGuest(parts: GuestParts, workplace: Caller["workplace"]) {
  return command({
    name: "guests.invite",
    on: "guest",
    input: invitationInput,
    may: mayInviteGuests,
    async run({ input, actor, now, transaction }) {
      if (!mayInviteGuests(actor)) throw new NotAllowed();
      const until = untilFor(input.until, now, parts.longestDays);
      await checkParty(parts, input.party, now);
      if (await parts.directory.worksHere(input.email)) throw new GuestIsColleague();
      const caller = askingAs(actor, workplace);
      const room = await parts.rooms.read(caller, input.room);
      const index = parts.addresses.of(input.email);
      await makePlace(parts, transaction, { index, room: room.id, now });
      const id = randomUUID();
      const row = await guestTables(transaction)
        .insertInto("guest")
        .values({
          id,
          room: room.id,
          sealed: sealDetails(parts.seal, id, input),
          address_index: index,
          party: input.party,
          sponsor: actor.id,
          invited_at: now,
          until,
          verified_at: null,
          reminded_at: null,
          mail: null,
          ended_at: null,
          ending: null,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      const guest = openGuest(parts.seal, row);
      const { rooms } = parts;
      await rooms.within.inviteGuest(transaction, room.id, asRoomGuest(rooms, guest), caller, now);
      const mail = await parts.mails.invite(transaction, guest, room, now);
      const invited = await noteMail(transaction, guest, mail);
      return { output: await showOne(parts, transaction, invited, actor, now), object: guestObject(id) };
    },
  });
}

/** Gives a guest another last day, as long as their sponsor may invite guests into the room. */
export function renewGuest(parts: GuestParts) {
  return command({
    name: "guests.renew",
    on: "guest",
    input: renewalInput.extend(oneGuest.shape),
    may: mayReadGuests,
    async run({ input, actor, now, transaction }) {
      const { guest, room } = await ownGuest(parts, transaction, actor, input.id);
      if (isOver(guest, now)) throw new GuestEnded();
      const until = untilFor(input.until, now, parts.longestDays);
      await guestTables(transaction)
        .updateTable("guest")
        .set({ until, reminded_at: null })
        .where("id", "=", guest.id)
        .execute();
      const renewed = { ...guest, until, reminded_at: null };
      await parts.rooms.within.renewGuest(transaction, room.id, asRoomGuest(parts.rooms, renewed), now);
      const told = await noteMail(
        transaction,
        renewed,
        await parts.mails.renew(transaction, renewed, room, now),
      );
      return { output: await showOne(parts, transaction, told, actor, now), object: guestObject(guest.id) };
    },
  });
}

/** Sends the invitation again, with a new link; links of before work no more. */
export function resendInvitation(parts: GuestParts) {
  return command({
    name: "guests.resend",
    on: "guest",
    input: oneGuest,
    may: mayReadGuests,
    async run({ input, actor, now, transaction }) {
      const { guest, room } = await ownGuest(parts, transaction, actor, input.id);
      if (isOver(guest, now)) throw new GuestEnded();
      await guestTables(transaction).deleteFrom("guest_link").where("guest", "=", guest.id).execute();
      if (guest.mail !== null) await parts.mail.takeBack(transaction, guest.mail);
      const sent = await noteMail(
        transaction,
        guest,
        await parts.mails.invite(transaction, guest, room, now),
      );
      return { output: await showOne(parts, transaction, sent, actor, now), object: guestObject(guest.id) };
    },
  });
}

/** Takes a guest out: by their sponsor, or by who manages the room. Removing twice is the same as once. */
export function removeGuest(parts: GuestParts) {
  return command({
    name: "guests.remove",
    on: "guest",
    input: oneGuest,
    may: mayReadGuests,
    async run({ input, actor, now, transaction }) {
      const guest = await holdGuest(parts.seal, transaction, input.id);
      if (guest === undefined) throw new NotFound();
      if (!answersFor(actor, guest)) {
        // Who is no member of the room does not learn that there is a guest.
        const { you } = await parts.rooms.read(askingAs(actor), guest.room);
        if (!you.abilities.includes("manage")) throw new NotAllowed();
      }
      await endGuest(parts, transaction, guest, { ending: "removed", now });
      return { output: null, object: guestObject(guest.id) };
    },
  });
}

/** Which guests to read: those that the reader answers for, or those of one room. */
export const guestQuery = z.object({ room: z.string().max(255).optional() });

/** Reads the guests that somebody answers for, or those of a room that they are in: those that end first come first. */
export function readGuests(parts: GuestParts) {
  return command({
    name: "guests.read",
    on: "guest",
    input: guestQuery,
    may: mayReadGuests,
    async run({ input, actor, now, transaction }) {
      let query = guestTables(transaction).selectFrom("guest").selectAll();
      if (input.room === undefined) {
        query = query.where("sponsor", "=", actor.kind === "person" ? actor.id : "");
      } else {
        await parts.rooms.read(askingAs(actor), input.room);
        query = query.where("room", "=", input.room);
      }
      const rows = await query.orderBy("until", "desc").orderBy("id").limit(MOST_SHOWN).execute();
      const guests = rows.map((row) => openGuest(parts.seal, row));
      const output = await showGuests(parts, transaction, guests, actor, now);
      return { output, object: guestObject(null) };
    },
  });
}

const MOST_SHOWN = 200;

/**
 * A guest of one's own, and the room that they may still be invited into. To who may not know of the guest there is
 * none.
 */
async function ownGuest(
  parts: GuestParts,
  transaction: AnyDatabase,
  actor: Actor,
  id: string,
): Promise<{ guest: GuestRecord; room: RoomView }> {
  const guest = await holdGuest(parts.seal, transaction, id);
  if (guest === undefined) throw new NotFound();
  const room = await parts.rooms.read(askingAs(actor), guest.room);
  if (!answersFor(actor, guest) || !room.you.abilities.includes("invite-guest")) throw new NotAllowed();
  return { guest, room };
}

async function noteMail(transaction: AnyDatabase, guest: GuestRecord, mail: string): Promise<GuestRecord> {
  await guestTables(transaction).updateTable("guest").set({ mail }).where("id", "=", guest.id).execute();
  return { ...guest, mail };
}

async function showOne(
  parts: GuestParts,
  transaction: AnyDatabase,
  guest: GuestRecord,
  actor: Actor,
  now: Date,
) {
  const [shown] = await showGuests(parts, transaction, [guest], actor, now);
  if (shown === undefined) throw new NotFound();
  return shown;
}

/** The moment at which access ends, for a last day that is allowed. */
function untilFor(day: string, now: Date, longestDays: number): Date {
  const today = dayInAmsterdam(now);
  if (day < today) throw new InvalidInput([{ path: "until", message: `must be ${today} or a later day` }]);
  const last = addDays(today, longestDays);
  if (day > last) throw new GuestTooLong(longestDays, last);
  return endOfDay(day);
}

async function checkParty(parts: GuestParts, party: string, now: Date): Promise<void> {
  const { outsideParties } = (await parts.registry.currentOn(dayInAmsterdam(now))).held.ruleSet;
  const known = outsideParties.map(({ id }) => id);
  if (!known.includes(party))
    throw new InvalidInput([{ path: "party", message: `must be one of ${known.join(", ")}` }]);
}

/** One address is invited into a room once. Somebody whose time is over makes place, also before they were ended. */
async function makePlace(
  parts: GuestParts,
  transaction: AnyDatabase,
  { index, room, now }: { index: string; room: string; now: Date },
): Promise<void> {
  // Two invitations at once must see each other; the unique index would stop the second without saying why.
  const earlier = await guestTables(transaction)
    .selectFrom("guest")
    .selectAll()
    .where("address_index", "=", index)
    .where("room", "=", room)
    .forUpdate()
    .executeTakeFirst();
  if (earlier === undefined) return;
  if (!isOver(earlier, now)) throw new GuestAlreadyInvited();
  await endGuest(parts, transaction, openGuest(parts.seal, earlier), { ending: "expired", now });
}
