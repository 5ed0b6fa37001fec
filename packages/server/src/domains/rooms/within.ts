import { canonicalJson, TYPES } from "@akkoord/room";
import type { Actor } from "../../platform/actor.ts";
import type { Caller } from "../../platform/command.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { NotFound } from "../../platform/errors.ts";
import type { RoomWork } from "./append.ts";
import { inviteUser } from "./invite.ts";
import { comesAs, goesAs, handOver, type MemberCard, type Successor } from "./membership.ts";
import type { GuestCard } from "./model.ts";
import type { Portrayed } from "./portrait.ts";
import { roomTables } from "./tables.ts";
import { guestUserId, personUserId } from "./user-id.ts";
import type { RoomCommandParts } from "./work.ts";

/** A guest as rooms know them. */
export interface RoomGuest {
  readonly id: string;
  readonly name: string;
  readonly card: GuestCard;
}

/** What the end of somebody's memberships happens in. */
export interface RemovalContext {
  readonly now: Date;
  readonly by: Actor;
  /** Id of the person who takes over rooms that would be left without an owner; null when there is none. */
  readonly successor: string | null;
}

/** A membership that ended. */
export interface RemovedMembership {
  readonly room: string;
  /** Id of the person who leads the room now, when it had to change hands. */
  readonly to: string | null;
}

/** Why somebody is not in a room any more, as others in it read it. */
const LEFT = "Werkt hier niet meer.";

/**
 * What other domains do to rooms, within their own transaction. The rooms are held until it ends, in the order of their
 * ids, so that two who do this at once wait for each other instead of for ever.
 */
