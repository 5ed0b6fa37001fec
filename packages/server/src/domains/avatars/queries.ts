import type { Caller } from "../../platform/command.ts";
import type { AnyDatabase, Database } from "../../platform/database/database.ts";
import { NotFound } from "../../platform/errors.ts";
import { isSameWearer, type Picture, type Size, type Wearer, wearerOf } from "./model.ts";
import type { AvatarTables } from "./tables.ts";

/** What reading pictures needs. */
export interface AvatarParts {
  readonly database: Database;
  /** Whether the caller is in a room together with somebody else. */
  readonly sharesRoom: (caller: Caller, other: Wearer) => Promise<boolean>;
}

/** Reads pictures. */
export function createAvatarQueries({ database, sharesRoom }: AvatarParts) {
  const tables = () => database.use().$extendTables<AvatarTables>();
  return {
    /**
     * A picture, for its wearer, and for those who share a room with them while it is worn.
     *
     * @throws NotFound when there is none, or none for this caller
     */
    async picture(id: string, size: Size, caller: Caller): Promise<Picture> {
      const row = await tables()
        .selectFrom("avatar")
        .select(["wearer_kind", "wearer_id", "worn"])
        .where("id", "=", id)
        .executeTakeFirst();
      if (row === undefined) throw new NotFound();
      const wearer: Wearer = { kind: row.wearer_kind, id: row.wearer_id };
      const self = wearerOf(caller.actor);
      const mayLook =
        self !== null && (isSameWearer(self, wearer) || (row.worn && (await sharesRoom(caller, wearer))));
      if (!mayLook) throw new NotFound();
      const { media_type, bytes } = await tables()
        .selectFrom("avatar")
        .select(["media_type", size === "large" ? "large as bytes" : "small as bytes"])
        .where("id", "=", id)
        .executeTakeFirstOrThrow(() => new NotFound());
      return { mediaType: media_type, bytes };
    },

    /** The id of the picture that somebody wears, or null. */
    wornBy: (wearer: Wearer) => pictureWornBy(database.use(), wearer),
  };
}

/** The id of the picture that somebody wears, or null; as it is within a transaction of another domain. */
export async function pictureWornBy(database: AnyDatabase, wearer: Wearer): Promise<string | null> {
  const row = await database
    .$extendTables<AvatarTables>()
    .selectFrom("avatar")
    .select("id")
    .where("wearer_kind", "=", wearer.kind)
    .where("wearer_id", "=", wearer.id)
    .where("worn", "=", true)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Reads pictures. */
export type AvatarQueries = ReturnType<typeof createAvatarQueries>;
