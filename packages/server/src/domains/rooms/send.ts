import { isObject, type JsonObject, own, TYPES } from "@akkoord/room";
import { z } from "zod";
import type { AnyDatabase } from "../../platform/database/database.ts";
import { DuplicateReaction, InvalidInput, TooLarge } from "../../platform/errors.ts";
import { openEvents } from "./events.ts";
import type { RoomKeys } from "./keys.ts";
import { LONGEST_BODY } from "./model.ts";
import { mayUseRooms } from "./permissions.ts";
import { annotationKey, type RelatesTo, relationIn } from "./relations.ts";
import {
  contentInput,
  eventIdInput,
  reasonInput,
  roomIdInput,
  transactionIdInput,
  typeInput,
} from "./shapes.ts";
import { roomTables } from "./tables.ts";
import { type RoomCommandParts, roomCommand, type SeatedWork } from "./work.ts";

/** What only makes sense as state, or would promise what this server does not do. */
const NOT_SENT: ReadonlySet<string> = new Set([
  ...[TYPES.create, TYPES.member, TYPES.powerLevels, TYPES.joinRules, TYPES.historyVisibility],
  ...[TYPES.guestAccess, TYPES.name, TYPES.topic, TYPES.thirdPartyInvite, TYPES.label, TYPES.pause],
  "m.room.encrypted",
  "m.room.encryption",
]);

/** Sends a message or another event that is no state. */
export function sendEvent(parts: RoomCommandParts) {
  return roomCommand(parts, {
    name: "rooms.send",
    input: z.object({
      roomId: roomIdInput,
      type: typeInput.refine((type) => !NOT_SENT.has(type) && type !== TYPES.redaction, {
        error: "cannot be sent as a message here",
      }),
      content: contentInput,
      transactionId: transactionIdInput,
    }),
    may: mayUseRooms,
    already: (context) => sentBefore(context),
    async run(work) {
      const { input, held, transaction } = work;
      checkBody(input.content);
      const relation = relationIn(input.content);
      if (relation !== null) await checkRelation(parts.keys, work, relation);
      const { eventId } = await parts.appending.forCaller(
        { transaction, held, now: work.now },
        { type: input.type, stateKey: null, content: input.content },
        work.caller,
      );
      await remember(work, eventId);
      return { eventId };
    },
  });
}

/** Takes back what was said: one's own, or with the power for it that of others. */
export function redactEvent(parts: RoomCommandParts) {
  return roomCommand(parts, {
    name: "rooms.redact",
    input: z.object({
      roomId: roomIdInput,
      eventId: eventIdInput,
      reason: reasonInput.nullable(),
      transactionId: transactionIdInput,
    }),
    may: mayUseRooms,
    already: (context) => sentBefore(context),
    async run(work) {
      const { input, held, transaction } = work;
      const content = {
        redacts: input.eventId,
        ...(input.reason === null || input.reason === "" ? {} : { reason: input.reason }),
      };
      const { eventId } = await parts.appending.forCaller(
        { transaction, held, now: work.now },
        { type: TYPES.redaction, stateKey: null, content },
        work.caller,
      );
      await remember(work, eventId);
      return { eventId };
    },
  });
}

/** Attempts of people, each by its own id. */
type Attempt = Omit<SeatedWork<{ readonly roomId: string; readonly transactionId: string | null }>, "held">;

/** The application that an attempt came from; empty for our own page, whose ids are unique everywhere. */
function deviceOf({ caller }: Attempt): string {
  return caller.deviceId ?? "";
}

/** What became of an attempt that was made before; null for a first one. */
async function sentBefore(attempt: Attempt): Promise<{ eventId: string } | null> {
  const { input, me, transaction } = attempt;
  if (input.transactionId === null) return null;
  const row = await roomTables(transaction)
    .selectFrom("room_transaction")
    .select("event_id")
    .where("user_id", "=", me)
    .where("device", "=", deviceOf(attempt))
    .where("room", "=", input.roomId)
    .where("transaction_id", "=", input.transactionId)
    .executeTakeFirst();
  return row === undefined ? null : { eventId: row.event_id };
}

