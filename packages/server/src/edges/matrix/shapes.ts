import type { JsonObject } from "@akkoord/room";
import { z } from "zod";
import { InvalidInput } from "../../platform/errors.ts";

/** Longest id, type or state key, in characters: Matrix has it in bytes, and the rooms themselves check that. */
const LONGEST = 255;

/** A room id, `!…`. */
export const roomId = z
  .string()
  .max(LONGEST)
  .regex(/^![^\s]+$/, { error: "must be a room id, such as !abc:server" });
/** An event id, `$…`. */
export const eventId = z
  .string()
  .max(LONGEST)
  .regex(/^\$[^\s]+$/, { error: "must be an event id, such as $abc" });
/** A user id, `@…:server`. */
export const userId = z
  .string()
  .max(LONGEST)
  .regex(/^@[^\s:]+:[^\s]+$/, { error: "must be a user id, such as @name:server" });
/** The type of an event. */
export const eventType = z.string().min(1).max(LONGEST);
/** Which of several of a type. */
export const stateKey = z.string().max(LONGEST);
/** An application's own id of an attempt. */
export const transactionId = z.string().min(1).max(LONGEST);
/** A token of sync or of a page. */
export const streamToken = z.string().min(1).max(200);

/** A whole number in a query. */
export const wholeNumber = z
  .string()
  .regex(/^\d{1,9}$/, { error: "must be a whole number" })
  .transform(Number);
/** True or false in a query. */
export const trueOrFalse = z
  .enum(["true", "false"], { error: "must be true or false" })
  .transform((value) => value === "true");

/** Any JSON object: what it may hold is for its type to say. */
export const jsonObject = z.record(z.string(), z.json()).transform((value): JsonObject => value);

/** Why somebody does something, in their own words. */
export const reason = z.string().max(1_000).optional();

/**
 * Reads a value that is checked only once something else about the request is known.
 *
 * @param path where it stands, for the error
 * @throws InvalidInput
 */
export function readAs<Value>(shape: z.ZodType<Value>, value: unknown, path: string): Value {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InvalidInput(
    parsed.error.issues.map((issue) => ({ path: [path, ...issue.path].join("."), message: issue.message })),
  );
}

/** An empty answer: it is done. */
export const DONE = {};
