import { randomUUID } from "node:crypto";
import { z } from "zod";
import { command } from "../../platform/command.ts";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { NotFound, NotSignedIn } from "../../platform/errors.ts";
import type { Ended } from "../directory/leaving.ts";
import { type PreparedPicture, type Wearer, wearerOf } from "./model.ts";
import { mayHavePicture } from "./permissions.ts";
import type { AvatarTables } from "./tables.ts";

/** Enough to choose from, too few to keep files by. */
const MOST_UNWORN = 3;

/** Keeps a picture for its wearer; nobody else sees it before it is worn. Only the newest that are not worn stay. */
export function keepPicture({ mediaType, large, small }: PreparedPicture) {
  return command({
    name: "avatars.keep",
    on: "avatar",
    input: z.object({}),
    may: mayHavePicture,
    async run({ actor, now, transaction }) {
      const wearer = wearerOf(actor);
      if (wearer === null) throw new NotSignedIn();
      const older = await transaction
        .$extendTables<AvatarTables>()
        .selectFrom("avatar")
        .select("id")
        .where("wearer_kind", "=", wearer.kind)
        .where("wearer_id", "=", wearer.id)
        .where("worn", "=", false)
        .orderBy("kept_at", "desc")
        .offset(MOST_UNWORN - 1)
        .execute();
      if (older.length > 0)
        await ofWearer(transaction, wearer)
          .where(
            "id",
            "in",
            older.map((row) => row.id),
          )
          .execute();
      const id = randomUUID();
      await transaction
        .$extendTables<AvatarTables>()
        .insertInto("avatar")
        .values({
          id,
          wearer_kind: wearer.kind,
          wearer_id: wearer.id,
          media_type: mediaType,
          large: Buffer.from(large),
          small: Buffer.from(small),
          kept_at: now,
          worn: false,
        })
        .execute();
      return { output: { id }, object: { type: "avatar", id } };
    },
  });
}

/** Puts a picture on, or takes it off (null). The one worn before is removed. */
export const wearPicture = command({
  name: "avatars.wear",
  on: "avatar",
  input: z.object({ id: z.uuid().nullable() }),
  may: mayHavePicture,
  async run({ input: { id }, actor, transaction }) {
    const wearer = wearerOf(actor);
    if (wearer === null) throw new NotSignedIn();
    const before = ofWearer(transaction, wearer).where("worn", "=", true);
    await (id === null ? before : before.where("id", "<>", id)).execute();
    if (id !== null) {
      const worn = await transaction
        .$extendTables<AvatarTables>()
        .updateTable("avatar")
        .set({ worn: true })
        .where("id", "=", id)
        .where("wearer_kind", "=", wearer.kind)
        .where("wearer_id", "=", wearer.id)
        .returning("id")
        .executeTakeFirst();
      if (worn === undefined) throw new NotFound();
    }
    return {
      output: { id },
      object: { type: "avatar", id },
      events: [{ type: "avatars.worn", data: { wearerKind: wearer.kind, wearer: wearer.id, avatar: id } }],
    };
  },
});

/** Removes the pictures of somebody who leaves, in the caller's transaction: part of the end of a person or guest. */
export async function removePictures(transaction: AnyDatabase, wearer: Wearer): Promise<Ended[]> {
  const removed = await ofWearer(transaction, wearer).returning("id").execute();
  return removed.map(({ id }): Ended => ({ kind: "avatar", id }));
}

function ofWearer(transaction: AnyDatabase, { kind, id }: Wearer) {
  return transaction
    .$extendTables<AvatarTables>()
    .deleteFrom("avatar")
    .where("wearer_kind", "=", kind)
    .where("wearer_id", "=", id);
}
