import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { AnyDatabase, Database } from "../../platform/database/database.ts";
import { RoomKeyDestroyed } from "../../platform/errors.ts";
import { KeyGone, type KeyService } from "../../platform/key-service.ts";
import type { RoomKey } from "./seal-content.ts";
import { roomTables } from "./tables.ts";

const KEY_BYTES = 32;
/** How many rooms' keys are kept unwrapped in memory. */
const ROOMS_KEPT = 2_000;
/** So that a rotation holds few keys at a time, and an interruption undoes little. */
const STEP = 100;

/** The keys that contents of rooms are sealed with: kept wrapped, unwrapped in memory while they are used. */
export interface RoomKeys {
  /** Makes a key of a version, in the caller's transaction. */
  make(transaction: AnyDatabase, room: string, version: number, now: Date): Promise<RoomKey>;
  /**
   * A key that was committed before.
   *
   * @throws RoomKeyDestroyed, KeyServiceUnavailable
   */
  of(database: AnyDatabase, room: string, version: number): Promise<RoomKey>;
  /** Destroys every key of a room: the rows in the caller's transaction, and what the key service has of it at once. */
  destroy(transaction: AnyDatabase, room: string, now: Date): Promise<void>;
  /** Drops what is in memory of a room whose keys are gone. */
  forget(room: string): void;
  /** Wraps every key with the newest master key; goes on where an earlier attempt stopped. */
  rewrapAll(): Promise<{ version: string; rewrapped: number }>;
}

/**
 * The keys of rooms.
 *
 * @param options.step how many keys one transaction of a rotation rewraps
 */
export function createRoomKeys(
  database: Database,
  service: KeyService,
  { step = STEP }: { readonly step?: number } = {},
): RoomKeys {
  const opened = new Map<string, Map<number, Promise<RoomKey>>>();

  const unwrap = async (from: AnyDatabase, room: string, version: number): Promise<RoomKey> => {
    const row = await roomTables(from)
      .selectFrom("room_key")
      .select(["wrapped", "wrapped_by"])
      .where("room", "=", room)
      .where("version", "=", version)
      .executeTakeFirst();
    if (row === undefined || row.wrapped === null || row.wrapped_by === null) throw new RoomKeyDestroyed();
    try {
      const bytes = await service.unwrap(room, { version: row.wrapped_by, bytes: row.wrapped });
      return { version, bytes: Buffer.from(bytes) };
    } catch (error) {
      throw error instanceof KeyGone ? new RoomKeyDestroyed() : error;
    }
  };

  const forget = (room: string): void => {
    opened.delete(room);
  };

  return {
    async make(transaction, room, version, now) {
      const bytes = randomBytes(KEY_BYTES);
      // Shared, so that a rotation cannot let go of the master key between wrapping and committing.
      await sql`select pg_advisory_xact_lock_shared(hashtext('akkoord-master-key'))`.execute(transaction);
      const wrapped = await service.wrap(room, bytes);
      await roomTables(transaction)
        .insertInto("room_key")
        .values({
          room,
          version,
          wrapped: Buffer.from(wrapped.bytes),
          wrapped_by: wrapped.version,
          made_at: now,
        })
        .execute();
      return { version, bytes };
    },

    of(from, room, version) {
      const keys = opened.get(room) ?? new Map<number, Promise<RoomKey>>();
      // Newest last, so that the room that was not used for longest is let go of first.
      opened.delete(room);
      opened.set(room, keys);
      for (const [oldest] of opened) {
        if (opened.size <= ROOMS_KEPT) break;
        opened.delete(oldest);
      }
      const known = keys.get(version);
      if (known !== undefined) return known;
      const opening = unwrap(from, room, version);
      keys.set(version, opening);
      opening.catch(() => keys.delete(version));
      return opening;
    },

    async destroy(transaction, room, now) {
      await roomTables(transaction)
        .updateTable("room_key")
        .set({ wrapped: null, wrapped_by: null, destroyed_at: now })
        .where("room", "=", room)
        .where("wrapped", "is not", null)
        .execute();
      await service.destroy(room);
      forget(room);
    },

    forget,

    async rewrapAll() {
      let outcome = { version: "", rewrapped: 0 };
      await database.exclusively("akkoord-rotate-master-key", async () => {
        const current = await service.current();
        const unfinished = await countOthers(database.use(), current);
        // Keys of an older version mean that an attempt stopped halfway: it is finished instead of begun again.
        const version =
          unfinished > 0 && (await countOf(database.use(), current)) > 0 ? current : await service.renew();
        let rewrapped = 0;
        for (;;) {
          const done = await rewrapSome(version);
          if (done === 0) break;
          rewrapped += done;
        }
        await database
          .use()
          .transaction()
          .execute(async (transaction) => {
            await sql`select pg_advisory_xact_lock(hashtext('akkoord-master-key'))`.execute(transaction);
            if ((await countOthers(transaction, version)) === 0) await service.retire(version);
          });
        outcome = { version, rewrapped };
      });
      return outcome;
    },
  };

  /** Rewraps keys that another version wrapped; each row is held, so that nobody destroys it in between. */
  async function rewrapSome(version: string): Promise<number> {
    return database
      .use()
      .transaction()
      .execute(async (transaction) => {
        const tables = roomTables(transaction);
        const rows = await tables
          .selectFrom("room_key")
          .select(["room", "version", "wrapped", "wrapped_by"])
          .where("wrapped_by", "is not", null)
          .where("wrapped_by", "<>", version)
          .orderBy("room")
          .orderBy("version")
          .limit(step)
          .forUpdate()
          .execute();
        for (const row of rows) {
          if (row.wrapped === null || row.wrapped_by === null) continue;
          const bytes = await service.unwrap(row.room, { version: row.wrapped_by, bytes: row.wrapped });
          const wrapped = await service.wrap(row.room, bytes);
          await tables
            .updateTable("room_key")
            .set({ wrapped: Buffer.from(wrapped.bytes), wrapped_by: wrapped.version })
            .where("room", "=", row.room)
            .where("version", "=", row.version)
            .execute();
        }
        return rows.length;
      });
  }
}

async function countOthers(database: AnyDatabase, version: string): Promise<number> {
  return count(database, "<>", version);
}

async function countOf(database: AnyDatabase, version: string): Promise<number> {
  return count(database, "=", version);
}

async function count(database: AnyDatabase, compare: "=" | "<>", version: string): Promise<number> {
  const { keys } = await roomTables(database)
    .selectFrom("room_key")
    .select((columns) => columns.fn.countAll<string>().as("keys"))
    .where("wrapped_by", compare, version)
    .executeTakeFirstOrThrow();
  return Number(keys);
}
