import { own } from "@akkoord/room";
import { z } from "zod";
import type { Rooms } from "../../../domains/rooms/rooms.ts";
import type { App } from "../../../platform/http/app.ts";
import { MatrixError } from "../matrix-error.ts";
import {
  eventId,
  eventType,
  jsonObject,
  readAs,
  reason,
  roomId,
  stateKey,
  transactionId,
} from "../shapes.ts";
import { signedIn } from "../signed-in.ts";

const STATE = "/client/v3/rooms/:roomId/state";
const sendParams = z.object({ roomId, eventType, txnId: transactionId });
const typeParams = z.object({ roomId, eventType });
const stateParams = z.object({ roomId, eventType, stateKey });
const redactParams = z.object({ roomId, eventId, txnId: transactionId });

/** Which form of a state event an application wants. */
const stateQuery = z.object({ format: z.enum(["content", "event"]).default("content") });

/** Saying something in a room, and what holds in it. */
export function eventRoutes(scope: App, { rooms }: { rooms: Rooms }): void {
  scope.put(
    "/client/v3/rooms/:roomId/send/:eventType/:txnId",
    { schema: { hide: true, params: sendParams, body: jsonObject } },
    async (request) => {
      const caller = await signedIn(request);
      const { roomId, eventType, txnId } = request.params;
      const sent =
        eventType === "m.room.redaction"
          ? await rooms.redact(roomId, redactionIn(request.body, txnId), caller)
          : await rooms.send(
              roomId,
              { type: eventType, content: request.body, transactionId: txnId },
              caller,
            );
      return { event_id: sent.eventId };
    },
  );

  scope.put(
    "/client/v3/rooms/:roomId/redact/:eventId/:txnId",
    { schema: { hide: true, params: redactParams, body: z.object({ reason }) } },
    async (request) => {
      const { roomId, eventId, txnId } = request.params;
      const redaction = { eventId, reason: request.body.reason ?? null, transactionId: txnId };
      const sent = await rooms.redact(roomId, redaction, await signedIn(request));
      return { event_id: sent.eventId };
    },
  );

  scope.get(STATE, { schema: { hide: true, params: z.object({ roomId }) } }, async (request) =>
    rooms.state(await signedIn(request), request.params.roomId),
  );

  const state = async (
    request: Parameters<typeof signedIn>[0],
    { roomId, eventType, stateKey }: z.output<typeof stateParams>,
    format: "content" | "event",
  ) => {
    const event = await rooms.stateEvent(await signedIn(request), roomId, eventType, stateKey);
    return format === "event" ? event : event.content;
  };
  const setState = async (
    request: Parameters<typeof signedIn>[0],
    { roomId, eventType, stateKey }: z.output<typeof stateParams>,
    content: z.output<typeof jsonObject>,
  ) => {
    const caller = await signedIn(request);
    if (eventType === "m.room.member") throw new MatrixError(403, "M_FORBIDDEN", "member-by-membership");
    const sent = await rooms.sendState(roomId, { type: eventType, stateKey, content }, caller);
    return { event_id: sent.eventId };
  };

  // An empty state key may be left out, with or without the slash before it.
  for (const path of [`${STATE}/:eventType`, `${STATE}/:eventType/`]) {
    scope.get(
      path,
      { schema: { hide: true, params: typeParams, querystring: stateQuery } },
      async (request) => state(request, { ...request.params, stateKey: "" }, request.query.format),
    );
    scope.put(path, { schema: { hide: true, params: typeParams, body: jsonObject } }, async (request) =>
      setState(request, { ...request.params, stateKey: "" }, request.body),
    );
  }
  scope.get(
    `${STATE}/:eventType/:stateKey`,
    { schema: { hide: true, params: stateParams, querystring: stateQuery } },
    async (request) => state(request, request.params, request.query.format),
  );
  scope.put(
    `${STATE}/:eventType/:stateKey`,
    { schema: { hide: true, params: stateParams, body: jsonObject } },
    async (request) => setState(request, request.params, request.body),
  );
}

/** A redaction that came as an event of its own, as newer room versions allow. */
function redactionIn(content: z.output<typeof jsonObject>, txnId: string) {
  const why = own(content, "reason");
  return {
    eventId: readAs(eventId, own(content, "redacts"), "redacts"),
    reason: typeof why === "string" ? why.slice(0, 1_000) : null,
    transactionId: txnId,
  };
}
