import type { RuleSet } from "@akkoord/policy";
import { dayInAmsterdam } from "../../platform/clock.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { GuestEnded } from "../../platform/errors.ts";
import type { Mail } from "../../platform/mail.ts";
import { nameInMail } from "../../platform/mail-text.ts";
import type { Directory } from "../directory/queries.ts";
import type { Registry } from "../registry/registry.ts";
import type { RoomLabel, RoomView } from "../rooms/model.ts";
import { GUEST_PATH, makeLink } from "./links.ts";
import { addDays, endOfDay, INVITATION_DAYS, lastDay, SIGN_IN_LINK_MINUTES } from "./model.ts";
import { asActor, type GuestRecord } from "./read.ts";
import { type GuestRooms, roomSeenBy } from "./rooms.ts";
import {
  type BothWords,
  endMail,
  type GuestMailNames,
  invitationMail,
  reminderMail,
  renewalMail,
  signInMail,
} from "./words.ts";

/** What writing to guests needs. */
export interface GuestMailParts {
  readonly mail: Mail;
  readonly registry: Pick<Registry, "currentOn">;
  readonly directory: Pick<Directory, "named">;
  readonly rooms: Pick<GuestRooms, "read">;
  readonly publicUrl: () => string;
}

/** A room, as far as mails speak of it; null when it cannot be seen any more. */
type NamedRoom = Pick<RoomView, "name" | "label"> | null;

/** Where the sponsor sees their guests. */
const GUEST_LIST_PATH = "/ruimtes/gasten";

/**
 * Whether the name of a room must stay out of mails and out of sight of who is not inside yet: from confidential
 * on, and with special personal data. What is not in the vocabulary counts as such.
 */
export function isForInsideAlone(vocabulary: RuleSet["vocabulary"], label: RoomLabel): boolean {
  const rank = (attribute: string, value: string) =>
    vocabulary.attributes.find(({ id }) => id === attribute)?.values.findIndex(({ id }) => id === value) ??
    -1;
  const information = rank("information", label.information);
  const personalData = rank("personalData", label.personalData);
  if (information === -1 || personalData === -1) return true;
  return (
    information >= rank("information", "confidential") || personalData >= rank("personalData", "special")
  );
}

/** Writes the mails to guests and about them. All of them leave with the caller's transaction. */
export function createGuestMails(parts: GuestMailParts) {
  const { mail, publicUrl } = parts;
  const askAgain = () => `${publicUrl()}${GUEST_PATH}`;

  const seenBy = (guest: GuestRecord) => roomSeenBy(parts.rooms, asActor(guest), guest.room);

  async function namesFor(guest: GuestRecord, room: NamedRoom, now: Date): Promise<GuestMailNames> {
    const { ruleSet } = (await parts.registry.currentOn(dayInAmsterdam(now))).held;
    const [sponsor] = await parts.directory.named([guest.sponsor]);
    const organisation = ruleSet.organisations.find(({ id }) => id === sponsor?.organisation);
    return {
      guest: nameInMail(guest.name),
      sponsor: sponsor === undefined ? null : nameInMail(sponsor.name),
      organisation: organisation?.abbreviation ?? null,
      room: room === null || isForInsideAlone(ruleSet.vocabulary, room.label) ? null : nameInMail(room.name),
      until: lastDay(guest.until),
    };
  }

  function put(
    transaction: AnyDatabase,
    guest: GuestRecord,
    mailed: { readonly kind: string; readonly words: BothWords; readonly discardAfter: Date | null },
    now: Date,
  ): Promise<string> {
    // Who was ended has no address any more, and gets no mail.
    if (guest.email === null) throw new GuestEnded();
    const { kind, words, discardAfter } = mailed;
    return mail.put(transaction, { kind: `guests.${kind}`, to: guest.email, ...words, discardAfter }, now);
  }

  return {
    /** Sends the invitation, with a link that works in any browser. @returns id of the mail */
    async invite(transaction: AnyDatabase, guest: GuestRecord, room: NamedRoom, now: Date): Promise<string> {
      const lastOfLink = endOfDay(addDays(dayInAmsterdam(now), INVITATION_DAYS));
      const expiresAt = lastOfLink < guest.until ? lastOfLink : guest.until;
      const path = await makeLink(
        transaction,
        { guest: guest.id, kind: "invitation", expiresAt, browser: null },
        now,
      );
      const names = await namesFor(guest, room, now);
      const words = invitationMail(names, `${publicUrl()}${path}`, askAgain());
      return put(transaction, guest, { kind: "invitation", words, discardAfter: expiresAt }, now);
    },

    /** Sends the links that somebody asked for, all of the same address. @param browser hash of its mark */
    async signIn(
      transaction: AnyDatabase,
      guests: readonly GuestRecord[],
      browser: string,
      now: Date,
    ): Promise<void> {
      const [first] = guests;
      if (first === undefined) return;
      const expiresAt = new Date(now.getTime() + SIGN_IN_LINK_MINUTES * 60_000);
      const links = [];
      for (const guest of guests) {
        const path = await makeLink(
          transaction,
          { guest: guest.id, kind: "sign-in", expiresAt, browser },
          now,
        );
        const names = await namesFor(guest, await seenBy(guest), now);
        links.push({ names, address: `${publicUrl()}${path}` });
      }
      const words = signInMail(nameInMail(first.name), links, SIGN_IN_LINK_MINUTES);
      await put(transaction, first, { kind: "sign-in", words, discardAfter: expiresAt }, now);
    },

    /** Tells that the last day changed. @returns id of the mail */
    async renew(transaction: AnyDatabase, guest: GuestRecord, room: NamedRoom, now: Date): Promise<string> {
      const words = renewalMail(await namesFor(guest, room, now), askAgain());
      return put(transaction, guest, { kind: "renewal", words, discardAfter: guest.until }, now);
    },

    /** Tells that access ended. */
    async end(transaction: AnyDatabase, guest: GuestRecord, room: NamedRoom, now: Date): Promise<void> {
      const words = endMail(await namesFor(guest, room, now));
      await put(transaction, guest, { kind: "end", words, discardAfter: null }, now);
    },

    /** Reminds the sponsor at their own address. */
    async remind(transaction: AnyDatabase, guest: GuestRecord, to: string, now: Date): Promise<void> {
      const words = reminderMail(
        await namesFor(guest, await seenBy(guest), now),
        `${publicUrl()}${GUEST_LIST_PATH}`,
      );
      await mail.put(transaction, { kind: "guests.reminder", to, ...words, discardAfter: guest.until }, now);
    },
  };
}

/** Writes the mails to guests and about them. */
export type GuestMails = ReturnType<typeof createGuestMails>;
