import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { type Actor, ANONYMOUS } from "../../platform/actor.ts";
import { isDatabaseUnavailable } from "../../platform/database/database.ts";
import { TemporarilyUnavailable } from "../../platform/errors.ts";
import type { App } from "../../platform/http/app.ts";
import { answerShape } from "../../platform/http/shapes.ts";
import { questionInput } from "./model.ts";
import type { Advice } from "./queries.ts";

/** Answers over HTTP. */
export async function adviceRoutes(app: App, { advice }: { advice: Advice }): Promise<void> {
  app.post(
    "/v1/answers",
    {
      config: { changesNothing: true },
      schema: {
        operationId: "answerQuestion",
        tags: ["answers"],
        summary: "Decide a situation",
        description:
          "Nothing of the question is kept or logged. No sign-in needed. Who signed in gets their waivers too; " +
          "`ruleSet` of the answer is then the hash of the rules with those.",
        body: questionInput
          .extend({
            help: z
              .boolean()
              .default(true)
              .meta({ description: "Also work out which changes would open a tool." }),
          })
          .meta({ id: "Question" }),
        response: { 200: answerShape },
      },
    },
    async (request) => (await advice.answer(request.body, await whoAsks(request))).answer,
  );
}

/**
 * Who asks. While the database cannot say, nobody in particular: the published rules still answer, and without waivers
 * they can only be stricter.
 */
async function whoAsks(request: FastifyRequest): Promise<Actor> {
  try {
    return (await request.caller()).actor;
  } catch (error) {
    if (error instanceof TemporarilyUnavailable || isDatabaseUnavailable(error)) return ANONYMOUS;
    throw error;
  }
}
