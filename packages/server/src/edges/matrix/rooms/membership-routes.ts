import { z } from "zod";
import type { Rooms } from "../../../domains/rooms/rooms.ts";
import type { App } from "../../../platform/http/app.ts";
import { MatrixError } from "../matrix-error.ts";
import { DONE, readAs, reason, roomId, userId } from "../shapes.ts";
import { signedIn } from "../signed-in.ts";
import { personIdOf } from "./create-routes.ts";

const params = z.object({ roomId });
const aboutSelf = z.object({ reason });
const aboutOther = z.object({ user_id: userId, reason });
const joinParams = z.object({ roomIdOrAlias: z.string().min(1).max(255) });

/** Coming into rooms, leaving them, and who else does. */
export function membershipRoutes(scope: App, { rooms }: { rooms: Rooms }): void {
  scope.post(
    "/client/v3/join/:roomIdOrAlias",
    { schema: { hide: true, params: joinParams, body: aboutSelf } },
    async (request) => {
      const { roomIdOrAlias } = request.params;
      if (roomIdOrAlias.startsWith("#")) throw new MatrixError(404, "M_NOT_FOUND", "no-alias");
      const id = readAs(roomId, roomIdOrAlias, "roomIdOrAlias");
      await rooms.join(id, await signedIn(request));
      return { room_id: id };
    },
  );

  scope.post(
    "/client/v3/rooms/:roomId/join",
    { schema: { hide: true, params, body: aboutSelf } },
    async (request) => {
      await rooms.join(request.params.roomId, await signedIn(request));
      return { room_id: request.params.roomId };
    },
  );

  scope.post(
    "/client/v3/rooms/:roomId/leave",
    { schema: { hide: true, params, body: aboutSelf } },
    async (request) => {
      await rooms.leave(request.params.roomId, await signedIn(request), request.body.reason);
      return DONE;
    },
  );

  // A room that somebody left is shown to them no more, so there is nothing left to forget.
  scope.post(
    "/client/v3/rooms/:roomId/forget",
    { config: { changesNothing: true }, schema: { hide: true, params } },
    async (request) => {
      const mine = await rooms.list(await signedIn(request));
      if (mine.some(({ id }) => id === request.params.roomId))
        throw new MatrixError(400, "M_UNKNOWN", "still-in-room");
      return DONE;
    },
  );

  scope.post(
    "/client/v3/rooms/:roomId/invite",
    { schema: { hide: true, params, body: aboutOther } },
    async (request) => {
      const caller = await signedIn(request);
      const person = personIdOf(request.body.user_id, rooms.serverName);
      await rooms.invite(request.params.roomId, person, caller, request.body.reason);
      return DONE;
    },
  );

  scope.post(
    "/client/v3/rooms/:roomId/kick",
    { schema: { hide: true, params, body: aboutOther } },
    async (request) => {
      const { user_id, reason } = request.body;
      await rooms.kick(request.params.roomId, user_id, await signedIn(request), reason);
      return DONE;
    },
  );

  scope.post(
    "/client/v3/rooms/:roomId/ban",
    { schema: { hide: true, params, body: aboutOther } },
    async (request) => {
      const { user_id, reason } = request.body;
      await rooms.ban(request.params.roomId, user_id, await signedIn(request), reason);
      return DONE;
    },
  );

  scope.post(
    "/client/v3/rooms/:roomId/unban",
    { schema: { hide: true, params, body: aboutOther } },
    async (request) => {
      await rooms.unban(request.params.roomId, request.body.user_id, await signedIn(request));
      return DONE;
    },
  );

  scope.get("/client/v3/joined_rooms", { schema: { hide: true } }, async (request) => ({
    joined_rooms: await rooms.joined(await signedIn(request)),
  }));
}
