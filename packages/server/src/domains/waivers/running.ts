import type { Waiver } from "@akkoord/policy";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { peopleOf, waiverTables } from "./read.ts";

/** A granted waiver that runs on a day, with whom it covers. */
export interface RunningWaiver {
  readonly waiver: Waiver;
  /** Ids of the people it covers; null for everybody of its organisation. */
  readonly people: ReadonlySet<string> | null;
}

/**
 * The granted waivers of organisations that run on a day, in the order of their ids. For who decides about people that
 * are together, such as in a room.
 *
 * @example await runningWaivers(transaction, ["bzk", "szw"], "2026-11-22")
 */
export async function runningWaivers(
  database: AnyDatabase,
  organisations: readonly string[],
  date: string,
): Promise<readonly RunningWaiver[]> {
  if (organisations.length === 0) return [];
  const rows = await waiverTables(database)
    .selectFrom("waiver")
    .select(["id", "granted", "cover_kind"])
    .where("organisation", "in", organisations)
    .where("state", "=", "granted")
    .where("valid_from", "<=", date)
    .where("valid_to", ">=", date)
    .orderBy("id")
    .execute();
  const named = rows.flatMap(({ id, cover_kind }) => (cover_kind === "organisation" ? [] : [id]));
  const people = await peopleOf(database, named);
  return rows.flatMap(({ id, granted, cover_kind }) =>
    granted === null
      ? []
      : [{ waiver: granted, people: cover_kind === "organisation" ? null : new Set(people.get(id) ?? []) }],
  );
}
