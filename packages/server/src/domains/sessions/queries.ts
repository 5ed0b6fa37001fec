import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import { type Holders, holderOf, type SignedIn } from "./holders.ts";
import { hashOfToken } from "./model.ts";
import type { SessionTables } from "./tables.ts";
import { fromRow, WORKPLACE_COLUMNS } from "./workplace.ts";

/** Reads sessions. */
export function createSessionQueries(database: Database, holders: Holders, clock: Clock) {
  return {
    /** Who has the session with this token; null when there is none, it ran out, or they are gone. */
    async signedIn(token: string): Promise<SignedIn | null> {
      const session = await database
        .use()
        .$extendTables<SessionTables>()
        .selectFrom("session")
        .select(["holder_kind", "holder_id", ...WORKPLACE_COLUMNS])
        .where("token_hash", "=", hashOfToken(token))
        .where("expires_at", ">", clock.now())
        .executeTakeFirst();
      if (session === undefined) return null;
      const actor = await holderOf(holders, session);
      return actor === null ? null : { actor, workplace: fromRow(session) };
    },
  };
}

/** Reads sessions. */
export type SessionQueries = ReturnType<typeof createSessionQueries>;
