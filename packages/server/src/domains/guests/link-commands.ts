import { randomUUID } from "node:crypto";
import { z } from "zod";
import { dayInAmsterdam } from "../../platform/clock.ts";
import { command } from "../../platform/command.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { GuestEnded, GuestLinkElsewhere, GuestLinkSpent } from "../../platform/errors.ts";
import { addressInput } from "../../platform/mail-address.ts";
import { hashOfToken } from "../sessions/model.ts";
import { type GuestParts, guestObject } from "./commands.ts";
import { isForInsideAlone } from "./mails.ts";
import { type LinkView, lastDay, SIGN_IN_LINK_MINUTES, tokenInput } from "./model.ts";
import { mayLookAfterGuests, mayUseLink } from "./permissions.ts";
import { asActor, type GuestRecord, guestTables, holdGuest, isOver, openGuest } from "./read.ts";
import { asRoomGuest, roomSeenBy } from "./rooms.ts";

/** The mark of a browser, by which a link works only where it was asked for; null when it has none. */
const browserMark = z.string().max(200).nullable();

/** Shows what a link leads to. Looking uses nothing up: programs that scan mail follow links too. */
export function lookAtLink(parts: GuestParts) {
  return command({
    name: "guests.look-at-link",
    on: "guest",
    input: z.object({ token: tokenInput, browser: browserMark }),
    may: mayUseLink,
    async run({ input, now, transaction }) {
      const { link, guest } = await findLink(parts, transaction, input.token, now);
      const { ruleSet } = (await parts.registry.currentOn(dayInAmsterdam(now))).held;
      const [sponsor] = await parts.directory.named([guest.sponsor]);
      const room = await roomSeenBy(parts.rooms, asActor(guest), guest.room);
      const hidden = room === null || isForInsideAlone(ruleSet.vocabulary, room.label);
      const output: LinkView = {
        kind: link.kind,
        guest: { name: guest.name },
        sponsor: { name: sponsor?.name ?? "", organisation: sponsor?.organisation ?? null },
        room: { name: hidden ? null : room.name },
        reason: hidden ? null : guest.reason,
        until: lastDay(guest.until),
        usableHere: fitsBrowser(link.browser_hash, input.browser),
      };
      return { output, object: guestObject(guest.id) };
    },
  });
}

/** Lets a guest in with a link, once; their address is proven by it. The first time the rules decide again. */
export function enterWithLink(parts: GuestParts) {
  return command({
    name: "guests.enter",
    on: "guest",
    input: z.object({ token: tokenInput, browser: browserMark }),
    may: mayUseLink,
    async run({ input, now, transaction }) {
      const { link, guest } = await findLink(parts, transaction, input.token, now);
      if (!fitsBrowser(link.browser_hash, input.browser)) throw new GuestLinkElsewhere();
      const tables = guestTables(transaction);
      await tables
        .updateTable("guest_link")
        .set({ used_at: now })
        .where("token_hash", "=", link.token_hash)
        .execute();
      if (guest.verified_at === null) {
        await tables.updateTable("guest").set({ verified_at: now }).where("id", "=", guest.id).execute();
        const { rooms } = parts;
        await rooms.within.admitGuest(transaction, guest.room, asRoomGuest(rooms, guest), now);
      }
      return { output: asActor(guest), object: guestObject(guest.id) };
    },
  });
}

/**
 * Takes a question for a new link. It does the same whoever asks: whether the address is known is looked up later, by
 * {@link sendLinks}, where nobody can time it.
 */
export function askForLink(parts: GuestParts) {
  return command({
    name: "guests.ask-for-link",
    on: "guest",
    input: z.strictObject({ email: addressInput, browser: z.string().min(1).max(200) }),
    may: mayUseLink,
    async run({ input, now, transaction }) {
      const id = randomUUID();
      await guestTables(transaction)
        .insertInto("guest_link_question")
        .values({
          id,
          address: parts.seal.close(input.email, questionPurpose(id)),
          browser_hash: hashOfToken(input.browser),
          asked_at: now,
        })
        .execute();
      return {
        output: null,
        object: guestObject(null),
        events: [{ type: LINK_ASKED, data: { question: id } }],
      };
    },
  });
}

/** The event by which {@link sendLinks} is asked to do its work. */
export const LINK_ASKED = "guests.link-asked";

const questionPurpose = (id: string): string => `guest link question ${id}`;

/** How many links an address gets within the time that one works: nobody's mailbox can be filled with them. */
const MOST_LINKS = 3;

/** Answers a question for a link: by mail, when the address is that of a guest; else not at all. */
export function sendLinks(parts: GuestParts) {
  return command({
    name: "guests.send-links",
    on: "guest",
    input: z.object({ question: z.uuid() }),
    may: mayLookAfterGuests,
    async run({ input, now, transaction }) {
      const nothing = { output: 0, object: guestObject(null) };
      const tables = guestTables(transaction);
      const question = await tables
        .deleteFrom("guest_link_question")
        .where("id", "=", input.question)
        .returningAll()
        .executeTakeFirst();
      // It was answered before.
      if (question === undefined) return nothing;
      const address = parts.seal.open(question.address, questionPurpose(question.id));
      const known = await tables
        .selectFrom("guest")
        .selectAll()
        .where("address_index", "=", parts.addresses.of(address))
        .orderBy("invited_at")
        .orderBy("id")
        .forUpdate()
        .execute();
      const guests = known.filter((row) => !isOver(row, now)).map((row) => openGuest(parts.seal, row));
      if (guests.length === 0 || (await askedTooOften(transaction, guests, now))) return nothing;
      await parts.mails.signIn(transaction, guests, question.browser_hash, now);
      return { output: guests.length, object: guestObject(guests[0]?.id ?? null) };
    },
  });
}

async function askedTooOften(
  transaction: AnyDatabase,
  guests: readonly GuestRecord[],
  now: Date,
): Promise<boolean> {
  const { count } = await guestTables(transaction)
    .selectFrom("guest_link")
    .select((columns) => columns.fn.countAll<string>().as("count"))
    .where(
      "guest",
      "in",
      guests.map(({ id }) => id),
    )
    .where("kind", "=", "sign-in")
    .where("made_at", ">", new Date(now.getTime() - SIGN_IN_LINK_MINUTES * 60_000))
    .executeTakeFirstOrThrow();
  return Number(count) >= MOST_LINKS * guests.length;
}

/** The link of a token with its guest, both held. Unknown, used and run out are the same to who asks. */
async function findLink(parts: GuestParts, transaction: AnyDatabase, token: string, now: Date) {
  const ofToken = () =>
    guestTables(transaction)
      .selectFrom("guest_link")
      .selectAll()
      .where("token_hash", "=", hashOfToken(token));
  const seen = await ofToken().executeTakeFirst();
  if (seen === undefined) throw new GuestLinkSpent();
  // First the guest and then the link, as everywhere.
  const guest = await holdGuest(parts.seal, transaction, seen.guest);
  const link = await ofToken().forUpdate().executeTakeFirst();
  if (guest === undefined || link === undefined || link.used_at !== null) throw new GuestLinkSpent();
  if (isOver(guest, now)) throw new GuestEnded();
  if (link.expires_at <= now) throw new GuestLinkSpent();
  return { link, guest };
}

function fitsBrowser(wanted: string | null, mark: string | null): boolean {
  return wanted === null || (mark !== null && hashOfToken(mark) === wanted);
}
