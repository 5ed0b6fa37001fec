import { isObject, type JsonObject, own, TYPES } from "@akkoord/room";
import type { Actor } from "../../platform/actor.ts";
import type { Appending, RoomWork, Unsent } from "./append.ts";
import { withPower } from "./append.ts";
import type { GuestCard } from "./model.ts";
import { AKKOORD, OWNER } from "./model.ts";
import { shownName } from "./names.ts";
import { personUserId, whoIs } from "./user-id.ts";

/** Somebody as the events of a room describe them. */
export interface MemberCard {
  readonly name: string;
  readonly organisation: string | null;
  readonly guest: GuestCard | null;
}

/** A person who takes over a room. */
export interface Successor {
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
}

/** The event by which somebody is invited or comes in. */
export function comesAs(
  membership: "invite" | "join",
  userId: string,
  card: MemberCard,
  reason?: string,
): Unsent {
  const { guest } = card;
  return {
    type: TYPES.member,
    stateKey: userId,
    content: {
      membership,
      displayname: shownName(card.name),
      "nl.akkoord.organisation": card.organisation,
      ...(guest === null ? {} : { "nl.akkoord.guest": contentOf(guest) }),
      ...(reason === undefined ? {} : { reason }),
    },
  };
}

/** What an event says of a guest: of those from before their organisation was told, as it always did. */
function contentOf({ sponsor, until, party, organisation }: GuestCard): JsonObject {
  const card = { sponsor, until, party };
  return organisation === null ? card : { ...card, organisation: shownName(organisation) };
}

/** The event by which somebody goes. */
export function goesAs(membership: "leave" | "ban", userId: string, reason?: string): Unsent {
  return {
    type: TYPES.member,
    stateKey: userId,
    content: { membership, ...(reason === undefined ? {} : { reason }) },
  };
}

/** How somebody is described when they come in themselves: a guest as they were invited. */
export function cardOf(actor: Actor, invitation: JsonObject): MemberCard {
  if (actor.kind === "person") return { name: actor.name, organisation: actor.organisation, guest: null };
  if (actor.kind !== "guest") return { name: "", organisation: null, guest: null };
  const guest = own(invitation, "nl.akkoord.guest");
  const invited = (key: string) => {
    const value = isObject(guest) ? own(guest, key) : undefined;
    return typeof value === "string" ? value : null;
  };
  return {
    name: actor.name,
    organisation: null,
    guest: {
      sponsor: invited("sponsor") ?? "",
      until: actor.until,
      party: actor.party,
      organisation: invited("organisation"),
    },
  };
}

/** Sets somebody's power, by Akkoord. */
export async function giveByAkkoord(
  appending: Appending,
  work: RoomWork,
  changes: Readonly<Record<string, number>>,
): Promise<void> {
  const content = withPower(work.held.state.content(TYPES.powerLevels) ?? {}, changes);
  await appending.byAkkoord(work, { type: TYPES.powerLevels, stateKey: "", content });
}

/**
 * Sees to it that somebody leads a room after a member went, and that who went leads it no more: the successor when there
 * is one, else who of the hub has been in it longest.
 *
 * @param gone user id
 * @returns id of the person who leads it now; null when it did not change hands, or nobody could
 */
export async function handOver(
  appending: Appending,
  work: RoomWork,
  gone: string,
  successor: Successor | null,
): Promise<string | null> {
  const { held } = work;
  const { server } = appending;
  const power = held.state.power();
  const leads = (userId: string) =>
    held.state.membership(userId) === "join" && power.of(userId) >= OWNER && power.of(userId) < AKKOORD;
  const joined = [...held.since]
    .sort(([, a], [, b]) => a - b)
    .filter(([userId]) => held.state.membership(userId) === "join");
  const led = power.of(gone) >= OWNER;
  const isLed = joined.some(([userId]) => leads(userId));
  const isEmpty = joined.every(([userId]) => whoIs(userId, server)?.kind !== "person");

  if (held.row.closed_at !== null) return null;
  if (!led || isLed || (isEmpty && successor === null)) {
    if (power.of(gone) > 0) await giveByAkkoord(appending, work, { [gone]: 0 });
    return null;
  }
  const heir = successor === null ? null : personUserId(successor.id, server);
  if (heir !== null && successor !== null && held.state.membership(heir) !== "ban") {
    await bringIn(appending, work, heir, successor);
    await giveByAkkoord(appending, work, { [gone]: 0, [heir]: OWNER });
    return successor.id;
  }
  const eldest = joined
    .map(([userId]) => userId)
    .find((userId) => {
      const organisation = own(held.state.content(TYPES.member, userId) ?? {}, "nl.akkoord.organisation");
      return organisation === held.row.hub && whoIs(userId, server)?.kind === "person";
    });
  await giveByAkkoord(appending, work, { [gone]: 0, ...(eldest === undefined ? {} : { [eldest]: OWNER }) });
  const known = eldest === undefined ? null : whoIs(eldest, server);
  return known?.kind === "person" ? known.id : null;
}

/** Why a guest is not in a room any more, as others in it read it. */
const WITHOUT_SPONSOR = "Niemand staat meer voor deze gast in.";

/** Takes the guests of somebody who went out of the room with them: nobody answers for them there any more. */
export async function takeGuestsAlong(appending: Appending, work: RoomWork, sponsor: string): Promise<void> {
  const { state, since } = work.held;
  const guests = [...since.keys()].filter((userId) => {
    const card = own(state.content(TYPES.member, userId) ?? {}, "nl.akkoord.guest");
    return card !== undefined && isObject(card) && own(card, "sponsor") === sponsor;
  });
  for (const userId of guests) await appending.byAkkoord(work, goesAs("leave", userId, WITHOUT_SPONSOR));
}

/** A room that is handed over needs its new owner in it, whether or not they were before. */
export async function bringIn(
  appending: Appending,
  work: RoomWork,
  userId: string,
  successor: Successor,
): Promise<void> {
  const card = { name: successor.name, organisation: successor.organisation, guest: null };
  const before = work.held.state.membership(userId);
  if (before === "join") return;
  if (before !== "invite") await appending.byAkkoord(work, comesAs("invite", userId, card));
  await appending.inNameOf(work, userId, comesAs("join", userId, card));
}
