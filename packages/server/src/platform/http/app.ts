import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { Caller } from "../command.ts";

/** Fastify with zod schemas: what routes are registered on. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** A route that the server answers. */
export interface KnownRoute {
  readonly method: string;
  /** Its pattern, such as `/v1/tools/:id`. */
  readonly url: string;
}

declare module "fastify" {
  interface FastifyInstance {
    /** Every route that was registered. */
    readonly knownRoutes: readonly KnownRoute[];
  }

  interface FastifyRequest {
    /**
     * Who asks and from where. Looks the session up when there is a cookie, once per request.
     *
     * @throws TemporarilyUnavailable when there is a cookie and no database
     */
    caller(): Promise<Caller>;
  }

  interface FastifyContextConfig {
    /** A POST that changes nothing needs no token against cross-site requests. */
    readonly changesNothing?: boolean;
    /** The route sets Cache-Control itself; other answers must not be stored. */
    readonly cacheable?: boolean;
    /** Takes real work, so it counts towards the limit of requests although it is cacheable. */
    readonly costly?: boolean;
  }
}
