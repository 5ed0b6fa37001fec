import { randomUUID } from "node:crypto";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import type { Config } from "../../config.ts";
import { type ApplicationError, InvalidInput, TooManyRequests } from "../errors.ts";
import { describeError, type Log } from "../log.ts";
import { preferredLanguage, problemWords } from "../problem-words.ts";
import type { App, KnownRoute } from "./app.ts";
import { asApplicationError, sendProblem } from "./problems.ts";
import { countedAs } from "./rate-limit.ts";

/** Version of the API, in the header of every answer and in the description. */
export const API_VERSION = "1.0.0";

/** Parts of the address space that belong to programs: there an unknown address is a problem document. */
export const MACHINE_PATHS = [
  "/v1",
  "/_matrix",
  "/access",
  "/scim",
  "/health",
  "/.well-known",
  "/sign-in",
  "/sign-out",
  "/demo-identity",
];

/** Whether a path lies in a part for programs, as opposed to a page for people. */
export function isMachinePath(path: string): boolean {
  return MACHINE_PATHS.some((start) => path === start || path.startsWith(`${start}/`));
}

/** What the framework itself logs of errors, requests and answers: nothing that people sent. */
const WITHOUT_CONTENT = {
  err: describeError,
  error: describeError,
  req: () => undefined,
  res: () => undefined,
};

/** An HTTP server with everything that holds for every route, and no routes yet. */
export async function createHttpServer(config: Config, cookieSecret: string, log: Log): Promise<App> {
  const frameworkLog: FastifyBaseLogger = log.child({}, { serializers: WITHOUT_CONTENT });
  const app: App = Fastify({
    loggerInstance: frameworkLog,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: config.BODY_LIMIT,
    requestTimeout: 30_000,
    trustProxy: trustedProxies(config.TRUST_PROXY),
    // Ids of Matrix may be this long.
    routerOptions: { maxParamLength: 255 },
    frameworkErrors: (error, request, reply) => {
      const send = isMatrixPath(request.url) ? sendMatrixProblem : sendProblem;
      send(request, reply, asApplicationError(error));
    },
    clientErrorHandler: answerUnreadableRequest,
  }).withTypeProvider<ZodTypeProvider>();
  const knownRoutes: KnownRoute[] = [];
  app.decorate("knownRoutes", knownRoutes);
  app.addHook("onRoute", ({ method, url }) => {
    knownRoutes.push(...[method].flat().map((one) => ({ method: one, url })));
  });
  app.setValidatorCompiler(validatorCompiler);
  // Answers are made by typed code and held against their shapes in the tests: no second check per request.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  await app.register(cookie, { secret: cookieSecret });
  await app.register(helmet, helmetOptions(isHttps(config)));
  if (config.RATE_LIMIT > 0) {
    await app.register(rateLimit, {
      max: config.RATE_LIMIT,
      timeWindow: "1 minute",
      keyGenerator: whoseLimit,
      // A whole ministry may come from one address: the page's own files and published rule sets are not counted.
      allowList: (request) => request.url.startsWith("/health/") || isCheapToGive(request),
      errorResponseBuilder: (_request, context) => new TooManyRequests(Math.ceil(context.ttl / 1_000)),
    });
  }
  app.addHook("onRequest", async (request) => {
    // PostgreSQL cannot keep this character, and nothing here is called by it.
    if (request.url.includes("%00"))
      throw new InvalidInput([{ path: "", message: "must not hold the character NUL" }]);
  });
  app.addHook("onRequest", async (request, reply) => {
    if (!isMachinePath(pathOf(request.url))) return;
    reply.header("API-Version", API_VERSION);
    if (request.routeOptions.config.cacheable !== true) reply.header("Cache-Control", "no-store");
  });
  app.addHook("onResponse", async (request, reply) => {
    // The route's pattern, never the address itself: that may hold ids, a question or a token.
    log.info(
      {
        request: request.id,
        method: request.method,
        route: request.routeOptions.url ?? "none",
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      "request",
    );
  });
  app.setErrorHandler((error, request, reply) => {
    const known = asApplicationError(error);
    if (known.status >= 500) log.error({ error: known, request: request.id }, "a request failed");
    return sendProblem(request, reply, known);
  });
  return app;
}

/** Whether an address is for Matrix applications, which have error answers of their own. */
function isMatrixPath(url: string): boolean {
  return url.startsWith("/_matrix/");
}

/** The answer to a Matrix application whose address cannot be read, and so belongs to no route. */
function sendMatrixProblem(request: FastifyRequest, reply: FastifyReply, error: ApplicationError): void {
  const { title, detail } = error.document(preferredLanguage(request.headers["accept-language"]));
  reply
    .status(error.status)
    .headers({ "Cache-Control": "no-store", "Access-Control-Allow-Origin": "*" })
    .send({ errcode: "M_INVALID_PARAM", error: `${title}. ${detail}` });
}

/**
 * Whose requests are counted together. A whole ministry may come from one address, and who follows rooms asks all the
 * time: there, whoever is signed in is counted on their own.
 */
async function whoseLimit(request: FastifyRequest): Promise<string> {
  if (!isMatrixPath(request.url)) return countedAs(request.ip);
  const { actor } = await request.caller();
  return actor.kind === "person" || actor.kind === "guest"
    ? `${actor.kind}:${actor.id}`
    : countedAs(request.ip);
}

/** The path of an address without its query. */
export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}

/** Whether people reach us over https. */
export function isHttps(config: Config): boolean {
  return config.PUBLIC_URL?.startsWith("https:") ?? false;
}

function trustedProxies(setting: string | undefined): boolean | string[] {
  if (setting === undefined || setting === "false") return false;
  if (setting === "true") return true;
  return setting.split(",").map((address) => address.trim());
}

function helmetOptions(https: boolean) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        // Components set single styles on elements; they cannot run anything.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    crossOriginEmbedderPolicy: false,
    frameguard: { action: "deny" },
    hsts: https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: "no-referrer" },
  } as const;
}

/** Bytes that are no HTTP at all never reach a route: they get their problem document here. */
function answerUnreadableRequest(error: Error & { code?: string }, socket: import("node:net").Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed || !socket.writable) return;
  const tooLarge = error.code === "HPE_HEADER_OVERFLOW";
  const status = tooLarge ? "431 Request Header Fields Too Large" : "400 Bad Request";
  const code = tooLarge ? "too-large" : "invalid-input";
  const body = JSON.stringify({
    type: `urn:akkoord:problem:${code}`,
    ...problemWords(code, preferredLanguage(undefined), { first: "HTTP" }),
    status: tooLarge ? 431 : 400,
    code,
  });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json; charset=utf-8\r\nConnection: close\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** Files of the page, and rule sets that never change: no work, and kept by browsers and proxies. */
function isCheapToGive(request: FastifyRequest): boolean {
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  const { cacheable, costly } = request.routeOptions.config;
  if (costly === true) return false;
  return !isMachinePath(pathOf(request.url)) || cacheable === true;
}
