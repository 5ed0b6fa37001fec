import type { IsoDate } from "@akkoord/policy";
import { fetchJson, send } from "../../platform/http.ts";

/** The outside parties that a guest can come from. */
export const GUEST_PARTIES = ["external", "public-sector", "international"] as const;
export type GuestParty = (typeof GUEST_PARTIES)[number];

/** Somebody from outside who was invited into one room. */
export interface Guest {
  readonly id: string;
  /** Its name is null for who is not in it any more. */
  readonly room: { readonly id: string; readonly name: string | null };
  readonly name: string;
  readonly email: string | null;
  readonly origin: string;
  readonly party: GuestParty;
  readonly reason: string;
  readonly sponsor: { readonly id: string; readonly name: string };
  readonly invitedAt: string;
  /** Last day of access. */
  readonly until: IsoDate;
  readonly state: "invited" | "verified" | "ended";
  readonly ending:
    | "expired"
    | "removed"
    | "left"
    | "sponsor-left"
    | "sponsor-moved"
    | "sponsor-left-room"
    | null;
  readonly endsSoon: boolean;
  readonly mail: "waiting" | "sent" | "failed" | "discarded" | "kept" | null;
  readonly abilities: readonly ("renew" | "remove" | "resend")[];
}

/** Guests, and for how long one may stay at most, in days. */
export interface GuestList {
  readonly guests: readonly Guest[];
  readonly longestDays: number;
}

/** Who is invited. */
export interface NewGuest {
  readonly room: string;
  readonly name: string;
  readonly email: string;
  readonly origin: string;
  readonly party: GuestParty;
  readonly until: IsoDate;
  readonly reason: string;
}

/** What a link out of a mail leads to. */
export interface GuestLink {
  readonly kind: "invitation" | "sign-in";
  readonly guest: { readonly name: string };
  readonly sponsor: { readonly name: string; readonly organisation: string | null };
  readonly room: { readonly name: string | null };
  readonly reason: string | null;
  readonly until: IsoDate;
  /** Whether it works in this browser. */
  readonly usableHere: boolean;
}

/** What goes along with every change. */
export interface ChangeOptions {
  readonly csrfToken: string | null;
  readonly language: string;
}

/** The guests that whoever is signed in answers for. */
export function listGuests(signal?: AbortSignal): Promise<GuestList> {
  return fetchJson<GuestList>("/v1/guests", { signal });
}

/** A change to guests. */
export type GuestDeed =
  | { readonly kind: "invite"; readonly guest: NewGuest }
  | { readonly kind: "renew"; readonly id: string; readonly until: IsoDate }
  | { readonly kind: "resend" | "remove"; readonly id: string };

/** Invites, renews, removes. @throws ServerRefusalError, UnreachableError */
export function doToGuest(deed: GuestDeed, options: ChangeOptions): Promise<Guest | null> {
  if (deed.kind === "invite") return send<Guest>("/v1/guests", deed.guest, options);
  const body = deed.kind === "renew" ? { until: deed.until } : undefined;
  return send<Guest>(`/v1/guests/${deed.id}/_${deed.kind}`, body, options);
}

/** What a link leads to; uses nothing up. @throws ServerRefusalError, UnreachableError */
export async function lookAtLink(token: string, language: string): Promise<GuestLink> {
  const link = await send<GuestLink>("/v1/guests/_look", { token }, { csrfToken: null, language });
  if (link === null) throw new Error("The server said nothing of the link.");
  return link;
}

/** Comes in with a link, once. @returns id of the room */
export async function enterWithLink(token: string, options: ChangeOptions): Promise<string | null> {
  return (await send<{ room: string }>("/v1/guests/_enter", { token }, options))?.room ?? null;
}

/** Asks for a link. @returns for how many minutes it will work */
export async function askForLink(email: string, options: ChangeOptions): Promise<number> {
  return (await send<{ minutes: number }>("/v1/guest-links", { email }, options))?.minutes ?? 0;
}
