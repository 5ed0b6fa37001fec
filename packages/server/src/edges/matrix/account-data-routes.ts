import { z } from "zod";
import type { Rooms } from "../../domains/rooms/rooms.ts";
import type { App } from "../../platform/http/app.ts";
import { MatrixError } from "./matrix-error.ts";
import { ownUser } from "./own-user.ts";
import { ownPushRules, PUSH_RULES } from "./push-rules/own-push-rules.ts";
import { DONE, eventType, jsonObject, roomId, userId } from "./shapes.ts";

/** Set by requests of their own, never by hand. */
const KEPT_BY_SERVER = ["m.fully_read", PUSH_RULES];

const everywhere = z.object({ userId, type: eventType });
const ofRoom = z.object({ userId, roomId, type: eventType });

/** What applications keep for themselves, everywhere or about one room. */
export function accountDataRoutes(scope: App, { rooms }: { rooms: Rooms }): void {
  const refuseKept = (type: string) => {
    if (KEPT_BY_SERVER.includes(type)) throw new MatrixError(405, "M_BAD_JSON", "kept-by-server");
  };
  const global = "/client/v3/user/:userId/account_data/:type";
  const local = "/client/v3/user/:userId/rooms/:roomId/account_data/:type";

  scope.get(global, { schema: { hide: true, params: everywhere } }, async (request) => {
    const caller = await ownUser(request, rooms, request.params.userId);
    const { type } = request.params;
    return type === PUSH_RULES ? ownPushRules(rooms, caller) : rooms.accountData.get(null, type, caller);
  });
  scope.put(global, { schema: { hide: true, params: everywhere, body: jsonObject } }, async (request) => {
    const caller = await ownUser(request, rooms, request.params.userId);
    refuseKept(request.params.type);
    await rooms.accountData.put(null, request.params.type, request.body, caller);
    return DONE;
  });

  scope.get(
    local,
    { config: { hiddenAsNotFound: true }, schema: { hide: true, params: ofRoom } },
    async (request) => {
      const { userId, roomId, type } = request.params;
      return rooms.accountData.get(roomId, type, await ownUser(request, rooms, userId));
    },
  );
  scope.put(local, { schema: { hide: true, params: ofRoom, body: jsonObject } }, async (request) => {
    const { userId, roomId, type } = request.params;
    const caller = await ownUser(request, rooms, userId);
    refuseKept(type);
    await rooms.accountData.put(roomId, type, request.body, caller);
    return DONE;
  });
}
