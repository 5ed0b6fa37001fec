import type { FastifyReply } from "fastify";
import { z } from "zod";
import { LONGEST_POLL_MS } from "../../domains/rooms/model.ts";
import type { Rooms } from "../../domains/rooms/rooms.ts";
import type { App } from "../../platform/http/app.ts";
import { filterBody, filterId, filterOf, filterOfSync } from "./filter.ts";
import { ownUser } from "./own-user.ts";
import { ownPushRules, PUSH_RULES } from "./push-rules/own-push-rules.ts";
import { streamToken, trueOrFalse, userId, wholeNumber } from "./shapes.ts";
import { signedIn, tokenEnded } from "./signed-in.ts";
import type { Waiting } from "./waiting.ts";

/** What following what happens needs. */
export interface SyncParts {
  readonly rooms: Rooms;
  readonly waiting: Waiting;
}

const query = z.object({
  since: streamToken.optional(),
  timeout: wholeNumber.optional(),
  filter: z.string().max(16_000).optional(),
  full_state: trueOrFalse.optional(),
});
const filterParams = z.object({ userId, "*": z.string().min(1).max(4_000) });

/** Following what happens: what is new since a moment, waiting for it when there is nothing yet. */
export function syncRoutes(scope: App, { rooms, waiting }: SyncParts): void {
  scope.get("/client/v3/sync", { schema: { hide: true, querystring: query } }, async (request, reply) => {
    const caller = await signedIn(request);
    const { since, timeout, full_state } = request.query;
    const filter = filterOfSync(request.query.filter);
    const options = {
      since: since ?? null,
      timeoutMs: Math.min(timeout ?? 0, LONGEST_POLL_MS),
      fullState: full_state ?? false,
      ...(filter === undefined ? {} : { filter }),
    };
    const wait = waiting.begin(caller, whenGone(reply));
    try {
      const result = await rooms.sync(caller, options, wait.signal);
      // Whoever was removed while they waited learns no more than that.
      if (!(await waiting.isStillSignedIn(request))) throw tokenEnded();
      if (since !== undefined || result.account_data.events.some(({ type }) => type === PUSH_RULES))
        return result;
      const rules = { type: PUSH_RULES, content: await ownPushRules(rooms, caller) };
      return { ...result, account_data: { events: [...result.account_data.events, rules] } };
    } finally {
      wait.end();
    }
  });

  scope.post(
    "/client/v3/user/:userId/filter",
    {
      config: { changesNothing: true },
      schema: { hide: true, params: z.object({ userId }), body: filterBody },
    },
    async (request) => {
      await ownUser(request, rooms, request.params.userId);
      return { filter_id: filterId(request.body) };
    },
  );

  scope.get(
    "/client/v3/user/:userId/filter/*",
    { schema: { hide: true, params: filterParams } },
    async (request) => {
      await ownUser(request, rooms, request.params.userId);
      return filterOf(request.params["*"]);
    },
  );
}

/** Ends when the application hangs up. */
function whenGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => gone.abort());
  return gone.signal;
}
