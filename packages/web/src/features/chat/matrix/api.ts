import { fetchJson, ServerRefusalError } from "../../../platform/http.ts";
import { STALE_SESSION } from "./error.ts";
import { type RoomEvent, readEvent, readEvents } from "./event.ts";
import { recordOf, textOf, type Unknown } from "./shape.ts";
import { readSyncAnswer, type SyncAnswer } from "./sync-answer.ts";

/** A stretch of events in the direction in which they were asked for. */
export interface Stretch {
  readonly events: readonly RoomEvent[];
  /** The token to go on with; null when there is nothing more that way. */
  readonly end: string | null;
  /** State that helps to show these events, such as who somebody was. */
  readonly state: readonly RoomEvent[];
}

/** An event with what lies around it. */
export interface Surroundings {
  readonly event: RoomEvent;
  /** Oldest first. */
  readonly before: readonly RoomEvent[];
  readonly after: readonly RoomEvent[];
  /** The token for what came before all this; null when nothing did. */
  readonly start: string | null;
  readonly end: string | null;
  readonly state: readonly RoomEvent[];
}

/** The answer of the server held nothing to go on with. */
export class UnreadableAnswerError extends Error {
  readonly code = "unreadable-answer";

  constructor(what: string) {
    super(`The server's answer to ${what} cannot be read.`);
    this.name = "UnreadableAnswerError";
  }
}

const BASE = "/_matrix/client";

/** Longer than the server holds a sync, so that only a dead connection takes this long. */
const PATIENCE_MS = 60_000;

/** What the server is asked for in a first sync, in which every room shows up, and in those that follow. */
const FILTERS = {
  first: JSON.stringify(filterWith(1)),
  following: JSON.stringify(filterWith(50)),
};

function filterWith(limit: number) {
  return {
    presence: { types: [] },
    account_data: { types: [] },
    room: { timeline: { limit }, state: { lazy_load_members: true } },
  };
}

/**
 * The part of the Matrix client-server API that the page uses. It goes with the session of the page instead of with a
 * bearer token: the same door as for any Matrix app.
 *
 * @param csrfToken the proof that the page itself asks, sent along with every change
 * @param onStale the server knows another session than the proof is of
 */
