import { z } from "zod";
import { LONGEST_TYPING_MS } from "../../../domains/rooms/model.ts";
import type { Rooms } from "../../../domains/rooms/rooms.ts";
import type { App } from "../../../platform/http/app.ts";
import { ownUser } from "../own-user.ts";
import { DONE, eventId, roomId, userId } from "../shapes.ts";
import { signedIn } from "../signed-in.ts";

const receiptType = z.enum(["m.read", "m.read.private", "m.fully_read"]);
const typingBody = z.discriminatedUnion("typing", [
  z.object({ typing: z.literal(true), timeout: z.int().min(0).optional() }),
  z.object({ typing: z.literal(false) }),
]);

/** Who is typing, and how far everyone has read. */
export function ephemeralRoutes(scope: App, { rooms }: { rooms: Rooms }): void {
  scope.put(
    "/client/v3/rooms/:roomId/typing/:userId",
    { schema: { hide: true, params: z.object({ roomId, userId }), body: typingBody } },
    async (request) => {
      const caller = await ownUser(request, rooms, request.params.userId);
      const { body } = request;
      const timeoutMs = body.typing ? Math.min(body.timeout ?? LONGEST_TYPING_MS, LONGEST_TYPING_MS) : 0;
      await rooms.setTyping(request.params.roomId, { typing: body.typing, timeoutMs }, caller);
      return DONE;
    },
  );

  scope.post(
    "/client/v3/rooms/:roomId/receipt/:receiptType/:eventId",
    {
      schema: {
        hide: true,
        params: z.object({ roomId, receiptType, eventId }),
        body: z.object({ thread_id: z.string().min(1).max(255).optional() }),
      },
    },
    async (request) => {
      const { roomId, receiptType, eventId } = request.params;
      const receipt = { type: receiptType, eventId, threadId: request.body.thread_id ?? null };
      await rooms.setReceipt(roomId, receipt, await signedIn(request));
      return DONE;
    },
  );

  scope.post(
    "/client/v3/rooms/:roomId/read_markers",
    {
      schema: {
        hide: true,
        params: z.object({ roomId }),
        body: z.object({
          "m.fully_read": eventId.optional(),
          "m.read": eventId.optional(),
          "m.read.private": eventId.optional(),
        }),
      },
    },
    async (request) => {
      const caller = await signedIn(request);
      for (const type of receiptType.options) {
        const read = request.body[type];
        if (read !== undefined)
          await rooms.setReceipt(request.params.roomId, { type, eventId: read }, caller);
      }
      return DONE;
    },
  );
}