export function createWithin(parts: RoomCommandParts) {
  const { log, appending, server, directory } = parts;

  const workOn = async (transaction: AnyDatabase, roomId: string, now: Date): Promise<RoomWork> => {
    const held = await log.hold(transaction, roomId);
    if (held === null) throw new NotFound();
    return { transaction, held, now };
  };
  const roomsOf = async (transaction: AnyDatabase, userId: string): Promise<string[]> => {
    const rows = await roomTables(transaction)
      .selectFrom("room_member")
      .innerJoin("room", "room.id", "room_member.room")
      .select("room_member.room")
      .where("user_id", "=", userId)
      .where("membership", "in", ["join", "invite"])
      .where("room.destroyed_at", "is", null)
      .orderBy("room_member.room")
      .execute();
    return rows.map(({ room }) => room);
  };
  const guestCard = (guest: RoomGuest): MemberCard => ({
    name: guest.name,
    organisation: null,
    guest: guest.card,
  });

  return {
    async removeEverywhere(
      transaction: AnyDatabase,
      userId: string,
      { now, successor }: RemovalContext,
    ): Promise<RemovedMembership[]> {
      const rooms = await roomsOf(transaction, userId);
      const found = successor === null || rooms.length === 0 ? null : await directory.activePerson(successor);
      const heir: Successor | null =
        found === null || personUserId(found.id, server) === userId ? null : found;
      const removed: RemovedMembership[] = [];
      for (const room of rooms) {
        const work = await workOn(transaction, room, now);
        const membership = work.held.state.membership(userId);
        // It may have ended while this waited for the room.
        if (membership !== "join" && membership !== "invite") continue;
        await appending.byAkkoord(work, goesAs("leave", userId, LEFT));
        const to = await handOver(appending, work, userId, heir);
        await appending.settle(work);
        removed.push({ room, to });
      }
      return removed;
    },

    async describeAnew(
      transaction: AnyDatabase,
      person: { readonly id: string; readonly name: string; readonly organisation: string | null },
      { now }: { readonly now: Date },
    ): Promise<void> {
      const userId = personUserId(person.id, server);
      for (const room of await roomsOf(transaction, userId)) {
        const work = await workOn(transaction, room, now);
        if (work.held.row.closed_at !== null) continue;
        const before = work.held.state.membership(userId);
        if (before !== "join" && before !== "invite") continue;
        const event = await appending.portrayed(
          work,
          comesAs(before, userId, {
            name: person.name,
            organisation: person.organisation,
            guest: null,
          }),
        );
        if (
          canonicalJson(event.content) === canonicalJson(work.held.state.content(TYPES.member, userId) ?? {})
        )
          continue;
        // An invitation is not theirs to change: whoever sent it, Akkoord says it anew.
        if (before === "join") await appending.inNameOf(work, userId, event);
        else await appending.byAkkoord(work, event);
        await appending.settle(work);
      }
    },

    async showPicture(
      transaction: AnyDatabase,
      who: Portrayed,
      { now, after, most }: { readonly now: Date; readonly after: string; readonly most: number },
    ): Promise<string | null> {
      const userId = who.kind === "person" ? personUserId(who.id, server) : guestUserId(who.id, server);
      const rows = await roomTables(transaction)
        .selectFrom("room_member")
        .innerJoin("room", "room.id", "room_member.room")
        .select("room_member.room")
        .where("user_id", "=", userId)
        .where("membership", "=", "join")
        .where("room.closed_at", "is", null)
        .where("room_member.room", ">", after)
        .orderBy("room_member.room")
        .limit(most)
        .execute();
      for (const { room } of rows) {
        const work = await workOn(transaction, room, now);
        // It may have ended while this waited for the room.
        if (work.held.row.closed_at !== null || work.held.state.membership(userId) !== "join") continue;
        const content = work.held.state.content(TYPES.member, userId) ?? {};
        const event = { type: TYPES.member, stateKey: userId, content };
        const shown = await appending.portrayed(work, event);
        if (canonicalJson(shown.content) !== canonicalJson(content))
          await appending.inNameOf(work, userId, shown);
      }
      return rows.length < most ? null : (rows.at(-1)?.room ?? null);
    },

    async inviteGuest(
      transaction: AnyDatabase,
      roomId: string,
      guest: RoomGuest,
      caller: Caller,
      now: Date,
    ): Promise<void> {
      const work = await workOn(transaction, roomId, now);
      const me = caller.actor.kind === "person" ? personUserId(caller.actor.id, server) : "";
      if (work.held.state.membership(me) !== "join") throw new NotFound();
      await inviteUser(parts, { ...work, caller }, guestUserId(guest.id, server), guestCard(guest));
    },

    async admitGuest(transaction: AnyDatabase, roomId: string, guest: RoomGuest, now: Date): Promise<void> {
      const work = await workOn(transaction, roomId, now);
      const userId = guestUserId(guest.id, server);
      const membership = work.held.state.membership(userId);
      if (membership === "join") return;
      if (membership !== "invite") throw new NotFound();
      const { id, name, card } = guest;
      const actor: Actor = { kind: "guest", id, name, room: roomId, party: card.party, until: card.until };
      const caller: Caller = { actor, origin: { channel: "server", address: null }, traceId: null };
      await appending.forCaller(work, comesAs("join", userId, guestCard(guest)), caller);
    },

    async renewGuest(transaction: AnyDatabase, roomId: string, guest: RoomGuest, now: Date): Promise<void> {
      const work = await workOn(transaction, roomId, now);
      const userId = guestUserId(guest.id, server);
      const membership = work.held.state.membership(userId);
      if (membership !== "join" && membership !== "invite") throw new NotFound();
      const event = comesAs(membership, userId, guestCard(guest));
      if (membership === "join") await appending.inNameOf(work, userId, event);
      else await appending.byAkkoord(work, event);
      await appending.settle(work);
    },

    async removeGuest(
      transaction: AnyDatabase,
      roomId: string,
      guestId: string,
      { now, reason }: { readonly now: Date; readonly reason?: string },
    ): Promise<void> {
      const work = await workOn(transaction, roomId, now);
      const userId = guestUserId(guestId, server);
      const membership = work.held.state.membership(userId);
      if (membership !== "join" && membership !== "invite") return;
      await appending.byAkkoord(work, goesAs("leave", userId, reason));
      await appending.settle(work);
    },

    async markReviewed(
      transaction: AnyDatabase,
      roomId: string,
      userIds: readonly string[],
      now: Date,
    ): Promise<void> {
      if (userIds.length === 0) return;
      await roomTables(transaction)
        .updateTable("room_member")
        .set({ reviewed_at: now })
        .where("room", "=", roomId)
        .where("user_id", "in", userIds)
        .where("membership", "in", ["join", "invite"])
        .execute();
    },
  };
}

/** What other domains do to rooms. */
export type WithinRooms = ReturnType<typeof createWithin>;
