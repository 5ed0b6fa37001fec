import { z } from "zod";
import type { Commands } from "../../platform/command.ts";
import { NotAllowed, NotSignedIn } from "../../platform/errors.ts";
import type { App } from "../../platform/http/app.ts";
import { describes } from "../../platform/http/shapes.ts";
import type { Seal } from "../../platform/sealed.ts";
import type { Directory } from "../directory/queries.ts";
import { addWebhook, removeWebhook, switchWebhook } from "./commands.ts";
import { type Webhook, webhookInput } from "./model.ts";
import { mayManageWebhooks } from "./permissions.ts";
import type { WebhookQueries } from "./queries.ts";

const webhookShape = describes<Webhook>(
  z
    .object({
      id: z.uuid(),
      url: z.string(),
      organisation: z.string().nullable(),
      active: z.boolean(),
      createdAt: z.iso.datetime(),
      deliveries: z.object({ waiting: z.int(), delivered: z.int(), failed: z.int() }),
      lastAttempt: z.object({ at: z.iso.datetime(), result: z.string() }).nullable(),
    })
    .meta({ id: "Webhook", description: "A system that hears what changes." }),
);

const idInPath = z.object({ id: z.uuid() });
const nothing = z.null().meta({ description: "Done." });

/** Webhooks over HTTP. */
export async function webhookRoutes(
  app: App,
  parts: { commands: Commands; webhooks: WebhookQueries; seal: Seal; directory: Directory },
): Promise<void> {
  const { commands, webhooks } = parts;
  const add = addWebhook(parts);

  app.get(
    "/v1/webhooks",
    {
      schema: {
        operationId: "listWebhooks",
        tags: ["webhooks"],
        summary: "The webhooks that you manage",
        response: { 200: z.object({ webhooks: z.array(webhookShape) }).meta({ id: "WebhookList" }) },
      },
    },
    async (request) => {
      const { actor } = await request.caller();
      if (!mayManageWebhooks(actor)) throw actor.kind === "anonymous" ? new NotSignedIn() : new NotAllowed();
      return { webhooks: await webhooks.list(actor) };
    },
  );

  app.post(
    "/v1/webhooks",
    {
      schema: {
        operationId: "addWebhook",
        tags: ["webhooks"],
        summary: "Have a system told what changes",
        description:
          "Every notice is posted as a CloudEvent 1.0 (structured mode), signed as Standard Webhooks describes " +
          "with the secret that this answer shows once. An answer other than 2xx is tried again for three days.",
        body: webhookInput,
        response: {
          201: z.object({ id: z.uuid(), secret: z.string() }).meta({ id: "WebhookAdded" }),
        },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await commands.execute(add, request.body, await request.caller())),
  );

  app.post(
    "/v1/webhooks/:id/_switch",
    {
      schema: {
        operationId: "switchWebhook",
        tags: ["webhooks"],
        summary: "Switch a webhook on or off",
        params: idInPath,
        body: z.strictObject({ active: z.boolean() }),
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await commands.execute(
        switchWebhook,
        { id: request.params.id, active: request.body.active },
        await request.caller(),
      );
      return reply.status(204).send(null);
    },
  );

  app.delete(
    "/v1/webhooks/:id",
    {
      schema: {
        operationId: "removeWebhook",
        tags: ["webhooks"],
        summary: "Remove a webhook",
        params: idInPath,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await commands.execute(removeWebhook, request.params, await request.caller());
      return reply.status(204).send(null);
    },
  );
}
