import { z } from "zod";
import { type Actor, type Guest, NOTHING_SAID, ROLES } from "../../platform/actor.ts";
import type { Commands } from "../../platform/command.ts";
import type { App } from "../../platform/http/app.ts";
import type { Cookies } from "../../platform/http/cookies.ts";
import type { Directory } from "../directory/queries.ts";
import type { Registry } from "../registry/registry.ts";
import { setWorkplace } from "./commands.ts";
import { isHolder } from "./holders.ts";
import { csrfTokenOf } from "./model.ts";
import { abilitiesOf } from "./permissions.ts";
import { workplaceInput, workplaceShape } from "./workplace.ts";

const saidShape = workplaceShape.meta({
  id: "Workplace",
  description:
    "What you said about how you work now, in values of the vocabulary; null for what you did not say.",
});

const sessionShape = z
  .object({
    signedIn: z.boolean(),
    person: z
      .object({
        id: z.string(),
        name: z.string(),
        organisation: z.string().nullable(),
        roles: z.array(z.enum(ROLES)),
      })
      .nullable(),
    guest: z
      .object({ id: z.string(), name: z.string(), room: z.string(), until: z.iso.datetime() })
      .nullable()
      .meta({ description: "You were invited into one room from outside." }),
    workplace: saidShape,
    csrfToken: z.string().nullable().meta({ description: "To send as X-CSRF-Token with every change." }),
    abilities: z.array(z.string()).meta({ description: "What you may do." }),
    demo: z.boolean().meta({ description: "Sign-in is with made-up people." }),
  })
  .meta({ id: "Session" });

/** Who am I, over HTTP. */
export async function sessionRoutes(
  app: App,
  parts: {
    cookies: Cookies;
    commands: Commands;
    registry: Pick<Registry, "currentOn">;
    directory: Pick<Directory, "managesSomebody">;
    demo: boolean;
  },
): Promise<void> {
  const { cookies, commands, directory } = parts;
  const keepWorkplace = setWorkplace(parts.registry);

  app.get(
    "/v1/session",
    {
      schema: {
        operationId: "getSession",
        tags: ["session"],
        summary: "Who you are here and what you may do",
        response: { 200: sessionShape },
      },
    },
    async (request) => {
      const { actor, workplace } = await request.caller();
      const token = cookies.sessionToken(request);
      const signedIn = isHolder(actor);
      return {
        signedIn,
        person: personOf(actor),
        guest: actor.kind === "guest" ? guestOf(actor) : null,
        workplace: { ...(workplace ?? NOTHING_SAID) },
        csrfToken: signedIn && token !== null ? csrfTokenOf(token) : null,
        abilities: abilitiesOf(actor, {
          leads: actor.kind === "person" && (await directory.managesSomebody(actor)),
        }),
        demo: parts.demo,
      };
    },
  );

  app.put(
    "/v1/session/workplace",
    {
      schema: {
        operationId: "setWorkplace",
        tags: ["session"],
        summary: "Say how you work now",
        description:
          "Rules of rooms ask for it. It stays until you say otherwise or sign out. A `role` that you leave out stays as it was.",
        body: workplaceInput.strict(),
        response: { 200: saidShape },
      },
    },
    async (request) => {
      const input = { ...request.body, token: cookies.sessionToken(request) ?? "" };
      return commands.execute(keepWorkplace, input, await request.caller());
    },
  );
}

function personOf(actor: Actor) {
  if (actor.kind !== "person") return null;
  return { id: actor.id, name: actor.name, organisation: actor.organisation, roles: [...actor.roles] };
}

function guestOf({ id, name, room, until }: Guest) {
  return { id, name, room, until };
}