async function remember(attempt: Attempt, eventId: string): Promise<void> {
  const { input, me, now, transaction } = attempt;
  if (input.transactionId === null) return;
  await roomTables(transaction)
    .insertInto("room_transaction")
    .values({
      user_id: me,
      device: deviceOf(attempt),
      room: input.roomId,
      transaction_id: input.transactionId,
      event_id: eventId,
      at: now,
    })
    .execute();
}

/** The text of a message, and that of an edit, is not endless. */
function checkBody(content: JsonObject): void {
  const edited = own(content, "m.new_content");
  const bodies = [
    own(content, "body"),
    edited !== undefined && isObject(edited) ? own(edited, "body") : undefined,
  ];
  if (bodies.some((body) => typeof body === "string" && [...body].length > LONGEST_BODY))
    throw new TooLarge();
}

/**
 * What an event says of another must make sense: the other is there, an edit is of one's own message, a thread does not
 * begin within a thread, and nobody reacts twice with the same character.
 */
async function checkRelation(
  keys: RoomKeys,
  {
    input,
    me,
    transaction,
  }: SeatedWork<{ readonly roomId: string; readonly type: string; readonly content: JsonObject }>,
  relation: RelatesTo,
): Promise<void> {
  const tables = roomTables(transaction);
  const target = await tables
    .selectFrom("room_event")
    .leftJoin("room_relation", (join) =>
      join
        .onRef("room_relation.room", "=", "room_event.room")
        .onRef("room_relation.position", "=", "room_event.position"),
    )
    .innerJoin("room_member", "room_member.room", "room_event.room")
    .select(["room_event.type", "room_event.sender", "room_event.state_key", "room_relation.kind"])
    .where("room_event.room", "=", input.roomId)
    .where("room_event.event_id", "=", relation.target)
    .where("room_member.user_id", "=", me)
    .whereRef("room_member.sees_from", "<=", "room_event.position")
    .executeTakeFirst();
  if (target === undefined) throw wrongRelation("names an event that is not in the room");
  if (relation.kind === "m.replace") {
    const edited = own(input.content, "m.new_content");
    if (target.sender !== me) throw wrongRelation("edits what somebody else said");
    if (target.type !== input.type || target.state_key !== null || target.kind === "m.replace")
      throw wrongRelation("edits what cannot be edited");
    if (edited === undefined || !isObject(edited)) throw wrongRelation("edits without saying what into");
  }
  if (relation.kind === "m.thread" && target.kind !== null && target.kind !== "redaction")
    throw wrongRelation("begins a thread with an event that belongs to another");
  if (relation.kind === "m.annotation") await checkFirst(keys, transaction, input, me, relation.target);
}

function wrongRelation(message: string): InvalidInput {
  return new InvalidInput([{ path: "content.m.relates_to", message }]);
}

/** @throws DuplicateReaction when somebody gave the same character to the same event already */
async function checkFirst(
  keys: RoomKeys,
  transaction: AnyDatabase,
  { roomId, type, content }: { readonly roomId: string; readonly type: string; readonly content: JsonObject },
  me: string,
  target: string,
): Promise<void> {
  const key = annotationKey(content);
  if (key === "" || [...key].length > 64) throw wrongRelation("must give a key of 1 to 64 characters");
  const rows = await roomTables(transaction)
    .selectFrom("room_relation")
    .innerJoin("room_event", "room_event.event_id", "room_relation.event_id")
    .selectAll("room_event")
    .where("room_relation.room", "=", roomId)
    .where("room_relation.target", "=", target)
    .where("room_relation.kind", "=", "m.annotation")
    .where("room_relation.type", "=", type)
    .where("room_relation.sender", "=", me)
    .where("room_relation.redacted", "=", false)
    .execute();
  const given = await openEvents(transaction, keys, rows);
  if (given.some(({ event }) => annotationKey(event.content) === key)) throw new DuplicateReaction();
}
