import { z } from "zod";
import type { Rooms } from "../../domains/rooms/rooms.ts";
import type { AccessTokens } from "../../domains/sessions/access-tokens.ts";
import { endSession } from "../../domains/sessions/commands.ts";
import type { Device, Devices } from "../../domains/sessions/devices.ts";
import type { Commands } from "../../platform/command.ts";
import { NotFound } from "../../platform/errors.ts";
import type { App } from "../../platform/http/app.ts";
import { bearerTokenOf } from "../../platform/http/callers.ts";
import type { Cookies } from "../../platform/http/cookies.ts";
import { DONE } from "./shapes.ts";
import { signedIn } from "./signed-in.ts";
import type { Waiting } from "./waiting.ts";

/** What an account's routes need. */
export interface AccountParts {
  readonly commands: Commands;
  readonly cookies: Cookies;
  readonly rooms: Pick<Rooms, "userId">;
  readonly accessTokens: AccessTokens;
  readonly devices: Devices;
  readonly waiting: Waiting;
}

const HIDDEN = { schema: { hide: true } } as const;
const deviceParams = z.object({ deviceId: z.string().min(1).max(255) });

/** Who am I, in which applications, and out again. */
export function accountRoutes(scope: App, parts: AccountParts): void {
  const { accessTokens, devices } = parts;

  scope.get("/client/v3/account/whoami", HIDDEN, async (request) => {
    const caller = await signedIn(request);
    return {
      user_id: parts.rooms.userId(caller),
      ...(caller.deviceId === undefined ? {} : { device_id: caller.deviceId }),
      is_guest: false,
    };
  });

  scope.post("/client/v3/logout", HIDDEN, async (request, reply) => {
    const caller = await signedIn(request);
    const bearer = bearerTokenOf(request);
    const session = parts.cookies.sessionToken(request);
    if (bearer !== null) await accessTokens.end(bearer, caller);
    else if (session !== null) {
      await parts.commands.execute(endSession, { token: session }, caller);
      parts.cookies.clearSession(reply);
    }
    parts.waiting.wake(caller.actor);
    return DONE;
  });

  scope.post("/client/v3/logout/all", HIDDEN, async (request) => {
    const caller = await signedIn(request);
    await accessTokens.endAll(caller);
    parts.waiting.wake(caller.actor);
    return DONE;
  });

  scope.get("/client/v3/devices", HIDDEN, async (request) => ({
    devices: (await devices.list(await signedIn(request))).map(asDevice),
  }));

  scope.get(
    "/client/v3/devices/:deviceId",
    { schema: { hide: true, params: deviceParams } },
    async (request) => {
      const own = await devices.list(await signedIn(request));
      const found = own.find(({ id }) => id === request.params.deviceId);
      if (found === undefined) throw new NotFound();
      return asDevice(found);
    },
  );

  scope.delete(
    "/client/v3/devices/:deviceId",
    { schema: { hide: true, params: deviceParams } },
    async (request) => {
      const caller = await signedIn(request);
      await devices.end([request.params.deviceId], caller);
      parts.waiting.wake(caller.actor);
      return DONE;
    },
  );
}

function asDevice({ id }: Device) {
  return { device_id: id };
}
