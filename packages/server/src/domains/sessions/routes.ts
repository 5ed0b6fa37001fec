import { z } from "zod";
import { ROLES } from "../../platform/actor.ts";
import type { App } from "../../platform/http/app.ts";
import type { Cookies } from "../../platform/http/cookies.ts";
import { csrfTokenOf } from "./model.ts";
import { abilitiesOf } from "./permissions.ts";

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
    csrfToken: z.string().nullable().meta({ description: "To send as X-CSRF-Token with every change." }),
    abilities: z.array(z.string()).meta({ description: "What you may do." }),
    demo: z.boolean().meta({ description: "Sign-in is with made-up people." }),
  })
  .meta({ id: "Session" });

/** Who am I, over HTTP. */
export async function sessionRoutes(app: App, parts: { cookies: Cookies; demo: boolean }): Promise<void> {
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
      const { actor } = await request.caller();
      const token = parts.cookies.sessionToken(request);
      const signedIn = actor.kind === "person";
      return {
        signedIn,
        person: signedIn
          ? { id: actor.id, name: actor.name, organisation: actor.organisation, roles: [...actor.roles] }
          : null,
        csrfToken: signedIn && token !== null ? csrfTokenOf(token) : null,
        abilities: abilitiesOf(actor),
        demo: parts.demo,
      };
    },
  );
}
