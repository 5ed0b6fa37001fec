import type { Config } from "../../config.ts";
import { createDrawing } from "../../domains/avatars/drawing.ts";
import { createAvatarQueries } from "../../domains/avatars/queries.ts";
import type { Directory } from "../../domains/directory/queries.ts";
import type { Registry } from "../../domains/registry/registry.ts";
import type { RoomLabel } from "../../domains/rooms/model.ts";
import type { Rooms } from "../../domains/rooms/rooms.ts";
import type { AccessTokens } from "../../domains/sessions/access-tokens.ts";
import { createDevices } from "../../domains/sessions/devices.ts";
import type { Holders } from "../../domains/sessions/holders.ts";
import type { SessionQueries } from "../../domains/sessions/queries.ts";
import { followSignOuts } from "../../domains/sessions/sign-outs.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Commands } from "../../platform/command.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Cookies } from "../../platform/http/cookies.ts";
import type { Log } from "../../platform/log.ts";
import { createLoginTokens } from "./login/login-tokens.ts";
import { createProfiles } from "./profiles.ts";
import type { MatrixParts } from "./routes.ts";
import { createSharedRooms } from "./shared-rooms.ts";
import { createWaiting } from "./waiting.ts";

/** What the edge stands on. */
export interface MatrixFoundation {
  readonly config: Config;
  readonly database: Database;
  readonly commands: Commands;
  readonly rooms: Rooms;
  readonly registry: Registry;
  readonly directory: Pick<Directory, "colleagues">;
  readonly holders: Holders;
  readonly sessions: SessionQueries;
  readonly accessTokens: AccessTokens;
  readonly cookies: Cookies;
  readonly clock: Clock;
  readonly log: Log;
  readonly publicUrl: () => string;
}

/** Puts together what Matrix applications use: give `parts` to `matrixRoutes`, and close it when the server stops. */
export function createMatrix(on: MatrixFoundation): { readonly parts: MatrixParts; close(): Promise<void> } {
  const { config, database, rooms, holders, cookies, sessions, accessTokens } = on;
  const shared = createSharedRooms({ rooms, holders });
  const avatars = createAvatarQueries({ database, sharesRoom: shared.any });
  const drawing = createDrawing();
  const waiting = createWaiting({ cookies, sessions, accessTokens });
  const unfollow = followSignOuts(database, waiting.wake);
  return {
    parts: {
      ...on,
      devices: createDevices(on),
      loginTokens: createLoginTokens(on),
      profiles: createProfiles({ rooms, holders, avatars, shared, colleagues: on.directory.colleagues }),
      avatars,
      drawing,
      waiting,
      apps: { schemes: config.MATRIX_APP_SCHEMES, hosts: config.MATRIX_APP_HOSTS },
      hours: config.MATRIX_TOKEN_HOURS,
      standardLabel: labelFrom(config.MATRIX_DEFAULT_LABEL),
    },
    async close() {
      await unfollow();
      await drawing.close();
    },
  };
}

/** @example labelFrom("internal/ordinary") // { information: "internal", personalData: "ordinary" } */
function labelFrom(setting: string | undefined): RoomLabel | null {
  const [information, personalData] = setting?.split("/") ?? [];
  return information === undefined || personalData === undefined ? null : { information, personalData };
}
