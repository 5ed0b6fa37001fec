import type { RateLimitOptions } from "@fastify/rate-limit";

/** What holds for every route of the service: how many requests it takes from one client. */
export interface RouteConfig {
  readonly rateLimit: RateLimitOptions;
}
