import type { FastifyReply, FastifyRequest } from "fastify";
import type { ScimClients } from "../../domains/directory/scim-clients.ts";
import { ApplicationError, NotFound } from "../../platform/errors.ts";
import type { App } from "../../platform/http/app.ts";
import { asApplicationError } from "../../platform/http/problems.ts";
import { countedAs } from "../../platform/http/rate-limit.ts";
import { describeError, type Log } from "../../platform/log.ts";
import { createScimCallers } from "./clients.ts";
import { LARGEST_BODY, listed, resourceTypes, schemas, serviceProviderConfig } from "./discovery.ts";
import { type GroupRouteParts, groupRoutes } from "./group-routes.ts";
import type { Members } from "./resource.ts";
import type { RouteConfig } from "./route-config.ts";
import { asScimError, ScimProblem } from "./scim-problem.ts";
import { type UserRouteParts, userRoutes } from "./user-routes.ts";

/** Where the service lives. */
export const SCIM_PATH = "/scim/v2";

const SCIM_TYPE = "application/scim+json; charset=utf-8";

/** Requests per minute of an address that has no token. */
const STRANGERS_PER_MINUTE = 120;

/** What the SCIM service uses. */
export interface ScimParts extends Omit<UserRouteParts & GroupRouteParts, "callers" | "base" | "config"> {
  readonly scimClients: ScimClients;
  readonly publicUrl: () => string;
  /** Requests per minute of one client. */
  readonly perMinute: number;
  readonly log: Log;
}

/**
 * SCIM 2.0 (RFC 7643, RFC 7644): organisations' administrations tell of joiners, movers and leavers. A client sees and
 * changes the people and groups of its own organisation, and nothing else.
 */
export async function scimRoutes(app: App, parts: ScimParts): Promise<void> {
  const base = () => `${parts.publicUrl()}${SCIM_PATH}`;
  const callers = createScimCallers(parts);
  const config: RouteConfig = {
    rateLimit: {
      timeWindow: "1 minute",
      keyGenerator: (request) => callers.countedAs(request) ?? countedAs(request.ip),
      max: (request) => (callers.countedAs(request) === null ? STRANGERS_PER_MINUTE : parts.perMinute),
    },
  };
  await app.register(
    async (scope: App) => {
      readScimBodies(scope);
      answerAsScim(scope, parts.log);
      scope.addHook("onRequest", (request) => callers.recognise(request));
      await scope.register(discoveryRoutes, { base, config });
      await scope.register(async (inside: App) => {
        // Before the body is read.
        inside.addHook("preParsing", (request) => callers.demand(request));
        await userRoutes(inside, { ...parts, callers, base, config });
        await groupRoutes(inside, { ...parts, callers, base, config });
        for (const [method, url] of NOT_MADE) {
          inside.route({
            method,
            url,
            config,
            schema: { hide: true },
            handler: async () => {
              throw new ScimProblem(501, null, "This service does not do that; see ServiceProviderConfig.");
            },
          });
        }
      });
      scope.all("/*", { config, schema: { hide: true } }, async () => {
        throw new NotFound();
      });
    },
    { prefix: SCIM_PATH },
  );
}

/** Parts of the standard that may be left out. */
const NOT_MADE = [
  ["POST", "/Bulk"],
  ["POST", "/.search"],
  ["GET", "/Me"],
  ["PUT", "/Me"],
  ["PATCH", "/Me"],
  ["POST", "/Me"],
  ["DELETE", "/Me"],
] as const;

/** What the service can do, for everybody: nothing of people is in it (RFC 7644 §4). */
async function discoveryRoutes(
  app: App,
  { base, config }: { base: () => string; config: RouteConfig },
): Promise<void> {
  const kinds: readonly [string, (base: string) => Members[]][] = [
    ["/ResourceTypes", resourceTypes],
    ["/Schemas", schemas],
  ];
  app.get("/ServiceProviderConfig", { config, schema: { hide: true } }, async () =>
    serviceProviderConfig(base()),
  );
  for (const [path, all] of kinds) {
    app.get(path, { config, schema: { hide: true } }, async (request) => {
      refuseFilter(request);
      return listed(all(base()));
    });
    app.get<{ Params: { id: string } }>(
      `${path}/:id`,
      { config, schema: { hide: true } },
      async (request) => {
        const found = all(base()).find(({ id }) => id === request.params.id);
        if (found === undefined) throw new NotFound();
        return found;
      },
    );
  }
}

/** These are few and public; the standard wants a filter on them refused (RFC 7644 §4). */
function refuseFilter({ query }: FastifyRequest): void {
  if (typeof query === "object" && query !== null && "filter" in query)
    throw new ScimProblem(403, null, "This list cannot be filtered.");
}

/** Clients send their own type, or plain JSON; DELETE comes with a type and no body. */
function readScimBodies(app: App): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ["application/scim+json", "application/json"],
    { parseAs: "string", bodyLimit: LARGEST_BODY },
    (request, body, done) => {
      if (body === "") done(null, undefined);
      else parse(request, String(body), done);
    },
  );
}

/** Answers and errors in the shape of SCIM. */
function answerAsScim(app: App, log: Log): void {
  app.addHook("onSend", async (_request, reply) => {
    if (reply.hasHeader("content-type")) reply.type(SCIM_TYPE);
  });
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply, log));
}

function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): FastifyReply {
  const known = error instanceof ScimProblem ? error : asApplicationError(error);
  if (known.status >= 500 && known.status !== 501)
    log.error({ error: describeError(known), request: request.id }, "a request over SCIM failed");
  if (known.status === 401) reply.header("WWW-Authenticate", 'Bearer realm="Akkoord SCIM"');
  if (known instanceof ApplicationError && typeof known.details.members?.retryAfter === "number")
    reply.header("Retry-After", known.details.members.retryAfter);
  return reply.status(known.status).type(SCIM_TYPE).send(asScimError(known));
}
