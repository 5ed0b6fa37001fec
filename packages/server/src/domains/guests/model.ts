import { type IsoDate, isDate } from "@akkoord/policy";
import { z } from "zod";
import { dayInAmsterdam } from "../../platform/clock.ts";
import { addressInput } from "../../platform/mail-address.ts";
import type { MailState } from "../../platform/mail-tables.ts";
import { lineInput, linesInput } from "../../platform/plain-line.ts";

/** The outside parties that a guest can come from, as the rules know them. */
export const GUEST_PARTIES = ["external", "public-sector", "international"] as const;
export type GuestParty = (typeof GUEST_PARTIES)[number];

/** Where a guest stands. `ended` follows from the clock too, also before anything was written down. */
export type GuestState = "invited" | "verified" | "ended";

/** Why a guest has no access any more. */
export const GUEST_ENDINGS = [
  "expired",
  "removed",
  "left",
  "sponsor-left",
  "sponsor-moved",
  "sponsor-left-room",
] as const;
export type GuestEnding = (typeof GUEST_ENDINGS)[number];

/** How long before the end a sponsor is reminded. */
export const REMIND_DAYS = 7;

/** How long an invitation can be taken up with its own link; after that the guest asks for a new one. */
export const INVITATION_DAYS = 14;

/** How long a link to sign in with works. */
export const SIGN_IN_LINK_MINUTES = 15;

const LONGEST_NAME = 100;
const LONGEST_ORIGIN = 200;
const LONGEST_REASON = 1_000;

const day = z
  .string()
  .refine(isDate, { error: "must be a day that exists, as yyyy-mm-dd" })
  .meta({ format: "date" });

/** Who is invited into which room, and until when. */
export const invitationInput = z
  .strictObject({
    room: z.string().min(1).max(255),
    name: lineInput(LONGEST_NAME),
    email: addressInput,
    origin: lineInput(LONGEST_ORIGIN).meta({ description: "The organisation they come from, in words." }),
    party: z.enum(GUEST_PARTIES),
    until: day.meta({ description: "The last day on which they have access." }),
    reason: linesInput(LONGEST_REASON).meta({ description: "Why they are needed here." }),
  })
  .meta({ id: "NewGuest" });

/** Until when a guest stays. */
export const renewalInput = z
  .strictObject({ until: day.meta({ description: "The new last day." }) })
  .meta({ id: "GuestRenewal" });

/** A token out of a mail: 256 bits. */
export const tokenInput = z.string().regex(/^[\w-]{43}$/, { error: "must be the token out of the mail" });

/** A guest as their room's members see them; the e-mail address and the state of the mail are for who sponsors. */
export interface GuestView {
  readonly id: string;
  /** Its name is null for who is not in it any more. */
  readonly room: { readonly id: string; readonly name: string | null };
  readonly name: string;
  /** Null for who does not answer for them, and after the end: then nobody has it any more. */
  readonly email: string | null;
  readonly origin: string;
  readonly party: GuestParty;
  readonly reason: string;
  readonly sponsor: { readonly id: string; readonly name: string };
  readonly invitedAt: string;
  /** Last day, in the Netherlands. */
  readonly until: IsoDate;
  readonly state: GuestState;
  /** Why it ended; null while it has not. */
  readonly ending: GuestEnding | null;
  /** Whether the end is near. */
  readonly endsSoon: boolean;
  /** How far the last mail to them is; null for who does not answer for them. */
  readonly mail: MailState | null;
  readonly abilities: readonly GuestAbility[];
}

/** What somebody may do with a guest. */
export type GuestAbility = "renew" | "remove" | "resend";

/** What the landing page tells whoever holds a link: enough to know whether to come in. */
export interface LinkView {
  readonly kind: LinkKind;
  readonly guest: { readonly name: string };
  readonly sponsor: { readonly name: string; readonly organisation: string | null };
  /** Null where the label is confidential or higher: then the name is for inside alone. */
  readonly room: { readonly name: string | null };
  readonly reason: string | null;
  readonly until: IsoDate;
  /** Whether it can be used in this browser. */
  readonly usableHere: boolean;
}

/** What a link is for: the first time, or coming back. */
export type LinkKind = "invitation" | "sign-in";

const DAY_MS = 24 * 3_600_000;

/** @example addDays("2026-12-31", 1) // "2027-01-01" */
export function addDays(from: IsoDate, days: number): IsoDate {
  return new Date(Date.parse(`${from}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The moment at which a day ends in the Netherlands.
 *
 * @example endOfDay("2026-11-22").toISOString() // "2026-11-22T23:00:00.000Z"
 */
export function endOfDay(day: IsoDate): Date {
  const next = addDays(day, 1);
  const midnight = Date.parse(`${next}T00:00:00Z`);
  // Dutch time is one or two hours ahead: the earliest of the two moments at which it is the next day there.
  const hoursAhead = [2, 1].find((hours) => dayInAmsterdam(new Date(midnight - hours * 3_600_000)) === next);
  return new Date(midnight - (hoursAhead ?? 1) * 3_600_000);
}

/**
 * The last day on which somebody has access, when it ends at a moment.
 *
 * @example lastDay(endOfDay("2026-11-22")) // "2026-11-22"
 */
export function lastDay(until: Date): IsoDate {
  return dayInAmsterdam(new Date(until.getTime() - 1));
}
