import { z } from "zod";
import type { Caller } from "../../platform/command.ts";
import type { Database } from "../../platform/database/database.ts";
import { InvalidInput, NotFound } from "../../platform/errors.ts";
import { type AccessParts, seatToRead } from "./access.ts";
import type { AccountData } from "./account-data.ts";
import { LONGEST_TYPING_MS } from "./model.ts";
import { eventIdInput } from "./shapes.ts";
import { roomTables } from "./tables.ts";
import type { Typing } from "./typing.ts";

/** How far somebody says that they have read. */
export interface Receipt {
  readonly type: "m.read" | "m.read.private" | "m.fully_read";
  readonly eventId: string;
  /** `main`, or the event that a thread began with; null for all at once. */
  readonly threadId?: string | null;
}

/** What keeping receipts needs. */
export type ReceiptParts = AccessParts & {
  readonly database: Database;
  readonly accountData: AccountData;
  readonly typing: Typing;
};

/**
 * How far people have read, and whether they type. Of these no audit entry is made: they change nothing that anybody has
 * to account for, and a trail of who read what and when would watch people at their work.
 */
export function createReceipts(parts: ReceiptParts) {
  const { database } = parts;
  return {
    async setReceipt(roomId: string, receipt: Receipt, caller: Caller): Promise<void> {
      const { eventId } = receipt;
      if (!eventIdInput.safeParse(eventId).success)
        throw new InvalidInput([{ path: "eventId", message: "must be the id of an event" }]);
      const seat = await seatToRead(parts, database.use(), caller, roomId);
      const tables = roomTables(database.use());
      const event = await tables
        .selectFrom("room_event")
        .select("position")
        .where("room", "=", roomId)
        .where("event_id", "=", eventId)
        .where("position", ">=", seat.member.sees_from)
        .executeTakeFirst();
      if (event === undefined) throw new NotFound();
      if (receipt.type === "m.fully_read") {
        await parts.accountData.put(roomId, "m.fully_read", { event_id: eventId }, caller);
        return;
      }
      const told = { event_id: eventId, position: event.position, at: parts.now() };
      await tables
        .insertInto("room_receipt")
        .values({
          room: roomId,
          user_id: seat.me,
          type: receipt.type,
          thread: threadOf(receipt),
          ...told,
        })
        .onConflict((conflict) =>
          conflict
            .columns(["room", "user_id", "type", "thread"])
            .doUpdateSet(told)
            // Reading on another device may lag behind; what was read stays read.
            .where("room_receipt.position", "<", event.position),
        )
        .execute();
    },

    async setTyping(
      roomId: string,
      typing: { readonly typing: boolean; readonly timeoutMs: number },
      caller: Caller,
    ): Promise<void> {
      const seat = await seatToRead(parts, database.use(), caller, roomId);
      // Who cannot write does not type either.
      const canWrite = seat.room.closed_at === null && seat.room.paused === null;
      if (typing.typing && canWrite)
        parts.typing.set(
          roomId,
          seat.me,
          z.number().min(1).max(LONGEST_TYPING_MS).catch(LONGEST_TYPING_MS).parse(typing.timeoutMs),
        );
      else parts.typing.stop(roomId, seat.me);
    },
  };
}

function threadOf({ threadId }: Receipt): string {
  if (threadId === null || threadId === undefined) return "";
  if (threadId === "main" || eventIdInput.safeParse(threadId).success) return threadId;
  throw new InvalidInput([{ path: "threadId", message: "must be main or the id of an event" }]);
}
