import { z } from "zod";
import { type ClientEvent, MOST_EVENTS } from "../../../domains/rooms/model.ts";
import type { Rooms } from "../../../domains/rooms/rooms.ts";
import type { App } from "../../../platform/http/app.ts";
import { filterOfEvents } from "../filter.ts";
import { eventId, eventType, roomId, streamToken, trueOrFalse, wholeNumber } from "../shapes.ts";
import { signedIn } from "../signed-in.ts";
import { type RelationsWanted, relationsOf } from "./relations.ts";

/** As Matrix has it where an application does not say. */
const FEW = 10;
const SOME = 50;

const direction = z.enum(["b", "f"]);
const filter = z.string().max(16_000).optional();
const membership = z.enum(["join", "invite", "knock", "leave", "ban"]).optional();

const inRoom = z.object({ roomId });
const ofEvent = z.object({ roomId, eventId });
const messagesQuery = z.object({
  dir: direction,
  from: streamToken.optional(),
  to: streamToken.optional(),
  limit: wholeNumber.optional(),
  filter,
});
const relationsQuery = z.object({
  from: streamToken.optional(),
  to: streamToken.optional(),
  dir: direction.default("b"),
  limit: wholeNumber.optional(),
  recurse: trueOrFalse.optional(),
});
const threadsQuery = z.object({
  include: z.enum(["all", "participated"]).default("all"),
  from: streamToken.optional(),
  limit: wholeNumber.optional(),
});

/** For what is about one event in it: then it is that event that is not found. */
const OF_ONE_EVENT = { config: { hiddenAsNotFound: true } } as const;

/** Reading what was said in a room, and who is in it. */
export function readingRoutes(scope: App, { rooms }: { rooms: Rooms }): void {
  scope.get(
    "/client/v3/rooms/:roomId/messages",
    { schema: { hide: true, params: inRoom, querystring: messagesQuery } },
    async (request) => {
      const { dir, from, to, limit } = request.query;
      const wanted = filterOfEvents(request.query.filter);
      return rooms.timeline(await signedIn(request), request.params.roomId, {
        dir,
        from: from ?? null,
        to: to ?? null,
        limit: atMost(limit ?? FEW),
        ...(wanted === undefined ? {} : { filter: wanted }),
      });
    },
  );

  scope.get(
    "/client/v3/rooms/:roomId/event/:eventId",
    { ...OF_ONE_EVENT, schema: { hide: true, params: ofEvent } },
    async (request) => {
      const { roomId, eventId } = request.params;
      return rooms.event(await signedIn(request), roomId, eventId);
    },
  );

  scope.get(
    "/client/v3/rooms/:roomId/context/:eventId",
    {
      ...OF_ONE_EVENT,
      schema: {
        hide: true,
        params: ofEvent,
        querystring: z.object({ limit: wholeNumber.optional(), filter }),
      },
    },
    async (request) => {
      const { roomId, eventId } = request.params;
      const wanted = filterOfEvents(request.query.filter);
      return rooms.context(await signedIn(request), roomId, eventId, {
        limit: atMost(request.query.limit ?? FEW),
        ...(wanted === undefined ? {} : { filter: wanted }),
      });
    },
  );

  scope.get(
    "/client/v3/rooms/:roomId/members",
    {
      schema: {
        hide: true,
        params: inRoom,
        // At which moment is left out: who is a member is always told as it is now.
        querystring: z.object({ membership, not_membership: membership }),
      },
    },
    async (request) => ({
      chunk: await rooms.members(await signedIn(request), request.params.roomId, {
        membership: request.query.membership ?? null,
        notMembership: request.query.not_membership ?? null,
      }),
    }),
  );

  scope.get(
    "/client/v3/rooms/:roomId/joined_members",
    { schema: { hide: true, params: inRoom } },
    async (request) => {
      const options = { membership: "join" };
      const members = await rooms.members(await signedIn(request), request.params.roomId, options);
      return { joined: Object.fromEntries(members.map(asJoinedMember)) };
    },
  );

  const relations = "/client/v1/rooms/:roomId/relations/:eventId";
  const answerRelations = async (
    request: Parameters<typeof signedIn>[0],
    params: z.output<typeof ofEvent>,
    kind: Pick<RelationsWanted, "relType" | "eventType">,
    query: z.output<typeof relationsQuery>,
  ) =>
    relationsOf(rooms, await signedIn(request), params, {
      ...kind,
      from: query.from ?? null,
      to: query.to ?? null,
      dir: query.dir,
      limit: atMost(query.limit ?? SOME),
      recurse: query.recurse ?? null,
    });
  scope.get(
    relations,
    { ...OF_ONE_EVENT, schema: { hide: true, params: ofEvent, querystring: relationsQuery } },
    async (request) =>
      answerRelations(request, request.params, { relType: null, eventType: null }, request.query),
  );
  scope.get(
    `${relations}/:relType`,
    {
      ...OF_ONE_EVENT,
      schema: { hide: true, params: ofEvent.extend({ relType: eventType }), querystring: relationsQuery },
    },
    async (request) =>
      answerRelations(
        request,
        request.params,
        { relType: request.params.relType, eventType: null },
        request.query,
      ),
  );
  scope.get(
    `${relations}/:relType/:eventType`,
    {
      ...OF_ONE_EVENT,
      schema: {
        hide: true,
        params: ofEvent.extend({ relType: eventType, eventType }),
        querystring: relationsQuery,
      },
    },
    async (request) => answerRelations(request, request.params, request.params, request.query),
  );

  scope.get(
    "/client/v1/rooms/:roomId/threads",
    { schema: { hide: true, params: inRoom, querystring: threadsQuery } },
    async (request) => {
      const { include, from, limit } = request.query;
      return rooms.threads(await signedIn(request), request.params.roomId, {
        include,
        from: from ?? null,
        limit: atMost(limit ?? SOME),
      });
    },
  );
}

function atMost(wanted: number): number {
  return Math.min(wanted, MOST_EVENTS);
}

function asJoinedMember({ state_key, content }: ClientEvent) {
  const { displayname, avatar_url } = content;
  return [
    state_key,
    {
      ...(typeof displayname === "string" ? { display_name: displayname } : {}),
      ...(typeof avatar_url === "string" ? { avatar_url } : {}),
    },
  ];
}
