import type { JsonObject } from "@akkoord/room";
import { z } from "zod";
import { LONGEST_NAME, LONGEST_PURPOSE, LONGEST_TRANSACTION_ID } from "./model.ts";
import { holdsUnseen } from "./names.ts";

/** A room's id, `!…:server`. Which rooms there are, only their members know. */
export const roomIdInput = z
  .string()
  .max(255)
  .regex(/^![^:\s]+:\S+$/, { error: "must be the id of a room" });

/** An event's id: `$` and its hash. */
export const eventIdInput = z
  .string()
  .max(255)
  .regex(/^\$[\w-]+$/, { error: "must be the id of an event" });

/** A user id, `@…:server`. */
export const userIdInput = z
  .string()
  .max(255)
  .regex(/^@[^:\s]+:\S+$/, { error: "must be a user id" });

/** The name of a room. */
export const nameInput = z
  .string()
  .trim()
  .min(1, { error: "must have a name" })
  .max(LONGEST_NAME)
  .refine((name) => !holdsUnseen(name), { error: "must not hold characters that are not seen" });

/** What a room is for, in words. */
export const purposeTextInput = z
  .string()
  .trim()
  .max(LONGEST_PURPOSE)
  .refine((text) => !holdsUnseen(text.replaceAll("\n", "")), {
    error: "must not hold characters that are not seen",
  });

/** Why somebody does something; others in the room read it. */
export const reasonInput = z.string().trim().max(500);

/** Type of an event or of account data. */
export const typeInput = z.string().min(1).max(255);

/** The sender's own id of an attempt. */
export const transactionIdInput = z.string().min(1).max(LONGEST_TRANSACTION_ID).nullable();

/** An object as it came out of JSON; what may stand in an event, the log itself checks. */
export const contentInput = z.custom<JsonObject>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  { error: "must be a JSON object" },
);

/** One room. */
export const oneRoom = z.object({ roomId: roomIdInput });
