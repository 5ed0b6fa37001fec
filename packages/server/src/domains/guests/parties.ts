import type { AnyDatabase } from "../../platform/database/database.ts";
import { guestTables } from "./read.ts";

/**
 * The outside parties that guests come from, by the id of the guest. For who decides about the rooms that they are in.
 *
 * @example (await partiesOfGuests(database, [guest])).get(guest) // "external"
 */
export async function partiesOfGuests(
  database: AnyDatabase,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await guestTables(database)
    .selectFrom("guest")
    .select(["id", "party"])
    .where("id", "in", ids)
    .execute();
  return new Map(rows.map(({ id, party }) => [id, party]));
}
