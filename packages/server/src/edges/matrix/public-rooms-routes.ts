import type { App } from "../../platform/http/app.ts";

const NONE = { chunk: [], total_room_count_estimate: 0 };

/** The list of public rooms. There are none: a room is for who was invited. */
export function publicRoomsRoutes(scope: App): void {
  scope.get("/client/v3/publicRooms", { schema: { hide: true } }, async () => NONE);
  scope.post(
    "/client/v3/publicRooms",
    { config: { changesNothing: true }, schema: { hide: true } },
    async () => NONE,
  );
}
