import type { JsonObject } from "@akkoord/room";
import type { Selectable } from "kysely";
import type { Caller } from "../../platform/command.ts";
import type { AnyDatabase, Database } from "../../platform/database/database.ts";
import { InvalidInput, NotFound, TooLarge } from "../../platform/errors.ts";
import type { Seal } from "../../platform/sealed.ts";
import { type AccessParts, ownUserId, seatToRead } from "./access.ts";
import type { RoomKeys } from "./keys.ts";
import { LARGEST_ACCOUNT_DATA, type LooseEvent } from "./model.ts";
import { openContent, sealContent } from "./seal-content.ts";
import { contentInput, typeInput } from "./shapes.ts";
import { type RoomTables, roomTables } from "./tables.ts";

/** What keeping account data needs. */
export type AccountDataParts = AccessParts & {
  readonly database: Database;
  readonly keys: RoomKeys;
  readonly seal: Seal;
};

/** What applications keep for somebody: of a room, or of everywhere. Sealed, as it may say what people say. */
export interface AccountData {
  /** @throws NotFound when there is none of the type */
  get(roomId: string | null, type: string, caller: Caller): Promise<JsonObject>;
  put(roomId: string | null, type: string, content: JsonObject, caller: Caller): Promise<void>;
  /** Opens rows; those of rooms whose keys are gone are left out. */
  open(database: AnyDatabase, rows: readonly AccountDataRow[]): Promise<OpenedAccountData[]>;
}

export type AccountDataRow = Selectable<RoomTables["room_account_data"]>;

/** A piece of account data with the room it is of; empty for everywhere. */
export type OpenedAccountData = LooseEvent & { readonly room: string };

/** Types that the server keeps itself. */
const NOT_THEIRS: ReadonlySet<string> = new Set(["m.fully_read"]);

/** Keeps account data. Like receipts it leaves no audit entry: it is only of who keeps it. */
export function createAccountData(parts: AccountDataParts): AccountData {
  const { database, keys, seal, server } = parts;

  const openRow = async (from: AnyDatabase, row: AccountDataRow): Promise<JsonObject | null> => {
    if (row.key_version === null) return parsed(seal.open(row.sealed.toString(), aboutOwn(row)));
    const key = await keys.of(from, row.room, row.key_version).catch(() => null);
    return key === null ? null : openContent(row.sealed, key, { room: row.room, id: aboutOwn(row) });
  };

  return {
    async get(roomId, type, caller) {
      const me = ownUserId(caller.actor, server);
      if (roomId !== null) await seatToRead(parts, database.use(), caller, roomId);
      const row = await roomTables(database.use())
        .selectFrom("room_account_data")
        .selectAll()
        .where("user_id", "=", me)
        .where("room", "=", roomId ?? "")
        .where("type", "=", type)
        .executeTakeFirst();
      const content = row === undefined ? null : await openRow(database.use(), row);
      if (content === null) throw new NotFound();
      return content;
    },

    async put(roomId, type, content, caller) {
      const me = ownUserId(caller.actor, server);
      if (!typeInput.safeParse(type).success || !contentInput.safeParse(content).success)
        throw new InvalidInput([{ path: "type", message: "must be 1 to 255 characters" }]);
      if (roomId === null && NOT_THEIRS.has(type))
        throw new InvalidInput([{ path: "type", message: "is kept by the server" }]);
      const text = JSON.stringify(content);
      if (Buffer.byteLength(text) > LARGEST_ACCOUNT_DATA) throw new TooLarge();
      const place = { user_id: me, room: roomId ?? "", type };
      const seat = roomId === null ? null : await seatToRead(parts, database.use(), caller, roomId);
      const key = seat === null ? null : await keys.of(database.use(), seat.room.id, seat.room.key_version);
      const sealed =
        key === null
          ? Buffer.from(seal.close(text, aboutOwn(place)))
          : sealContent(content, key, { room: place.room, id: aboutOwn(place) });
      const columns = { sealed, key_version: key?.version ?? null };
      await roomTables(database.use())
        .insertInto("room_account_data")
        .values({ ...place, ...columns })
        .onConflict((conflict) => conflict.columns(["user_id", "room", "type"]).doUpdateSet(columns))
        .execute();
    },

    async open(from, rows) {
      const opened: OpenedAccountData[] = [];
      for (const row of rows) {
        const content = await openRow(from, row);
        if (content !== null) opened.push({ room: row.room, type: row.type, content });
      }
      return opened;
    },
  };
}

function aboutOwn({ user_id, type }: { readonly user_id: string; readonly type: string }): string {
  return JSON.stringify(["account data", user_id, type]);
}

function parsed(text: string): JsonObject {
  const content: JsonObject = JSON.parse(text);
  return content;
}
