import { canonicalJson } from "@akkoord/policy";
import { z } from "zod";
import {
  addProvisioned,
  changeProvisioned,
  type ProvisionParts,
  removeProvisioned,
} from "../../domains/directory/provision.ts";
import type { ProvisionedPerson } from "../../domains/directory/provisioned.ts";
import type { ProvisionedQueries } from "../../domains/directory/provisioned-queries.ts";
import type { Commands } from "../../platform/command.ts";
import { NotFound, PersonChanged } from "../../platform/errors.ts";
import type { App } from "../../platform/http/app.ts";
import { USERS } from "./attributes.ts";
import type { ScimCaller, ScimCallers } from "./clients.ts";
import { coerceResource } from "./coerce.ts";
import { isKnown, mayChange, untilUnchanged } from "./conditional.ts";
import { readFilter } from "./filter.ts";
import {
  type ListQuery,
  listQuery,
  listResponse,
  readSorting,
  type Sortable,
  searchShape,
  sorted,
} from "./list.ts";
import { applyPatch, patchShape } from "./patch.ts";
import { type Projection, readProjection } from "./projection.ts";
import type { Members } from "./resource.ts";
import type { RouteConfig } from "./route-config.ts";
import { etagOf, keptOf, provisionedFrom, userResource, userSource } from "./users.ts";

/** What the routes of users use. */
export interface UserRouteParts extends ProvisionParts {
  readonly commands: Commands;
  readonly provisioned: ProvisionedQueries;
  readonly callers: ScimCallers;
  /** Address of the SCIM service. */
  readonly base: () => string;
  readonly config: RouteConfig;
}

const idInPath = z.object({ id: z.string().max(255) });
/** Which attributes go along with one resource. */
export const wanted = listQuery.pick({ attributes: true, excludedAttributes: true });

/** Users over SCIM. */
export async function userRoutes(app: App, parts: UserRouteParts): Promise<void> {
  const { commands, provisioned, callers, base, config } = parts;
  const add = addProvisioned(parts);
  const change = changeProvisioned(parts);
  const remove = removeProvisioned(parts);

  const find = async ({ client }: ScimCaller, id: string): Promise<ProvisionedPerson> => {
    const person = await provisioned.person(client, id);
    if (person === null) throw new NotFound();
    return person;
  };

  const list = async (caller: ScimCaller, query: ListQuery): Promise<object> => {
    const projection = readProjection(USERS, query);
    const { totalResults, people } = await page(parts, caller, query);
    const resources = people.map((person) => projection.of(userResource(person, base())));
    return listResponse({ totalResults, startIndex: query.startIndex }, resources);
  };

  /** Reads, changes and writes; again when somebody else changed it in between and the caller did not say which. */
  const rewrite = (
    caller: ScimCaller,
    id: string,
    ifMatch: string | undefined,
    next: (source: Members) => Members,
  ): Promise<ProvisionedPerson> =>
    untilUnchanged(ifMatch, async () => {
      const person = await find(caller, id);
      if (!mayChange(ifMatch, person)) throw new PersonChanged();
      const before = userSource(person);
      // Whoever says nothing of it ends nobody, and lets nobody back in.
      const after = keptOf({ active: person.active, ...next(before) });
      // Somebody who only signed in before is from now on who their administration says.
      if (person.resource !== null && canonicalJson(after) === canonicalJson(before)) return person;
      const input = { client: caller.client.id, id, version: person.version, person: provisionedFrom(after) };
      return commands.execute(change, input, caller);
    });

  app.get("/Users", { config, schema: { hide: true, querystring: listQuery } }, async (request) =>
    list(callers.of(request), request.query),
  );

  app.post("/Users/.search", { config, schema: { hide: true, body: searchShape } }, async (request) =>
    list(callers.of(request), request.body),
  );

  app.post(
    "/Users",
    { config, schema: { hide: true, querystring: wanted, body: z.json() } },
    async (request, reply) => {
      const caller = callers.of(request);
      const projection = readProjection(USERS, request.query);
      const person = provisionedFrom(coerceResource(USERS, request.body));
      const made = await commands.execute(add, { client: caller.client.id, person }, caller);
      const resource = userResource(made, base());
      return reply
        .status(201)
        .header("Location", `${base()}/Users/${made.id}`)
        .header("ETag", etagOf(made))
        .send(projection.of(resource));
    },
  );

  app.get(
    "/Users/:id",
    { config, schema: { hide: true, params: idInPath, querystring: wanted } },
    async (request, reply) => {
      const projection = readProjection(USERS, request.query);
      const person = await find(callers.of(request), request.params.id);
      reply.header("ETag", etagOf(person));
      if (isKnown(request.headers["if-none-match"], person)) return reply.status(304).send();
      return reply.send(projection.of(userResource(person, base())));
    },
  );

  const answer = (projection: Projection, person: ProvisionedPerson): Members =>
    projection.of(userResource(person, base()));

  app.put(
    "/Users/:id",
    { config, schema: { hide: true, params: idInPath, querystring: wanted, body: z.json() } },
    async (request, reply) => {
      const projection = readProjection(USERS, request.query);
      const given = coerceResource(USERS, request.body);
      const { id } = request.params;
      const person = await rewrite(callers.of(request), id, request.headers["if-match"], () => given);
      return reply.header("ETag", etagOf(person)).send(answer(projection, person));
    },
  );

  app.patch(
    "/Users/:id",
    { config, schema: { hide: true, params: idInPath, querystring: wanted, body: patchShape } },
    async (request, reply) => {
      const projection = readProjection(USERS, request.query);
      const { id } = request.params;
      const person = await rewrite(callers.of(request), id, request.headers["if-match"], (source) =>
        applyPatch(USERS, source, request.body),
      );
      return reply.header("ETag", etagOf(person)).send(answer(projection, person));
    },
  );

  app.delete("/Users/:id", { config, schema: { hide: true, params: idInPath } }, async (request, reply) => {
    const caller = callers.of(request);
    const person = await find(caller, request.params.id);
    const ifMatch = request.headers["if-match"];
    if (!mayChange(ifMatch, person)) throw new PersonChanged();
    const version = ifMatch === undefined ? null : person.version;
    await commands.execute(remove, { client: caller.client.id, id: person.id, version }, caller);
    return reply.status(204).send();
  });
}

/** The people on one page of a list, and how many there are in all. */
async function page(
  { provisioned, base }: UserRouteParts,
  { client }: ScimCaller,
  query: ListQuery,
): Promise<{ totalResults: number; people: ProvisionedPerson[] }> {
  const { filter, sortBy, startIndex, count } = query;
  const offset = startIndex - 1;
  if (filter === undefined && sortBy === undefined) {
    const totalResults = await provisioned.countPeople(client);
    const people = count === 0 ? [] : await provisioned.peopleIn(client, { offset, limit: count });
    return { totalResults, people };
  }
  const { matches, lookups } = filter === undefined ? EVERYTHING : readFilter(USERS, filter);
  const keyOf = readSorting(USERS, query);
  const found: Sortable[] = [];
  await provisioned.eachPerson(client, lookups, (person) => {
    const resource = userResource(person, base());
    if (matches(resource)) found.push({ id: person.id, key: keyOf(resource) });
  });
  const ids = sorted(found, query)
    .slice(offset, offset + count)
    .map(({ id }) => id);
  return { totalResults: found.length, people: await provisioned.peopleById(client, ids) };
}

/** No filter: everything fits. */
export const EVERYTHING = { matches: () => true, lookups: [] } as const;
