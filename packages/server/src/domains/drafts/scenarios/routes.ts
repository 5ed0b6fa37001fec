import { z } from "zod";
import type { Commands } from "../../../platform/command.ts";
import type { App } from "../../../platform/http/app.ts";
import { needRuleMaker } from "../permissions.ts";
import { ownerId } from "../text.ts";
import { addScenario, changeScenario, removeScenario, type ScenarioParts } from "./commands.ts";
import { scenarioId, scenarioInput } from "./model.ts";
import type { ScenarioQueries } from "./queries.ts";
import { scenarioListShape, scenarioShape } from "./shapes.ts";

/** Scenarios over HTTP. */
export async function scenarioRoutes(
  app: App,
  parts: ScenarioParts & { readonly commands: Commands; readonly scenarios: ScenarioQueries },
): Promise<void> {
  const { commands, scenarios } = parts;
  const add = addScenario(parts);
  const change = changeScenario(parts);
  const params = z.object({ id: scenarioId });

  app.get(
    "/v1/scenarios",
    {
      schema: {
        operationId: "listScenarios",
        tags: ["scenarios"],
        summary: "Questions with answers that must stay true, and whether they do",
        description: "For those who make rules. Judged on the rules in force.",
        querystring: z.object({ owner: ownerId.optional() }),
        response: { 200: scenarioListShape },
      },
    },
    async (request) => {
      const { actor } = await request.caller();
      needRuleMaker(actor);
      return scenarios.list(request.query.owner, actor);
    },
  );

  app.post(
    "/v1/scenarios",
    {
      schema: {
        operationId: "addScenario",
        tags: ["scenarios"],
        summary: "Add an answer that must stay true",
        body: scenarioInput.extend({ owner: ownerId }).meta({ id: "NewScenarioOfOwner" }),
        response: { 201: scenarioShape },
      },
    },
    async (request, reply) => {
      const caller = await request.caller();
      const { id } = await commands.execute(add, request.body, caller);
      return reply.status(201).send(await scenarios.one(id, caller.actor));
    },
  );

  app.put(
    "/v1/scenarios/:id",
    {
      schema: {
        operationId: "changeScenario",
        tags: ["scenarios"],
        summary: "Change an answer that must stay true",
        params,
        body: scenarioInput,
        response: { 200: scenarioShape },
      },
    },
    async (request) => {
      const caller = await request.caller();
      const { id } = await commands.execute(change, { ...request.body, ...request.params }, caller);
      return scenarios.one(id, caller.actor);
    },
  );

  app.delete(
    "/v1/scenarios/:id",
    {
      schema: {
        operationId: "removeScenario",
        tags: ["scenarios"],
        summary: "Let an answer change from now on",
        params,
        response: { 204: z.null().meta({ description: "It is gone." }) },
      },
    },
    async (request, reply) => {
      await commands.execute(removeScenario, request.params, await request.caller());
      return reply.status(204).send(null);
    },
  );
}
