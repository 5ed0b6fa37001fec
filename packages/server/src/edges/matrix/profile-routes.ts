import { z } from "zod";
import { wearPicture } from "../../domains/avatars/commands.ts";
import type { Rooms } from "../../domains/rooms/rooms.ts";
import type { Commands } from "../../platform/command.ts";
import { NotFound } from "../../platform/errors.ts";
import type { App } from "../../platform/http/app.ts";
import { MatrixError } from "./matrix-error.ts";
import { readMediaUrl } from "./media-address.ts";
import { ownUser } from "./own-user.ts";
import type { Profiles } from "./profiles.ts";
import { DONE, userId } from "./shapes.ts";
import { signedIn } from "./signed-in.ts";

/** What profiles need. */
export interface ProfileParts {
  readonly commands: Commands;
  readonly rooms: Pick<Rooms, "userId" | "serverName">;
  readonly profiles: Profiles;
}

const params = z.object({ userId });
const searchBody = z.object({ search_term: z.string().max(200), limit: z.int().min(1).max(100).default(10) });

/** What people are called and look like. */
export function profileRoutes(scope: App, { commands, rooms, profiles }: ProfileParts): void {
  scope.get("/client/v3/profile/:userId", { schema: { hide: true, params } }, async (request) =>
    profiles.read(request.params.userId, await signedIn(request)),
  );

  scope.get("/client/v3/profile/:userId/displayname", { schema: { hide: true, params } }, async (request) => {
    const { displayname } = await profiles.read(request.params.userId, await signedIn(request));
    return { displayname };
  });

  scope.get("/client/v3/profile/:userId/avatar_url", { schema: { hide: true, params } }, async (request) => {
    const { avatar_url } = await profiles.read(request.params.userId, await signedIn(request));
    return avatar_url === undefined ? {} : { avatar_url };
  });

  scope.put("/client/v3/profile/:userId/displayname", { schema: { hide: true, params } }, async (request) => {
    await ownUser(request, rooms, request.params.userId);
    throw new MatrixError(403, "M_FORBIDDEN", "name-from-directory");
  });

  scope.put(
    "/client/v3/profile/:userId/avatar_url",
    { schema: { hide: true, params, body: z.object({ avatar_url: z.string().max(1_000) }) } },
    async (request) => {
      const caller = await ownUser(request, rooms, request.params.userId);
      const id = pictureIn(request.body.avatar_url, rooms.serverName);
      await commands.execute(wearPicture, { id }, caller).catch((error) => {
        throw error instanceof NotFound ? new MatrixError(403, "M_FORBIDDEN", "not-your-picture") : error;
      });
      return DONE;
    },
  );

  scope.post(
    "/client/v3/user_directory/search",
    { config: { changesNothing: true }, schema: { hide: true, body: searchBody } },
    async (request) => {
      const { search_term, limit } = request.body;
      return profiles.search(search_term, limit, await signedIn(request));
    },
  );
}

/** The id of a picture of ours; null when the address is empty, which takes the picture off. */
function pictureIn(url: string, server: string): string | null {
  if (url === "") return null;
  const address = readMediaUrl(url);
  const id = z.uuid().safeParse(address?.id);
  if (address?.server !== server || !id.success)
    throw new MatrixError(403, "M_FORBIDDEN", "not-your-picture");
  return id.data;
}
