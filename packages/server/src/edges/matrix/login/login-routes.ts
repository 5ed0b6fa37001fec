import { randomInt } from "node:crypto";
import { z } from "zod";
import type { Rooms } from "../../../domains/rooms/rooms.ts";
import type { AccessTokens } from "../../../domains/sessions/access-tokens.ts";
import { noteFailedSignIn } from "../../../domains/sessions/commands.ts";
import type { Commands } from "../../../platform/command.ts";
import type { App } from "../../../platform/http/app.ts";
import { MatrixError } from "../matrix-error.ts";
import { OPEN } from "../scope.ts";
import { connectAddress } from "./connect-routes.ts";
import type { LoginTokens } from "./login-tokens.ts";

/** What signing in with an application needs. */
export interface LoginParts {
  readonly commands: Commands;
  readonly rooms: Pick<Rooms, "userId">;
  readonly accessTokens: AccessTokens;
  readonly loginTokens: LoginTokens;
  readonly publicUrl: () => string;
  /** How long an application stays signed in. */
  readonly hours: number;
}

/** The one way to sign in: the organisation's own. */
const PROVIDER = "oidc";

/** Somebody who tries tokens must not get far. */
const LIMIT = { ...OPEN, rateLimit: { max: 60, timeWindow: "1 minute" } } as const;

const redirectQuery = z.object({ redirectUrl: z.string().min(1) });
const loginBody = z.object({
  type: z.string().max(100),
  token: z.string().max(200).optional(),
  device_id: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, { error: "must be 1 to 255 visible ASCII characters" })
    .optional(),
});

/** Signing in with an application: through our page, and back with a token that is good once. */
export function loginRoutes(scope: App, parts: LoginParts): void {
  scope.get("/client/v3/login", { config: OPEN, schema: { hide: true } }, async () => ({
    flows: [
      { type: "m.login.sso", identity_providers: [{ id: PROVIDER, name: "Akkoord" }] },
      { type: "m.login.token" },
    ],
  }));

  scope.get(
    "/client/v3/login/sso/redirect",
    { config: LIMIT, schema: { hide: true, querystring: redirectQuery } },
    async (request, reply) => reply.redirect(wayIn(parts, request.query.redirectUrl), 302),
  );

  scope.get(
    "/client/v3/login/sso/redirect/:idpId",
    {
      config: LIMIT,
      schema: { hide: true, querystring: redirectQuery, params: z.object({ idpId: z.string() }) },
    },
    async (request, reply) => {
      if (request.params.idpId !== PROVIDER) throw new MatrixError(404, "M_NOT_FOUND", "no-such-provider");
      return reply.redirect(wayIn(parts, request.query.redirectUrl), 302);
    },
  );

  scope.post(
    "/client/v3/login",
    { config: LIMIT, schema: { hide: true, body: loginBody } },
    async (request) => {
      const { type, token, device_id } = request.body;
      if (type !== "m.login.token") throw new MatrixError(400, "M_UNKNOWN", "login-type");
      if (token === undefined) throw new MatrixError(400, "M_MISSING_PARAM", "login-token");
      const from = await request.caller();
      const redeemed = await parts.loginTokens.redeem(token, from);
      if (redeemed === null) {
        await parts.commands.execute(
          noteFailedSignIn,
          {},
          { ...from, actor: { kind: "system", id: "sign-in" } },
        );
        throw new MatrixError(403, "M_FORBIDDEN", "login-token");
      }
      const { holder, workplace } = redeemed;
      const deviceId = device_id ?? newDeviceId();
      // Whoever comes in by a token is known now, so their own address is kept with what they do.
      const origin = { channel: "http", address: request.ip } as const;
      const issued = await parts.accessTokens.issue(
        holder,
        { deviceId, hours: parts.hours, workplace },
        { origin, traceId: from.traceId },
      );
      return {
        user_id: parts.rooms.userId({ ...from, actor: holder }),
        access_token: issued.token,
        device_id: deviceId,
        expires_in_ms: parts.hours * 3_600_000,
        well_known: { "m.homeserver": { base_url: parts.publicUrl() } },
      };
    },
  );
}

/** People come by with their browser: also what is refused is explained on that page. */
function wayIn({ publicUrl }: LoginParts, redirectUrl: string): string {
  return `${publicUrl()}${connectAddress(redirectUrl)}`;
}

function newDeviceId(): string {
  return Array.from({ length: 10 }, () => String.fromCharCode(65 + randomInt(26))).join("");
}
