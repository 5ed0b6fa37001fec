import { z } from "zod";
import type { Commands } from "../../platform/command.ts";
import type { App } from "../../platform/http/app.ts";
import { describes, ruleSetHash, situationShape } from "../../platform/http/shapes.ts";
import {
  type FeedbackParts,
  feedbackByRuleQuery,
  feedbackPage,
  readFeedback,
  readFeedbackByRule,
  readOneFeedback,
  sendFeedback,
} from "./commands.ts";
import { type Feedback, type FeedbackByRule, feedbackInput } from "./model.ts";

const feedbackShape = describes<Feedback>(
  z
    .object({
      id: z.uuid(),
      receivedAt: z.iso.datetime(),
      ruleSet: ruleSetHash,
      tool: z.string().nullable(),
      reason: z.string(),
      situation: situationShape,
      contact: z.object({ name: z.string(), organisation: z.string().nullable() }).nullable(),
    })
    .meta({ id: "Feedback" }),
);

const feedbackByRuleShape = describes<FeedbackByRule>(
  z
    .object({
      rule: z
        .string()
        .nullable()
        .meta({ description: "The rule that stood in the way; null where there is none." }),
      tool: z.string().nullable().meta({ description: "The tool that no rule speaks of; null for a rule." }),
      count: z.int(),
      newest: z.array(
        z.object({
          id: z.uuid(),
          receivedAt: z.iso.datetime(),
          tool: z.string().nullable(),
          reason: z.string(),
        }),
      ),
    })
    .meta({ id: "FeedbackByRule" }),
);

/** Reports over HTTP. */
export async function feedbackRoutes(
  app: App,
  parts: FeedbackParts & { commands: Commands; perHour: number },
): Promise<void> {
  const { commands } = parts;
  const send = sendFeedback(parts);
  const read = readFeedback(parts);
  const readOne = readOneFeedback(parts);
  const readByRule = readFeedbackByRule(parts);

  app.post(
    "/v1/feedback",
    {
      config: parts.perHour > 0 ? { rateLimit: { max: parts.perHour, timeWindow: "1 hour" } } : {},
      schema: {
        operationId: "sendFeedback",
        tags: ["feedback"],
        summary: "Report that an answer does not work for you",
        description:
          "Works without sign-in. The security officers of the organisations that take part read it.",
        body: feedbackInput,
        response: {
          201: z.object({ id: z.uuid(), receivedAt: z.iso.datetime() }).meta({ id: "FeedbackReceived" }),
        },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await commands.execute(send, request.body, await request.caller())),
  );

  app.get(
    "/v1/feedback",
    {
      schema: {
        operationId: "listFeedback",
        tags: ["feedback"],
        summary: "Reports that you may read, newest first",
        description:
          "Security officers see those that their organisation takes part in, the coordinator all.",
        querystring: feedbackPage,
        response: {
          200: z
            .object({ feedback: z.array(feedbackShape), page: z.int(), pageSize: z.int(), total: z.int() })
            .meta({ id: "FeedbackList" }),
        },
      },
    },
    async (request) => ({
      ...(await commands.execute(read, request.query, await request.caller())),
      page: request.query.page,
      pageSize: request.query.pageSize,
    }),
  );

  app.get(
    "/v1/feedback/by-rule",
    {
      schema: {
        operationId: "listFeedbackByRule",
        tags: ["feedback"],
        summary: "Reports counted by the rule that stood in the way",
        description:
          "Security officers see the rules of their organisation and the tools that it has no rule for, the coordinator all. Most reported first.",
        querystring: feedbackByRuleQuery,
        response: {
          200: z.object({ rules: z.array(feedbackByRuleShape) }).meta({ id: "FeedbackByRuleList" }),
        },
      },
    },
    async (request) => ({
      rules: await commands.execute(readByRule, request.query, await request.caller()),
    }),
  );

  app.get(
    "/v1/feedback/:id",
    {
      schema: {
        operationId: "getFeedback",
        tags: ["feedback"],
        summary: "One report",
        params: z.object({ id: z.uuid() }),
        response: { 200: feedbackShape },
      },
    },
    async (request) => commands.execute(readOne, request.params, await request.caller()),
  );
}
