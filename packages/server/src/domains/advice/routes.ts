import { z } from "zod";
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
        description: "Nothing of the question is kept or logged. No sign-in needed.",
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
    async (request) => (await advice.answer(request.body)).answer,
  );
}
