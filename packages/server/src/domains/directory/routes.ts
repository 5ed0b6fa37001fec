import { z } from "zod";
import { ROLES } from "../../platform/actor.ts";
import type { Commands } from "../../platform/command.ts";
import { NotAllowed, NotSignedIn } from "../../platform/errors.ts";
import type { App } from "../../platform/http/app.ts";
import {
  describes,
  groupShape,
  organisationShape,
  outsidePartyShape,
  ruleSetHash,
} from "../../platform/http/shapes.ts";
import type { SigningKey } from "../audit/signing-key.ts";
import { dayQuery } from "../registry/routes.ts";
import { certificateShape } from "./certificate.ts";
import { peopleSearch, readCertificate, readPeople, readPerson } from "./commands.ts";
import { endPerson, reinstatePerson } from "./end-person.ts";
import type { GroupRole } from "./group-roles.ts";
import type { Leaving } from "./leaving.ts";
import { type ManagedPerson, managedSearch, readManagedPeople } from "./managed-people.ts";
import { type KnownPerson, PERSON_STATES } from "./model.ts";
import { mayFindColleagues } from "./permissions.ts";
import type { Directory } from "./queries.ts";

const personShape = describes<KnownPerson>(
  z
    .object({
      id: z.uuid(),
      name: z.string(),
      organisation: z.string().nullable(),
      roles: z.array(z.enum(ROLES)),
      userName: z.string().nullable(),
      department: z.string().nullable(),
      state: z.enum(PERSON_STATES).meta({
        description: "`waiting`: their organisation told of them, and they may not begin yet.",
      }),
      source: z.enum(["sign-in", "scim"]).meta({
        description: "`scim`: their organisation's administration told of them.",
      }),
      firstSeen: z.iso.datetime(),
      lastSeen: z.iso.datetime().nullable().meta({ description: "Their last sign-in; null for never." }),
      endedAt: z.iso.datetime().nullable(),
    })
    .meta({ id: "Person" }),
);

const colleagueShape = z
  .object({ id: z.uuid(), name: z.string(), organisation: z.string().nullable() })
  .meta({ id: "Colleague" });

const colleague = colleagueShape.nullable();

const managedShape = describes<ManagedPerson>(
  z
    .object({
      id: z.uuid(),
      name: z.string(),
      organisation: z.string().nullable(),
      userName: z.string().nullable(),
      department: z.string().nullable(),
      state: z.enum(PERSON_STATES),
      endedAt: z.iso.datetime().nullable(),
      certificate: z
        .object({
          id: z.uuid(),
          endedBy: colleague.meta({ description: "Null when no person ended them." }),
          successor: colleague,
        })
        .nullable()
        .meta({ description: "Of their leaving; null while they have not left." }),
    })
    .meta({ id: "ManagedPerson" }),
);

const idInPath = z.object({ id: z.uuid() });
const nothing = z.null().meta({ description: "Done." });

/** What the routes of organisations and people use. */
export interface DirectoryRouteParts {
  readonly commands: Commands;
  readonly directory: Directory;
  readonly leaving: Leaving;
  readonly key: SigningKey;
  readonly groupRoles: readonly GroupRole[];
}

/** Organisations and people over HTTP. */
export async function directoryRoutes(app: App, parts: DirectoryRouteParts): Promise<void> {
  const { commands, directory } = parts;
  const list = readPeople(parts.groupRoles);
  const one = readPerson(parts.groupRoles);
  const end = endPerson(parts);
  const reinstate = reinstatePerson(parts);

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
        summary: "Who is known here, with which rights",
        description:
          "For operators and auditors, to review access rights; for security officers, those of their own organisation.",
        querystring: peopleSearch,
        response: { 200: z.object({ people: z.array(personShape) }).meta({ id: "PersonList" }) },
      },
    },
    async (request) => ({ people: await commands.execute(list, request.query, await request.caller()) }),
  );

  app.get(
    "/v1/people/_search",
    {
      config: { rateLimit: { max: 120, timeWindow: "1 minute" } },
      schema: {
        operationId: "searchColleagues",
        tags: ["people"],
        summary: "Colleagues of every organisation, to invite",
        description: "At most ten who work here now, names that begin with what was typed first.",
        querystring: z.object({
          q: z.string().trim().min(2, { error: "must be at least two letters" }).max(100),
          organisation: z.string().max(100).optional(),
        }),
        response: { 200: z.object({ people: z.array(colleagueShape) }).meta({ id: "ColleagueList" }) },
      },
    },
    async (request) => {
      const { actor } = await request.caller();
      if (!mayFindColleagues(actor)) throw actor.kind === "anonymous" ? new NotSignedIn() : new NotAllowed();
      const { q, organisation } = request.query;
      return { people: await directory.colleagues(organisation ?? null, q) };
    },
  );

  app.get(
    "/v1/people/_managed",
    {
      schema: {
        operationId: "listManagedPeople",
        tags: ["people"],
        summary: "The people whose manager you are",
        description:
          "Those who work here first. Who left stays in the list, with the certificate of their leaving.",
        querystring: managedSearch,
        response: { 200: z.object({ people: z.array(managedShape) }).meta({ id: "ManagedPersonList" }) },
      },
    },
    async (request) => ({
      people: await commands.execute(readManagedPeople, request.query, await request.caller()),
    }),
  );

  app.get(
    "/v1/people/:id",
    {
      schema: {
        operationId: "getPerson",
        tags: ["people"],
        summary: "One person, with their rights",
        params: idInPath,
        response: { 200: personShape },
      },
    },
    async (request) => commands.execute(one, request.params, await request.caller()),
  );

  app.get(
    "/v1/people/:id/certificate",
    {
      schema: {
        operationId: "getLeavingCertificate",
        tags: ["people"],
        summary: "What somebody lost when they left",
        description:
          "For who may see people, and for the manager of the leaver. Signed with the key of the audit trail; " +
          "`akkoord verify` checks it offline.",
        params: idInPath,
        response: { 200: certificateShape },
      },
    },
    async (request) => commands.execute(readCertificate, request.params, await request.caller()),
  );

  app.post(
    "/v1/people/:id/_end",
    {
      schema: {
        operationId: "endPerson",
        tags: ["people"],
        summary: "End somebody's access, everywhere at once",
        description:
          "By their manager or an operator. What would be nobody's goes to the successor, else to their manager.",
        params: idInPath,
        body: z.strictObject({ successor: z.uuid().nullable().default(null) }),
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await commands.execute(end, { ...request.params, ...request.body }, await request.caller());
      return reply.status(204).send(null);
    },
  );

  app.post(
    "/v1/people/:id/_reinstate",
    {
      schema: {
        operationId: "reinstatePerson",
        tags: ["people"],
        summary: "Let somebody back in, with nothing of what they had",
        params: idInPath,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await commands.execute(reinstate, request.params, await request.caller());
      return reply.status(204).send(null);
    },
  );
}
