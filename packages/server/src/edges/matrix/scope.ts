import cors from "@fastify/cors";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Rooms } from "../../domains/rooms/rooms.ts";
import { NotFound } from "../../platform/errors.ts";
import type { App, KnownRoute } from "../../platform/http/app.ts";
import { pathOf } from "../../platform/http/server.ts";
import type { Log } from "../../platform/log.ts";
import { asMatrixAnswer, MatrixError } from "./matrix-error.ts";
import { signedIn } from "./signed-in.ts";

/** Where all of it lives. */
export const MATRIX_PATH = "/_matrix";

/** For routes that need no sign-in. */
export const OPEN = { openToAll: true, changesNothing: true } as const;

declare module "fastify" {
  interface FastifyContextConfig {
    /** Under `/_matrix`: needs no sign-in. */
    readonly openToAll?: boolean;
    /** Under `/_matrix`: of a room that the caller is not in, it says "not found" instead of "not allowed". */
    readonly hiddenAsNotFound?: boolean;
  }
}

/**
 * Registers routes for Matrix applications: what holds for each of them is here. Web applications of every origin may
 * ask, without cookies; bodies are JSON whatever they are called; errors are those of Matrix; and what is not there
 * says so in the way that applications know.
 */
export async function matrixScope(
  app: App,
  { log, rooms }: { readonly log: Log; readonly rooms: Pick<Rooms, "joined"> },
  routes: (scope: App) => Promise<void>,
): Promise<void> {
  await app.register(
    async (scope: App) => {
      const known: KnownRoute[] = [];
      scope.addHook("onRoute", ({ method, url }) => {
        known.push(...[method].flat().map((one) => ({ method: one, url })));
      });
      await allowAnyOrigin(scope);
      readBodiesAsJson(scope);
      scope.setErrorHandler(async (error, request, reply) => {
        const told = (await isElsewhere(error, request, rooms))
          ? new MatrixError(403, "M_FORBIDDEN", "not-in-room")
          : error;
        const { status, body, retryAfter, cause } = asMatrixAnswer(told, request);
        if (status >= 500) log.error({ error: cause, request: request.id }, "a request failed");
        if (retryAfter !== null) reply.header("Retry-After", retryAfter);
        return sendJson(reply.status(status).header("Cache-Control", "no-store"), body);
      });
      scope.addHook("preValidation", async (request) => {
        // Many applications send nothing where an empty object would do.
        if (request.method === "POST") request.body ??= {};
        if (request.is404 || request.routeOptions.config.openToAll === true) return;
        await signedIn(request);
      });
      await routes(scope);
      const unrecognised = (request: FastifyRequest): never => {
        const status = isPathOf(known, pathOf(request.url)) ? 405 : 404;
        throw new MatrixError(status, "M_UNRECOGNIZED", "unrecognised");
      };
      scope.setNotFoundHandler(unrecognised);
      // The page answers every address that nobody else does; not here.
      scope.get("/*", { config: OPEN, schema: { hide: true } }, async (request) => unrecognised(request));
    },
    { prefix: MATRIX_PATH },
  );
}

/** Whether a path belongs to a route, by whatever method. */
function isPathOf(routes: readonly KnownRoute[], path: string): boolean {
  return routes.some(({ url }) => {
    if (url.endsWith("*")) return false;
    const parts = url
      .split("/")
      .map((part) => (part.startsWith(":") ? "[^/]+" : part.replaceAll(".", "\\.")));
    return new RegExp(`^${parts.join("/")}$`).test(path);
  });
}

/** Lets pages of any origin read answers. Their requests carry no cookies, so they act with an access token alone. */
export async function allowAnyOrigin(scope: App): Promise<void> {
  await scope.register(cors, {
    origin: "*",
    methods: ["GET", "POST", "PUT", "DELETE", "OPTIONS"],
    allowedHeaders: ["X-Requested-With", "Content-Type", "Authorization"],
    maxAge: 86_400,
  });
}

/**
 * Whether something was not found because the caller is not in the room at all. Matrix says then that it is not
 * allowed; and the same of a room that does not exist, so that it tells nothing.
 */
async function isElsewhere(
  error: unknown,
  request: FastifyRequest,
  rooms: Pick<Rooms, "joined">,
): Promise<boolean> {
  if (!(error instanceof NotFound) || request.routeOptions.config.hiddenAsNotFound === true) return false;
  const named = roomParams.safeParse(request.params);
  return named.success && !(await rooms.joined(await request.caller())).includes(named.data);
}

/** The room that an address names. */
const roomParams = z
  .union([z.object({ roomId: z.string() }), z.object({ roomIdOrAlias: z.string().startsWith("!") })])
  .transform((params) => ("roomId" in params ? params.roomId : params.roomIdOrAlias));

function readBodiesAsJson(scope: App): void {
  const parse = scope.getDefaultJsonParser("error", "error");
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "string" }, (request, body, done) => {
    const text = body.toString();
    if (text.trim() === "") return done(null, null);
    parse(request, text, (error, value) => {
      done(error === null ? null : new MatrixError(400, "M_NOT_JSON", "not-json"), value);
    });
  });
}

function sendJson(reply: FastifyReply, body: unknown): FastifyReply {
  return reply.type("application/json").send(JSON.stringify(body));
}
