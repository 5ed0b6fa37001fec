import { TYPES } from "@akkoord/room";
import { sql } from "kysely";
import type { Actor } from "../../platform/actor.ts";
import type { Database } from "../../platform/database/database.ts";
import { NotAllowed, NotSignedIn } from "../../platform/errors.ts";
import { OWNER, type RoomLabel } from "./model.ts";
import { mayReadNameOfOwnerless, ownerlessRoomsOf } from "./permissions.ts";
import { nameIn, type Standings } from "./standing.ts";
import { roomTables } from "./tables.ts";
import { akkoordUserId } from "./user-id.ts";

/** A room that nobody leads, as who may give it an owner sees it. */
export interface OwnerlessRoom {
  readonly id: string;
  /** The organisation that hosts it. */
  readonly hub: string;
  /** Null for who may not read what stands in rooms. */
  readonly name: string | null;
  readonly label: RoomLabel;
  /** UTC. */
  readonly openedAt: string;
  /** Who is in it now, guests too. */
  readonly memberCount: number;
  /** Since when nobody leads it, UTC. */
  readonly since: string;
}

/** What reading rooms without an owner needs. */
export interface OwnerlessParts {
  readonly database: Pick<Database, "use">;
  readonly standings: Standings;
  readonly server: string;
}

/**
 * Rooms that nobody leads, of the hubs that the actor gives owners: those that wait longest first. A room that stands still
 * for its rules as well is among them, since nobody in it can resolve that either.
 *
 * @throws NotSignedIn, NotAllowed
 */
export async function listOwnerlessRooms(
  { database, standings, server }: OwnerlessParts,
  actor: Actor,
  page: { readonly page: number; readonly pageSize: number },
): Promise<{ readonly rooms: readonly OwnerlessRoom[]; readonly total: number }> {
  const seen = ownerlessRoomsOf(actor);
  if (seen === null) throw actor.kind === "anonymous" ? new NotSignedIn() : new NotAllowed();
  const akkoord = akkoordUserId(server);
  const tables = roomTables(database.use());
  let ownerless = tables
    .selectFrom("room")
    // Whoever leaves last of those who lead it leaves it paused, for this or for its rules.
    .where("room.paused", "is not", null)
    .where("room.closed_at", "is", null)
    .where("room.destroyed_at", "is", null)
    .where(
      sql<boolean>`exists (select from room_member m
        where m.room = room.id and m.membership = 'join' and m.kind <> 'akkoord')`,
    )
    .where(
      sql<boolean>`not exists (select from room_member m
        join room_state s on s.room = m.room and s.type = ${TYPES.powerLevels} and s.state_key = ''
        join room_event e on e.room = s.room and e.position = s.position
        where m.room = room.id and m.membership = 'join' and m.kind <> 'akkoord'
          and (e.frame -> 'content' -> 'users' ->> m.user_id)::int >= ${OWNER})`,
    );
  if ("organisation" in seen) ownerless = ownerless.where("room.hub", "=", seen.organisation);
  const { total } = await ownerless
    .select((columns) => columns.fn.countAll<string>().as("total"))
    .executeTakeFirstOrThrow();
  const rows = await ownerless
    .selectAll("room")
    .select([
      sql<number>`(select count(*) from room_member m
        where m.room = room.id and m.membership = 'join' and m.kind <> 'akkoord')::int`.as("members"),
      // Akkoord takes the power away of the last who led it; what it gave since then made nobody owner. Where nobody's
      // power was taken away, such as of who was made owner before they came in, the pause says since when.
      sql<string>`coalesce((select min(e.origin_server_ts) from room_event e
        where e.room = room.id and e.sender = ${akkoord} and e.type = ${TYPES.powerLevels}
          and e.position > coalesce((select max(l.position) from room_event l
            where l.room = room.id and l.sender = ${akkoord} and l.type = ${TYPES.powerLevels}
              and exists (select from jsonb_each_text(l.frame -> 'content' -> 'users') u
                where u.key <> ${akkoord} and u.value::int >= ${OWNER})), 0)),
        (select e.origin_server_ts from room_state s
        join room_event e on e.room = s.room and e.position = s.position
        where s.room = room.id and s.type = ${TYPES.pause} and s.state_key = ''))`.as("since"),
    ])
    .orderBy("since")
    .orderBy("room.id")
    .limit(page.pageSize)
    .offset((page.page - 1) * page.pageSize)
    .execute();
  const rooms: OwnerlessRoom[] = [];
  for (const row of rows) {
    const readsName = mayReadNameOfOwnerless(actor, row.hub);
    rooms.push({
      id: row.id,
      hub: row.hub,
      name: readsName ? nameIn((await standings.of(database.use(), row)).state) : null,
      label: { information: row.information, personalData: row.personal_data },
      openedAt: row.created_at.toISOString(),
      memberCount: row.members,
      since: new Date(Number(row.since)).toISOString(),
    });
  }
  return { rooms, total: Number(total) };
}
