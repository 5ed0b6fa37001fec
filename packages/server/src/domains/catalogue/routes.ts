import { z } from "zod";
import type { App } from "../../platform/http/app.ts";
import { ruleSetHash, toolShape } from "../../platform/http/shapes.ts";
import { dayQuery } from "../registry/routes.ts";
import type { Catalogue } from "./queries.ts";

/** The catalogue of tools over HTTP. */
export async function catalogueRoutes(app: App, { catalogue }: { catalogue: Catalogue }): Promise<void> {
  app.get(
    "/v1/tools",
    {
      schema: {
        operationId: "listTools",
        tags: ["tools"],
        summary: "Every tool of the catalogue",
        querystring: dayQuery,
        response: {
          200: z.object({ ruleSet: ruleSetHash, tools: z.array(toolShape) }).meta({ id: "ToolList" }),
        },
      },
    },
    async (request) => catalogue.tools(request.query.date),
  );

  app.get(
    "/v1/tools/:id",
    {
      schema: {
        operationId: "getTool",
        tags: ["tools"],
        summary: "One tool",
        params: z.object({ id: z.string().max(100) }),
        querystring: dayQuery,
        response: { 200: toolShape },
      },
    },
    async (request) => catalogue.tool(request.params.id, request.query.date),
  );
}
