import type { FastifyRequest } from "fastify";
import { type Actor, ANONYMOUS, type Person } from "../actor.ts";
import type { Caller } from "../command.ts";
import { CsrfTokenMissing } from "../errors.ts";
import type { App } from "./app.ts";
import type { Cookies } from "./cookies.ts";
import { networkOf } from "./rate-limit.ts";

/** What telling callers apart needs. */
export interface CallerParts {
  readonly cookies: Cookies;
  /** Who has the session with this token. */
  readonly personOf: (token: string) => Promise<Person | null>;
  /** Whether a proof belongs to the session's token. */
  readonly isCsrfTokenOf: (token: string, given: unknown) => boolean;
  readonly traceId: () => string | null;
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

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
    const token = parts.cookies.sessionToken(request);
    if (token === null) return;
    const { actor } = await request.caller();
    if (actor.kind !== "person") return;
    const given = request.headers["x-csrf-token"] ?? fieldOf(request.body, "csrfToken");
    if (!parts.isCsrfTokenOf(token, given)) throw new CsrfTokenMissing();
  });
}

async function identify(request: FastifyRequest, parts: CallerParts): Promise<Caller> {
  const token = parts.cookies.sessionToken(request);
  const actor: Actor = (token === null ? null : await parts.personOf(token)) ?? ANONYMOUS;
  // Who did not sign in must not be traceable through what they sent.
  const address = actor.kind === "person" ? request.ip : networkOf(request.ip);
  return { actor, origin: { channel: "http", address }, traceId: parts.traceId() };
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null
    ? Object.entries(body).find(([key]) => key === name)?.[1]
    : undefined;
}
