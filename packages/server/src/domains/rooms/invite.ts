import { TYPES } from "@akkoord/room";
import type { Caller } from "../../platform/command.ts";
import { NotFound, RoomFull } from "../../platform/errors.ts";
import type { RoomWork } from "./append.ts";
import { comesAs, type MemberCard } from "./membership.ts";
import { MOST_MEMBERS } from "./model.ts";
import { personUserId } from "./user-id.ts";
import type { RoomCommandParts } from "./work.ts";

/**
 * Invites a colleague, of whatever organisation. Who is in or invited already stays so.
 *
 * @throws NotFound when there is no such person, RoomFull, RoomRefused
 */
export async function invitePerson(
  { directory, appending, server }: Pick<RoomCommandParts, "directory" | "appending" | "server">,
  work: RoomWork & { readonly caller: Caller },
  { person, reason }: { readonly person: string; readonly reason?: string },
): Promise<void> {
  const found = await directory.activePerson(person);
  if (found === null) throw new NotFound();
  const userId = personUserId(found.id, server);
  const card = { name: found.name, organisation: found.organisation, guest: null };
  await inviteUser({ appending }, work, userId, card, reason);
}

/** Invites somebody who was found already: a person, or a guest. */
export async function inviteUser(
  { appending }: Pick<RoomCommandParts, "appending">,
  work: RoomWork & { readonly caller: Caller },
  userId: string,
  card: MemberCard,
  reason?: string,
): Promise<void> {
  const before = work.held.state.membership(userId);
  if (before === "join" || before === "invite") return;
  if (work.held.since.size > MOST_MEMBERS) throw new RoomFull(MOST_MEMBERS);
  await appending.forCaller(
    work,
    { ...comesAs("invite", userId, card, reason), type: TYPES.member },
    work.caller,
  );
}
