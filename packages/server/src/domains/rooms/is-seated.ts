import type { AnyDatabase } from "../../platform/database/database.ts";
import { roomTables } from "./tables.ts";

/** Whether somebody is in a room or invited to it, by what was committed; doing anything there checks it again. */
export async function isSeated(database: AnyDatabase, roomId: string, userId: string): Promise<boolean> {
  const row = await roomTables(database)
    .selectFrom("room_member")
    .select("user_id")
    .where("room", "=", roomId)
    .where("user_id", "=", userId)
    .where("membership", "in", ["join", "invite"])
    .executeTakeFirst();
  return row !== undefined;
}
