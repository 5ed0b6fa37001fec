import { canonicalJson } from "@akkoord/policy";
import { z } from "zod";
import { addGroup, changeGroup, removeGroup } from "../../domains/directory/provision-groups.ts";
import type { GroupName, ProvisionedGroup } from "../../domains/directory/provisioned.ts";
import type { ProvisionedQueries } from "../../domains/directory/provisioned-queries.ts";
import type { Commands } from "../../platform/command.ts";
import { NotFound, PersonChanged } from "../../platform/errors.ts";
import type { App } from "../../platform/http/app.ts";
import { GROUPS } from "./attributes.ts";
import type { ScimCaller, ScimCallers } from "./clients.ts";
import { coerceResource } from "./coerce.ts";
import { isKnown, mayChange, untilUnchanged } from "./conditional.ts";
import { readFilter } from "./filter.ts";
import { groupFrom, groupResource, groupSource } from "./groups.ts";
import { type ListQuery, listQuery, listResponse, readSorting, searchShape, sorted } from "./list.ts";
import { applyPatch, patchShape } from "./patch.ts";
import { readProjection } from "./projection.ts";
import type { Members } from "./resource.ts";
import type { RouteConfig } from "./route-config.ts";
import { EVERYTHING, wanted } from "./user-routes.ts";
import { etagOf } from "./users.ts";

/** What the routes of groups use. */
export interface GroupRouteParts {
  readonly commands: Commands;
  readonly provisioned: ProvisionedQueries;
  readonly callers: ScimCallers;
  /** Address of the SCIM service. */
  readonly base: () => string;
  readonly config: RouteConfig;
}

const idInPath = z.object({ id: z.string().max(255) });

/** Groups over SCIM. */
export async function groupRoutes(app: App, parts: GroupRouteParts): Promise<void> {
  const { commands, provisioned, callers, base, config } = parts;

  const find = async ({ client }: ScimCaller, id: string): Promise<ProvisionedGroup> => {
    const group = await provisioned.group(client, id);
    if (group === null) throw new NotFound();
    return group;
  };
  const membersOf = async (id: string): Promise<GroupName[]> =>
    (await provisioned.members([id])).get(id) ?? [];

  /** A group with as much of it as the caller wants. */
  const answer = async (group: ProvisionedGroup, query: z.output<typeof wanted>): Promise<Members> => {
    const projection = readProjection(GROUPS, query);
    const members = projection.wants("members") ? await membersOf(group.id) : null;
    return projection.of(groupResource(group, members, base()));
  };

  const list = async ({ client }: ScimCaller, query: ListQuery): Promise<object> => {
    const projection = readProjection(GROUPS, query);
    const { matches, lookups } = query.filter === undefined ? EVERYTHING : readFilter(GROUPS, query.filter);
    const groups = await provisioned.groups(client, lookups);
    // Who is in groups is looked up for all of them only when the question is about that.
    const asks = /members/i.test(`${query.filter} ${query.sortBy}`);
    const members = await provisioned.members(asks ? groups.map(({ id }) => id) : []);
    const keyOf = readSorting(GROUPS, query);
    const found = groups.flatMap((group) => {
      const resource = groupResource(group, members.get(group.id) ?? [], base());
      return matches(resource) ? [{ id: group.id, key: keyOf(resource), group }] : [];
    });
    const byId = new Map(found.map(({ id, group }) => [id, group]));
    const offset = query.startIndex - 1;
    const shown = sorted(found, query)
      .slice(offset, offset + query.count)
      .flatMap(({ id }) => byId.get(id) ?? []);
    const inThem = await provisioned.members(projection.wants("members") ? shown.map(({ id }) => id) : []);
    const resources = shown.map((group) =>
      projection.of(groupResource(group, inThem.get(group.id) ?? [], base())),
    );
    return listResponse({ totalResults: found.length, startIndex: query.startIndex }, resources);
  };

  const rewrite = (
    caller: ScimCaller,
    id: string,
    ifMatch: string | undefined,
    next: (source: Members) => Members,
  ): Promise<ProvisionedGroup> =>
    untilUnchanged(ifMatch, async () => {
      const group = await find(caller, id);
      if (!mayChange(ifMatch, group)) throw new PersonChanged();
      const before = groupSource(group, await membersOf(id));
      const after = next(before);
      if (canonicalJson(after) === canonicalJson(before)) return group;
      const now = groupFrom(before).members;
      const then = groupFrom(after);
      const [was, will] = [new Set(now), new Set(then.members)];
      const input = {
        client: caller.client.id,
        id,
        version: group.version,
        group: then.group,
        add: then.members.filter((member) => !was.has(member)),
        remove: now.filter((member) => !will.has(member)),
      };
      await commands.execute(changeGroup, input, caller);
      return find(caller, id);
    });

  app.get("/Groups", { config, schema: { hide: true, querystring: listQuery } }, async (request) =>
    list(callers.of(request), request.query),
  );

  app.post("/Groups/.search", { config, schema: { hide: true, body: searchShape } }, async (request) =>
    list(callers.of(request), request.body),
  );

  app.post(
    "/Groups",
    { config, schema: { hide: true, querystring: wanted, body: z.json() } },
    async (request, reply) => {
      const caller = callers.of(request);
      const input = { client: caller.client.id, ...groupFrom(coerceResource(GROUPS, request.body)) };
      const { id } = await commands.execute(addGroup, input, caller);
      const group = await find(caller, id);
      return reply
        .status(201)
        .header("Location", `${base()}/Groups/${id}`)
        .header("ETag", etagOf(group))
        .send(await answer(group, request.query));
    },
  );

  app.get(
    "/Groups/:id",
    { config, schema: { hide: true, params: idInPath, querystring: wanted } },
    async (request, reply) => {
      const group = await find(callers.of(request), request.params.id);
      reply.header("ETag", etagOf(group));
      if (isKnown(request.headers["if-none-match"], group)) return reply.status(304).send();
      return reply.send(await answer(group, request.query));
    },
  );

  app.put(
    "/Groups/:id",
    { config, schema: { hide: true, params: idInPath, querystring: wanted, body: z.json() } },
    async (request, reply) => {
      const given = coerceResource(GROUPS, request.body);
      const { id } = request.params;
      const group = await rewrite(callers.of(request), id, request.headers["if-match"], () => given);
      return reply.header("ETag", etagOf(group)).send(await answer(group, request.query));
    },
  );

  app.patch(
    "/Groups/:id",
    { config, schema: { hide: true, params: idInPath, querystring: wanted, body: patchShape } },
    async (request, reply) => {
      const { id } = request.params;
      const group = await rewrite(callers.of(request), id, request.headers["if-match"], (source) =>
        applyPatch(GROUPS, source, request.body),
      );
      reply.header("ETag", etagOf(group));
      // Groups are large: who changed one knows what is in it, unless they ask (RFC 7644 §3.5.2).
      if (request.query.attributes === undefined) return reply.status(204).send();
      return reply.send(await answer(group, request.query));
    },
  );

  app.delete("/Groups/:id", { config, schema: { hide: true, params: idInPath } }, async (request, reply) => {
    const caller = callers.of(request);
    const group = await find(caller, request.params.id);
    const ifMatch = request.headers["if-match"];
    if (!mayChange(ifMatch, group)) throw new PersonChanged();
    const version = ifMatch === undefined ? null : group.version;
    await commands.execute(removeGroup, { client: caller.client.id, id: group.id, version }, caller);
    return reply.status(204).send();
  });
}
