import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import { type EventFilter, MOST_EVENTS, type SyncFilter } from "../../domains/rooms/model.ts";
import { NotFound } from "../../platform/errors.ts";
import { MatrixError } from "./matrix-error.ts";
import { readAs } from "./shapes.ts";

const list = z.array(z.string().max(255)).max(1_000);
const limit = z
  .int()
  .min(0)
  .transform((wanted) => Math.min(wanted, MOST_EVENTS));

const eventFilter = z.object({
  limit: limit.optional(),
  types: list.optional(),
  not_types: list.optional(),
  senders: list.optional(),
  not_senders: list.optional(),
  rooms: list.optional(),
  not_rooms: list.optional(),
  contains_url: z.boolean().optional(),
  lazy_load_members: z.boolean().optional(),
  include_redundant_members: z.boolean().optional(),
  unread_thread_notifications: z.boolean().optional(),
}) satisfies z.ZodType<EventFilter>;

const syncFilter = z.object({
  room: z
    .object({
      rooms: list.optional(),
      not_rooms: list.optional(),
      include_leave: z.boolean().optional(),
      timeline: eventFilter.optional(),
      state: eventFilter.optional(),
      ephemeral: eventFilter.optional(),
      account_data: eventFilter.optional(),
    })
    .optional(),
  account_data: eventFilter.optional(),
}) satisfies z.ZodType<SyncFilter>;

/** A filter as an application sends it: what is not known in it is left out. */
export const filterBody = syncFilter;

/** Longer ids would not fit in the address of a request. */
const LONGEST_ID = 2_000;
/** More than any id can stand for, so that a small id cannot become much. */
const LARGEST = 262_144;

/**
 * The id of a filter: it is the filter itself, packed. So there is nothing to keep, nothing to clear away, and every
 * server process knows every filter.
 *
 * @throws MatrixError when it is too large for that
 * @example filterOf(filterId({ room: { timeline: { limit: 10 } } })) // { room: { timeline: { limit: 10 } } }
 */
export function filterId(filter: SyncFilter): string {
  const id = deflateRawSync(JSON.stringify(filter), { level: 9 }).toString("base64url");
  if (id.length > LONGEST_ID) throw new MatrixError(413, "M_TOO_LARGE", "filter-too-large");
  return id;
}

/**
 * The filter that an id stands for.
 *
 * @throws NotFound when the id is none of ours
 */
export function filterOf(id: string): SyncFilter {
  if (!/^[\w-]{1,2000}$/.test(id)) throw new NotFound();
  const parsed = syncFilter.safeParse(unpacked(id));
  if (!parsed.success) throw new NotFound();
  return parsed.data;
}

/**
 * The filter of a sync: written out, or by its id.
 *
 * @throws InvalidInput, NotFound
 */
export function filterOfSync(given: string | undefined): SyncFilter | undefined {
  if (given === undefined) return undefined;
  return given.startsWith("{") ? readAs(syncFilter, asJson(given), "filter") : filterOf(given);
}

/**
 * The filter of a page of events, always written out.
 *
 * @throws InvalidInput
 */
export function filterOfEvents(given: string | undefined): EventFilter | undefined {
  return given === undefined ? undefined : readAs(eventFilter, asJson(given), "filter");
}

function unpacked(id: string): unknown {
  try {
    return asJson(
      inflateRawSync(Buffer.from(id, "base64url"), { maxOutputLength: LARGEST }).toString("utf8"),
    );
  } catch {
    return null;
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
