import type { Drawing } from "../../domains/avatars/drawing.ts";
import type { AvatarQueries } from "../../domains/avatars/queries.ts";
import type { Registry } from "../../domains/registry/registry.ts";
import type { RoomLabel } from "../../domains/rooms/model.ts";
import type { Rooms } from "../../domains/rooms/rooms.ts";
import type { AccessTokens } from "../../domains/sessions/access-tokens.ts";
import type { Devices } from "../../domains/sessions/devices.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Commands } from "../../platform/command.ts";
import type { App } from "../../platform/http/app.ts";
import type { Cookies } from "../../platform/http/cookies.ts";
import type { Log } from "../../platform/log.ts";
import { accountDataRoutes } from "./account-data-routes.ts";
import { accountRoutes } from "./account-routes.ts";
import { discoveryRoutes, keyRoutes, wellKnownRoute } from "./discovery.ts";
import type { AppAddresses } from "./login/app-address.ts";
import { connectRoutes } from "./login/connect-routes.ts";
import { loginRoutes } from "./login/login-routes.ts";
import type { LoginTokens } from "./login/login-tokens.ts";
import { mediaRoutes } from "./media-routes.ts";
import { profileRoutes } from "./profile-routes.ts";
import type { Profiles } from "./profiles.ts";
import { publicRoomsRoutes } from "./public-rooms-routes.ts";
import { pushRuleRoutes } from "./push-rules/push-rule-routes.ts";
import { createRoutes } from "./rooms/create-routes.ts";
import { ephemeralRoutes } from "./rooms/ephemeral-routes.ts";
import { eventRoutes } from "./rooms/event-routes.ts";
import { membershipRoutes } from "./rooms/membership-routes.ts";
import { readingRoutes } from "./rooms/reading-routes.ts";
import { matrixScope } from "./scope.ts";
import { syncRoutes } from "./sync-routes.ts";
import type { Waiting } from "./waiting.ts";

/** What Matrix applications, and our own page, need of the rest. */
export interface MatrixParts {
  readonly commands: Commands;
  readonly rooms: Rooms;
  readonly registry: Registry;
  readonly accessTokens: AccessTokens;
  readonly devices: Devices;
  readonly loginTokens: LoginTokens;
  readonly profiles: Profiles;
  readonly avatars: AvatarQueries;
  readonly drawing: Drawing;
  readonly waiting: Waiting;
  readonly cookies: Cookies;
  readonly clock: Clock;
  readonly log: Log;
  readonly publicUrl: () => string;
  readonly apps: AppAddresses;
  /** How long an application stays signed in. */
  readonly hours: number;
  /** The label of a room for which an application names none; null when it must. */
  readonly standardLabel: RoomLabel | null;
}

/** Rooms in the language of Matrix (Client-Server API): translates, and decides nothing. */
export async function matrixRoutes(app: App, parts: MatrixParts): Promise<void> {
  app.addHook("preClose", async () => parts.waiting.stop());
  // A connection that was in use when the server began to stop would otherwise be kept for what comes next.
  app.addHook("onSend", async (_request, reply) => {
    if (parts.waiting.hasStopped()) reply.header("Connection", "close");
  });
  await wellKnownRoute(app, parts);
  await app.register(connectRoutes, parts);
  await matrixScope(app, parts, async (scope) => {
    discoveryRoutes(scope);
    keyRoutes(scope, parts);
    loginRoutes(scope, parts);
    accountRoutes(scope, parts);
    syncRoutes(scope, parts);
    createRoutes(scope, parts);
    membershipRoutes(scope, parts);
    eventRoutes(scope, parts);
    readingRoutes(scope, parts);
    ephemeralRoutes(scope, parts);
    profileRoutes(scope, parts);
    accountDataRoutes(scope, parts);
    pushRuleRoutes(scope, parts);
    publicRoomsRoutes(scope);
    mediaRoutes(scope, parts);
  });
}
