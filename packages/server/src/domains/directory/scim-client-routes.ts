import { z } from "zod";
import type { Commands } from "../../platform/command.ts";
import { NotAllowed, NotSignedIn } from "../../platform/errors.ts";
import type { App } from "../../platform/http/app.ts";
import { describes } from "../../platform/http/shapes.ts";
import { mayManageScimClients } from "./permissions.ts";
import type { Directory } from "./queries.ts";
import {
  endScimClient,
  makeScimClient,
  type ScimClient,
  type ScimClients,
  scimClientInput,
} from "./scim-clients.ts";

const clientShape = describes<ScimClient>(
  z
    .object({
      id: z.uuid(),
      organisation: z.string(),
      name: z.string(),
      issuer: z.string().meta({ description: "The provider that its people sign in with." }),
      movesTo: z.array(z.string()),
      createdAt: z.iso.datetime(),
      lastUsed: z.iso.datetime().nullable().meta({ description: "To a few minutes; null for never." }),
      endedAt: z.iso.datetime().nullable(),
    })
    .meta({ id: "ScimClient", description: "How an organisation's administration of people reaches us." }),
);

/** What the routes of clients use. */
export interface ScimClientRouteParts {
  readonly commands: Commands;
  readonly scimClients: ScimClients;
  readonly directory: Directory;
  /** The provider that people sign in with. */
  readonly issuer: string;
}

/** Ways in for organisations' administrations, over HTTP. */
export async function scimClientRoutes(app: App, parts: ScimClientRouteParts): Promise<void> {
  const { commands, scimClients } = parts;
  const make = makeScimClient(parts);

  app.get(
    "/v1/scim-clients",
    {
      schema: {
        operationId: "listScimClients",
        tags: ["people"],
        summary: "Ways in for organisations' administrations",
        response: { 200: z.object({ scimClients: z.array(clientShape) }).meta({ id: "ScimClientList" }) },
      },
    },
    async (request) => {
      const { actor } = await request.caller();
      if (!mayManageScimClients(actor))
        throw actor.kind === "anonymous" ? new NotSignedIn() : new NotAllowed();
      return { scimClients: await scimClients.list() };
    },
  );

  app.post(
    "/v1/scim-clients",
    {
      schema: {
        operationId: "makeScimClient",
        tags: ["people"],
        summary: "Give an organisation's administration a way in",
        description:
          "The token is shown this once. With it the organisation's identity management tells of its people over " +
          "SCIM 2.0, at /scim/v2.",
        body: scimClientInput,
        response: { 201: z.object({ id: z.uuid(), token: z.string() }).meta({ id: "ScimClientMade" }) },
      },
    },
    async (request, reply) =>
      reply.status(201).send(await commands.execute(make, request.body, await request.caller())),
  );

  app.delete(
    "/v1/scim-clients/:id",
    {
      schema: {
        operationId: "endScimClient",
        tags: ["people"],
        summary: "End a way in; its people stay",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null().meta({ description: "Done." }) },
      },
    },
    async (request, reply) => {
      await commands.execute(endScimClient, request.params, await request.caller());
      return reply.status(204).send(null);
    },
  );
}
