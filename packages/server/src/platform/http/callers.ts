import type { FastifyRequest } from "fastify";
import { type Actor, ANONYMOUS, type Workplace } from "../actor.ts";
import type { Caller } from "../command.ts";
import { CsrfTokenMissing } from "../errors.ts";
import type { App } from "./app.ts";
import type { Cookies } from "./cookies.ts";
import { networkOf } from "./rate-limit.ts";

/** Who is signed in, with what they said about where they work. */
interface SignedIn {
  readonly actor: Actor;
  readonly workplace: Workplace;
}

/** What telling callers apart needs. */
export interface CallerParts {
  readonly cookies: Cookies;
  /** Who has the session with this token. */
  readonly sessionOf: (token: string) => Promise<SignedIn | null>;
  /** Who has this access token, and for which of their applications. */
  readonly accessOf: (token: string) => Promise<(SignedIn & { readonly deviceId: string }) | null>;
  /** Whether a proof belongs to the session's token. */
  readonly isCsrfTokenOf: (token: string, given: unknown) => boolean;
  readonly traceId: () => string | null;
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** The part of the address space where applications of others act for people. */
const BEARER_PATH = "/_matrix/";

/** Lets routes ask who calls, and refuses changes that another site made a signed-in browser ask for. */
export function addCallers(app: App, parts: CallerParts): void {
  const known = new WeakMap<FastifyRequest, Promise<Caller>>();

  app.decorateRequest("caller", function caller(this: FastifyRequest) {
    const found = known.get(this) ?? identify(this, parts);
    known.set(this, found);
    return found;
  });

  app.addHook("preHandler", async (request) => {
    if (SAFE_METHODS.has(request.method) || request.routeOptions.config.changesNothing === true) return;
    // No site can make a browser send this header, so it needs no other proof; and then no cookie counts.
    if (bearerTokenOf(request) !== null) return;
    const token = parts.cookies.sessionToken(request);
    if (token === null) return;
    const { actor } = await request.caller();
    if (actor.kind === "anonymous") return;
    const given = request.headers["x-csrf-token"] ?? fieldOf(request.body, "csrfToken");
    if (!parts.isCsrfTokenOf(token, given)) throw new CsrfTokenMissing();
  });
}

/**
 * The access token that an application sent with a request, where such tokens count; null when it sent none.
 *
 * @example bearerTokenOf(request) // of "Authorization: Bearer abc" under /_matrix/: "abc"
 */
export function bearerTokenOf(request: FastifyRequest): string | null {
  if (!request.url.startsWith(BEARER_PATH)) return null;
  return /^Bearer +([\w.~+/-]{1,400}=*) *$/i.exec(request.headers.authorization ?? "")?.[1] ?? null;
}

async function identify(request: FastifyRequest, parts: CallerParts): Promise<Caller> {
  const bearer = bearerTokenOf(request);
  const cookie = parts.cookies.sessionToken(request);
  const traceId = parts.traceId();
  if (bearer !== null) {
    const access = await parts.accessOf(bearer);
    if (access !== null) return { ...access, origin: { channel: "http", address: request.ip }, traceId };
  } else if (cookie !== null) {
    const session = await parts.sessionOf(cookie);
    if (session !== null) return { ...session, origin: { channel: "http", address: request.ip }, traceId };
  }
  // Who did not sign in must not be traceable through what they sent.
  return { actor: ANONYMOUS, origin: { channel: "http", address: networkOf(request.ip) }, traceId };
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null
    ? Object.entries(body).find(([key]) => key === name)?.[1]
    : undefined;
}
