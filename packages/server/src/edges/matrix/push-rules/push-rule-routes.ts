import { z } from "zod";
import type { Rooms } from "../../../domains/rooms/rooms.ts";
import type { App } from "../../../platform/http/app.ts";
import { MatrixError } from "../matrix-error.ts";
import { DONE } from "../shapes.ts";
import { type SignedInCaller, signedIn } from "../signed-in.ts";
import { ruleOf, withChanged, withoutRule, withRule } from "./change-rules.ts";
import { type PushRuleSet, RULE_KINDS, ruleActions, ruleBody } from "./model.ts";
import { keepPushRules, readPushRules } from "./own-push-rules.ts";

const HIDDEN = { schema: { hide: true } } as const;
const RULE = "/client/v3/pushrules/global/:kind/:ruleId";
const params = z.object({ kind: z.enum(RULE_KINDS), ruleId: z.string().min(1).max(255) });
const place = z.object({ before: z.string().max(255).optional(), after: z.string().max(255).optional() });

/** What applications notify somebody of: kept here, so that all of their applications do the same. */
export function pushRuleRoutes(scope: App, { rooms }: { rooms: Rooms }): void {
  const change = async (caller: SignedInCaller, how: (rules: PushRuleSet) => PushRuleSet) => {
    await keepPushRules(rooms, how(await readPushRules(rooms, caller)), caller);
    return DONE;
  };

  scope.get("/client/v3/pushrules/", HIDDEN, async (request) => ({
    global: await readPushRules(rooms, await signedIn(request)),
  }));
  scope.get("/client/v3/pushrules/global/", HIDDEN, async (request) =>
    readPushRules(rooms, await signedIn(request)),
  );

  scope.get(RULE, { schema: { hide: true, params } }, async (request) => {
    const { kind, ruleId } = request.params;
    return ruleOf(await readPushRules(rooms, await signedIn(request)), kind, ruleId);
  });
  scope.put(RULE, { schema: { hide: true, params, querystring: place, body: ruleBody } }, async (request) => {
    const { kind, ruleId } = request.params;
    if (/^\.|[/\\]/.test(ruleId)) throw new MatrixError(400, "M_INVALID_PARAM", "rule-name");
    const rule = { ...request.body, rule_id: ruleId };
    return change(await signedIn(request), (rules) => withRule(rules, kind, rule, request.query));
  });
  scope.delete(RULE, { schema: { hide: true, params } }, async (request) => {
    const { kind, ruleId } = request.params;
    return change(await signedIn(request), (rules) => withoutRule(rules, kind, ruleId));
  });

  scope.get(`${RULE}/enabled`, { schema: { hide: true, params } }, async (request) => {
    const { kind, ruleId } = request.params;
    const { enabled } = ruleOf(await readPushRules(rooms, await signedIn(request)), kind, ruleId);
    return { enabled };
  });
  scope.put(
    `${RULE}/enabled`,
    { schema: { hide: true, params, body: z.object({ enabled: z.boolean() }) } },
    async (request) => {
      const { kind, ruleId } = request.params;
      const { enabled } = request.body;
      return change(await signedIn(request), (rules) => withChanged(rules, kind, ruleId, { enabled }));
    },
  );

  scope.get(`${RULE}/actions`, { schema: { hide: true, params } }, async (request) => {
    const { kind, ruleId } = request.params;
    const { actions } = ruleOf(await readPushRules(rooms, await signedIn(request)), kind, ruleId);
    return { actions };
  });
  scope.put(
    `${RULE}/actions`,
    { schema: { hide: true, params, body: z.object({ actions: ruleActions }) } },
    async (request) => {
      const { kind, ruleId } = request.params;
      const { actions } = request.body;
      return change(await signedIn(request), (rules) => withChanged(rules, kind, ruleId, { actions }));
    },
  );

  // Applications on telephones ask whether they get messages by push: they do not, and hear so.
  scope.get("/client/v3/pushers", HIDDEN, async () => ({ pushers: [] }));
}
