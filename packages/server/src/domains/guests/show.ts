import type { Actor } from "../../platform/actor.ts";
import { dayInAmsterdam } from "../../platform/clock.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import type { GuestParts } from "./commands.ts";
import {
  addDays,
  type GuestAbility,
  type GuestState,
  type GuestView,
  lastDay,
  REMIND_DAYS,
} from "./model.ts";
import { answersFor } from "./permissions.ts";
import { type GuestRecord, isOver } from "./read.ts";
import { askingAs } from "./rooms.ts";

/** Guests as somebody may see them. */
export async function showGuests(
  parts: Pick<GuestParts, "rooms" | "directory" | "mail">,
  transaction: AnyDatabase,
  guests: readonly GuestRecord[],
  actor: Actor,
  now: Date,
): Promise<GuestView[]> {
  const unique = (ids: readonly string[]) => [...new Set(ids)];
  const names = new Map((await parts.rooms.list(askingAs(actor))).map(({ id, name }) => [id, name]));
  const sponsors = await parts.directory.named(unique(guests.map(({ sponsor }) => sponsor)));
  const mails = await parts.mail.states(
    transaction,
    guests.flatMap(({ mail }) => (mail === null ? [] : [mail])),
  );
  return guests.map((guest): GuestView => {
    const own = answersFor(actor, guest);
    const isEnded = isOver(guest, now);
    const until = lastDay(guest.until);
    return {
      id: guest.id,
      room: { id: guest.room, name: names.get(guest.room) ?? null },
      name: guest.name,
      email: own ? guest.email : null,
      origin: guest.origin,
      party: guest.party,
      reason: guest.reason,
      sponsor: {
        id: guest.sponsor,
        name: sponsors.find(({ id }) => id === guest.sponsor)?.name ?? "",
      },
      invitedAt: guest.invited_at.toISOString(),
      until,
      state: stateOf(guest, isEnded),
      ending: guest.ending ?? (isEnded ? "expired" : null),
      endsSoon: !isEnded && until <= addDays(dayInAmsterdam(now), REMIND_DAYS),
      mail: own && guest.mail !== null ? (mails.get(guest.mail) ?? null) : null,
      abilities: abilitiesOver(guest, own, isEnded),
    };
  });
}

function stateOf(guest: GuestRecord, isEnded: boolean): GuestState {
  if (isEnded) return "ended";
  return guest.verified_at === null ? "invited" : "verified";
}

function abilitiesOver(guest: GuestRecord, own: boolean, isEnded: boolean): GuestAbility[] {
  if (!own || isEnded) return [];
  return guest.verified_at === null ? ["renew", "remove", "resend"] : ["renew", "remove"];
}
