import { type Selectable, sql } from "kysely";
import { z } from "zod";
import { type Actor, hasRole } from "../../platform/actor.ts";
import { command } from "../../platform/command.ts";
import type { AnyDatabase, Database } from "../../platform/database/database.ts";
import { NotAllowed, NotSignedIn } from "../../platform/errors.ts";
import { countLiveRooms, type RoomScope } from "./live-rooms.ts";
import { mayKeepUpRooms } from "./permissions.ts";
import { CHECK_CAUSES, type CheckCause, checkTables, type RoomCheckTables } from "./room-checks-tables.ts";

/** How long a check is kept after it was done. */
const KEPT_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** How far a check is with rooms. */
export interface CheckCounts {
  readonly rooms: number;
  readonly done: number;
  readonly paused: number;
  readonly resumed: number;
}

/** A check, as who watches over rooms sees it. */
export interface RoomCheck extends CheckCounts {
  readonly id: string;
  readonly cause: CheckCause;
  /** UTC. */
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** By hub, as far as the reader may see them; the totals are the sum of these. */
  readonly organisations: readonly (CheckCounts & { readonly organisation: string })[];
}

/** Whose rooms somebody sees the checks of. */
export function checksOf(actor: Actor): { readonly all: true } | { readonly organisation: string } | null {
  if (hasRole(actor, "coordinator", "operator")) return { all: true };
  if (actor.kind !== "person" || actor.organisation === null) return null;
  return hasRole(actor, "security-officer") ? { organisation: actor.organisation } : null;
}

/**
 * Checks, newest first, with counts of the rooms that the actor may know of.
 *
 * @throws NotSignedIn, NotAllowed
 */
export async function listRoomChecks(
  database: Pick<Database, "use">,
  actor: Actor,
  page: { readonly page: number; readonly pageSize: number },
): Promise<{ readonly checks: readonly RoomCheck[]; readonly total: number }> {
  const seen = checksOf(actor);
  if (seen === null) throw actor.kind === "anonymous" ? new NotSignedIn() : new NotAllowed();
  const tables = checkTables(database.use());
  const rows = await tables
    .selectFrom("room_check")
    .selectAll()
    .orderBy("id", "desc")
    .limit(page.pageSize)
    .offset((page.page - 1) * page.pageSize)
    .execute();
  const { total } = await tables
    .selectFrom("room_check")
    .select((columns) => columns.fn.countAll<string>().as("total"))
    .executeTakeFirstOrThrow();
  if (rows.length === 0) return { checks: [], total: Number(total) };
  let counting = tables
    .selectFrom("room_check_count")
    .selectAll()
    .where(
      "check",
      "in",
      rows.map(({ id }) => id),
    );
  if ("organisation" in seen) counting = counting.where("organisation", "=", seen.organisation);
  const counts = Map.groupBy(await counting.orderBy("organisation").execute(), ({ check }) => check);
  return { checks: rows.map((row) => shown(row, counts.get(row.id) ?? [])), total: Number(total) };
}

function shown(
  row: Selectable<RoomCheckTables["room_check"]>,
  counts: readonly Selectable<RoomCheckTables["room_check_count"]>[],
): RoomCheck {
  const sum = (of: (count: CheckCounts) => number) => counts.reduce((total, count) => total + of(count), 0);
  return {
    id: row.id,
    cause: row.cause,
    requestedAt: row.requested_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    rooms: sum(({ rooms }) => rooms),
    done: sum(({ done }) => done),
    paused: sum(({ paused }) => paused),
    resumed: sum(({ resumed }) => resumed),
    organisations: counts.map(({ organisation, rooms, done, paused, resumed }) => ({
      organisation,
      rooms,
      done,
      paused,
      resumed,
    })),
  };
}

const scopeInput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("organisation"), id: z.string().min(1).max(100) }),
]);

/**
 * Asks for rooms to be decided again. Asking for what is still waiting to begin is the same as asking once, so an event
 * that arrives twice does no harm.
 */
