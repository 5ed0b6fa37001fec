import { z } from "zod";
import { ROLES } from "../../platform/actor.ts";
import type { Commands } from "../../platform/command.ts";
import type { App } from "../../platform/http/app.ts";
import {
  describes,
  groupShape,
  organisationShape,
  outsidePartyShape,
  ruleSetHash,
} from "../../platform/http/shapes.ts";
import { dayQuery } from "../registry/routes.ts";
import { readPeople } from "./commands.ts";
import type { KnownPerson } from "./model.ts";
import type { Directory } from "./queries.ts";

const personShape = describes<KnownPerson>(
  z
    .object({
      id: z.uuid(),
      name: z.string(),
      organisation: z.string().nullable(),
      roles: z.array(z.enum(ROLES)),
      firstSeen: z.iso.datetime(),
      lastSeen: z.iso.datetime(),
    })
    .meta({ id: "Person" }),
);

/** Organisations and people over HTTP. */
export async function directoryRoutes(
  app: App,
  { commands, directory }: { commands: Commands; directory: Directory },
): Promise<void> {
  app.get(
    "/v1/organisations",
    {
      schema: {
        operationId: "listOrganisations",
        tags: ["organisations"],
        summary: "Organisations, outside parties and groups",
        querystring: dayQuery,
        response: {
          200: z
            .object({
              ruleSet: ruleSetHash,
              organisations: z.array(organisationShape),
              outsideParties: z.array(outsidePartyShape),
              groups: z.array(groupShape),
            })
            .meta({ id: "OrganisationList" }),
        },
      },
    },
    async (request) => directory.organisations(request.query.date),
  );

  app.get(
    "/v1/organisations/:id",
    {
      schema: {
        operationId: "getOrganisation",
        tags: ["organisations"],
        summary: "One organisation",
        params: z.object({ id: z.string().max(100) }),
        querystring: dayQuery,
        response: { 200: organisationShape },
      },
    },
    async (request) => directory.organisation(request.params.id, request.query.date),
  );

  app.get(
    "/v1/people",
    {
      schema: {
        operationId: "listPeople",
        tags: ["people"],
        summary: "Who signed in, with which rights",
        description: "For operators and auditors, to review access rights.",
        querystring: readPeople.input,
        response: { 200: z.object({ people: z.array(personShape) }).meta({ id: "PersonList" }) },
      },
    },
    async (request) => ({
      people: await commands.execute(readPeople, request.query, await request.caller()),
    }),
  );
}
