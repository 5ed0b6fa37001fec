import type { Actor } from "../../platform/actor.ts";
import type { Caller } from "../../platform/command.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { NotFound, NotSignedIn, RoomRefused } from "../../platform/errors.ts";
import type { Enforcement } from "./model.ts";
import { factsOfStanding, type Standing, type Standings } from "./standing.ts";
import { type MemberRow, type RoomRow, roomTables } from "./tables.ts";
import { userIdOf } from "./user-id.ts";
import { isElsewhere } from "./work.ts";

/** A member at a room, as reading needs it. */
export interface Seat {
  /** User id. */
  readonly me: string;
  readonly member: MemberRow;
  readonly room: RoomRow;
  readonly standing: Standing;
}

/** What finding somebody's place in a room needs. */
export interface AccessParts {
  readonly server: string;
  readonly standings: Standings;
  readonly enforcement: Pick<Enforcement, "explainPause">;
  readonly now: () => Date;
}

/**
 * The caller's user id.
 *
 * @throws NotSignedIn
 */
export function ownUserId(actor: Actor, server: string): string {
  const userId = userIdOf(actor, server);
  if (userId === null) throw new NotSignedIn();
  return userId;
}

/**
 * The caller's place in a room, as somebody who is in it or invited to it.
 *
 * @throws NotFound when they are neither, or there is no such room: both look the same
 */
export async function seatOrInvitation(
  parts: AccessParts,
  database: AnyDatabase,
  caller: Caller,
  roomId: string,
): Promise<Seat> {
  const me = ownUserId(caller.actor, parts.server);
  if (isElsewhere(caller.actor, roomId)) throw new NotFound();
  const tables = roomTables(database);
  const member = await tables
    .selectFrom("room_member")
    .selectAll()
    .where("room", "=", roomId)
    .where("user_id", "=", me)
    .where("membership", "in", ["join", "invite"])
    .executeTakeFirst();
  if (member === undefined) throw new NotFound();
  const room = await tables.selectFrom("room").selectAll().where("id", "=", roomId).executeTakeFirstOrThrow();
  return { me, member, room, standing: await parts.standings.of(database, room) };
}

/**
 * The caller's place in a room that they may read now.
 *
 * @throws NotFound when they are not in it, RoomRefused while their access stands still
 */
export async function seatToRead(
  parts: AccessParts,
  database: AnyDatabase,
  caller: Caller,
  roomId: string,
): Promise<Seat> {
  const seat = await seatOrInvitation(parts, database, caller, roomId);
  if (seat.member.membership !== "join") throw new NotFound();
  if (seat.member.shut) {
    const facts = factsOfStanding(seat.room, seat.standing, parts.server);
    const context = { now: parts.now(), transaction: database };
    throw new RoomRefused(await parts.enforcement.explainPause(facts, "access-shut", context));
  }
  return seat;
}
