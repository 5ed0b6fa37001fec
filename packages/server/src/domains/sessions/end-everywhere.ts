import type { AnyDatabase } from "../../platform/database/database.ts";
import type { Ended } from "../directory/leaving.ts";
import { tellSignInsEnded } from "./sign-outs.ts";
import type { HolderKind, SessionTables } from "./tables.ts";

/**
 * Ends every session and access token of somebody, in the caller's transaction: part of the end of a person or guest.
 *
 * @returns what was ended, for the certificate
 */
export async function endSignIns(
  transaction: AnyDatabase,
  holder: { readonly kind: HolderKind; readonly id: string },
): Promise<Ended[]> {
  const tables = transaction.$extendTables<SessionTables>();
  const sessions = await tables
    .deleteFrom("session")
    .where("holder_kind", "=", holder.kind)
    .where("holder_id", "=", holder.id)
    .returning("id")
    .execute();
  const tokens = await tables
    .deleteFrom("access_token")
    .where("holder_kind", "=", holder.kind)
    .where("holder_id", "=", holder.id)
    .returning("id")
    .execute();
  await tellSignInsEnded(transaction, holder);
  return [
    ...sessions.map(({ id }): Ended => ({ kind: "session", id })),
    ...tokens.map(({ id }): Ended => ({ kind: "access-token", id })),
  ];
}
