import type { Person } from "../../platform/actor.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Directory } from "../directory/queries.ts";
import { hashOfToken } from "./model.ts";
import type { SessionTables } from "./tables.ts";

/** Reads sessions. */
export function createSessionQueries(database: Database, directory: Directory, clock: Clock) {
  return {
    /** The person whose session has this token; null when there is none or it ran out. */
    async person(token: string): Promise<Person | null> {
      const session = await database
        .use()
        .$extendTables<SessionTables>()
        .selectFrom("session")
        .select("person_id")
        .where("token_hash", "=", hashOfToken(token))
        .where("expires_at", ">", clock.now())
        .executeTakeFirst();
      return session === undefined ? null : directory.person(session.person_id);
    },
  };
}

/** Reads sessions. */
export type SessionQueries = ReturnType<typeof createSessionQueries>;
