import { ROOM_VERSION } from "@akkoord/room";
import type { Rooms } from "../../domains/rooms/rooms.ts";
import type { App } from "../../platform/http/app.ts";
import { allowAnyOrigin, OPEN } from "./scope.ts";

/** Versions of the Matrix specification that what is here holds to. */
const VERSIONS = Array.from({ length: 11 }, (_, index) => `v1.${index + 1}`);

const HIDDEN = { config: OPEN, schema: { hide: true } } as const;

/** What this server is and can do. */
export function discoveryRoutes(scope: App): void {
  scope.get("/client/versions", HIDDEN, async () => ({ versions: VERSIONS, unstable_features: {} }));

  scope.get("/client/v3/capabilities", { schema: { hide: true } }, async () => ({
    capabilities: {
      "m.room_versions": { default: ROOM_VERSION, available: { [ROOM_VERSION]: "stable" } },
      "m.change_password": { enabled: false },
      "m.set_displayname": { enabled: false },
      "m.set_avatar_url": { enabled: true },
      "m.3pid_changes": { enabled: false },
      "m.get_login_token": { enabled: false },
    },
  }));
}

/** How long others may keep the published keys: they change when an operator changes them. */
const KEYS_KEPT = "public, max-age=3600";

/** The public keys that rooms are signed with (Server-Server API), for who verifies a room without trusting its export. */
export function keyRoutes(scope: App, { rooms }: { readonly rooms: Pick<Rooms, "publishedKeys"> }): void {
  scope.get(
    "/key/v2/server",
    // Each takes a look in the database, so it counts towards the limit of requests.
    { config: { ...OPEN, cacheable: true, costly: true }, schema: { hide: true } },
    async (_request, reply) => reply.header("Cache-Control", KEYS_KEPT).send(await rooms.publishedKeys()),
  );
}

/** Where applications find the server of an organisation. */
export async function wellKnownRoute(app: App, { publicUrl }: { publicUrl: () => string }): Promise<void> {
  await app.register(async (scope: App) => {
    await scope.register(
      async (inner: App) => {
        await allowAnyOrigin(inner);
        inner.get("/client", HIDDEN, async () => ({
          "m.homeserver": { base_url: publicUrl() },
          // Applications that know this key do not begin with encryption that they could not finish here.
          "io.element.e2ee": { default: false, force_disable: true },
        }));
      },
      { prefix: "/.well-known/matrix" },
    );
  });
}
