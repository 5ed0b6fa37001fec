import { isObject, isState, type LoggedEvent, own, type RoomEvent, TYPES } from "@akkoord/room";
import { sql } from "kysely";
import type { AnyDatabase } from "../../platform/database/database.ts";
import type { HeldRoom } from "./log.ts";
import type { MembershipNow } from "./model.ts";
import { isNotable, mentionsIn, redactedBy, relationIn } from "./relations.ts";
import { CLOSED, pauseIn, textIn } from "./standing.ts";
import { type RoomChange, roomTables } from "./tables.ts";
import { whoIs } from "./user-id.ts";

/** What it takes to name everyone in a room, where the room does not say so. */
const NAMES_ALL = 50;

const MEMBERSHIPS = ["join", "invite", "leave", "ban"] as const;

/** Brings everything that is worked out of the log up to date with its newest event. */
export async function project(
  transaction: AnyDatabase,
  held: HeldRoom,
  logged: LoggedEvent,
  thread: string | null,
): Promise<void> {
  const { eventId, event } = logged;
  const tables = roomTables(transaction);
  if (isState(event)) {
    await tables
      .insertInto("room_state")
      .values({
        room: event.room_id,
        type: event.type,
        state_key: event.state_key,
        position: event.depth,
        changed: event.depth,
      })
      .onConflict((conflict) =>
        conflict
          .columns(["room", "type", "state_key"])
          .doUpdateSet({ position: event.depth, changed: event.depth }),
      )
      .execute();
  }
  if (event.type === TYPES.member) await projectMember(transaction, held, event);
  if (event.type === TYPES.pause) await projectPause(transaction, held, event);
  const target = redactedBy(event);
  const changesState = isState(event) || (target !== null && (await forget(transaction, event, target)));
  await projectRelation(transaction, logged);
  if (isNotable(event)) {
    const { everyone, users } = mentionsIn(event.content);
    await tables
      .insertInto("room_notable")
      .values({
        room: event.room_id,
        position: event.depth,
        event_id: eventId,
        sender: event.sender,
        thread,
        names_all: everyone && mayNameAll(held, event.sender),
        names: users,
      })
      .execute();
  }
  held.row = await tables
    .updateTable("room")
    .set({
      head_event: eventId,
      head_position: event.depth,
      head_at: event.origin_server_ts,
      ...(changesState ? { state_position: event.depth } : {}),
      ...columnsOf(held, event),
    })
    .where("id", "=", event.room_id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** What the room's own row says of an event. */
function columnsOf({ state }: HeldRoom, event: RoomEvent): RoomChange {
  switch (event.type) {
    case TYPES.label:
      return {
        information: textIn(state, TYPES.label, "information"),
        personal_data: textIn(state, TYPES.label, "personalData"),
      };
    case TYPES.category:
      return { category: textIn(state, TYPES.category, "category") };
    case TYPES.pause:
      return { paused: pauseIn(state)?.code ?? null };
    case CLOSED:
      return { closed_at: new Date(event.origin_server_ts) };
    default:
      return {};
  }
}

async function projectMember(transaction: AnyDatabase, held: HeldRoom, event: RoomEvent): Promise<void> {
  const { room_id: room, depth: position } = event;
  const userId = event.state_key ?? "";
  const membership = membershipIn(event);
  if (membership === null) return;
  const tables = roomTables(transaction);
  const before = await tables
    .selectFrom("room_member")
    .select(["membership", "since", "sees_from", "reads_since"])
    .where("room", "=", room)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  const was = before?.membership ?? "leave";
  const isIn = membership === "join" || membership === "invite";
  const wasIn = was === "join" || was === "invite";
  const since = wasIn && before !== undefined ? before.since : position;
  if (isIn) held.since.set(userId, since);
  else held.since.delete(userId);
  const seesFrom = {
    shared: 1,
    invited: since,
    joined: was === "join" && before !== undefined ? before.sees_from : position,
  }[held.row.history];
  const known = whoIs(userId, serverOf(userId));
  const organisation = own(event.content, "nl.akkoord.organisation");
  const columns = {
    membership,
    organisation: typeof organisation === "string" ? organisation : null,
    position,
    since,
    sees_from: seesFrom,
    reads_since: was === "join" && before !== undefined ? before.reads_since : position,
    ...(isIn ? {} : { shut: false }),
    ...(wasIn ? {} : { reviewed_at: null }),
  };
  await tables
    .insertInto("room_member")
    .values({
      room,
      user_id: userId,
      kind: known?.kind ?? "person",
      holder: known === null || known.kind === "akkoord" ? null : known.id,
      shut: false,
      ...columns,
    })
    .onConflict((conflict) => conflict.columns(["room", "user_id"]).doUpdateSet(columns))
    .execute();
}

function membershipIn(event: RoomEvent): MembershipNow | null {
  const membership = own(event.content, "membership");
  return MEMBERSHIPS.find((one) => one === membership) ?? null;
}

function serverOf(userId: string): string {
  return userId.slice(userId.indexOf(":") + 1);
}

/** Who is shut out while the room is paused; who was and is not any more reads anew from here. */
async function projectPause(transaction: AnyDatabase, { state }: HeldRoom, event: RoomEvent): Promise<void> {
  const shut = pauseIn(state)?.shut ?? [];
  await roomTables(transaction)
    .updateTable("room_member")
    .set({
      shut: sql<boolean>`user_id = any(${shut})`,
      reads_since: sql<number>`case when shut and not user_id = any(${shut})
                                    then ${event.depth}::integer else reads_since end`,
    })
    .where("room", "=", event.room_id)
    .where((where) => where.or([where("shut", "=", true), where("user_id", "in", ["", ...shut])]))
    .execute();
}

async function projectRelation(transaction: AnyDatabase, { eventId, event }: LoggedEvent): Promise<void> {
  const redacts = redactedBy(event);
  const relation =
    redacts === null ? relationIn(event.content) : { kind: "redaction" as const, target: redacts };
  if (relation === null || isState(event)) return;
  await roomTables(transaction)
    .insertInto("room_relation")
    .values({
      room: event.room_id,
      position: event.depth,
      event_id: eventId,
      target: relation.target,
      kind: relation.kind,
      type: event.type,
      sender: event.sender,
    })
    .execute();
}

/**
 * Makes what was redacted count no more.
 *
 * @returns whether it is part of what holds in the room
 */
async function forget(transaction: AnyDatabase, event: RoomEvent, target: string): Promise<boolean> {
  const tables = roomTables(transaction);
  await tables.updateTable("room_relation").set({ redacted: true }).where("event_id", "=", target).execute();
  await tables.deleteFrom("room_notable").where("event_id", "=", target).execute();
  const { numUpdatedRows } = await tables
    .updateTable("room_state")
    .set({ changed: event.depth })
    .where("room", "=", event.room_id)
    .where(
      "position",
      "=",
      tables
        .selectFrom("room_event")
        .select("room_event.position")
        .where("event_id", "=", target)
        .where("room", "=", event.room_id)
        .where("state_key", "is not", null),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function mayNameAll({ state }: HeldRoom, sender: string): boolean {
  const levels = own(state.content(TYPES.powerLevels) ?? {}, "notifications");
  const level = levels !== undefined && isObject(levels) ? own(levels, "room") : undefined;
  return state.power().of(sender) >= (typeof level === "number" ? level : NAMES_ALL);
}