export const requestRoomCheck = command({
  name: "rooms.request-check",
  on: "room-check",
  input: z.strictObject({ cause: z.enum(CHECK_CAUSES), scope: scopeInput }),
  may: mayKeepUpRooms,
  async run({ input: { cause, scope }, now, transaction }) {
    const tables = checkTables(transaction);
    const scopeId = scope.kind === "all" ? null : scope.id;
    const waiting = await tables
      .selectFrom("room_check")
      .select("id")
      .where("started_at", "is", null)
      .where("scope", "=", scope.kind)
      .where(sql<boolean>`scope_id is not distinct from ${scopeId}`)
      .forUpdate()
      .executeTakeFirst();
    const { id } =
      waiting ??
      (await tables
        .insertInto("room_check")
        .values({ cause, scope: scope.kind, scope_id: scopeId, requested_at: now })
        .returning("id")
        .executeTakeFirstOrThrow());
    return { output: { id }, object: { type: "room-check", id } };
  },
});

/** A check that is not done. */
export interface OpenCheck {
  readonly id: string;
  readonly scope: RoomScope;
  /** Where to go on. */
  readonly after: string | null;
  readonly started: boolean;
}

/** The check that was asked for first of those that are not done; null when all are. */
export async function nextCheck(database: AnyDatabase): Promise<OpenCheck | null> {
  const row = await checkTables(database)
    .selectFrom("room_check")
    .selectAll()
    .where("finished_at", "is", null)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { id, scope, scope_id, after, started_at } = row;
  return {
    id,
    scope: scope === "all" ? { kind: "all" } : { kind: scope, id: scope_id ?? "" },
    after,
    started: started_at !== null,
  };
}

/** Begins a check: counts the rooms that it is about, and clears away old checks. */
export function beginRoomCheck(check: OpenCheck) {
  return command({
    name: "rooms.begin-check",
    on: "room-check",
    input: z.strictObject({}),
    may: mayKeepUpRooms,
    async run({ now, transaction }) {
      const tables = checkTables(transaction);
      const hubs = await countLiveRooms(transaction, check.scope);
      if (hubs.length > 0) {
        await tables
          .insertInto("room_check_count")
          .values(
            hubs.map(({ hub, rooms }) => ({
              check: check.id,
              organisation: hub,
              rooms,
              done: 0,
              paused: 0,
              resumed: 0,
            })),
          )
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
      await tables.updateTable("room_check").set({ started_at: now }).where("id", "=", check.id).execute();
      await tables
        .deleteFrom("room_check")
        .where("finished_at", "<", new Date(now.getTime() - KEPT_DAYS * DAY_MS))
        .execute();
      return { output: null, object: { type: "room-check", id: check.id } };
    },
  });
}

/** What became of rooms of a hub in a part of a check. */
export type PartCounts = ReadonlyMap<string, Omit<CheckCounts, "rooms">>;

/**
 * Notes how far a check is.
 *
 * @param part `last`: the last room of it; null when there were no more rooms, and the check is done
 */
export function noteRoomCheck(
  check: string,
  part: { readonly last: string | null; readonly counts: PartCounts },
) {
  return command({
    name: part.last === null ? "rooms.finish-check" : "rooms.note-check",
    on: "room-check",
    input: z.strictObject({}),
    may: mayKeepUpRooms,
    async run({ now, transaction }) {
      const tables = checkTables(transaction);
      for (const [organisation, { done, paused, resumed }] of part.counts) {
        await tables
          .insertInto("room_check_count")
          .values({ check, organisation, rooms: done, done, paused, resumed })
          .onConflict((conflict) =>
            conflict.columns(["check", "organisation"]).doUpdateSet({
              done: sql`room_check_count.done + ${done}`,
              // Rooms that were opened meanwhile are done too.
              rooms: sql`greatest(room_check_count.rooms, room_check_count.done + ${done})`,
              paused: sql`room_check_count.paused + ${paused}`,
              resumed: sql`room_check_count.resumed + ${resumed}`,
            }),
          )
          .execute();
      }
      await tables
        .updateTable("room_check")
        .set(part.last === null ? { finished_at: now } : { after: part.last })
        .where("id", "=", check)
        .execute();
      return { output: null, object: { type: "room-check", id: check } };
    },
  });
}