export function createMatrixApi(csrfToken: () => string | null, onStale: () => void) {
  async function call(
    method: "GET" | "PUT" | "POST",
    path: string,
    options: { readonly query?: Readonly<Record<string, string | undefined>>; readonly body?: unknown } = {},
    signal?: AbortSignal,
  ): Promise<Unknown> {
    const given = Object.entries(options.query ?? {}).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    );
    const query = given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
    const token = csrfToken();
    const timeout = AbortSignal.timeout(PATIENCE_MS);
    const asked = fetchJson<unknown>(`${BASE}${path}${query}`, {
      method,
      cache: "no-store",
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      headers: {
        ...(options.body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(method === "GET" || token === null ? {} : { "X-CSRF-Token": token }),
      },
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
    });
    try {
      return recordOf(await asked);
    } catch (error) {
      if (error instanceof ServerRefusalError && recordOf(error.problem)["nl.akkoord.code"] === STALE_SESSION)
        onStale();
      throw error;
    }
  }

  const room = (id: string) => `/v3/rooms/${encodeURIComponent(id)}`;

  function stretch(answer: Unknown): Stretch {
    return {
      events: readEvents(answer.chunk),
      end: textOf(answer.end) ?? textOf(answer.next_batch),
      state: readEvents(answer.state),
    };
  }

  return {
    /** Waits for what is new since a token; without one, gives every room as it stands. */
    async sync(since: string | null, timeoutMs: number, signal: AbortSignal): Promise<SyncAnswer> {
      const answer = readSyncAnswer(
        await call(
          "GET",
          "/v3/sync",
          {
            query: {
              since: since ?? undefined,
              timeout: String(timeoutMs),
              filter: since === null ? FILTERS.first : FILTERS.following,
              set_presence: "offline",
            },
          },
          signal,
        ),
      );
      if (answer === null) throw new UnreadableAnswerError("sync");
      return answer;
    },

    /** Events of a room from a token on, older (`b`) or newer (`f`). Without a token: from the newest back. */
    async messages(
      roomId: string,
      from: string | null,
      dir: "b" | "f",
      limit: number,
      signal?: AbortSignal,
    ): Promise<Stretch> {
      return stretch(
        await call(
          "GET",
          `${room(roomId)}/messages`,
          {
            query: {
              from: from ?? undefined,
              dir,
              limit: String(limit),
              filter: JSON.stringify({ lazy_load_members: true }),
            },
          },
          signal,
        ),
      );
    },

    /** An event with what lies around it. */
    async context(
      roomId: string,
      eventId: string,
      limit: number,
      signal?: AbortSignal,
    ): Promise<Surroundings> {
      const answer = await call(
        "GET",
        `${room(roomId)}/context/${encodeURIComponent(eventId)}`,
        { query: { limit: String(limit), filter: JSON.stringify({ lazy_load_members: true }) } },
        signal,
      );
      const event = readEvent(answer.event);
      if (event === null) throw new UnreadableAnswerError("context");
      return {
        event,
        before: readEvents(answer.events_before).toReversed(),
        after: readEvents(answer.events_after),
        start: textOf(answer.start),
        end: textOf(answer.end),
        state: readEvents(answer.state),
      };
    },

    /** One event. */
    async event(roomId: string, eventId: string, signal?: AbortSignal): Promise<RoomEvent> {
      const event = readEvent(
        await call("GET", `${room(roomId)}/event/${encodeURIComponent(eventId)}`, {}, signal),
      );
      if (event === null) throw new UnreadableAnswerError("event");
      return event;
    },

    /** Events that refer to one, of a kind, newest first. */
    async relations(
      roomId: string,
      eventId: string,
      kind: "m.replace" | "m.annotation" | "m.thread",
      from: string | null,
      limit: number,
      signal?: AbortSignal,
    ): Promise<Stretch> {
      // The specification numbers this part of the API by itself.
      const path = `/v1/rooms/${encodeURIComponent(roomId)}/relations/${encodeURIComponent(eventId)}/${kind}`;
      const query = { from: from ?? undefined, limit: String(limit), dir: "b" };
      return stretch(await call("GET", path, { query }, signal));
    },

    /** Sends an event; the same transaction id never makes a second one. @returns its id */
    async send(roomId: string, type: string, transactionId: string, content: Unknown): Promise<string> {
      const path = `${room(roomId)}/send/${encodeURIComponent(type)}/${encodeURIComponent(transactionId)}`;
      return eventIdOf(await call("PUT", path, { body: content }), "send");
    },

    /** Takes away the content of an event. @returns the id of the removal */
    async remove(roomId: string, eventId: string, transactionId: string): Promise<string> {
      const path = `${room(roomId)}/redact/${encodeURIComponent(eventId)}/${encodeURIComponent(transactionId)}`;
      return eventIdOf(await call("PUT", path, { body: {} }), "redact");
    },

    /** Notes up to where one read, for oneself and for others. */
    async markRead(roomId: string, eventId: string): Promise<void> {
      await call("POST", `${room(roomId)}/read_markers`, {
        body: { "m.fully_read": eventId, "m.read": eventId },
      });
    },

    /** Says that one is typing, for a while, or not any more. */
    async type(roomId: string, userId: string, typing: boolean, timeoutMs: number): Promise<void> {
      await call("PUT", `${room(roomId)}/typing/${encodeURIComponent(userId)}`, {
        body: typing ? { typing, timeout: timeoutMs } : { typing },
      });
    },
  };
}

function eventIdOf(answer: Unknown, what: string): string {
  const id = textOf(answer.event_id);
  if (id === null) throw new UnreadableAnswerError(what);
  return id;
}

/** The part of the Matrix client-server API that the page uses. */
export type MatrixApi = ReturnType<typeof createMatrixApi>;
