import { z } from "zod";
import { command } from "../../platform/command.ts";
import { NotAllowed, NotFound, RoomKeyDestroyed, RoomOpen } from "../../platform/errors.ts";
import type { RoomKeys } from "./keys.ts";
import {
  mayDestroyKey,
  mayKeepUpRooms,
  mayRotateKey,
  mayRotateMasterKey,
  mayWorkWithRoomKeys,
} from "./permissions.ts";
import { oneRoom } from "./shapes.ts";
import { roomTables } from "./tables.ts";
import type { RoomCommandParts } from "./work.ts";

/** Gives a room a new key for what is said from now on; what was said stays readable with the older ones. */
export function rotateRoomKey({ keys }: Pick<RoomCommandParts, "keys">) {
  return command({
    name: "rooms.rotate-key",
    on: "room",
    input: oneRoom,
    about: ({ roomId }) => roomId,
    may: mayWorkWithRoomKeys,
    async run({ input, actor, now, transaction }) {
      const room = await roomTables(transaction)
        .selectFrom("room")
        .select(["id", "hub", "key_version", "destroyed_at"])
        .where("id", "=", input.roomId)
        .forNoKeyUpdate()
        .executeTakeFirst();
      if (room === undefined) throw new NotFound();
      if (!mayRotateKey(actor, room.hub)) throw new NotAllowed();
      if (room.destroyed_at !== null) throw new RoomKeyDestroyed();
      const { version } = await keys.make(transaction, room.id, room.key_version + 1, now);
      await roomTables(transaction)
        .updateTable("room")
        .set({ key_version: version })
        .where("id", "=", room.id)
        .execute();
      return { output: { version }, object: { type: "room", id: room.id } };
    },
  });
}

/**
 * Destroys every key of a closed room. What was said there, and what the room and those in it were called, can then be
 * read nowhere any more: not in the database, and not in any copy of it. That it was said, and by whom, stays provable.
 */
export function destroyRoomKey({ keys, standings }: Pick<RoomCommandParts, "keys" | "standings">) {
  return command({
    name: "rooms.destroy-key",
    on: "room",
    input: oneRoom,
    about: ({ roomId }) => roomId,
    may: mayWorkWithRoomKeys,
    async run({ input, actor, now, transaction }) {
      const tables = roomTables(transaction);
      const room = await tables
        .selectFrom("room")
        .select(["id", "hub", "closed_at", "destroyed_at"])
        .where("id", "=", input.roomId)
        .forNoKeyUpdate()
        .executeTakeFirst();
      if (room === undefined) throw new NotFound();
      if (!mayDestroyKey(actor, room.hub)) throw new NotAllowed();
      if (room.closed_at === null) throw new RoomOpen();
      if (room.destroyed_at === null) {
        await tables.updateTable("room").set({ destroyed_at: now }).where("id", "=", room.id).execute();
        await keys.destroy(transaction, room.id, now);
        standings.forget(room.id);
      }
      return {
        output: null,
        object: { type: "room", id: room.id },
        events: [{ type: "rooms.key-destroyed", data: { room: room.id } }],
      };
    },
  });
}

/** Writes down that somebody has the master key renewed; the work itself goes in steps, and can be taken up again. */
export const noteMasterKeyRotation = command({
  name: "rooms.rotate-master-key",
  on: "master-key",
  input: z.object({}),
  may: mayRotateMasterKey,
  run: async () => ({ output: null, object: { type: "master-key", id: null } }),
});

/** Wraps every key with a new master key. */
export async function rotateMaster(keys: RoomKeys): Promise<{ version: string; rewrapped: number }> {
  return keys.rewrapAll();
}

/** How long a sender may come back with the same attempt. */
const ATTEMPTS_KEPT_DAYS = 30;

/** Clears away what was kept to recognise attempts that come twice, once nobody comes back with them any more. */
export const forgetAttempts = command({
  name: "rooms.forget-attempts",
  on: "room",
  input: z.object({}),
  may: mayKeepUpRooms,
  async run({ now, transaction }) {
    const before = new Date(now.getTime() - ATTEMPTS_KEPT_DAYS * 86_400_000);
    await roomTables(transaction).deleteFrom("room_transaction").where("at", "<", before).execute();
    return { output: null, object: { type: "room", id: null } };
  },
});
