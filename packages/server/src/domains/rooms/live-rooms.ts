import { sql } from "kysely";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { partiesOfGuests } from "../guests/parties.ts";
import type { RunningWaiver } from "../waivers/running.ts";
import type { RoomLabel } from "./model.ts";
import { roomTables } from "./tables.ts";
import type { RoomQuestion } from "./verdict.ts";
import { type PartyMember, partiesOf, partyOf } from "./verdict-parties.ts";

/** A room that is not closed, as far as deciding about many of them looks. */
export interface LiveRoom {
  readonly id: string;
  readonly hub: string;
  readonly label: RoomLabel;
  /** Code of the pause it is in; null when it is not paused. */
  readonly paused: string | null;
  readonly members: readonly PartyMember[];
}

/** Which rooms: all, or those in which an organisation takes part. */
export type RoomScope = { readonly kind: "all" } | { readonly kind: "organisation"; readonly id: string };

const EVERY_ROOM: RoomScope = { kind: "all" };

/**
 * Rooms that are not closed, by id. Held until the end of the transaction against being written in: whoever was writing
 * is waited for, so that what they changed is seen.
 *
 * @param page `after`: begins past this id
 */
export async function holdLiveRooms(
  transaction: AnyDatabase,
  scope: RoomScope,
  page: { readonly after: string | null; readonly limit: number },
): Promise<readonly LiveRoom[]> {
  const rows = await openRooms(transaction, scope)
    .selectAll("room")
    .where("room.id", ">", page.after ?? "")
    .orderBy("room.id")
    .limit(page.limit)
    .forShare()
    .execute();
  return withMembers(transaction, rows);
}

/** Rooms that are not closed, by id, as they are now. */
export async function liveRooms(
  database: AnyDatabase,
  page: { readonly after: string | null; readonly limit: number },
): Promise<readonly LiveRoom[]> {
  const rows = await openRooms(database, EVERY_ROOM)
    .selectAll("room")
    .where("room.id", ">", page.after ?? "")
    .orderBy("room.id")
    .limit(page.limit)
    .execute();
  return withMembers(database, rows);
}

/** How many rooms that are not closed each hub has. */
export async function countLiveRooms(
  database: AnyDatabase,
  scope: RoomScope,
): Promise<readonly { readonly hub: string; readonly rooms: number }[]> {
  const rows = await openRooms(database, scope)
    .select(["room.hub", (columns) => columns.fn.countAll<string>().as("rooms")])
    .groupBy("room.hub")
    .orderBy("room.hub")
    .execute();
  return rows.map(({ hub, rooms: count }) => ({ hub, rooms: Number(count) }));
}

function openRooms(database: AnyDatabase, scope: RoomScope) {
  const open = roomTables(database).selectFrom("room").where("room.closed_at", "is", null);
  if (scope.kind === "all") return open;
  return open.where((where) =>
    where.or([
      where("room.hub", "=", scope.id),
      sql<boolean>`exists (
        select 1 from room_member member
        where member.room = room.id and member.membership in ('join', 'invite')
          and member.organisation = ${scope.id}
      )`,
    ]),
  );
}

async function withMembers(
  database: AnyDatabase,
  rooms: readonly {
    readonly id: string;
    readonly hub: string;
    readonly information: string;
    readonly personal_data: string;
    readonly paused: string | null;
  }[],
): Promise<readonly LiveRoom[]> {
  if (rooms.length === 0) return [];
  const rows = await roomTables(database)
    .selectFrom("room_member")
    .select(["room", "kind", "holder", "organisation"])
    .where(
      "room",
      "in",
      rooms.map(({ id }) => id),
    )
    .where("membership", "in", ["join", "invite"])
    .where("kind", "!=", "akkoord")
    .execute();
  const guests = rows.flatMap(({ kind, holder }) => (kind === "guest" && holder !== null ? [holder] : []));
  const parties = await partiesOfGuests(database, guests);
  const byRoom = Map.groupBy(rows, ({ room }) => room);
  return rooms.map(({ id, hub, information, personal_data, paused }) => ({
    id,
    hub,
    label: { information, personalData: personal_data },
    paused,
    members: (byRoom.get(id) ?? []).map(({ kind, holder, organisation }): PartyMember => {
      const party = parties.get(holder ?? "");
      return {
        kind: kind === "guest" ? "guest" : "person",
        id: holder ?? "",
        organisation,
        guest: party === undefined ? null : { party },
      };
    }),
  }));
}

/** Rooms that the rules cannot tell apart, and what to ask about them. */
export interface RoomsAlike {
  readonly question: RoomQuestion;
  readonly rooms: readonly LiveRoom[];
}

/**
 * Puts rooms together in which the same participants share the same label, so that each combination is decided once.
 * People count by themselves only where a waiver covers some of their organisation.
 */
export function alike(rooms: readonly LiveRoom[], waivers: readonly RunningWaiver[]): readonly RoomsAlike[] {
  const personal = new Set(
    waivers.flatMap(({ waiver, people }) => (people === null ? [] : [waiver.organisation])),
  );
  const found = new Map<string, { question: RoomQuestion; rooms: LiveRoom[] }>();
  for (const room of rooms) {
    const question = questionOf(room, personal);
    const key = JSON.stringify(question);
    const known = found.get(key);
    if (known === undefined) found.set(key, { question, rooms: [room] });
    else known.rooms.push(room);
  }
  return [...found.values()];
}

function questionOf({ hub, label, members }: LiveRoom, personal: ReadonlySet<string>): RoomQuestion {
  return {
    hub,
    label,
    acting: null,
    members: partiesOf(hub, members).flatMap(({ members: ofParty }) => {
      const [first] = ofParty;
      if (first === undefined) return [];
      if (first.kind === "person" && personal.has(partyOf(first) ?? "")) {
        return ofParty.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      }
      return [{ ...first, id: "" }];
    }),
  };
}
