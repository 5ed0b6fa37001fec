import type { Guest } from "../../platform/actor.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Seal } from "../../platform/sealed.ts";
import type { Directory } from "../directory/queries.ts";
import { asActor, guestTables, isOver, openGuest } from "./read.ts";

/** What reading guests needs. */
export interface GuestQueryParts {
  readonly database: Database;
  readonly seal: Seal;
  readonly directory: Pick<Directory, "activePerson">;
  readonly clock: Clock;
}

/** Reads guests. */
export function createGuestQueries({ database, seal, directory, clock }: GuestQueryParts) {
  return {
    /**
     * A guest who still has access, by id. Who was ended has none; and neither has one whose time is over by the clock,
     * or whose sponsor may answer for nobody any more, also before anything was written down.
     */
    async guest(id: string): Promise<Guest | null> {
      const row = await guestTables(database.use())
        .selectFrom("guest")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      if (row === undefined || row.verified_at === null || isOver(row, clock.now())) return null;
      const sponsor = await directory.activePerson(row.sponsor);
      return sponsor === null || sponsor.organisation === null ? null : asActor(openGuest(seal, row));
    },
  };
}

/** Reads guests. */
export type GuestQueries = ReturnType<typeof createGuestQueries>;
